//! Before, on or after a day: dates of the customer, and when events were.

use super::sentence::Sentence;
use crate::syntax::habits::lexicon::singular;
use crate::syntax::habits::numbers::is_unit;
use crate::syntax::words::Kind;
use crate::values::with_article;

impl Sentence<'_> {
    /// The date of the customer that comes next, by its name or by another form of it: `joining`.
    pub(super) fn date_field(&mut self) -> Option<String> {
        let word = self.low(0);
        let stem = |word: &str| {
            let bare = word.trim_end_matches("ing").trim_end_matches("ed").trim_end_matches('s');
            bare.to_lowercase()
        };
        let dates = self.names.fields.iter().filter(|(_, kind)| *kind == "date");
        let found = dates.map(|(name, _)| *name).find(|name| {
            name.eq_ignore_ascii_case(word) || (word.len() > 4 && stem(name) == stem(word))
        })?;
        self.at += 1;
        Some(found.to_owned())
    }

    /// `joined before 2025-01-01`, `joined in 2025`, `joined today`.
    pub(super) fn dated(&mut self) -> Option<String> {
        let start = self.at;
        let field = self.date_field()?;
        let _ = self.eat_any(&["was", "is", "date is", "date was", "date", "it"]);
        let when = self.when()?;
        let fixed = when.of(&field);
        let range = self.range_from(start);
        let title = format!("`{}` should be `{fixed}`", self.written(range.clone()));
        self.note(1, range, title, "compare the date");
        Some(fixed)
    }

    /// `3 purchases after 2025-01-01`, `a purchase in 2025`, `last purchase before 2025-01-01`.
    pub(super) fn events_dated(&mut self) -> Option<String> {
        let start = self.at;
        if self.eat_any(&["last", "latest", "most recent"]) {
            let list = self.list().filter(|list| !list.bare)?;
            let _ = self.eat_any(&["was", "is"]);
            let fixed = self.when()?.of(&format!("max({}.at)", list.name));
            let range = self.range_from(start);
            let title = format!("`{}` should be `{fixed}`", self.written(range.clone()));
            self.note(1, range, title, "compare the date of the last one");
            return Some(fixed);
        }
        let how = self.how();
        let number = self.attempt(Sentence::number);
        if number.is_none() {
            let _ = self.eat_any(&["a", "an", "any"]);
        }
        let list = self.list().filter(|list| !list.bare)?;
        let from = self.at;
        if self.eat("today") {
            let event = number.as_deref().map_or_else(
                || with_article(&singular(list.name)),
                |number| super::counting::counted(how, number, list, None),
            );
            let range = self.range_from(from);
            self.note(
                2,
                range,
                "`today` should be `this calendar day`",
                "write `this calendar day` here",
            );
            return Some(format!("{event} this calendar day"));
        }
        let when = self.when()?;
        let event = match number {
            Some(number) => super::counting::counted(how, &number, list, None),
            None => with_article(&singular(list.name)),
        };
        let fixed = format!("{event} where {}", when.of("at"));
        let range = self.range_from(start);
        let title = format!("`{}` should be `{fixed}`", self.written(range.clone()));
        self.note(1, range, title, "`at` is when each of them was");
        Some(fixed)
    }

    /// `before 2025-01-01`, `in 2025`, `between 2025-01-01 and 2025-06-30`, `yesterday`.
    fn when(&mut self) -> Option<When> {
        let mark = match () {
            () if self.eat_any(&["today", "on today"]) => {
                return Some(When::Compared("is", "today".to_owned()));
            }
            () if self.eat("yesterday") => {
                return Some(When::Compared("is", "today - 1 day".to_owned()));
            }
            () if self.eat("between") => {
                let low = self.day()?;
                self.eat_any(&["and", "to", "-"]).then_some(())?;
                return Some(When::Between(low, self.day()?));
            }
            () if self.eat_any(&["before", "earlier than", "prior to"]) => "<",
            () if self.eat_any(&["after", "later than"]) => ">",
            () if self.eat_any(&["since", "from", "starting", "starting from"]) => "≥",
            () if self.eat_any(&["until", "by", "up to", "till"]) => "≤",
            () if self.eat_any(&["on", "at"]) => "is",
            () if self.eat_any(&["in", "during"]) => {
                let year = self.text(0).to_owned();
                let fits = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
                fits.then_some(())?;
                self.at += 1;
                return Some(When::Between(format!("{year}-01-01"), format!("{year}-12-31")));
            }
            () => return None,
        };
        let last = matches!(mark, ">" | "≤");
        let day = self.attempt(Sentence::day).or_else(|| self.year(last))?;
        Some(When::Compared(mark, day))
    }

    /// The first or the last day of `2025`.
    fn year(&mut self, last: bool) -> Option<String> {
        let year = self.text(0).to_owned();
        let fits = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        (fits && !is_unit(self.low(1))).then_some(())?;
        self.at += 1;
        Some(format!("{year}-{}", if last { "12-31" } else { "01-01" }))
    }

    fn day(&mut self) -> Option<String> {
        (self.kind(0)? == Kind::Date).then_some(())?;
        self.at += 1;
        Some(self.toks[self.at - 1].text.clone())
    }
}

/// When something was.
enum When {
    Compared(&'static str, String),
    Between(String, String),
}

impl When {
    /// The condition on a date.
    fn of(&self, date: &str) -> String {
        match self {
            When::Compared(mark, day) => format!("{date} {mark} {day}"),
            When::Between(low, high) => format!("{date} between {low} and {high}"),
        }
    }
}
