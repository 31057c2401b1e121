//! The lines of a text, and places in them as editors count.

use std::ops::Range;
use std::sync::OnceLock;

use gen_lsp_types::{Position, PositionEncodingKind, Range as LspRange};

/// What the columns of an editor count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// Units of UTF-16, as all editors can.
    #[default]
    Utf16,
}

impl Encoding {
    /// The best of those that an editor offers.
    pub(super) fn negotiated(offered: Option<&[PositionEncodingKind]>) -> Encoding {
        match offered.is_some_and(|offered| offered.contains(&PositionEncodingKind::UTF8)) {
            true => Encoding::Utf8,
            false => Encoding::Utf16,
        }
    }

    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    /// How wide a text is.
    pub(super) fn width(self, text: &str) -> usize {
        match self {
            Encoding::Utf8 => text.len(),
            Encoding::Utf16 => units(text.as_bytes()),
        }
    }
}

/// How many units of UTF-16 the characters have that begin in some bytes.
fn units(bytes: &[u8]) -> usize {
    if bytes.is_ascii() {
        return bytes.len();
    }
    // The first byte of a character says how many it has; only those of four are two units.
    let of = |byte: &u8| usize::from(byte & 0xc0 != 0x80) + usize::from(*byte >= 0xf0);
    bytes.iter().map(of).sum()
}

/// Where the lines of a text begin.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    starts: Vec<usize>,
    /// How many units of UTF-16 are before each [`STEP`] bytes of the text. It is only counted where a line is
    /// longer, for those who ask for many places in it.
    units: OnceLock<Vec<usize>>,
}

const STEP: usize = 1 << 10;

impl Lines {
    /// Lines end with `\n`, `\r\n` or `\r`.
    pub(super) fn of(text: &str) -> Lines {
        let starts = std::iter::once(0).chain(starts(text, 0..text.len()));
        Lines { starts: starts.collect(), units: OnceLock::new() }
    }

    /// Takes up that some bytes have become `length` others in a text, which is now this one.
    pub(super) fn replaced(&mut self, range: &Range<usize>, length: usize, text: &str) {
        self.units = OnceLock::new();
        // Whether the byte before them ends a line may depend on the first of them.
        let from = range.start.saturating_sub(1);
        let end = range.start + length;
        let first = self.starts.partition_point(|start| *start <= from);
        let last = self.starts.partition_point(|start| *start <= range.end);
        let new: Vec<usize> = starts(text, from..end).collect();
        let after = first + new.len();
        self.starts.splice(first..last, new);
        for start in self.starts.iter_mut().skip(after) {
            *start = *start - range.end + end;
        }
    }

    /// The line of a byte, from 0.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// Where a line begins; the end of the text after the last one.
    pub(super) fn start(&self, line: usize, text: &str) -> usize {
        self.starts.get(line).copied().unwrap_or(text.len())
    }

    /// A line without its end.
    fn line<'t>(&self, line: usize, text: &'t str) -> &'t str {
        let line = text.get(self.start(line, text)..self.start(line + 1, text)).unwrap_or("");
        line.trim_end_matches(['\n', '\r'])
    }

    pub(super) fn position(&self, offset: usize, text: &str, encoding: Encoding) -> Position {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_of(offset);
        let start = self.start(line, text);
        let character = match encoding {
            Encoding::Utf16 if offset - start > STEP => {
                self.units_before(offset, text) - self.units_before(start, text)
            }
            Encoding::Utf16 | Encoding::Utf8 => {
                encoding.width(text.get(start..offset).unwrap_or(""))
            }
        };
        Position { line: line as u32, character: character as u32 }
    }

    fn units_before(&self, offset: usize, text: &str) -> usize {
        let bytes = text.as_bytes();
        let steps = self.units.get_or_init(|| {
            let mut all = 0;
            let mut steps = vec![0];
            for step in bytes.chunks_exact(STEP) {
                all += units(step);
                steps.push(all);
            }
            steps
        });
        let step = offset / STEP;
        steps.get(step).copied().unwrap_or_default() + units(&bytes[step * STEP..offset])
    }

    /// The byte of a place. One beyond the end of a line is its end, and one inside a character is
    /// its beginning.
    pub(super) fn offset(&self, position: Position, text: &str, encoding: Encoding) -> usize {
        let (line, column) = (position.line as usize, position.character as usize);
        let (start, line) = (self.start(line, text), self.line(line, text));
        // No character has more units than bytes, and those of ASCII have one of each.
        match line.as_bytes().get(..column) {
            None => return start + line.len(),
            Some(before) if before.is_ascii() => return start + column,
            Some(_) => {}
        }
        let mut width = 0;
        for (at, character) in line.char_indices() {
            width += match encoding {
                Encoding::Utf8 => character.len_utf8(),
                Encoding::Utf16 => character.len_utf16(),
            };
            if width > column {
                return start + at;
            }
        }
        start + line.len()
    }

    pub(super) fn range(&self, range: Range<usize>, text: &str, encoding: Encoding) -> LspRange {
        let at = |offset| self.position(offset, text, encoding);
        LspRange { start: at(range.start), end: at(range.end) }
    }

    /// The bytes of a range, of which the end is never before the start.
    pub(super) fn bytes(&self, range: LspRange, text: &str, encoding: Encoding) -> Range<usize> {
        let start = self.offset(range.start, text, encoding);
        start..self.offset(range.end, text, encoding).max(start)
    }
}

/// Where lines begin after some bytes of a text.
fn starts(text: &str, part: Range<usize>) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let breaks = memchr::memchr2_iter(b'\n', b'\r', &bytes[part.clone()]);
    let breaks = breaks.map(move |at| part.start + at);
    let last = breaks.filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
    last.map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_the_same_both_ways() {
        let text = "a\r\nß€𝄞b\rc\n\nd";
        let lines = Lines::of(text);
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            for (offset, _) in text.char_indices() {
                // Between the two marks of an end of a line there is no place.
                if text[..offset].ends_with('\r') && text[offset..].starts_with('\n') {
                    continue;
                }
                let position = lines.position(offset, text, encoding);
                assert_eq!(lines.offset(position, text, encoding), offset, "{offset}");
            }
        }
        let at = text.find('b').unwrap();
        assert_eq!(lines.position(at, text, Encoding::Utf8), Position { line: 1, character: 9 });
        assert_eq!(lines.position(at, text, Encoding::Utf16), Position { line: 1, character: 4 });
    }

    #[test]
    fn a_place_that_is_not_there_is_the_nearest() {
        let text = "ab\n𝄞c\n";
        let lines = Lines::of(text);
        let offset =
            |line, character| lines.offset(Position { line, character }, text, Encoding::Utf16);
        assert_eq!(offset(0, 9), 2);
        assert_eq!(offset(1, 1), 3);
        assert_eq!(offset(9, 9), text.len());
    }

    #[test]
    fn many_places_in_a_long_line() {
        // To count each from the beginning of the line would take hours.
        let (text, words) = ("b\n".to_owned() + &"ä𝄞 ".repeat(100_000) + "\nc", 100_000);
        let lines = Lines::of(&text);
        for word in 0..words {
            let position = lines.position(2 + word * 7, &text, Encoding::Utf16);
            assert_eq!(position, Position { line: 1, character: word as u32 * 4 });
        }
        let last = lines.position(text.len(), &text, Encoding::Utf16);
        assert_eq!(last, Position { line: 2, character: 1 });
    }

    #[test]
    fn lines_after_changes_are_those_of_the_text() {
        let pieces = ["", "a", "\n", "\r", "\r\n", "b\nc", "\n\r", "é\r\n\n"];
        let (mut text, mut lines) = (String::new(), Lines::of(""));
        let mut random = 1_usize;
        let mut draw = |below: usize| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (random >> 33) % below
        };
        for _ in 0..20_000 {
            let places: Vec<usize> =
                (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
            let [one, other] = [(); 2].map(|()| places[draw(places.len())]);
            // Texts become shorter as they are longer.
            let end = if text.len() > 40 { one.max(other) } else { one.min(other) };
            let range = one.min(other)..end;
            let piece = pieces[draw(pieces.len())];
            text.replace_range(range.clone(), piece);
            lines.replaced(&range, piece.len(), &text);
            assert_eq!(lines.starts, Lines::of(&text).starts, "{text:?}");
        }
    }
}
