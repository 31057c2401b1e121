//! Lines, columns and printable text of a rule file that a problem points at.

use std::ops::Range;

use super::shown::is_steering;
use super::{Source, Span};

/// A rule file prepared for showing problems in it: where its lines begin, and a text that is safe
/// to show.
#[derive(Clone, Debug)]
pub struct Page<'a> {
    /// The name of the source.
    pub name: &'a str,
    /// The file with its control characters blanked out, byte for byte as long as the original: a
    /// rule file from elsewhere must not be able to steer the reader's terminal.
    pub text: String,
    /// Where each line begins, in bytes.
    starts: Vec<usize>,
}

/// A line and a column, both from 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column in that line, from 1.
    pub column: usize,
}

impl<'a> Page<'a> {
    /// Finds where the lines of a source begin.
    pub fn new(source: &'a Source) -> Page<'a> {
        let text = blanked(&source.text);
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes());
        let starts = std::iter::once(0).chain(breaks.map(|at| at + 1)).collect();
        Page { name: &source.name, text, starts }
    }

    /// The line (from 0) that an offset is in.
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset) - 1
    }

    /// A line (from 0) with its line break; nothing beyond the last one.
    pub fn line(&self, line: usize) -> Range<usize> {
        let at = |line: usize| self.starts.get(line).copied().unwrap_or(self.text.len());
        at(line)..at(line + 1)
    }

    /// The line and column of a byte.
    pub fn place(&self, offset: usize) -> Place {
        let offset = self.floor(offset);
        let line = self.line_of(offset);
        let before = &self.text[self.line(line).start..offset];
        Place { line: line + 1, column: before.chars().count() + 1 }
    }

    /// What can be seen of a span, for a mark to be under: whole characters within the text,
    /// without white space around them. A span without length is the character that it is
    /// before. Where there is nothing to see, such as the end of the file, it is the last
    /// character before it. `None` in a blank file.
    pub fn visible(&self, span: Span) -> Option<Range<usize>> {
        let mut range = self.clamped(span);
        if range.is_empty() {
            let next = self.text[range.start..].chars().next();
            range.end += next.map_or(0, char::len_utf8);
        }
        let seen = &self.text[range.clone()];
        // A space that is not the space bar's is what a mark may be about.
        let blank = |c: char| c.is_ascii_whitespace();
        let shown = seen.trim_matches(blank);
        if !shown.is_empty() {
            let start = range.start + (seen.len() - seen.trim_start_matches(blank).len());
            return Some(start..start + shown.len());
        }
        let shown = |c: &(usize, char)| !c.1.is_whitespace();
        let last = self.text[..range.start].char_indices().rfind(shown);
        let (at, c) = last.or_else(|| self.text.char_indices().find(shown))?;
        Some(at..at + c.len_utf8())
    }

    /// The place to name for a span: where its mark begins.
    pub fn place_of(&self, span: Span) -> Place {
        self.place(self.shown(span).start)
    }

    /// The stretch to name for a span, the same in every format.
    pub fn shown(&self, span: Span) -> Range<usize> {
        self.visible(span).unwrap_or_else(|| self.clamped(span))
    }

    /// The span within the text, on whole characters.
    pub fn clamped(&self, span: Span) -> Range<usize> {
        let start = self.floor(span.start as usize);
        let mut end = (span.end as usize).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        start..end.max(start)
    }

    fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// The text with each control character and each mark that turns the direction of writing replaced
/// by something harmless of the same length.
fn blanked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let line_end = c == '\r' && rest.peek() == Some(&'\n');
        match c {
            '\n' | '\t' => out.push(c),
            '\r' if line_end => out.push(c),
            // What has no width cannot be pointed at.
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => {
                out.push('\u{fffd}');
            }
            _ if is_steering(c) => out.extend(std::iter::repeat_n(' ', c.len_utf8())),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::FileId;
    use super::*;

    fn source(text: &str) -> Source {
        Source { name: "rules.flywheel".to_owned(), text: text.to_owned() }
    }

    fn visible(text: &str, start: usize, end: usize) -> Option<String> {
        let source = source(text);
        let page = Page::new(&source);
        let range = page.visible(Span::new(FileId(0), start, end))?;
        Some(page.text[range].to_owned())
    }

    #[test]
    fn what_cannot_be_seen_is_pointed_at_by_its_neighbour() {
        let text = "stage Über\n\n";
        assert_eq!(visible(text, 6, 11).as_deref(), Some("Über"));
        assert_eq!(visible(text, 5, 12).as_deref(), Some("Über"), "white space around is left out");
        assert_eq!(visible(text, 6, 6).as_deref(), Some("Ü"), "no length");
        assert_eq!(visible(text, 11, 11).as_deref(), Some("r"), "a line break");
        assert_eq!(visible(text, 12, 13).as_deref(), Some("r"), "the end of the file");
        assert_eq!(visible(text, 99, 200).as_deref(), Some("r"), "beyond the end");
        assert_eq!(visible(text, 7, 8).as_deref(), Some("Ü"), "half a character");
        assert_eq!(visible("  \n x", 0, 0).as_deref(), Some("x"), "nothing stands before it");
        assert_eq!(visible("", 0, 0), None);
    }

    #[test]
    fn columns_count_characters() {
        let source = source("a\nstäge x");
        let page = Page::new(&source);
        assert_eq!(page.place(0), Place { line: 1, column: 1 });
        assert_eq!(page.place(9), Place { line: 2, column: 7 });
        assert_eq!(page.place(5), Place { line: 2, column: 3 }, "within a character");
        assert_eq!(page.place(999), Place { line: 2, column: 8 });
    }

    #[test]
    fn terminals_are_not_steered() {
        let source = source("a\u{1b}[2Jb\u{9b}\u{202e}\r\nc\rd");
        let page = Page::new(&source);
        assert_eq!(page.text, "a [2Jb  \u{fffd}\r\nc d");
        assert_eq!(page.text.len(), source.text.len());
    }
}
