//! Marks, texts in quotation marks, and texts that lack them.

use super::item::Item;
use super::phrases::{is_among, meaning};
use super::reading::{Found, Reading};
use crate::check::model::Named;
use crate::syntax::{self, Word, WordKind};

impl Reading<'_, '_> {
    /// A text; a name in quotation marks is rather the name.
    pub(super) fn text(&self) -> Option<Found> {
        let word = self.words.get(self.at)?;
        let quoted = match word.kind {
            WordKind::Text | WordKind::SingleText | WordKind::SmartText => true,
            WordKind::Word
            | WordKind::Number
            | WordKind::Date
            | WordKind::OtherDate
            | WordKind::OpenText
            | WordKind::OtherComment
            | WordKind::Conflict
            | WordKind::OddSpace
            | WordKind::Hidden
            | WordKind::Wide
            | WordKind::Mark => false,
        };
        quoted.then_some(())?;
        let mut letters = word.text.chars();
        letters.next();
        letters.next_back();
        let inside = letters.as_str();
        if let [date] = syntax::words(inside).as_slice()
            && date.kind == WordKind::Date
        {
            return Some((1, vec![Item::Date(inside.to_owned())]));
        }
        if let Some(said) = inside.strip_prefix('$').and_then(meaning) {
            return Some((1, said.into_iter().collect()));
        }
        let words: Vec<&str> = inside.split([' ', '-']).collect();
        if let Some((count, found)) = self.names.find(&words)
            && count == words.len()
        {
            return Some((1, vec![Item::Named(found)]));
        }
        Some((1, vec![Item::Text(inside.to_owned())]))
    }

    /// Marks that say nothing by themselves.
    pub(super) fn mark(&self) -> Option<Found> {
        let word = self.words.get(self.at).filter(|word| word.kind == WordKind::Mark)?;
        let before = self.at.checked_sub(1).map(|at| &self.words[at]);
        let joined = before.filter(|before| before.end() == word.start);
        let after = self.words.get(self.at + 1).filter(|after| after.start == word.end());
        let is_number = |word: &&Word<'_>| word.kind == WordKind::Number;
        let picks = word.text == "[" && after.is_some_and(|word| is_number(&word));
        let silent = !picks
            && match word.text {
                "(" | ")" | "," | "." | "[" | "]" | "{" | "}" | "{{" | "}}" | ":" | ";" | "=>"
                | "$" => true,
                // `{% if`, `COUNT(*)`, `90-day`, `Orders!A:A`
                "%" => {
                    [joined, after].into_iter().flatten().any(|word| matches!(word.text, "{" | "}"))
                }
                "*" => joined.is_some_and(|before| before.text == "("),
                "-" => {
                    joined.is_some()
                        && after.is_some()
                        && !after.is_some_and(|word| is_number(&word))
                }
                "!" => joined.is_some_and(|before| before.kind == WordKind::Word),
                _ => false,
            };
        silent.then(|| (1, Vec::new()))
    }

    /// `not (a or b)` is denied as a whole, which no clause says.
    pub(super) fn group(&self) -> Option<Found> {
        if self.says(0, &["!"])
            && let Some(silent) = self.mark()
        {
            return Some(silent);
        }
        let opens = self.says(0, &["not", "!"]) && self.says(1, &["("]);
        let rest = self.words.get(self.at + 1..).filter(|_| opens)?;
        let mut depth = 0;
        let inside = rest.iter().take_while(|word| {
            depth += i32::from(word.text == "(") - i32::from(word.text == ")");
            depth > 0
        });
        let joins = ["and", "or", "&&", "||"];
        let joined =
            inside.into_iter().any(|word| joins.contains(&word.text.to_lowercase().as_str()));
        joined.then(|| (2, vec![Item::Strange("(".to_owned())]))
    }

    /// What is written with a capital letter and not known is a text that lacks its quotation marks.
    pub(super) fn proper_name(&self) -> Option<Found> {
        let is_proper = |word: &Word<'_>| {
            word.kind == WordKind::Word && word.text.starts_with(char::is_uppercase)
        };
        let run = self.words[self.at..].iter().take_while(|word| is_proper(word));
        let texts: Vec<&str> = run.map(|word| word.text).collect();
        let stranger = |text: &&str| {
            let low = text.to_lowercase();
            meaning(&low).is_none() && !is_among(&low, CALENDAR)
        };
        let all = self.at > 0 && !texts.is_empty() && texts.iter().all(stranger);
        all.then(|| (texts.len(), vec![Item::Proper(texts.join(" "))]))
    }

    /// `b =>` and `b.`: what a program calls one of several.
    pub(super) fn parameter(&self) -> Option<Found> {
        // `customer.nps`: whose value it is.
        let is_value = |named: &Named| {
            matches!(
                named,
                Named::List(_) | Named::Field(_) | Named::Let(_) | Named::Attribute { .. }
            )
        };
        let word = self.low(0);
        let owner = || !self.names.find(&[&word]).is_some_and(|(_, all)| all.iter().any(is_value));
        let letter = self.kind(0) == Some(WordKind::Word) && self.says(1, &["."]) && owner();
        (letter || self.says(1, &["=>", "->"])).then(|| (2, Vec::new()))
    }
}

/// Days and months, which are no names of anything else.
const CALENDAR: &str = "monday, tuesday, wednesday, thursday, friday, saturday, sunday, january, february, march, \
    april, may, june, july, august, september, october, november, december, christmas, easter, halloween, \
    black friday, thanksgiving, jan, feb, mar, apr, jun, jul, aug, sep, oct, nov, dec";
