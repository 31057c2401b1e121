//! The words of a sentence, and a cursor through them.

use std::ops::Range;

use crate::syntax::habits::lexicon::Lexicon;
use crate::syntax::words::{Kind, Word};

/// A word, an amount with its mark, or a share with its `%`.
pub(super) struct Tok {
    pub text: String,
    /// In small letters.
    pub low: String,
    pub kind: Kind,
    pub money: bool,
    pub range: Range<usize>,
}

/// Something that is written otherwise; of several the lightest is told.
pub(super) struct Note {
    pub weight: u8,
    pub range: Range<usize>,
    pub title: String,
    pub label: String,
}

/// A sentence that is being read.
pub(super) struct Sentence<'a> {
    pub toks: Vec<Tok>,
    pub at: usize,
    pub names: &'a Lexicon<'a>,
    pub notes: Vec<Note>,
    pub rule_word: Option<&'static str>,
}

/// Words that say nothing where a rule is read, because a rule is about one customer anyway.
const PERSONS: &[&str] = &[
    "customer",
    "customers",
    "they",
    "them",
    "their",
    "he",
    "she",
    "his",
    "her",
    "member",
    "members",
    "person",
    "people",
    "user",
    "users",
    "contact",
    "contacts",
    "anyone",
    "whoever",
    "anybody",
    "someone",
    "somebody",
    "guest",
    "guests",
    "visitor",
    "visitors",
    "subscriber",
    "subscribers",
    "player",
    "players",
    "reader",
    "readers",
    "student",
    "students",
    "patient",
    "patients",
    "donor",
    "donors",
    "rider",
    "riders",
    "traveler",
    "travelers",
    "driver",
    "drivers",
    "owner",
    "owners",
    "household",
    "account",
    "accounts",
    "prospect",
    "prospects",
    "lead",
    "leads",
    "client",
    "clients",
    "shopper",
    "shoppers",
    "buyer",
    "buyers",
];

/// Other words that say nothing.
const FILLERS: &[&str] = &[
    "everyone",
    "everybody",
    "who",
    "that",
    "which",
    "has",
    "have",
    "had",
    "the",
    "been",
    "already",
    "we",
    "our",
    "also",
    "whose",
    "with",
    "got",
    "made",
    "makes",
    "make",
    "placed",
    "places",
    "completes",
    "completed",
    "did",
    "does",
    "were",
    "are",
    "you",
    "your",
    "it",
    "all",
    "those",
    "any",
    "it's",
    "they've",
    "they're",
    "there's",
    "it’s",
    "they’ve",
    "they’re",
    "either",
    "both",
];

/// What customers do with events, which are counted whatever the verb.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "booked", "books", "placed", "places", "made", "makes", "took", "takes", "left", "leaves", "wrote", "writes",
    "posted", "posts", "submitted", "submits", "gave", "gives", "attended", "attends", "logged", "logs", "rode", "rides",
    "watched", "watches", "played", "plays", "downloaded", "downloads", "shared", "shares", "scheduled", "schedules",
    "reserved", "reserves", "created", "creates", "finished", "finishes", "received", "receives", "opened", "opens",
    "filed", "files", "earned", "earns", "collected", "collects", "went on", "goes on", "went to", "goes to",
    "signed up for", "registered for", "went for", "joined", "published", "entered", "had", "has had", "have had",
    "has done", "have done", "done", "performed",
];

impl<'a> Sentence<'a> {
    pub(super) fn new(words: &[Word<'_>], names: &'a Lexicon<'a>) -> Sentence<'a> {
        let mut toks: Vec<Tok> = Vec::with_capacity(words.len());
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let next = words.get(at + 1).filter(|next| next.start == word.end());
            let money = matches!(word.text, "$" | "€" | "£");
            let joined = match next {
                Some(next) if money && next.kind == Kind::Number => Some(next),
                Some(next) if word.kind == Kind::Number && next.text == "%" => Some(next),
                _ => None,
            };
            let mut text = word.text.to_owned();
            let mut range = word.range();
            let mut kind = word.kind;
            if let Some(next) = joined {
                text.push_str(next.text);
                range.end = next.end();
                kind = Kind::Number;
                at += 1;
            }
            let low = text.to_lowercase();
            let money = money && joined.is_some();
            toks.push(Tok { text, low, kind, money, range });
            at += 1;
        }
        Sentence { toks, at: 0, names, notes: Vec::new(), rule_word: None }
    }

    /// The word so many places on, in small letters; empty where there is none.
    pub(super) fn low(&self, places: usize) -> &str {
        self.toks.get(self.at + places).map_or("", |tok| tok.low.as_str())
    }

    /// A word by its place, in small letters.
    pub(super) fn low_at(&self, at: usize) -> &str {
        self.toks.get(at).map_or("", |tok| tok.low.as_str())
    }

    pub(super) fn text(&self, places: usize) -> &str {
        self.toks.get(self.at + places).map_or("", |tok| tok.text.as_str())
    }

    pub(super) fn kind(&self, places: usize) -> Option<Kind> {
        self.toks.get(self.at + places).map(|tok| tok.kind)
    }

    /// Whether nothing is left but a full stop.
    pub(super) fn ends(&self) -> bool {
        self.toks[self.at.min(self.toks.len())..]
            .iter()
            .all(|tok| matches!(tok.low.as_str(), "." | "!" | ";" | ","))
    }

    /// Takes a phrase if it comes next.
    pub(super) fn eat(&mut self, phrase: &str) -> bool {
        let fits = phrase.split(' ').enumerate().all(|(place, word)| self.low(place) == word);
        if fits {
            self.at += phrase.split(' ').count();
        }
        fits
    }

    /// Takes the first phrase that comes next.
    pub(super) fn eat_any(&mut self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.eat(phrase))
    }

    /// Reads something, or goes back to where it began.
    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let (at, notes) = (self.at, self.notes.len());
        let result = read(self);
        if result.is_none() {
            self.at = at;
            self.notes.truncate(notes);
        }
        result
    }

    /// The stretch from a word to the one before the cursor.
    pub(super) fn range_from(&self, start: usize) -> Range<usize> {
        let last = self.at.max(start + 1) - 1;
        let begin = self.toks.get(start).map_or(0, |tok| tok.range.start);
        begin..self.toks.get(last).map_or(begin, |tok| tok.range.end)
    }

    /// The words of a stretch.
    pub(super) fn written(&self, range: Range<usize>) -> String {
        let inside = self.toks.iter().filter(|tok| range.contains(&tok.range.start));
        inside.map(|tok| tok.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn note(
        &mut self,
        weight: u8,
        range: Range<usize>,
        title: impl Into<String>,
        label: impl Into<String>,
    ) {
        self.notes.push(Note { weight, range, title: title.into(), label: label.into() });
    }

    /// Passes over words that say nothing here.
    pub(super) fn fillers(&mut self) {
        loop {
            // `a member who`, `every customer with`
            let article = matches!(self.low(0), "a" | "an" | "every" | "each");
            if article && is_empty(self.low(1)) && !self.names.has(self.text(1)) {
                self.at += 1;
            }
            let low = self.low(0);
            if !is_empty(low) || self.names.has(self.text(0)) {
                return;
            }
            let range = self.range_from_here(1);
            let weight = if PERSONS.contains(&low) { 3 } else { 5 };
            let why = if weight == 3 { ": a rule is always about one customer" } else { "" };
            let title = format!("`{}` is not needed{why}", self.text(0));
            self.at += 1;
            self.note(weight, range, title, "remove this");
        }
    }

    /// Passes over `booked` in `booked 3 orders`, where the events are named anyway.
    pub(super) fn verb(&mut self) {
        let (start, names) = (self.at, self.names);
        if names.has(self.text(0)) || names.list_of_deed(self.low(0)).is_some() {
            return;
        }
        let phrase = VERBS.iter().find(|verb| self.eat(verb));
        let Some(verb) = phrase else { return };
        let title = format!("`{verb}` is not needed: count events by their name");
        let range = self.range_from(start);
        self.note(5, range, title, "remove this");
    }

    /// The stretch of that many words that come next.
    pub(super) fn range_from_here(&self, places: usize) -> Range<usize> {
        let begin = self.toks.get(self.at).map_or(0, |tok| tok.range.start);
        begin..self.toks.get(self.at + places - 1).map_or(begin, |tok| tok.range.end)
    }
}

/// Whether a word says nothing, or only that the rule is about a customer.
fn is_empty(low: &str) -> bool {
    PERSONS.contains(&low) || FILLERS.contains(&low)
}

/// Whether a word says nothing in a condition, wherever it is. What is said of all is not such a word.
pub(super) fn is_filler(low: &str) -> bool {
    is_empty(low)
        && !matches!(low, "all" | "any" | "both" | "either" | "those" | "already" | "also")
}
