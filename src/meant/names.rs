//! The names of a file, found by the words that people use for them: `signed up` for `signed_up_at`,
//! `logged in` for `logins`.

use std::collections::HashMap;

use super::stem::{parts, stem};
use crate::check::Type;
use crate::check::model::{Attribute, Model, Named};

/// Words for one thing, by their stems, each of which may be the name that a file has for it.
const SYNONYMS: &[&[&str]] = &[
    &[
        "purchase",
        "order",
        "buy",
        "transaction",
        "sale",
        "shop",
        "checkout",
        "booking",
        "receipt",
        "invoice",
    ],
    &["referral", "invite", "recommend", "recruit", "friend"],
    &["visit", "session", "checkin", "come", "attend", "stopby"],
    &["login", "signin", "session", "logon"],
    &["ticket", "complain", "case"],
    &["donation", "contribute", "gift", "give"],
    &["play", "match", "game"],
    &["return", "refund"],
    &["stay", "booking", "reservation"],
    &["read", "view", "open"],
];

/// Words that a name may have in front, or at its end, and people leave out.
const BEFORE: &[&str] = &["is", "has", "was", "are", "total", "num", "customer"];
const AFTER: &[&str] =
    &["at", "on", "by", "since", "date", "day", "time", "count", "level", "type", "name"];

/// No name that is said in more words than this is looked for.
pub(super) const MOST_WORDS: usize = 4;

/// What can be found by its words.
pub(crate) struct Names<'m> {
    pub model: &'m Model,
    /// By the stems of their words, put together.
    known: HashMap<String, Vec<Named>>,
}

impl<'m> Names<'m> {
    pub(crate) fn of(model: &'m Model) -> Names<'m> {
        let mut names = Names { model, known: HashMap::new() };
        for (place, list) in model.lists.iter().enumerate() {
            names.add(&list.name, Named::List(place));
            if let Some(other) = &list.other_name {
                names.add(other, Named::List(place));
            }
            for (at, attribute) in list.attributes.iter().enumerate() {
                names.add(&attribute.name, Named::Attribute { list: place, attribute: at });
            }
        }
        for (place, field) in model.fields.iter().enumerate() {
            names.add(&field.name, Named::Field(place));
        }
        for (place, value) in model.lets.iter().enumerate() {
            names.add(&value.name, Named::Let(place));
        }
        for (place, score) in model.scores.iter().enumerate() {
            names.add(&score.name, Named::Score(place));
        }
        for (place, gift) in model.gifts.iter().enumerate() {
            names.add(&gift.name, Named::Gift(place));
        }
        for (place, stage) in model.stages.iter().enumerate() {
            names.add(&stage.name, Named::Stage(place));
        }
        for (choice, declared) in model.choices.iter().enumerate() {
            for (value, name) in declared.values.names().iter().enumerate() {
                names.add(name, Named::Value { choice, value });
            }
        }
        names
    }

    /// Notes a name by all of its words, and by those that are left without what says little.
    fn add(&mut self, name: &str, named: Named) {
        let words: Vec<String> = parts(name);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut ways = vec![words.as_slice()];
        if !matches!(named, Named::Value { .. } | Named::Stage(_) | Named::Gift(_)) {
            if let [first, rest @ ..] = words.as_slice()
                && BEFORE.contains(first)
            {
                ways.push(rest);
            }
            if let [rest @ .., last] = words.as_slice()
                && AFTER.contains(last)
            {
                ways.push(rest);
            }
            // What was last said of a date is that it was.
            for at in 0..ways.len() {
                if let ["last" | "latest", rest @ ..] = ways[at]
                    && self.is_date(named)
                {
                    ways.push(rest);
                }
            }
        }
        for way in ways.into_iter().filter(|way| !way.is_empty()) {
            self.note(key(way), named);
            if way.len() > 1 {
                self.note(unordered(way), named);
            }
        }
    }

    fn note(&mut self, key: String, named: Named) {
        let places = self.known.entry(key).or_default();
        if !places.contains(&named) {
            places.push(named);
        }
    }

    fn is_date(&self, named: Named) -> bool {
        self.value_of(named).is_some_and(|(_, ty)| ty.is_date())
    }

    /// Those of some names that are a word as it is: `paid` is rather that than a form of `payments`.
    pub(super) fn exactly(&self, word: &str, found: Vec<Named>) -> Vec<Named> {
        let is =
            |named: &Named| self.own(*named).is_some_and(|name| name.eq_ignore_ascii_case(word));
        let exact: Vec<Named> = found.iter().copied().filter(is).collect();
        if exact.is_empty() { found } else { exact }
    }

    /// What some words are the name of in another order: `opened the app` for `app_opens`.
    pub(super) fn find_in_any_order(&self, words: &[&str]) -> Option<Vec<Named>> {
        self.known.get(&unordered(words)).cloned()
    }

    /// What the longest run of words at the beginning of some is a name of, and how many they are.
    pub(super) fn find(&self, words: &[&str]) -> Option<(usize, Vec<Named>)> {
        let longest = words.len().min(MOST_WORDS);
        (1..=longest).rev().find_map(|count| {
            let key = key(&words[..count]);
            let found = self.known.get(&key)?;
            // Of one letter, anything could be a name.
            (key.chars().count() > 1).then(|| (count, found.clone()))
        })
    }

    /// The list that some words stand for, which are others than its name.
    pub(super) fn by_synonym(&self, words: &[&str]) -> Option<Named> {
        let key = key(words);
        let has = |group: &&&[&str]| group.iter().any(|word| stem(word) == key);
        let mut words = SYNONYMS.iter().filter(has).flat_map(|group| group.iter());
        words.find_map(|word| {
            let found = self.known.get(&stem(word))?;
            found.iter().find(|named| matches!(named, Named::List(_))).copied()
        })
    }

    /// The name that was probably meant by a misspelled word.
    pub(super) fn nearly(&self, word: &str) -> Option<Vec<Named>> {
        let stem = stem(word);
        if stem.chars().count() < 4 {
            return None;
        }
        let near = |known: &str| {
            let likeness = strsim::damerau_levenshtein(&stem, known);
            likeness <= stem.chars().count() / 5
        };
        let mut found = self.known.iter().filter(|(known, _)| !known.contains(' ') && near(known));
        let (_, first) = found.next()?;
        found.next().is_none().then(|| first.clone())
    }

    /// An attribute of a list.
    pub(super) fn attribute(&self, list: usize, attribute: usize) -> &'m Attribute {
        &self.model.lists[list].attributes[attribute]
    }

    /// A value as rules write it.
    pub(super) fn value(&self, choice: usize, value: usize) -> &'m str {
        &self.model.choices[choice].values.names()[value]
    }

    /// A field, a `let` or a score, with its type.
    pub(super) fn value_of(&self, named: Named) -> Option<(&'m str, Type)> {
        let model = self.model;
        match named {
            Named::Field(place) => {
                model.fields.get(place).map(|field| (field.name.as_str(), field.ty))
            }
            Named::Let(place) => {
                model.lets.get(place).map(|value| (value.name.as_str(), value.value.ty))
            }
            Named::Score(place) => {
                model.scores.get(place).map(|score| (score.name.as_str(), Type::Number))
            }
            Named::List(_)
            | Named::Attribute { .. }
            | Named::Value { .. }
            | Named::Experiment(_)
            | Named::Group(_)
            | Named::Gift(_)
            | Named::Stage(_) => None,
        }
    }

    /// A name as it is declared, without what it belongs to.
    pub(super) fn own(&self, named: Named) -> Option<&'m str> {
        match named {
            Named::List(list) => self.model.lists.get(list).map(|list| list.name.as_str()),
            Named::Attribute { list, attribute } => Some(&self.attribute(list, attribute).name),
            named => self.value_of(named).map(|(name, _)| name),
        }
    }

    /// A name as rules write it.
    pub(super) fn written(&self, named: Named) -> Option<String> {
        let own = self.own(named)?;
        Some(match named {
            Named::Attribute { list, .. } => format!("{}.{own}", self.model.lists[list].name),
            _ => own.to_owned(),
        })
    }

    /// The field, or the attribute, that has a list of values.
    pub(super) fn owner(&self, choice: usize) -> Option<Named> {
        let model = self.model;
        let ty = Type::Choice(choice);
        if let Some(place) = model.fields.iter().position(|field| field.ty == ty) {
            return Some(Named::Field(place));
        }
        model.lists.iter().enumerate().find_map(|(list, declared)| {
            let attribute = declared.attributes.iter().position(|one| one.ty == ty)?;
            Some(Named::Attribute { list, attribute })
        })
    }

    /// The only attribute of some type that the events of a list have.
    pub(super) fn only(&self, list: usize, ty: Type) -> Option<&'m str> {
        let attributes = &self.model.lists[list].attributes;
        let mut of_type = attributes.iter().filter(|attribute| attribute.ty == ty);
        let first = of_type.next()?;
        of_type.next().is_none().then_some(first.name.as_str())
    }

    /// An amount in the file's currency, by its number as it is written in rules.
    pub(super) fn amount(&self, number: &str) -> String {
        match self.model.currency.mark() {
            Some(mark) => format!("{mark}{number}"),
            None => format!("{number} {}", self.model.currency.code()),
        }
    }
}

/// The stems of words in the order of the alphabet, which is no key of a single word.
fn unordered(words: &[&str]) -> String {
    let mut stems: Vec<String> = words.iter().map(|word| stem(word)).collect();
    stems.sort_unstable();
    stems.join(" ")
}

/// The stems of words, put together: `logged in` and `logins` are one.
fn key(words: &[&str]) -> String {
    words.iter().map(|word| stem(word)).collect()
}
