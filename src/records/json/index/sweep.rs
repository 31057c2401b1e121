use super::block::{BLOCK, Block};
use super::escapes::Escapes;
use super::{Marks, Odd};

/// A walk over a text, block by block: what the blocks so far have to tell the next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sweep<'a> {
    text: &'a [u8],
    /// Where the next block begins.
    base: usize,
    /// All ones where the next block begins within a text in quotes, else zero.
    within: u64,
    /// One where the last block ended in a word or a number, which may go on, else zero.
    run: u64,
    /// One where the last block ended in a backslash that takes a byte of the next, else zero.
    escape: u64,
    /// Some text has a backslash.
    escaped: bool,
    /// Not zero where a byte stood that must not stand there.
    odd: u64,
    /// From the first to the last of the blocks that are not all ASCII.
    high: (usize, usize),
}

impl<'a> Sweep<'a> {
    pub fn new(text: &'a [u8]) -> Sweep<'a> {
        let high = (text.len(), 0);
        Sweep { text, base: 0, within: 0, run: 0, escape: 0, escaped: false, odd: 0, high }
    }

    /// The quotes of the block that begin or end a text: those that no backslash takes.
    #[inline(always)]
    pub fn quotes(&mut self, block: &Block) -> u64 {
        if block.backslashes | self.escape == 0 {
            return block.quotes;
        }
        let escapes = Escapes::of(self.text, self.base, block.backslashes, self.escape);
        self.escape = escapes.next;
        self.escaped = true;
        self.odd |= escapes.odd;
        block.quotes & !escapes.taken
    }

    /// The first bytes of the block's tokens. `within` has a bit for each byte that an odd number
    /// of the block's quotes stands before or on.
    #[inline(always)]
    pub fn tokens(&mut self, block: &Block, quotes: u64, within: u64) -> u64 {
        // The opening quote counts as within its text, and the closing one does not.
        let within = within ^ self.within;
        self.within = ((within as i64) >> 63) as u64;
        self.odd |= block.controls & within | block.backslashes & !within;

        let others = !(block.marks | block.spaces | quotes | within);
        let starts = others & !(others << 1 | self.run);
        self.run = others >> 63;
        block.marks & !within | quotes & within | starts
    }

    /// Goes on to the next block, and returns where this one begins.
    #[inline(always)]
    pub fn next(&mut self, block: &Block) -> u32 {
        let base = self.base;
        self.base += BLOCK;
        if block.high != 0 {
            self.high = (self.high.0.min(base), self.base);
        }
        base as u32
    }

    /// What there is to say at the end of the text.
    pub fn end(self) -> Result<Marks, Odd> {
        if self.within | self.odd != 0 || !self.is_utf8() {
            return Err(Odd);
        }
        Ok(Marks { escaped: self.escaped })
    }

    /// What is before and behind the blocks that are not all ASCII is, so that no character
    /// reaches over their ends.
    fn is_utf8(&self) -> bool {
        let (from, to) = self.high;
        let high = self.text.get(from..to.min(self.text.len())).unwrap_or_default();
        simdutf8::basic::from_utf8(high).is_ok()
    }
}
