//! How long ago something was, and how long nothing was.

use super::super::is_birthday;
use super::quantity::How;
use super::sentence::Sentence;
use crate::syntax::habits::lexicon::singular;
use crate::syntax::habits::numbers::is_unit;
use crate::values::with_article;

impl<'a> Sentence<'a> {
    /// `60 days of inactivity`, `no purchase for 60 days`, `inactive for 60 days`.
    pub(super) fn silence(&mut self) -> Option<String> {
        let start = self.at;
        let idle = [
            "of inactivity",
            "of silence",
            "without activity",
            "without any activity",
            "of no activity",
            "without buying",
            "without purchasing",
            "without ordering",
            "with no purchase",
            "with no purchases",
            "with no activity",
            "inactive",
            "of being inactive",
            "with no orders",
            "with no order",
        ];
        let lead = [
            "inactive for",
            "inactive",
            "no activity for",
            "no activity in",
            "idle for",
            "silent for",
            "lapsed for",
            "dormant for",
            "quiet for",
        ];
        let (duration, list) = if self.eat_any(&lead) {
            let _ = self.eat_any(&["more than", "over", "at least", "the last", "the past"]);
            (self.duration()?, self.names.purchases()?)
        } else if self.eat_any(&[
            "no",
            "not",
            "hasn't",
            "haven't",
            "didn't",
            "never",
            "without a",
            "without",
        ]) {
            self.fillers();
            let list = self.list()?;
            let _ = self.eat_any(&["anything", "something"]);
            self.eat("for").then_some(())?;
            let _ = self.eat_any(&["more than", "over", "at least", "the last", "the past"]);
            (self.duration()?, list)
        } else {
            let _ = self.how();
            let duration = self.duration()?;
            if self.eat_any(&idle) {
                (duration, self.names.purchases()?)
            } else {
                let _ = self.eat_any(&[
                    "passes",
                    "passed",
                    "has passed",
                    "have passed",
                    "goes by",
                    "go by",
                ]);
                self.eat_any(&[
                    "of no",
                    "with no",
                    "without any",
                    "without an",
                    "without a",
                    "without",
                    "of not",
                    "and no",
                ])
                .then_some(())?;
                (duration, self.list()?)
            }
        };
        let fixed = format!("{duration} without {}", with_article(&singular(list.name)));
        let range = self.range_from(start);
        let title = format!("`{}` should be `{fixed}`", self.written(range.clone()));
        self.note(2, range, title, "say which event did not happen");
        Some(fixed)
    }

    /// `joined more than 1 year ago`, `last purchase was over 90 days ago`, `joined for 1 year`.
    pub(super) fn long_ago(&mut self) -> Option<String> {
        let start = self.at;
        let last = self.eat_any(&["last", "most recent", "latest"]);
        let since = if let Some(list) =
            self.attempt(|sentence| sentence.list().filter(|list| last && !list.bare))
        {
            format!("last {}", singular(list.name))
        } else if !last && let Some(date) = self.date_field() {
            date
        } else {
            return None;
        };
        let _ = self.eat_any(&["was", "is", "date is", "date was", "has been"]);
        // `last year` may be the year of the calendar.
        let calendar = matches!(self.low(0), "last" | "previous") && is_unit(self.low(1));
        if let Some(ahead) = self.attempt(|sentence| sentence.ahead(&since)) {
            let range = self.range_from(start);
            let title = format!("`{}` should be `{ahead}`", self.written(range.clone()));
            self.note(1, range, title, "this date is still to come");
            return Some(ahead);
        }
        if !calendar && let Some(window) = self.attempt(Self::within) {
            let length = window.strip_prefix("within ")?;
            let past = (start..self.at).any(|at| matches!(self.low_at(at), "last" | "past"));
            let fixed = match since.strip_prefix("last ") {
                Some(event) => format!("{} {window}", with_article(event)),
                None if is_birthday(&since) => format!("anniversary of {since} {window}"),
                None if past || is_over(&since) => format!("{since} {window}"),
                None => format!("{since} within next {length}"),
            };
            let range = self.range_from(start);
            let title = format!("`{}` should be `{fixed}`", self.written(range.clone()));
            self.note(1, range, title, "when is this date?");
            return Some(fixed);
        }
        let older = self.eat_any(&["is older than", "older than", "was older than"]);
        let how = if older { How::MoreThan } else { self.how() };
        let duration = self.duration()?;
        let ago = self.eat_any(&["ago", "or more ago", "back", "earlier"]);
        (ago || !matches!(how, How::Plain | How::Exactly)).then_some(())?;
        let fixed = match (how, since.strip_prefix("last ")) {
            (How::FewerThan | How::AtMost, Some(event)) => {
                format!("{} within {duration}", with_article(event))
            }
            (How::FewerThan | How::AtMost, None) => format!("not {duration} since {since}"),
            (How::Plain | How::AtLeast | How::MoreThan | How::Exactly, _) => {
                format!("{duration} since {since}")
            }
        };
        let range = self.range_from(start);
        let title = format!("`{}` should be `{fixed}`", self.written(range.clone()));
        self.note(1, range, title, "the length of time comes first");
        Some(fixed)
    }

    /// `in the next 3 days`, said of a date.
    fn ahead(&mut self, date: &str) -> Option<String> {
        let _ = self.eat_any(&["in", "within", "during", "comes", "falls"]);
        let _ = self.eat_any(&["in", "within"]);
        self.eat_any(&["the next", "next", "the coming"]).then_some(())?;
        let length = self.duration()?;
        let event = date.starts_with("last ");
        let date =
            if is_birthday(date) { format!("anniversary of {date}") } else { date.to_owned() };
        (!event).then(|| format!("{date} within next {length}"))
    }

    /// `90 days since their last purchase`, `14 days in Regular`.
    pub(super) fn since(&mut self) -> Option<String> {
        let start = self.at;
        let how = self.how();
        let duration = self.duration()?;
        let _ = self.eat_any(&["have passed", "has passed", "passed", "or more", "have gone by"]);
        let since = if self.eat("in") {
            let _ = self.eat_any(&["the stage", "stage", "the"]);
            let stage =
                self.names.stages.iter().find(|stage| stage.eq_ignore_ascii_case(self.text(0)))?;
            self.at += 1;
            format!("stage is {stage} and {duration} in stage")
        } else {
            self.eat_any(&["since", "after", "from"]).then_some(())?;
            let _ = self.eat_any(&["their", "the", "his", "her", "a", "they"]);
            if let Some(date) = self.date_field() {
                format!("{duration} since {date}")
            } else {
                let _ = self.eat_any(&["last", "latest", "most recent", "previous"]);
                let list = self.list()?;
                format!("{duration} since last {}", singular(list.name))
            }
        };
        let fixed = match how {
            How::FewerThan | How::AtMost => format!("not {since}"),
            How::Plain | How::AtLeast | How::MoreThan | How::Exactly => since,
        };
        let range = self.range_from(start);
        let title = format!("`{}` should be `{fixed}`", self.written(range.clone()));
        self.note(2, range, title, "how long ago something was");
        Some(fixed)
    }

    /// `in stage for 30 days`, `days in stage is more than 30`, `days since joined is over 30`,
    /// `older than 18`.
    pub(super) fn in_stage(&mut self) -> Option<String> {
        let start = self.at;
        let _ = self.eat_any(&["been", "is", "stays", "stayed"]);
        let (duration, since, how) =
            if self.eat_any(&["in the stage", "in this stage", "in stage", "stage age"]) {
                let _ = self.eat_any(&["for", "since"]);
                let how = self.how();
                (self.duration()?, "in stage".to_owned(), how)
            } else if self.eat_any(&["older than", "over the age of", "aged over", "at least"]) {
                let number = self.number()?;
                let _ = self.eat_any(&["years old", "years", "year", "of age"]);
                let born =
                    self.names.fields.iter().find(|(name, kind)| {
                        matches!(*kind, "date" | "day") && is_birthday(name)
                    })?;
                (format!("{number} years"), format!("since {}", born.0), How::AtLeast)
            } else {
                let _ = self.eat_any(&["number of", "the number of"]);
                let unit = self.unit()?;
                let since = if self.eat_any(&["in stage", "in the stage", "in this stage"]) {
                    "in stage".to_owned()
                } else {
                    self.eat("since").then_some(())?;
                    match self.date_field() {
                        Some(date) => format!("since {date}"),
                        None => {
                            let _ = self.eat_any(&["the last", "their last", "last", "latest"]);
                            let list = self.list().filter(|list| !list.bare)?;
                            format!("since last {}", singular(list.name))
                        }
                    }
                };
                let how = self.how();
                let number = self.number()?;
                let _ = self.unit();
                let many = if number == "1" { "" } else { "s" };
                (format!("{number} {unit}{many}"), since, how)
            };
        let not = if matches!(how, How::FewerThan | How::AtMost) { "not " } else { "" };
        let fixed = format!("{not}{duration} {since}");
        let range = self.range_from(start);
        let title = format!("`{}` should be `{fixed}`", self.written(range.clone()));
        self.note(1, range, title, "the length of time comes first");
        Some(fixed)
    }

    /// `it is their birthday`, `on their birthday`.
    pub(super) fn anniversary(&mut self) -> Option<String> {
        let start = self.at;
        let _ = self.eat_any(&["today is", "is", "on"]);
        self.fillers();
        let field = self.text(0).to_owned();
        (matches!(self.names.type_of(&field), "date" | "day") && is_birthday(&field))
            .then_some(())?;
        self.at += 1;
        let _ = self.eat_any(&["is today", "today"]);
        let fixed = format!("anniversary of {field}");
        let range = self.range_from(start);
        self.note(2, range, format!("Write a birthday as `{fixed}`"), "this happens every year");
        Some(fixed)
    }
}

/// Whether a date is one that has been, by its name: `joined`, `created_at`, `first_order`.
fn is_over(name: &str) -> bool {
    let name = name.to_lowercase();
    let been = ["last", "first", "since", "previous", "creat", "signup", "sign_up", "start"];
    name.split('_').any(|word| word.ends_with("ed")) || been.iter().any(|part| name.contains(part))
}
