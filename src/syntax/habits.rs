//! Marks and words that people bring along from spreadsheets, SQL, programming and CRM tools, and
//! what to write instead.
//!
//! Four kinds, each a table: [`marks`] that have no meaning anywhere in the language,
//! [`phrases`] that stand for other words, [`sayings`] whose words depend on the names of the file,
//! and [`shapes`] that need a look around. Where a whole line is said in another way, [`whole`]
//! writes it again before anything else is tried. [`functions`] of
//! spreadsheets and what is [`merged`] into a text elsewhere are found like marks. Where all that
//! does not help, a sentence is read as ordinary [`english`], with the names of the file from the
//! [`lexicon`]. What was
//! brought along is told once and read as if it had been written right, but only where the reading
//! then gets further: a guess that does not help is no hint.

mod arguments;
mod calculations;
mod currency;
mod english;
mod foreign;
mod functions;
pub(super) mod lexicon;
pub(super) mod marks;
mod merged;
mod numbers;
mod numeral;
pub(super) mod phrases;
mod punctuated;
mod quoted;
mod sayings;
mod shapes;
mod spelled;
mod when;
mod whole;

use std::ops::Range;

use super::draft::Draft;
use super::parser::{Rule, Stop};
use super::vocabulary;
use super::words::{Kind, Word};
use crate::problems::{Code, Confidence, Edit, Fix, Manner, Problem, register};
use lexicon::Lexicon;
pub(crate) use numbers::from_word as number_in_words;
pub(super) use numbers::together;
pub(super) use shapes::{EXPERIMENTS, limit_kind};
pub(crate) use when::{NORTHERN, is_birthday, is_to_come, months_of_season};

/// Something that people write and the language does not have, in bytes of the text at hand.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub code: Code,
    pub range: Range<usize>,
    pub title: String,
    pub label: String,
    pub help: Option<String>,
    /// What to read instead, and in place of what; `None` where that cannot be known.
    pub with: Option<(Range<usize>, String)>,
    /// Whether the file may be changed in the same way; `None` where the reading is only a guess
    /// that lets the rest be read.
    pub sure: Option<Confidence>,
    /// What to write in the file, where that is not what is read.
    pub write: Option<String>,
    /// Whether it is told together with an earlier one.
    pub quiet: bool,
    /// Whether anything else that is known of the place says more.
    pub weak: bool,
}

impl Finding {
    /// A habit. What is read in its place is a suggestion, unless it earns more.
    pub(super) fn new(
        range: Range<usize>,
        title: impl Into<String>,
        label: impl Into<String>,
    ) -> Finding {
        let (title, label) = (title.into(), label.into());
        Finding {
            code: register::HABIT,
            range,
            title,
            label,
            help: None,
            with: None,
            sure: Some(Confidence::Likely),
            write: None,
            quiet: false,
            weak: false,
        }
    }

    pub(super) fn code(mut self, code: Code) -> Finding {
        self.code = code;
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Finding {
        self.help = Some(help.into());
        self
    }

    /// Reads these words in place of the span.
    pub(super) fn with(self, with: impl Into<String>) -> Finding {
        let range = self.range.clone();
        self.with_at(range, with)
    }

    /// Reads these words in place of another span.
    pub(super) fn with_at(mut self, range: Range<usize>, with: impl Into<String>) -> Finding {
        self.with = Some((range, with.into()));
        self
    }

    /// What is read instead is probably meant, and needs a look.
    pub(super) fn likely(mut self) -> Finding {
        self.sure = Some(Confidence::Likely);
        self
    }

    /// What is read instead is the only thing that a person would take it for, so the file may be
    /// changed without a look.
    pub(super) fn safe(mut self) -> Finding {
        self.sure = Some(Confidence::Safe);
        self
    }

    /// The same, where a condition holds.
    pub(super) fn safe_if(self, sure: bool) -> Finding {
        if sure { self.safe() } else { self }
    }

    /// What is read instead is only there so that the rest can be read.
    pub(super) fn guess(mut self) -> Finding {
        self.sure = None;
        self
    }

    /// Writes something else into the file than what is read.
    pub(super) fn write(mut self, text: impl Into<String>) -> Finding {
        self.write = Some(text.into());
        self
    }

    /// Only reads something else here: it is told together with an earlier one of the same title.
    pub(super) fn quiet(mut self) -> Finding {
        self.quiet = true;
        self
    }

    /// Says less than anything else that is known of the place.
    pub(super) fn weak(mut self) -> Finding {
        self.weak = true;
        self
    }

    /// The change of the file that goes with it.
    pub(super) fn fix(&self, draft: &Draft<'_>) -> Option<Fix> {
        let ((range, with), confidence) = (self.with.as_ref()?, self.sure?);
        let text = self.write.as_ref().unwrap_or(with);
        let range = draft.file_range(range.clone());
        let (range, text) = Edit::tidy(draft.source(), range, text);
        Some(Fix::new(confidence, draft.file_span(range), text))
    }

    pub(super) fn problem(&self, draft: &Draft<'_>) -> Problem {
        let span = draft.span(self.range.clone());
        let problem = Problem::new(self.code, self.title.clone(), span, self.label.clone());
        let manner = self.manner(draft);
        Problem { help: self.help.clone(), fix: self.fix(draft), manner, ..problem }
    }

    /// What kind of mistake it is, by what is read instead.
    fn manner(&self, draft: &Draft<'_>) -> Manner {
        let Some((range, with)) = &self.with else { return Manner::Alone };
        let written = draft.text().get(range.clone()).unwrap_or_default();
        match with.as_str() {
            with if written != with && written.to_lowercase() == with => Manner::Capitals,
            with if super::begins_rule(with) || with == "when" => Manner::WholeRule,
            _ => Manner::Alone,
        }
    }
}

/// Where a text stops to follow the grammar, and the words around.
pub(super) struct Spot<'a> {
    pub text: &'a str,
    pub words: &'a [Word<'a>],
    /// The word at which the reading stopped; the number of words at the end.
    pub at: usize,
    pub wanted: &'a [Rule],
    /// What the text is to be read as; none while a whole file is looked at.
    pub whole: Option<Rule>,
    /// The names of the file.
    pub names: &'a Lexicon<'a>,
}

impl<'a> Spot<'a> {
    pub(super) fn new(
        text: &'a str,
        words: &'a [Word<'a>],
        stop: &'a Stop,
        whole: Rule,
        names: &'a Lexicon<'a>,
    ) -> Spot<'a> {
        let at = words.partition_point(|word| word.end() <= stop.at);
        Spot { text, words, at, wanted: &stop.wanted, whole: Some(whole), names }
    }

    pub(super) fn word(&self, at: usize) -> Option<&'a Word<'a>> {
        self.words.get(at)
    }

    /// The text of a word; empty where there is none.
    pub(super) fn text_at(&self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |word| word.text)
    }

    /// The text of the word so many places before.
    pub(super) fn before(&self, at: usize, places: usize) -> &'a str {
        at.checked_sub(places).map_or("", |at| self.text_at(at))
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.words.get(at).map(|word| word.kind)
    }

    pub(super) fn is_name(&self, at: usize) -> bool {
        self.word(at)
            .is_some_and(|word| word.kind == Kind::Word && !vocabulary::is_reserved(word.text))
    }

    /// The stretch from one word to another, both included.
    pub(super) fn range(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.words.get(from).map_or(self.text.len(), |word| word.start);
        start..self.words.get(to).map_or(start, Word::end)
    }

    /// Whether these words, in small letters, come one after the other from a place on.
    pub(super) fn says(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(place, word)| self.text_at(at + place) == *word)
    }

    /// The number that a word says: `3`, `three`, `a`.
    pub(super) fn number(&self, at: usize) -> Option<&'a str> {
        match self.text_at(at) {
            "a" | "an" | "one" => Some("1"),
            text if self.kind(at) == Some(Kind::Number) => Some(text),
            word => numbers::from_word(word),
        }
    }

    /// `7 days`, `a week` as `1 week`.
    pub(super) fn length(&self, at: usize) -> Option<String> {
        let (number, unit) = (self.number(at)?, self.text_at(at + 1));
        numbers::is_unit(unit).then(|| format!("{number} {unit}"))
    }

    /// The last word of the line of a place.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let next = (at + 1..self.words.len()).find(|place| self.words[*place].first);
        next.unwrap_or(self.words.len()).saturating_sub(1)
    }

    /// Whether a place ends a line that begins two words before: `canceled is true`.
    pub(super) fn declares(&self, at: usize) -> bool {
        let begins = at.checked_sub(2).is_some_and(|name| self.words[name].first);
        begins && self.is_name(at - 2) && self.word(at + 1).is_none_or(|next| next.first)
    }

    /// What is written from one word to another, both included.
    pub(super) fn written(&self, from: usize, to: usize) -> &'a str {
        self.text.get(self.range(from, to)).unwrap_or_default()
    }

    /// A line to paste: what is to be written in place of some words, with a word or two around it.
    pub(super) fn paste(&self, from: usize, to: usize, with: &str) -> String {
        let first = with.split(' ').next().unwrap_or_default();
        let begins = vocabulary::begins_a_phrase(first);
        let before = match from.checked_sub(1) {
            Some(at)
                if !begins
                    && self.is_name(at)
                    && !numbers::is_unit(self.text_at(at))
                    && !matches!(self.text_at(at), "least" | "most" | "than" | "exactly") =>
            {
                // What is counted takes its number along.
                let counted = at.checked_sub(1).filter(|number| {
                    self.kind(*number) == Some(Kind::Number)
                        || self.names.list(self.text_at(at)).is_some()
                            && matches!(self.text_at(*number), "no" | "a" | "an" | "without")
                });
                // The month of a date is asked of the date.
                let part = at.checked_sub(2).filter(|part| {
                    let word = self.text_at(*part);
                    let parts = ["year", "month", "day", "weekday", "hour"];
                    self.text_at(at - 1) == "of" && parts.contains(&word)
                });
                // So is a number of days of both.
                let days = at.checked_sub(4).filter(|days| {
                    self.text_at(at - 1) == "to"
                        && self.text_at(at - 3) == "from"
                        && self.text_at(*days) == "days"
                });
                format!("{} ", self.written(days.or(part).or(counted).unwrap_or(at), at))
            }
            _ => String::new(),
        };
        if with == "when" {
            let line = (to + 1..self.words.len().min(to + 40))
                .take_while(|place| !self.words[*place].first);
            let rest = line.last().map_or("", |last| self.written(to + 1, last));
            return format!("when {rest}");
        }
        let next = self.text_at(to + 1);
        let list = arguments::closing_near(self, to + 1).filter(|_| with == "in" && next == "(");
        let after = match self.kind(to + 1) {
            _ if list.is_some() => format!(" {}", self.written(to + 1, list.unwrap_or(to + 1))),
            _ if with == "between" && self.text_at(to + 2) == "and" => {
                format!(" {}", self.written(to + 1, to + 3))
            }
            Some(Kind::Number) if self.text_at(to + 2) == "%" => {
                format!(" {}", self.written(to + 1, self.share_end(to + 2)))
            }
            Some(Kind::Number) if numbers::is_unit(self.text_at(to + 2)) => {
                format!(" {next} {}", self.text_at(to + 2))
            }
            Some(Kind::Word) if vocabulary::is_reserved(next) => String::new(),
            Some(Kind::Word | Kind::Number | Kind::Text | Kind::Date) => format!(" {next}"),
            _ => String::new(),
        };
        format!("{before}{with}{after}")
    }
}

impl Spot<'_> {
    /// The last word of `20% of sum(orders.total)`, from its `%` on.
    fn share_end(&self, at: usize) -> usize {
        let value = at + 2;
        if self.text_at(at + 1) != "of" || !self.is_name(value) {
            return at;
        }
        match self.text_at(value + 1) {
            "(" => arguments::closing(self, value + 1).unwrap_or(at),
            _ => value,
        }
    }
}

/// How far before the stop a habit may begin.
const REACH: usize = 14;

/// All that may explain a stop, the most likely first.
pub(super) fn find(spot: &Spot<'_>) -> Vec<Finding> {
    let mut findings = whole::find(spot);
    findings.extend(sayings::find(spot));
    let nearest_first = std::iter::once(spot.at)
        .chain((1..=REACH).filter_map(|back| spot.at.checked_sub(back)))
        .chain([spot.at + 1]);
    for at in nearest_first {
        findings.extend(shapes::SHAPES.iter().filter_map(|shape| shape(spot, at)));
        findings.extend(phrases::find(spot, at));
    }
    findings.extend(sayings::code(spot));
    findings.extend(slips(spot, spot.at));
    findings.extend(spot.at.checked_sub(1).into_iter().flat_map(|at| slips(spot, at)));
    findings.extend(whole::last(spot));
    findings.extend(shapes::LAST.iter().filter_map(|shape| shape(spot, spot.at)));
    findings
}

/// A word that is read as another one: in the plural, in capitals or misspelled.
pub(super) fn keyword(word: &Word<'_>, meant: &str) -> Option<Finding> {
    let lower = word.text.to_lowercase();
    let title = match lower.as_str() {
        _ if word.text == meant => return None,
        _ if lower == meant => format!("`{}` must be lowercase: `{meant}`", word.text),
        _ if lower.strip_suffix('s') == Some(meant) => {
            format!("`{}` should be `{meant}`", word.text)
        }
        _ => format!("`{}` is not a word of the language", word.text),
    };
    let clear = lower.trim_end_matches('s') == meant;
    let label =
        if clear { format!("write `{meant}` here") } else { format!("did you mean `{meant}`?") };
    let finding =
        Finding::new(word.range(), title, label).help(format!("write `{meant}`")).with(meant);
    Some(if clear { finding } else { finding.code(register::SYNTAX).likely() })
}

/// What a whole sentence of ordinary English should be, where it can be understood.
pub(super) fn in_english(spot: &Spot<'_>) -> Option<Finding> {
    if sayings::knows(spot) || whole::knows(spot) { None } else { english::find(spot) }
}

/// Advice with the names of the file.
pub(super) fn own_names(problem: Problem, names: &Lexicon<'_>) -> Problem {
    let help = problem.help.map(|help| english::own_names(help, names));
    Problem { help, ..problem }
}

/// Words of ordinary English that are near to words of the language, and mean something else.
const NO_SLIPS: &[&str] = &[
    "the", "they", "them", "their", "there", "these", "those", "this", "that", "than", "while",
    "were", "been", "being", "does", "done", "did", "has", "had", "her", "his", "she", "how",
    "who", "whose", "can", "may", "more", "less", "new", "now", "one", "our", "out", "over", "own",
    "per", "same", "such", "too", "under", "very", "was", "way", "what", "why", "will", "you",
    "your", "ever", "never", "here", "some",
];

/// Words of the language that are one slip of the finger away.
fn slips(spot: &Spot<'_>, at: usize) -> Vec<Finding> {
    let Some(word) = spot.word(at).filter(|word| word.kind == Kind::Word) else {
        return Vec::new();
    };
    let low = word.text.to_lowercase();
    if word.text.len() < 3
        || vocabulary::all().any(|other| other == word.text)
        || NO_SLIPS.contains(&low.as_str())
    {
        return Vec::new();
    }
    let near = |other: &&'static str| {
        let distance = strsim::osa_distance(&low, other);
        let allowed = if other.len() >= 7 { 2 } else { 1 };
        other.len() >= 3 && distance > 0 && distance <= allowed
    };
    let mut words: Vec<_> = vocabulary::all().filter(near).collect();
    words.sort_by_key(|other| strsim::osa_distance(&low, other));
    let finding = |other: &str| {
        Finding::new(
            word.range(),
            format!("`{}` is not a word of the language", word.text),
            format!("did you mean `{other}`?"),
        )
        .code(register::SYNTAX)
        .help(format!("write `{other}`"))
        .with(other)
    };
    words.into_iter().map(finding).collect()
}
