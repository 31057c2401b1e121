//! The lines of a text, and places in them as editors count.

use std::ops::Range;

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
            Encoding::Utf16 => text.encode_utf16().count(),
        }
    }
}

/// Where the lines of a text begin.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    /// Lines end with `\n`, `\r\n` or `\r`.
    pub(super) fn of(text: &str) -> Lines {
        let bytes = text.as_bytes();
        let breaks = memchr::memchr2_iter(b'\n', b'\r', bytes);
        let last = breaks.filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
        Lines { starts: std::iter::once(0).chain(last.map(|at| at + 1)).collect() }
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
        let before = text.get(self.start(line, text)..offset).unwrap_or("");
        Position { line: line as u32, character: encoding.width(before) as u32 }
    }

    /// The byte of a place. One beyond the end of a line is its end, and one inside a character is
    /// its beginning.
    pub(super) fn offset(&self, position: Position, text: &str, encoding: Encoding) -> usize {
        let (line, column) = (position.line as usize, position.character as usize);
        let start = self.start(line, text);
        let mut width = 0;
        for (at, character) in self.line(line, text).char_indices() {
            width += match encoding {
                Encoding::Utf8 => character.len_utf8(),
                Encoding::Utf16 => character.len_utf16(),
            };
            if width > column {
                return start + at;
            }
        }
        start + self.line(line, text).len()
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
}
