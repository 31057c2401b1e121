//! Laws of completion, held to all examples.

#[path = "../../../tests/support/files.rs"]
mod files;

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use files::files;

use super::before::Before;
use super::{completions, known, plain};
use crate::editor::block::Block;
use crate::editor::names::Names;
use crate::problems::FileId;
use crate::program::Reading;
use crate::syntax::{Word, WordKind, is_a_word, is_word, reach, words};

#[test]
fn a_snippet_without_places() {
    assert_eq!(plain("costs \\$${1:10}, ${2:30} days$0"), "costs $10, 30 days");
    assert_eq!(plain("tagged \"$1\""), "tagged \"\"");
    assert_eq!(known("tagged \"$1\""), "tagged \"$1\"");
    assert_eq!(plain(known("\\$1 ${1:75}% of $2 move")), "$1 75% of ");
}

/// Each word of the examples with the program that it is in, but for those that are new there: names where
/// they are declared.
fn each_word(mut visit: impl FnMut(&Path, &Reading, &str, &[Word<'_>], usize)) {
    for path in files(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples"), &["flywheel"]) {
        let text = fs::read_to_string(&path).expect("it can be read");
        let name = path.to_str().expect("it has a name");
        let load = |used: &str| fs::read_to_string(used).map_err(|why| why.to_string());
        let reading = Reading::of(name, &text, &load);
        let names = Names::of(&reading);
        let file = FileId::default();
        let declared: HashSet<usize> = names
            .declared()
            .iter()
            .filter(|it| it.name.span.file == file)
            .map(|it| it.name.span.start as usize)
            .collect();
        let words = words(&text);
        for (at, word) in words.iter().enumerate() {
            if word.kind == WordKind::Word && !declared.contains(&word.start) {
                visit(&path, &reading, &text, &words, at);
            }
        }
    }
}

/// What is before a word, so that places that are alike are tried once.
fn place(words: &[Word<'_>], at: usize) -> String {
    let begins = |word: &&Word<'_>| word.first && Block::of(word.text) != Block::None;
    let block = words[..at].iter().rev().find(begins).map_or("", |word| word.text);
    let is = |word: &Word<'_>, kind| word.kind == kind;
    let before = words[at.saturating_sub(2)..at].iter().map(|word| match word {
        word if is(word, WordKind::Word) && !is_a_word(word.text) => "name",
        word if is(word, WordKind::Number) => "1",
        word if is(word, WordKind::Text) => "text",
        word => word.text,
    });
    let next = if is_a_word(words[at].text) { words[at].text } else { "name" };
    let before: Vec<&str> = before.collect();
    format!("{block} {} {next} {}", before.join(" "), words[at].first)
}

/// Nearly all that is written in the examples is proposed there. The rest is rare: what a name is only in the
/// middle of a declaration that would be read otherwise without the words after it.
#[test]
fn what_people_write_is_proposed() {
    let mut seen = HashSet::new();
    let mut missing = Vec::new();
    let mut count = 0;
    each_word(|path, reading, text, words, at| {
        let word = &words[at];
        if !seen.insert(place(words, at)) {
            return;
        }
        count += 1;
        let first =
            |written: &str| written.split(|c| !is_word(c)).next().unwrap_or_default().to_owned();
        let found = completions(reading, text, word.start);
        let is_it = |it: &super::Completion| {
            first(&it.plain()) == word.text || first(&it.label) == word.text
        };
        if !found.iter().any(is_it) {
            let line = text[..word.start].rsplit('\n').next().unwrap_or_default();
            let some: Vec<_> = found.iter().take(6).map(|it| it.label.as_str()).collect();
            missing.push(format!(
                "{}: {line}▮{} not among {some:?}",
                path.file_name().unwrap().to_string_lossy(),
                word.text
            ));
        }
    });
    assert!(count > 300, "{count} places");
    let share = missing.len() * 100 / count;
    assert!(share < 5, "{} of {count}\n{}", missing.len(), missing.join("\n"));
}

/// Whatever is proposed, the grammar takes it at its place, whatever comes before it in the declaration.
#[test]
fn what_is_proposed_is_taken() {
    let mut seen = HashSet::new();
    let mut count = 0;
    each_word(|path, reading, text, words, at| {
        let word = &words[at];
        if !seen.insert(place(words, at)) {
            return;
        }
        let before = Before::of(text, word.start).expect("a word is in no text");
        let (_, start) = before.begun.declaration();
        if !before.begun.is_read() {
            return;
        }
        let declared = &text[start..word.start];
        let mut is_name_tried = false;
        for it in completions(reading, text, word.start) {
            let is_name = it.label.chars().all(is_word) && !is_a_word(&it.label);
            if is_name && !it.is_snippet && std::mem::replace(&mut is_name_tried, true) {
                continue;
            }
            let written = if it.is_snippet { plain(known(&it.edit.text)) } else { it.plain() };
            let whole = format!("{declared}{}", written.trim_end());
            assert!(reach(&whole) >= whole.len(), "{}: {whole}", path.display());
            count += 1;
        }
    });
    assert!(count > 2_000, "{count} proposals");
}
