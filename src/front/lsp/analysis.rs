//! A program that was checked, with the places of its parts as editors count them.

use std::sync::{Arc, OnceLock};

use gen_lsp_types::{Location, Range};

use super::files::Files;
use super::lines::{Encoding, Lines};
use super::uri;
use crate::plan::Plan;
use crate::problems::register::USE_MISSING;
use crate::problems::{FileId, Problem, Span};
use crate::program::Reading;

/// A program that was checked.
#[derive(Debug)]
pub(super) struct Analysis {
    pub reading: Reading,
    /// By file.
    lines: Vec<Lines>,
    /// Whether a file is missing, which may be there later.
    lacks: bool,
    /// Whether it is only for others to use.
    pub is_part: bool,
    plan: OnceLock<Option<Arc<Plan>>>,
}

impl Analysis {
    /// Checks a program; nothing where its first file cannot be read.
    pub(super) fn of(root: &str, files: &Files) -> Option<Analysis> {
        let text = files.text(root).ok()?;
        let reading = Reading::of(root, &text, &|used| files.text(used));
        let lines = reading.sources.files().iter().map(|source| Lines::of(&source.text));
        let lines = lines.collect();
        let lacks = reading.problems.iter().any(|problem| problem.code == USE_MISSING);
        let is_part = reading.problems.are_of_a_part();
        Some(Analysis { reading, lines, lacks, is_part, plan: OnceLock::new() })
    }

    /// Whether the files are still what they were.
    pub(super) fn is_current(&self, files: &Files) -> bool {
        let same = |name: &str, text: &str| match files.document(name) {
            Some(document) => document.text == text,
            None => files.text(name).is_ok_and(|now| now == text),
        };
        let mut sources = self.reading.sources.files().iter();
        !self.lacks && sources.all(|source| same(&source.name, &source.text))
    }

    /// What evaluation needs to know of it; `None` where there are mistakes.
    pub(super) fn plan(&self) -> Option<&Arc<Plan>> {
        self.plan.get_or_init(|| self.reading.plan()).as_ref()
    }

    /// Its problems. A file for others to use is in order without stages.
    pub(super) fn problems(&self) -> impl Iterator<Item = &Problem> {
        let said = if self.is_part { None } else { Some(self.reading.problems.iter()) };
        said.into_iter().flatten()
    }

    /// The name of its first file.
    pub(super) fn root(&self) -> &str {
        self.name(FileId::default())
    }

    /// A file of it, by this name or by another one.
    pub(super) fn file(&self, name: &str) -> Option<FileId> {
        let find = |is_it: &dyn Fn(&str) -> bool| {
            self.reading.sources.files().iter().position(|source| is_it(&source.name))
        };
        let at = find(&|known| known == name).or_else(|| {
            let real = uri::real(name);
            find(&|known| uri::real(known) == real)
        })?;
        Some(FileId::of(at))
    }

    pub(super) fn name(&self, file: FileId) -> &str {
        &self.reading.sources.get(file).name
    }

    pub(super) fn text(&self, file: FileId) -> &str {
        &self.reading.sources.get(file).text
    }

    pub(super) fn lines(&self, file: FileId) -> &Lines {
        &self.lines[file.index()]
    }

    pub(super) fn range(&self, span: Span, encoding: Encoding) -> Range {
        self.lines(span.file).range(span.range(), self.text(span.file), encoding)
    }

    pub(super) fn location(&self, span: Span, files: &Files, encoding: Encoding) -> Location {
        Location { uri: files.uri(self.name(span.file)), range: self.range(span, encoding) }
    }
}
