//! A stretch of a rule file as it is read: as written, or with what was put right so that reading
//! can go on. It knows where each of its bytes comes from.

use std::ops::Range;

use crate::report::{FileId, Span};

/// What to read in place of a stretch of the file, in bytes of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub range: Range<usize>,
    pub with: String,
}

/// A stretch of the file with edits made.
#[derive(Clone, Debug)]
pub(super) struct Draft<'t> {
    file: FileId,
    source: &'t str,
    range: Range<usize>,
    /// In the order of their places, none overlapping another.
    edits: Vec<Edit>,
    text: String,
}

impl<'t> Draft<'t> {
    /// A stretch of the file as it is written.
    pub fn new(file: FileId, source: &'t str, range: Range<usize>) -> Draft<'t> {
        let text = source[range.clone()].to_owned();
        Draft { file, source, range, edits: Vec::new(), text }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The same stretch with one edit more; `None` where it would overlap another.
    pub fn with(&self, edit: Edit) -> Option<Draft<'t>> {
        let clash = |other: &Edit| {
            other.range.start < edit.range.end && edit.range.start < other.range.end
                || other.range == edit.range
        };
        if self.edits.iter().any(clash) {
            return None;
        }
        let mut edits = self.edits.clone();
        let at = edits.partition_point(|other| other.range.start < edit.range.start);
        edits.insert(at, edit);
        let mut text = String::new();
        let mut done = self.range.start;
        for edit in &edits {
            text.push_str(self.source.get(done..edit.range.start)?);
            text.push_str(&edit.with);
            done = edit.range.end;
        }
        text.push_str(self.source.get(done..self.range.end)?);
        Some(Draft { edits, text, range: self.range.clone(), ..*self })
    }

    /// The place in the file of a stretch of this text. What touches an edit has all of the place
    /// that was put right.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.place(range.start, false);
        let end = self.place(range.end, true).max(start);
        Span::new(self.file, start, end)
    }

    /// The place in the file of a byte of this text; `end` asks where something ends there.
    fn place(&self, at: usize, end: bool) -> usize {
        let (mut here, mut there) = (0, self.range.start);
        for edit in &self.edits {
            let before = edit.range.start - there;
            if at < here + before || (end && at == here + before) {
                break;
            }
            here += before;
            if at < here + edit.with.len() || (end && at == here + edit.with.len()) {
                return if end { edit.range.end } else { edit.range.start };
            }
            here += edit.with.len();
            there = edit.range.end;
        }
        (there + at - here).min(self.range.end)
    }
}
