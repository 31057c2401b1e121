//! The place that a question is about.

use std::collections::HashSet;
use std::sync::Arc;

use gen_lsp_types::{Location, Range, TextDocumentPositionParams, Uri};

use super::Answer;
use crate::editor::references;
use crate::front::lsp::analysis::Analysis;
use crate::front::lsp::desk::{Desk, State};
use crate::front::lsp::lines::Encoding;
use crate::problems::{FileId, Span};
use crate::program::Reading;

/// A file in a program that was checked.
pub(super) struct Here<'s> {
    pub analysis: Arc<Analysis>,
    pub file: FileId,
    state: &'s State,
    encoding: Encoding,
}

impl<'s> Here<'s> {
    pub(super) fn file(desk: &mut Desk, state: &'s State, uri: &Uri) -> Answer<Here<'s>> {
        let (analysis, file) = desk.program(uri, &state.files)?;
        Ok(Here { analysis, file, state, encoding: desk.client.encoding })
    }

    /// A file of a program that is known.
    pub(super) fn of(
        analysis: &Arc<Analysis>,
        file: FileId,
        state: &'s State,
        encoding: Encoding,
    ) -> Here<'s> {
        Here { analysis: Arc::clone(analysis), file, state, encoding }
    }

    /// The file, and the byte in it.
    pub(super) fn place(
        desk: &mut Desk,
        state: &'s State,
        place: &TextDocumentPositionParams,
    ) -> Answer<(Here<'s>, usize)> {
        let here = Here::file(desk, state, &place.text_document.uri)?;
        let lines = here.analysis.lines(here.file);
        let at = lines.offset(place.position, here.text(), here.encoding);
        Ok((here, at))
    }

    /// A place in each program that has the name at one: in those of its file, and in those of all other
    /// files where the name is written. None where there is no name.
    pub(super) fn everywhere(
        desk: &mut Desk,
        state: &'s State,
        place: &TextDocumentPositionParams,
    ) -> Answer<Vec<(Here<'s>, usize)>> {
        let (here, at) = Here::place(desk, state, place)?;
        let mut open = vec![(here.analysis.name(here.file).to_owned(), at)];
        let (mut seen, mut found) = (HashSet::new(), Vec::<(Here<'s>, usize)>::new());
        while let Some((name, at)) = open.pop() {
            if !seen.insert(name.clone()) {
                continue;
            }
            for (analysis, file) in desk.programs_with(&name, &state.files) {
                if found.iter().any(|(known, _)| Arc::ptr_eq(&known.analysis, &analysis)) {
                    continue;
                }
                let spans = references(&analysis.reading, file, at, true).into_iter();
                let before = open.len();
                open.extend(spans.map(|it| (analysis.name(it.file).to_owned(), it.start as usize)));
                if open.len() > before {
                    found.push((Here::of(&analysis, file, state, here.encoding), at));
                }
            }
        }
        Ok(found)
    }

    pub(super) fn reading(&self) -> &Reading {
        &self.analysis.reading
    }

    pub(super) fn text(&self) -> &str {
        self.analysis.text(self.file)
    }

    pub(super) fn range(&self, span: Span) -> Range {
        self.analysis.range(span, self.encoding)
    }

    pub(super) fn location(&self, span: Span) -> Location {
        self.analysis.location(span, &self.state.files, self.encoding)
    }

    pub(super) fn uri(&self, file: FileId) -> Uri {
        self.state.files.uri(self.analysis.name(file))
    }
}
