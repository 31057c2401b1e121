//! The end of one value of a JSON document.

use crate::records::json::{BLOCK, Shapes, within};

/// This many open brackets are told apart by their kinds.
const KINDS: usize = 1024;

/// The search for the end of one value of a JSON document, block by block. It matches brackets
/// and minds texts, no more: whether the value is right is the reader's to say.
#[derive(Debug)]
pub(super) struct Element {
    kind: Kind,
    shapes: Shapes,
    /// How many of its bytes were looked at.
    looked: usize,
    /// The column at which it began.
    column: usize,
    /// The open brackets, up to `KINDS` of them.
    open: Vec<u8>,
    /// How many are open within these, whatever their kinds: no reader takes as many.
    deeper: usize,
    in_text: bool,
    /// It cannot be right any more. A line that begins with a brace, no deeper than this one
    /// began, is then taken for the next record, so that one record's fault stays its own.
    broken: bool,
}

#[derive(Debug, PartialEq)]
enum Kind {
    /// In brackets of some kind.
    Nested,
    Text,
    /// A number, a word, or whatever is there.
    Bare,
}

/// How a value ended.
#[derive(Debug, PartialEq)]
pub(super) enum End {
    /// Before this byte.
    At(usize),
    /// Not within these bytes.
    Open,
    /// Never: a bracket of the list around it closes at this byte, while its own is still open.
    Lost(usize),
}

impl Element {
    pub(super) fn new(first: u8, column: usize, broken: bool, shapes: Shapes) -> Element {
        let (kind, looked) = match first {
            b'{' | b'[' => (Kind::Nested, 0),
            b'"' => (Kind::Text, 1),
            _ => (Kind::Bare, 0),
        };
        let in_text = kind == Kind::Text;
        Element { kind, shapes, looked, column, open: Vec::new(), deeper: 0, in_text, broken }
    }

    /// From now on a new line with a brace ends it.
    pub(super) fn give_up(&mut self) {
        self.broken = true;
    }

    /// Lets all that was looked at go, and says how much that is.
    pub(super) fn settle(&mut self) -> usize {
        std::mem::take(&mut self.looked)
    }

    /// Looks for the end in all of the value that is there, which begins where `bytes` do.
    pub(super) fn end(&mut self, bytes: &[u8]) -> End {
        match self.kind {
            Kind::Nested => self.nested(bytes),
            Kind::Text => self.text(bytes),
            Kind::Bare => self.bare(bytes),
        }
    }

    fn nested(&mut self, bytes: &[u8]) -> End {
        loop {
            if let Some(end) = self.pass_blocks(bytes) {
                return end;
            }
            if self.in_text && !self.pass_text(bytes) {
                return End::Open;
            }
            let Some(at) = next_mark(bytes, self.looked) else {
                self.looked = bytes.len();
                return End::Open;
            };
            match bytes[at] {
                b'"' => self.in_text = true,
                open @ (b'{' | b'[') => self.open(open),
                b'\n' if self.broken => match self.next_record(bytes, at) {
                    Some(End::Open) => {
                        self.looked = at;
                        return End::Open;
                    }
                    Some(end) => return end,
                    None => {}
                },
                b'\n' => {}
                close => {
                    if let Some(end) = self.close(close, at) {
                        return end;
                    }
                }
            }
            self.looked = at + 1;
        }
    }

    /// Passes as many whole blocks as hold nothing unusual, which is what the steps from mark to mark
    /// come to for them. Says where the value ended, if it did within them.
    fn pass_blocks(&mut self, bytes: &[u8]) -> Option<End> {
        while !self.broken {
            let block: &[u8; BLOCK] = bytes.get(self.looked..)?.first_chunk()?;
            let shape = self.shapes.of(block);
            let (taken, passed) = taken(shape.backslashes);
            let present = u64::MAX >> (BLOCK - passed);
            let carried = if self.in_text { u64::MAX } else { 0 };
            let within = within(shape.quotes & !taken & present) ^ carried;
            // A line that ends within a text, or a backslash outside of one.
            if (shape.line_ends & within | shape.backslashes & !within) & present != 0 {
                return None;
            }
            let mut brackets = shape.brackets & !within & present;
            while brackets != 0 {
                let at = brackets.trailing_zeros() as usize;
                brackets &= brackets - 1;
                match block[at] {
                    open @ (b'{' | b'[') => self.open(open),
                    close => {
                        if let Some(end) = self.close(close, self.looked + at) {
                            return Some(end);
                        }
                    }
                }
            }
            self.in_text = within >> (passed - 1) & 1 == 1;
            self.looked += passed;
        }
        None
    }

    fn open(&mut self, bracket: u8) {
        match self.open.len() {
            KINDS => self.deeper += 1,
            _ => self.open.push(bracket),
        }
    }

    /// Closes the innermost bracket of this kind with all that are open within it.
    fn close(&mut self, close: u8, at: usize) -> Option<End> {
        if self.deeper > 0 {
            self.deeper -= 1;
            return None;
        }
        let open = if close == b'}' { b'{' } else { b'[' };
        match self.open.iter().rposition(|bracket| *bracket == open) {
            Some(place) => self.open.truncate(place),
            // It belongs to the list around: this value has lost its own.
            None if self.open.is_empty() => {}
            None if self.broken => return Some(End::At(at)),
            None => return Some(End::Lost(at)),
        }
        self.open.is_empty().then_some(End::At(at + 1))
    }

    /// After a line end: whether the next record begins there. `Open` while that cannot be told.
    fn next_record(&self, bytes: &[u8], at: usize) -> Option<End> {
        let rest = &bytes[at + 1..];
        let indent = rest.iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
        match rest.get(indent) {
            Some(b'{') if indent <= self.column => Some(End::At(at)),
            None if indent <= self.column => Some(End::Open),
            Some(_) | None => None,
        }
    }

    /// Goes on to after the text that is open; false where it does not end here.
    fn pass_text(&mut self, bytes: &[u8]) -> bool {
        while let Some(at) = memchr::memchr3(b'"', b'\\', b'\n', &bytes[self.looked..]) {
            let at = self.looked + at;
            match bytes[at] {
                b'\\' if at + 1 == bytes.len() => {
                    self.looked = at;
                    return false;
                }
                b'\\' if bytes[at + 1] != b'\n' => self.looked = at + 2,
                b'\\' => self.looked = at + 1,
                b'"' => {
                    self.looked = at + 1;
                    self.in_text = false;
                    return true;
                }
                // A line never ends within a text of JSON: its quote was lost.
                _ => {
                    self.looked = at;
                    self.in_text = false;
                    self.broken = true;
                    return true;
                }
            }
        }
        self.looked = bytes.len();
        false
    }

    fn text(&mut self, bytes: &[u8]) -> End {
        if self.pass_text(bytes) { End::At(self.looked) } else { End::Open }
    }

    fn bare(&mut self, bytes: &[u8]) -> End {
        let ends = |b: &u8| {
            matches!(
                b,
                b' ' | b'\t' | b'\r' | b'\n' | b',' | b'{' | b'}' | b'[' | b']' | b'"' | 0x1e
            )
        };
        match bytes[self.looked..].iter().position(ends) {
            Some(length) => End::At(self.looked + length),
            None => {
                self.looked = bytes.len();
                End::Open
            }
        }
    }
}

/// The next byte outside of texts that matters.
fn next_mark(bytes: &[u8], from: usize) -> Option<usize> {
    let is_mark = |b: &u8| matches!(b, b'"' | b'{' | b'}' | b'[' | b']' | b'\n');
    bytes[from..].iter().position(is_mark).map(|at| from + at)
}

/// A bit for each byte that the backslash before it takes, and how many bytes of the block that is
/// known for: a backslash at its end belongs to the next.
fn taken(backslashes: u64) -> (u64, usize) {
    let (mut taken, mut rest) = (0, backslashes);
    while rest != 0 {
        let at = rest.trailing_zeros();
        if at as usize == BLOCK - 1 {
            return (taken, BLOCK - 1);
        }
        taken |= 2 << at;
        rest &= !(3 << at);
    }
    (taken, BLOCK)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn element(broken: bool) -> Element {
        Element::new(b'{', 0, broken, Shapes::best())
    }

    /// The end, where no block is ever whole when it is looked at.
    fn step_by_step(bytes: &[u8], broken: bool) -> End {
        let mut element = element(broken);
        let ends = (1..=bytes.len()).map(|length| element.end(&bytes[..length]));
        ends.into_iter().find(|end| *end != End::Open).unwrap_or(End::Open)
    }

    /// Pieces of records, some of them torn.
    fn soup() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            8 => "[a-z: ,]{1,30}",
            8 => "\"([ -!#-\\[\\]-~é]|\\\\[\"\\\\/nu]){0,40}\"",
            6 => "[\\[\\]{}]{1,3}",
            1 => "[\"\\\\\n]",
            1 => "\\\\{1,70}",
            1 => "(\\[|\\{){300}",
            1 => "(\\]|\\}){300}",
        ];
        prop::collection::vec(piece, 0..40)
            .prop_map(|pieces| format!("{{{}", pieces.concat()).into())
    }

    proptest! {
        #[test]
        fn whole_blocks_come_to_the_same_as_one_mark_after_the_other(
            bytes in soup(),
            broken in any::<bool>(),
        ) {
            let end = element(broken).end(&bytes);
            prop_assert_eq!(end, step_by_step(&bytes, broken), "{}", bytes.escape_ascii());
        }
    }
}
