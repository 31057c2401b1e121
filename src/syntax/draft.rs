//! A stretch of a rule file as it is read: as written, or with what was put right so that reading
//! can go on. It knows where each of its bytes comes from.

use std::ops::Range;

use crate::problems::{FileId, Span};

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
    /// Where in the text each edit's words begin.
    starts: Vec<usize>,
    text: String,
}

impl<'t> Draft<'t> {
    /// A stretch of the file as it is written.
    pub(super) fn new(file: FileId, source: &'t str, range: Range<usize>) -> Draft<'t> {
        Draft::with_edits(file, source, range, Vec::new())
    }

    /// A stretch of the file with edits inside it, in the order of their places. One that overlaps
    /// an earlier one is left out.
    pub(super) fn with_edits(
        file: FileId,
        source: &'t str,
        range: Range<usize>,
        edits: Vec<Edit>,
    ) -> Draft<'t> {
        #[cfg(test)]
        super::effort::count(range.len());
        let mut text = String::with_capacity(range.len());
        let mut kept: Vec<Edit> = Vec::with_capacity(edits.len());
        let mut starts = Vec::with_capacity(edits.len());
        let mut done = range.start;
        for edit in edits {
            let Some(before) = source.get(done..edit.range.start) else { continue };
            text.push_str(before);
            starts.push(text.len());
            text.push_str(&edit.with);
            done = edit.range.end;
            kept.push(edit);
        }
        text.push_str(source.get(done..range.end).unwrap_or_default());
        Draft { file, source, range, edits: kept, starts, text }
    }

    /// The whole file as it is written.
    pub(super) fn source(&self) -> &'t str {
        self.source
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The same stretch with one edit more; `None` where it would overlap another.
    pub(super) fn with(&self, edit: Edit) -> Option<Draft<'t>> {
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
        Some(Draft::with_edits(self.file, self.source, self.range.clone(), edits))
    }

    /// The same stretch as it is written inside a range, because all of that is edited anew.
    pub(super) fn without(&self, range: &Range<usize>) -> Draft<'t> {
        let inside = |edit: &Edit| range.start <= edit.range.start && edit.range.end <= range.end;
        let edits = self.edits.iter().filter(|edit| !inside(edit)).cloned().collect();
        Draft::with_edits(self.file, self.source, self.range.clone(), edits)
    }

    /// A stretch of the file inside this one, as it is written.
    pub(super) fn part(&self, range: Range<usize>) -> Option<Draft<'t>> {
        self.source.get(range.clone())?;
        Some(Draft::new(self.file, self.source, range))
    }

    /// The place of a stretch that is already given in bytes of the file.
    pub(super) fn file_span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    /// The bytes of the file that a stretch of this text stands for.
    pub(super) fn file_range(&self, range: Range<usize>) -> Range<usize> {
        self.span(range).range()
    }

    /// The place in the file of a stretch of this text. What touches an edit has all of the place
    /// that was put right.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let start = self.place(range.start, false);
        let end = self.place(range.end, true).max(start);
        Span::new(self.file, start, end)
    }

    /// The place in the file of a byte of this text; `end` asks where something ends there.
    pub(super) fn place(&self, at: usize, end: bool) -> usize {
        let reached = |start: &usize| if end { *start < at } else { *start <= at };
        let before = self.starts.partition_point(reached);
        let Some(last) = before.checked_sub(1) else { return self.range.start + at };
        let (edit, start) = (&self.edits[last], self.starts[last]);
        let after = start + edit.with.len();
        if at < after || (end && at == after) {
            return if end { edit.range.end } else { edit.range.start };
        }
        (edit.range.end + at - after).min(self.range.end)
    }

    /// Whether anything but white space stands between two places of the file.
    pub(super) fn has_words(&self, range: Range<usize>) -> bool {
        self.source.get(range).is_some_and(|text| !text.trim().is_empty())
    }
}
