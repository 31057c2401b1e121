//! How many, how long, how much, since when: the small parts of a sentence.

use super::sentence::Sentence;
use crate::syntax::habits::lexicon::singular;
use crate::syntax::habits::numbers;
use crate::syntax::words::Kind;

/// How a number is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    Plain,
    AtLeast,
    MoreThan,
    FewerThan,
    AtMost,
    Exactly,
}

impl How {
    /// Before a number of events.
    pub(super) fn words(self) -> &'static str {
        match self {
            How::Plain => "",
            How::AtLeast => "at least ",
            How::MoreThan => "more than ",
            How::FewerThan => "fewer than ",
            How::AtMost => "at most ",
            How::Exactly => "exactly ",
        }
    }

    /// Between two values.
    pub(super) fn mark(self) -> &'static str {
        match self {
            How::Plain | How::AtLeast => "≥",
            How::MoreThan => ">",
            How::FewerThan => "<",
            How::AtMost => "≤",
            How::Exactly => "is",
        }
    }
}

const HOW: &[(&str, How)] = &[
    ("at least", How::AtLeast),
    ("a minimum of", How::AtLeast),
    ("minimum of", How::AtLeast),
    ("minimum", How::AtLeast),
    ("min", How::AtLeast),
    ("no fewer than", How::AtLeast),
    ("no less than", How::AtLeast),
    ("not less than", How::AtLeast),
    ("not fewer than", How::AtLeast),
    ("greater than or equal to", How::AtLeast),
    (">=", How::AtLeast),
    ("≥", How::AtLeast),
    ("reaches", How::AtLeast),
    ("hits", How::AtLeast),
    ("gets to", How::AtLeast),
    ("reach", How::AtLeast),
    ("reached", How::AtLeast),
    ("no more than", How::AtMost),
    ("not more than", How::AtMost),
    ("at most", How::AtMost),
    ("up to", How::AtMost),
    ("a maximum of", How::AtMost),
    ("maximum of", How::AtMost),
    ("maximum", How::AtMost),
    ("max", How::AtMost),
    ("less than or equal to", How::AtMost),
    ("<=", How::AtMost),
    ("≤", How::AtMost),
    ("more than", How::MoreThan),
    ("greater than", How::MoreThan),
    ("higher than", How::MoreThan),
    ("over", How::MoreThan),
    ("above", How::MoreThan),
    ("exceeding", How::MoreThan),
    ("exceeds", How::MoreThan),
    ("exceed", How::MoreThan),
    ("goes over", How::MoreThan),
    (">", How::MoreThan),
    ("less than", How::FewerThan),
    ("fewer than", How::FewerThan),
    ("lower than", How::FewerThan),
    ("under", How::FewerThan),
    ("below", How::FewerThan),
    ("<", How::FewerThan),
    ("exactly", How::Exactly),
    ("precisely", How::Exactly),
    ("equal to", How::Exactly),
    ("equals", How::Exactly),
    ("only", How::Exactly),
    ("just", How::Exactly),
    ("==", How::Exactly),
    ("=", How::Exactly),
];

impl Sentence<'_> {
    /// `at least`, `over`, `a minimum of`; plain where nothing is said.
    pub(super) fn how(&mut self) -> How {
        let start = self.at;
        let was =
            self.eat_any(&["is", "are", "was", "were", "has been", "of", "totals", "totalling"]);
        let found = HOW.iter().find(|(phrase, _)| self.eat(phrase)).map(|(_, how)| *how);
        match found {
            Some(how) => how,
            None if was && matches!(self.toks[start].low.as_str(), "is" | "are" | "was") => {
                How::Exactly
            }
            None => How::Plain,
        }
    }

    /// `or more` after a number.
    pub(super) fn or_more(&mut self, how: How) -> How {
        let more = [
            "or more",
            "or higher",
            "or above",
            "or better",
            "or over",
            "and up",
            "and above",
            "+",
            "plus",
        ];
        let less = ["or less", "or fewer", "or lower", "or below", "or under"];
        if self.eat_any(&more) {
            How::AtLeast
        } else if self.eat_any(&less) {
            How::AtMost
        } else {
            how
        }
    }

    /// A whole number in digits or as a word.
    pub(super) fn number(&mut self) -> Option<String> {
        let plain = self.kind(0) == Some(Kind::Number)
            && self.text(0).bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let number = match plain {
            true => self.text(0).to_owned(),
            // `3x`
            false
                if self
                    .low(0)
                    .strip_suffix('x')
                    .is_some_and(|number| number.parse::<u32>().is_ok()) =>
            {
                self.low(0).trim_end_matches('x').to_owned()
            }
            false => numbers::from_word(self.low(0))?.to_owned(),
        };
        self.at += 1;
        Some(number)
    }

    /// An amount of money as the file writes it.
    pub(super) fn money(&mut self) -> Option<String> {
        if self.toks.get(self.at).is_some_and(|tok| tok.money) {
            self.at += 1;
            let range = self.range_from(self.at - 1);
            let written = self.toks[self.at - 1].text.clone();
            let own = self.names.amount(written.trim_start_matches(['$', '€', '£']));
            if own != written {
                let title = "This amount is not in the file's currency";
                self.note(0, range, title, format!("the file has amounts such as `{own}`"));
            }
            return Some(own);
        }
        self.attempt(|sentence| {
            let number = sentence.number()?;
            let codes =
                ["euros", "euro", "eur", "dollars", "dollar", "usd", "pounds", "gbp", "bucks"];
            sentence.eat_any(&codes).then(|| sentence.names.amount(&number))
        })
    }

    /// `90 days`, `a year`, `half a year`, `month`: as a number and a unit.
    pub(super) fn duration(&mut self) -> Option<String> {
        self.attempt(|sentence| {
            if sentence.eat("half a year") {
                return Some("6 months".to_owned());
            }
            if sentence.eat("a couple of") {
                return sentence.unit().map(|unit| format!("2 {unit}s"));
            }
            let number = sentence.number().or_else(|| {
                sentence.eat_any(&["a", "an", "one", "the", "full"]).then(|| "1".to_owned())
            });
            // `30 calendar days`
            let _ = number.is_some() && sentence.eat("calendar");
            let number = number.unwrap_or_else(|| "1".to_owned());
            let _ = sentence.eat("full");
            let unit = sentence.unit()?;
            let plural = if number == "1" { "" } else { "s" };
            Some(format!("{number} {unit}{plural}"))
        })
    }

    /// A unit of time in the singular.
    pub(super) fn unit(&mut self) -> Option<String> {
        let unit = numbers::is_unit(self.low(0)).then(|| singular(self.low(0)))?;
        self.at += 1;
        Some(unit)
    }

    /// In which time events count, in the words of the language; nothing where all do.
    pub(super) fn window(&mut self) -> Option<String> {
        if self.eat_any(&["in total", "so far", "ever", "overall", "altogether", "to date"]) {
            return None;
        }
        let start = self.at;
        let window = self.attempt(Sentence::calendar).or_else(|| self.attempt(Sentence::within));
        if let Some(window) = &window {
            let range = self.range_from(start);
            let written = self.written(range.clone());
            if written != *window {
                let title = format!("`{written}` should be `{window}`");
                self.note(4, range, title, format!("write `{window}` here"));
            }
        }
        window
    }

    /// `this year`, `in a calendar year`, `per calendar month`.
    fn calendar(&mut self) -> Option<String> {
        let _ = self.eat_any(&["in", "within", "during", "per", "for", "over"]);
        let this = self.eat_any(&[
            "this calendar",
            "the current calendar",
            "the calendar",
            "a calendar",
            "one calendar",
            "each calendar",
            "any calendar",
            "calendar",
            "this",
            "the current",
            "current",
            "the same",
            "a single",
        ]);
        let unit =
            self.unit().filter(|unit| this && !matches!(unit.as_str(), "hour" | "minute"))?;
        Some(format!("this calendar {unit}"))
    }

    /// `in the last month`, `within 30 days`, `over the past 2 years`.
    pub(super) fn within(&mut self) -> Option<String> {
        let lead = self.eat_any(&["in", "within", "during", "over", "for", "inside", "per"]);
        let _ = self.eat_any(&["the", "their", "a period of"]);
        let last = self.eat_any(&["last", "past", "previous", "preceding", "trailing", "recent"]);
        (lead || last).then_some(())?;
        let duration = self.duration()?;
        Some(format!("within {duration}"))
    }
}
