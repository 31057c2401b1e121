//! From a name to its declaration, and to everywhere that it is written.

use super::names::{Declared, Names};
use crate::problems::{FileId, Span};
use crate::program::Reading;

/// Where something is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// All of the declaration.
    pub whole: Span,
    /// The name in it.
    pub name: Span,
}

/// The name at a place, and where it leads: to its declaration, or to the file that a `use` names.
pub fn definition(reading: &Reading, file: FileId, at: usize) -> Option<(Span, Target)> {
    let here =
        |span: Span| span.file == file && span.start as usize <= at && at <= span.end as usize;
    if let Some(used) = reading.uses.iter().find(|used| here(used.span)) {
        let start = Span::new(used.file, 0, 0);
        return Some((used.span, Target { whole: start, name: start }));
    }
    let names = Names::of(reading);
    let (span, named) = names.at(file, at)?;
    let Declared { name, span: whole, .. } = names.declaration(named)?;
    Some((span, Target { whole, name: name.span }))
}

/// The paths of the `use` lines of a file, and the files that they lead to.
pub fn links(reading: &Reading, file: FileId) -> impl Iterator<Item = (Span, FileId)> {
    let here = reading.uses.iter().filter(move |used| used.span.file == file);
    here.map(|used| (used.span, used.file))
}

/// Everywhere that the name at a place is written, in order; with its declaration if that is asked for.
pub fn references(reading: &Reading, file: FileId, at: usize, declaration: bool) -> Vec<Span> {
    let names = Names::of(reading);
    let Some((_, named)) = names.at(file, at) else { return Vec::new() };
    let declared = names.declaration(named).filter(|_| declaration);
    let mut spans: Vec<Span> = declared.map(|declared| declared.name.span).into_iter().collect();
    spans.extend(names.mentions(named));
    spans.sort_unstable();
    spans
}
