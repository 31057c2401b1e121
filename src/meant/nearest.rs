//! What a file knows that comes nearest to a condition that could not be read: the names that its words
//! are about, and what a condition on them looks like.

use std::ops::Range;

use super::item::Item;
use super::names::Names;
use super::phrases::meaning;
use super::reading::{Verbs, read_at};
use super::stem::{parts, stem};
use super::value_example;
use crate::check::model::Named;
use crate::syntax::{self, Word, WordKind};
use crate::values::listing;

/// As many names are shown, and fewer where some of them are what the sentence is about.
const SHOWN: usize = 7;
const WITH_RELATED: usize = 4;

/// What can be said of a sentence that could not be read.
pub(crate) struct Nearest {
    /// The first word of which nothing is known, in bytes of the sentence.
    pub stranger: Option<Range<usize>>,
    /// Names to choose from as a list, those that the sentence is about first.
    pub names: String,
    /// What a condition looks like.
    pub example: String,
}

/// What comes nearest to a sentence; `None` where a text is none, or nothing is declared.
pub(crate) fn nearest(names: &Names<'_>, text: &str) -> Option<Nearest> {
    let words = syntax::words(text);
    is_sentence(&words).then_some(())?;
    let items = read_at(names, text, Verbs::Silent)?;
    let strange = |(at, item): &(usize, Item)| matches!(item, Item::Strange(_)).then_some(*at);
    let stranger = items.iter().find_map(strange);
    let stranger = stranger.and_then(|at| words.get(at)).filter(|word| word.kind == WordKind::Word);
    let mut ranked = related(names, &words);
    let example = value_example::of(names, *ranked.first().or(all(names).first())?);
    let most = if ranked.is_empty() { SHOWN } else { WITH_RELATED };
    ranked.extend(all(names));
    let mut shown: Vec<String> = Vec::new();
    for name in ranked.iter().filter_map(|named| names.written(*named)) {
        let name = format!("`{name}`");
        if !shown.contains(&name) && shown.len() < most {
            shown.push(name);
        }
    }
    Some(Nearest { stranger: stranger.map(Word::range), names: listing::or(&shown), example })
}

/// Whether a text is words rather than code.
fn is_sentence(words: &[Word<'_>]) -> bool {
    let is_word = |word: &&Word<'_>| word.kind == WordKind::Word;
    let plain = |word: &Word<'_>| match word.kind {
        WordKind::Word | WordKind::Number | WordKind::Date => true,
        WordKind::Mark => matches!(word.text, "," | "." | "'" | "$" | "€" | "£" | "%" | "-"),
        WordKind::OtherDate
        | WordKind::Text
        | WordKind::OpenText
        | WordKind::SmartText
        | WordKind::SingleText
        | WordKind::OtherComment
        | WordKind::Conflict
        | WordKind::OddSpace
        | WordKind::Hidden
        | WordKind::Wide => false,
    };
    words.iter().all(plain) && words.iter().filter(is_word).count() >= 3
}

/// The names that have a word of a sentence in them, in the order of its words.
fn related(names: &Names<'_>, words: &[Word<'_>]) -> Vec<Named> {
    let mut related = Vec::new();
    let tells = |word: &&Word<'_>| {
        word.kind == WordKind::Word
            && word.text.chars().count() > 2
            && meaning(&word.text.to_lowercase()).is_none()
    };
    for word in words.iter().filter(tells) {
        let family = stem(word.text);
        let found = all(names).into_iter().filter(|named| {
            let name = names.own(*named);
            name.is_some_and(|name| parts(name).iter().any(|part| stem(part) == family))
        });
        related.extend(found);
        related.extend(names.by_synonym(&[word.text]));
    }
    related
}

/// Everything that can be asked of a customer: lists, and fields and the like, by turns.
fn all(names: &Names<'_>) -> Vec<Named> {
    let model = names.model;
    let lists = (0..model.lists.len()).map(Named::List);
    let fields = (0..model.fields.len()).map(Named::Field);
    let lets = (0..model.lets.len()).map(Named::Let);
    let scores = (0..model.scores.len()).map(Named::Score);
    let mut values = fields.chain(lets).chain(scores);
    let mut by_turns = Vec::new();
    for list in lists {
        by_turns.push(list);
        by_turns.extend(values.next());
    }
    by_turns.extend(values);
    by_turns.extend(model.lists.iter().enumerate().flat_map(|(list, declared)| {
        (0..declared.attributes.len()).map(move |attribute| Named::Attribute { list, attribute })
    }));
    by_turns
}
