//! From the words of a condition to what each of them says.

use super::item::Item;
use super::names::{MOST_WORDS, Names};
use super::phrases::{LONGEST, VERBS, is_among, meaning};
use super::stem::parts;
use crate::syntax::{self, Word, WordKind};

/// No condition of more words is looked at.
const MOST: usize = 80;

/// What a text says, word by word; `None` where it is too long.
pub(super) fn read(names: &Names<'_>, text: &str, verbs: Verbs) -> Option<Vec<Item>> {
    Some(read_at(names, text, verbs)?.into_iter().map(|(_, item)| item).collect())
}

/// The same, each with the place of its first word.
pub(super) fn read_at(names: &Names<'_>, text: &str, verbs: Verbs) -> Option<Vec<(usize, Item)>> {
    let words = syntax::words(text);
    if words.len() > MOST {
        return None;
    }
    let mut reading = Reading { names, words, verbs, at: 0 };
    let mut all = Vec::new();
    while reading.at < reading.words.len() {
        let (count, items) = reading.next();
        all.extend(items.into_iter().map(|item| (reading.at, item)));
        reading.at += count.max(1);
    }
    Some(all)
}

/// How many words there are in a phrase, and what it says.
pub(super) type Found = (usize, Vec<Item>);

/// How a verb such as `gave` or `donated` is read, which may say what happened, or nothing but that it did, or be
/// the name of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verbs {
    Silent,
    Events,
}

pub(super) struct Reading<'r, 'm> {
    pub(super) names: &'r Names<'m>,
    pub(super) words: Vec<Word<'r>>,
    verbs: Verbs,
    pub(super) at: usize,
}

impl Reading<'_, '_> {
    fn next(&self) -> Found {
        self.window()
            .or_else(|| self.parameter())
            .or_else(|| self.length())
            .or_else(|| self.name(2))
            .or_else(|| self.turned_name())
            .or_else(|| self.phrase(2))
            .or_else(|| self.amount())
            .or_else(|| self.number())
            .or_else(|| self.name(1))
            .or_else(|| self.group())
            .or_else(|| self.older())
            .or_else(|| self.phrase(1))
            .or_else(|| self.verb())
            .or_else(|| self.text())
            .or_else(|| self.mark())
            .or_else(|| self.alike())
            .or_else(|| self.proper_name())
            .unwrap_or_else(|| (1, vec![Item::Strange(self.low(0))]))
    }

    /// The word so many places further, in small letters.
    pub(super) fn low(&self, places: usize) -> String {
        let text = self.words.get(self.at + places).map_or("", |word| word.text);
        text.to_lowercase().replace('’', "'")
    }

    pub(super) fn kind(&self, places: usize) -> Option<WordKind> {
        self.words.get(self.at + places).map(|word| word.kind)
    }

    pub(super) fn says(&self, places: usize, any: &[&str]) -> bool {
        any.contains(&self.low(places).as_str())
    }

    /// The phrase that begins here, of so many words at least.
    fn phrase(&self, least: usize) -> Option<Found> {
        (least..=LONGEST).rev().find_map(|count| {
            let words: Vec<String> = (0..count).map(|places| self.low(places)).collect();
            let whole = words.iter().all(|word| !word.is_empty());
            let said = whole.then(|| meaning(&words.join(" "))).flatten()?;
            // `1000 or more than 50` is no `1000 or more`.
            if matches!(said, Some(Item::OrHow(_))) && self.says(count, &["than"]) {
                return None;
            }
            Some((count, said.into_iter().collect()))
        })
    }

    /// The name of the file that begins here, of so many words at least.
    fn name(&self, least: usize) -> Option<Found> {
        let run = self.words[self.at..].iter().take(MOST_WORDS);
        let run: Vec<&str> =
            run.take_while(|word| word.kind == WordKind::Word).map(|word| word.text).collect();
        let first = *run.first()?;
        if let Some((count, found)) = self.names.find(&run).filter(|(count, _)| *count >= least) {
            // `is`, `no` and the like are rather that.
            let says = count == 1 && syntax::is_reserved(&self.low(0));
            let found = match self.verbs {
                Verbs::Silent if count == 1 => self.names.exactly(first, found),
                Verbs::Silent | Verbs::Events => found,
            };
            return (!says).then_some((count, vec![Item::Named(found)]));
        }
        // `visitCount` is one word for two.
        let parts = parts(first);
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let (count, found) = self.names.find(&parts)?;
        let whole = parts.len() > 1 && count == parts.len();
        whole.then_some((1, vec![Item::Named(found)]))
    }

    /// What is not a name, but nearly one, or another word for it.
    fn alike(&self) -> Option<Found> {
        let word = self.words.get(self.at).filter(|word| word.kind == WordKind::Word)?;
        if let Some(list) = self.names.by_synonym(&[word.text, &self.low(1)]) {
            return Some((2, vec![Item::Named(vec![list])]));
        }
        if let Some(list) = self.names.by_synonym(&[word.text]) {
            return Some((1, vec![Item::Named(vec![list])]));
        }
        // `unpaid`
        let rest = ["un", "non"].iter().find_map(|begin| word.text.strip_prefix(begin));
        if let Some((_, found)) = rest.and_then(|rest| self.names.find(&[rest])) {
            return Some((1, vec![Item::Un, Item::Named(found)]));
        }
        Some((1, vec![Item::Named(self.names.nearly(word.text)?)]))
    }

    /// A verb that says nothing of its own.
    fn verb(&self) -> Option<Found> {
        let silent = self.verbs == Verbs::Silent && is_among(&self.low(0), VERBS);
        silent.then(|| (1, Vec::new()))
    }

    /// `older than 50`, where the file has an age.
    fn older(&self) -> Option<Found> {
        use crate::terms::Comparison::{Greater, Less};
        let how = match self.low(0).as_str() {
            "older" => Greater,
            "younger" => Less,
            _ => return None,
        };
        let number = self.says(1, &["than"]) && self.digits(2).is_some();
        let (_, age) = self.names.find(&["age"]).filter(|_| number)?;
        Some((2, vec![Item::Named(age), Item::How(how)]))
    }

    /// A name whose words are said in another order, with articles between them.
    fn turned_name(&self) -> Option<Found> {
        let articles = ["a", "an", "the", "their", "his", "her", "our", "my"];
        let mut words = Vec::new();
        for (place, word) in self.words[self.at..].iter().enumerate().take(MOST_WORDS + 1) {
            if word.kind != WordKind::Word {
                break;
            }
            if place > 0 && articles.contains(&word.text) {
                continue;
            }
            words.push(word.text);
            if words.len() > 1
                && let Some(found) = self.names.find_in_any_order(&words)
            {
                return Some((place + 1, vec![Item::Named(found)]));
            }
        }
        None
    }
}
