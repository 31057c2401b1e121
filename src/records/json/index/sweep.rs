//! The walk over the blocks of a text, the same for all processors.

use std::ops::Range;

use super::block::{BLOCK, Block};
use super::escapes::Escapes;
use super::marks::{Marks, Unindexed};
use super::reach::Reach;

/// Sweeps over the next stretch. `block` says what each byte of a block is, `within` has a bit for each byte that an odd
/// number of quotes is before or on, and `write` takes the tokens of a block that begins at a place. What is carried
/// from block to block is copied, so that it can stay in registers.
#[inline(always)]
pub(super) fn by_blocks(
    carried: &mut Sweep,
    stretch: &[u8],
    block: impl Fn(&[u8; BLOCK]) -> Block,
    within: impl Fn(u64) -> u64,
    mut write: impl FnMut(&[u8; BLOCK], u32, u64),
) {
    let mut sweep = *carried;
    let mut padded = [b' '; BLOCK];
    let mut rest = stretch;
    while !rest.is_empty() {
        let bytes;
        (bytes, rest) = match rest.split_first_chunk() {
            Some(split) => split,
            None => {
                padded[..rest.len()].copy_from_slice(rest);
                (&padded, &[][..])
            }
        };
        let block = block(bytes);
        let quotes = sweep.quotes(&block);
        let tokens = sweep.tokens(&block, quotes, within(quotes));
        write(bytes, sweep.next(), tokens);
    }
    *carried = sweep;
}

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
    /// Not zero where a byte was that must not be there.
    wrong: u64,
    /// The backslashes.
    escapes: Reach,
    /// The bytes that are not ASCII.
    high: Reach,
}

impl<'a> Sweep<'a> {
    pub(super) fn new(text: &'a [u8]) -> Sweep<'a> {
        let (escapes, high) = (Reach::NOTHING, Reach::NOTHING);
        Sweep { text, base: 0, within: 0, run: 0, escape: 0, wrong: 0, escapes, high }
    }

    /// The quotes of the block that begin or end a text: those that no backslash takes.
    #[inline(always)]
    pub(super) fn quotes(&mut self, block: &Block) -> u64 {
        if block.backslashes | self.escape == 0 {
            return block.quotes;
        }
        if block.backslashes != 0 {
            self.escapes.take_in(self.base as u32, block.backslashes);
        }
        let escapes = Escapes::of(self.text, self.base, block.backslashes, self.escape);
        self.escape = escapes.next;
        self.wrong |= escapes.wrong;
        block.quotes & !escapes.taken
    }

    /// The first bytes of the block's tokens. `within` has a bit for each byte that an odd number
    /// of the block's quotes is before or on.
    #[inline(always)]
    pub(super) fn tokens(&mut self, block: &Block, quotes: u64, within: u64) -> u64 {
        // The opening quote counts as within its text, and the closing one does not.
        let within = within ^ self.within;
        self.within = ((within as i64) >> 63) as u64;
        self.wrong |= block.backslashes & !within;
        if block.rare != 0 {
            self.rare(block, within);
        }

        let others = !(block.marks | block.spaces | quotes | within);
        let starts = others & !(others << 1 | self.run);
        self.run = others >> 63;
        block.marks & !within | quotes & within | starts
    }

    /// Control characters may be only between tokens, and only as white space; what is not
    /// ASCII is judged in the end.
    #[inline(always)]
    fn rare(&mut self, block: &Block, within: u64) {
        let controls = block.rare & !block.high;
        self.wrong |= controls & !(block.spaces & !within);
        if block.high != 0 {
            self.high.take_in(self.base as u32, block.high);
        }
    }

    /// Goes on to the next block, and returns where this one begins.
    #[inline(always)]
    pub(super) fn next(&mut self) -> u32 {
        let base = self.base as u32;
        self.base += BLOCK;
        base
    }

    /// What there is to say at the end of the text.
    pub(super) fn end(self) -> Result<Marks<'a>, Unindexed> {
        if self.within | self.wrong != 0 || !self.is_utf8() {
            return Err(Unindexed);
        }
        // SAFETY: all from the first to the last byte that is not ASCII is UTF-8, as was just seen,
        // and of the ASCII before and after it each byte is a character.
        let text = unsafe { std::str::from_utf8_unchecked(self.text) };
        Ok(Marks { text, escapes: self.escapes.range() })
    }

    /// All before and after the bytes that are not ASCII is, so that no character reaches over
    /// their ends.
    fn is_utf8(&self) -> bool {
        let Range { start, end } = self.high.range();
        start == end
            || self
                .text
                .get(start as usize..end as usize)
                .is_some_and(|high| simdutf8::basic::from_utf8(high).is_ok())
    }
}
