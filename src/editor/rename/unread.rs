//! Names where the rules cannot be read, so that they would stay there.

use std::ops::Range;

use super::super::names::Names;
use super::{Edit, Renamed};
use crate::check::word_like;
use crate::problems::{FileId, Problem, Severity, Span};
use crate::program::Reading;
use crate::syntax::{WordKind, declarations_in, is_word, words};

/// Refuses a rename where the name may also be in what cannot be read.
pub(super) fn refuse(reading: &Reading, renamed: &Renamed, old: &str) -> Result<(), String> {
    let names = Names::of(reading);
    for (at, source) in reading.sources.files().iter().enumerate() {
        let file = FileId::of(at);
        let is_here = |problem: &&Problem| {
            problem.at.span.file == file && problem.severity() == Severity::Error
        };
        let mistakes = reading.problems.iter().filter(is_here);
        let mistakes: Vec<usize> = mistakes.map(|it| it.at.span.start as usize).collect();
        if mistakes.is_empty() {
            continue;
        }
        let edits = renamed.edits.get(&source.name).map_or(&[][..], Vec::as_slice);
        let is_other = |word: &Range<usize>| {
            let found = names.at(file, word.start);
            let is_edited =
                |edit: &Edit| edit.range.start <= word.start && word.end <= edit.range.end;
            found.is_some() || edits.iter().any(is_edited)
        };
        let broken = declarations_in(&source.text).into_iter();
        let broken = broken.filter(|part| mistakes.iter().any(|at| part.contains(at)));
        for part in broken {
            let text = source.text.get(part.clone()).unwrap_or_default();
            let written = places_of(text, old).map(|it| part.start + it.start..part.start + it.end);
            if let Some(place) = written.into_iter().find(|place| !is_other(place)) {
                let place = Span::new(file, place.start, place.end);
                let (line, _) = reading.sources.position(place);
                return Err(format!(
                    "`{}` is also in line {line} of {}, which has a mistake: correct that first",
                    reading.sources.text(place),
                    source.name
                ));
            }
        }
    }
    Ok(())
}

/// Where a name is written in a text, in any of its forms; not in comments and texts, but in asserts.
fn places_of<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    let words = words(text);
    let asserted = |at: usize| at.checked_sub(1).is_some_and(|at| words[at].text == "assert");
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let inner = if word.kind == WordKind::Word {
            vec![word.range()]
        } else if word.kind == WordKind::Text && asserted(at) {
            split(word.text, word.start)
        } else {
            Vec::new()
        };
        found.extend(inner);
    }
    let is_it = move |place: &Range<usize>| {
        text.get(place.clone()).is_some_and(|word| word_like(word, name, "").is_some())
    };
    found.into_iter().filter(is_it)
}

/// The words of a text, each with its place.
fn split(text: &str, start: usize) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, letter) in text.char_indices().filter(|(_, letter)| is_word(*letter)) {
        let (at, end) = (start + at, start + at + letter.len_utf8());
        match found.last_mut().filter(|last| last.end == at) {
            Some(last) => last.end = end,
            None => found.push(at..end),
        }
    }
    found
}
