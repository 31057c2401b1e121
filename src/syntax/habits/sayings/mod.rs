//! What people say in other words, as tables: a pattern of words, and what to write instead with
//! the names of the file. Each row is a habit of its own; where one needs more than its words to
//! be known, it is a shape.

mod actions;
mod ages;
mod among;
mod attributes;
mod belated;
mod between;
mod buying;
mod clauses;
mod code;
mod costs;
mod counts;
mod databases;
mod dates;
mod deeds;
mod experiments;
mod fields;
mod formulas;
mod gifts;
mod headers;
mod lets;
mod limits;
mod lists;
mod metrics;
mod moments;
mod near;
mod notes;
mod outcomes;
mod pattern;
mod scores;
mod seasons;
mod segments;
mod settings;
mod simulations;
mod slot;
mod spoken;
mod stages;
mod template;
mod terms;
mod typed;
mod units;
mod values;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::{Finding, NORTHERN, Spot};
use crate::syntax::parser::Rule;
use pattern::Match;

/// A row: what is said, and what to write.
pub(super) struct Saying {
    says: &'static str,
    /// What is read, and what goes into the file unless the row is only a guess.
    with: &'static str,
    /// Empty where it is only that one should be the other.
    title: &'static str,
    /// Empty where it is only to be written.
    help: &'static str,
    /// Empty where the words say enough.
    label: &'static str,
    guess: bool,
}

/// These words should be those.
const fn say(says: &'static str, with: &'static str) -> Saying {
    Saying { says, with, title: "", help: "", label: "", guess: false }
}

/// The language has no such thing: the rest is read with something else in its place.
const fn none(
    says: &'static str,
    with: &'static str,
    title: &'static str,
    help: &'static str,
) -> Saying {
    Saying { says, with, title, help, label: "", guess: true }
}

impl Saying {
    const fn titled(self, title: &'static str) -> Saying {
        Saying { title, ..self }
    }

    const fn helped(self, help: &'static str) -> Saying {
        Saying { help, ..self }
    }

    const fn labeled(self, label: &'static str) -> Saying {
        Saying { label, ..self }
    }
}

/// Where the rows of a table are said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In rules, in what limits and pauses ask, and in values.
    Condition,
    /// The same, where ordinary English would be taken for something else.
    Moment,
    Rule,
    Gift,
    Experiment,
    Limit,
    /// In the settings before everything else.
    Header,
    /// Where a setting is, but no header.
    Setting,
    /// The first line of a test.
    Head,
    Simulation,
    /// Where a declaration or a statement may begin.
    Line,
    /// The same, where no other habit is known.
    Code,
    Field,
    Score,
    Test,
}

const TABLES: &[(Place, &[Saying])] = &[
    (Place::Line, notes::SAYINGS),
    (Place::Code, code::SAYINGS),
    (Place::Moment, moments::SAYINGS),
    (Place::Moment, near::SAYINGS),
    (Place::Moment, between::SAYINGS),
    (Place::Moment, attributes::SAYINGS),
    (Place::Moment, databases::SAYINGS),
    (Place::Moment, among::SAYINGS),
    (Place::Moment, deeds::SAYINGS),
    (Place::Moment, seasons::SAYINGS),
    (Place::Moment, formulas::SAYINGS),
    (Place::Moment, typed::SAYINGS),
    (Place::Moment, buying::SAYINGS),
    (Place::Moment, metrics::SAYINGS),
    (Place::Moment, segments::SAYINGS),
    (Place::Moment, spoken::SAYINGS),
    (Place::Moment, ages::SAYINGS),
    (Place::Moment, clauses::SAYINGS),
    (Place::Moment, units::SAYINGS),
    (Place::Gift, units::SAYINGS),
    (Place::Score, units::SAYINGS),
    (Place::Condition, dates::SAYINGS),
    (Place::Condition, counts::SAYINGS),
    (Place::Condition, values::SAYINGS),
    (Place::Rule, belated::SAYINGS),
    (Place::Rule, actions::SAYINGS),
    (Place::Rule, lets::SAYINGS),
    (Place::Gift, gifts::SAYINGS),
    (Place::Gift, costs::SAYINGS),
    (Place::Gift, terms::SAYINGS),
    (Place::Setting, settings::SAYINGS),
    (Place::Experiment, experiments::SAYINGS),
    (Place::Header, headers::SAYINGS),
    (Place::Head, headers::HEADS),
    (Place::Simulation, simulations::SAYINGS),
    (Place::Limit, limits::SAYINGS),
    (Place::Line, stages::SAYINGS),
    (Place::Field, fields::SAYINGS),
    (Place::Field, lists::SAYINGS),
    (Place::Score, scores::SAYINGS),
    (Place::Test, outcomes::SAYINGS),
];

impl Place {
    /// Whether a piece of a file, by what it is read as and the word that begins it, is such a place.
    fn is_at(self, whole: Rule, begins: &str) -> bool {
        let gift = matches!(begins, "reward" | "message" | "program" | "alert");
        let limit = matches!(begins, "limit" | "pause");
        let statements = whole == Rule::lone_statements;
        let declarations = whole == Rule::lone_declarations;
        match self {
            Place::Condition | Place::Moment => statements || (declarations && !gift),
            Place::Rule => statements || (declarations && !gift && !limit),
            Place::Gift => declarations && gift,
            Place::Experiment => declarations && begins == "experiment",
            Place::Header => whole == Rule::lone_settings || (declarations && begins == "flywheel"),
            Place::Setting => {
                let settings = ["currency", "timezone", "language", "title", "name"];
                declarations && settings.contains(&begins)
            }
            Place::Head => whole == Rule::lone_head || declarations,
            Place::Simulation => whole == Rule::lone_simulate_lines,
            Place::Limit => declarations,
            Place::Line | Place::Code => statements || (declarations && !gift && !limit),
            Place::Field => whole == Rule::lone_entries,
            Place::Score => {
                let head = whole == Rule::lone_head || declarations;
                whole == Rule::lone_score_lines || (head && begins == "score")
            }
            Place::Test => whole == Rule::lone_test_lines,
        }
    }
}

/// The rows by their first word; under the empty word those that begin with any.
type Index = HashMap<&'static str, Vec<(Place, &'static Saying)>>;

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut index = Index::new();
        for (place, table) in TABLES {
            for saying in *table {
                for word in pattern::first_words(saying.says) {
                    index.entry(word).or_default().push((*place, saying));
                }
            }
        }
        index
    })
}

/// How far before the stop a saying may begin.
const REACH: usize = 12;

/// The sayings around a stop, the longest first.
pub(super) fn find(spot: &Spot<'_>) -> Vec<Finding> {
    around(spot, |place| place != Place::Code)
}

/// Whether a saying is meant that is better known than ordinary English.
pub(super) fn knows(spot: &Spot<'_>) -> bool {
    !around(spot, |place| place == Place::Moment).is_empty()
}

/// What is not of this language at all.
pub(super) fn code(spot: &Spot<'_>) -> Vec<Finding> {
    around(spot, |place| place == Place::Code)
}

fn around(spot: &Spot<'_>, fits: fn(Place) -> bool) -> Vec<Finding> {
    let mut found: Vec<(usize, Finding)> = Vec::new();
    let Some(whole) = spot.whole else { return Vec::new() };
    let begins = spot.text_at(0);
    for at in spot.at.saturating_sub(REACH)..=spot.at {
        let low = pattern::written(spot.text_at(at));
        let rows = [low.as_str(), ""].into_iter().filter_map(|word| index().get(word));
        let rows = rows.flatten().filter(|(place, _)| fits(*place) && place.is_at(whole, begins));
        for (_, saying) in rows {
            let matched = Match::at(spot, at, saying.says).filter(|m| m.end >= spot.at);
            found.extend(matched.and_then(|m| Some((m.end - at, finding(saying, spot, at, &m)?))));
        }
    }
    found.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
    found.into_iter().map(|(_, finding)| finding).collect()
}

fn finding(saying: &Saying, spot: &Spot<'_>, at: usize, matched: &Match<'_>) -> Option<Finding> {
    let last = matched.end.checked_sub(1)?;
    let fill = |text: &str| template::fill(text, spot, matched);
    let with = fill(saying.with)?;
    if spot.written(at, last) == with {
        return None;
    }
    let rest = spot.written(last + 1, spot.line_end(last));
    let help = match (saying.help, with.as_str()) {
        ("", "") => "remove this".to_owned(),
        ("", with) if saying.says.contains("<season>") => format!("write `{with}`, {NORTHERN}"),
        // A rule is shown to its end.
        ("", with) if goes_on(with) && last < spot.line_end(last) => {
            format!("write `{with} {rest}`")
        }
        ("", with) => format!("write `{}`", with.trim_start_matches([':', '=', ' '])),
        (help, _) => fill(help)?,
    };
    let whole = spot.range(at, last);
    let (range, with) = match saying.guess {
        true => (whole.clone(), with),
        false => smallest(spot.text, whole.clone(), with),
    };
    let written = spot.text.get(range.clone()).unwrap_or_default();
    // A phrase that is cut in the middle is shown whole.
    let words = |text: &str| text.split(' ').count();
    let open = |text: &str| text.contains('(') != text.contains(')');
    let cut = saying.title.is_empty()
        && !saying.guess
        && (words(written).max(words(&with)) > 2 || open(written));
    // Words that the rest has to follow make no sense alone: the help has them whole.
    let half = (range.end != whole.end && words(&with) > 2) || open(&with);
    let all = fill(saying.with)?;
    let (written, shown) = match cut {
        true => (spot.written(at, last), all.trim()),
        false => (written, with.as_str()),
    };
    let title = match (saying.title, shown) {
        ("", "") => format!("`{written}` is not needed here"),
        ("", with) => format!("`{written}` should be `{with}`"),
        (title, _) => fill(title)?,
    };
    let label = match (saying.guess, with.as_str()) {
        _ if !saying.label.is_empty() => saying.label.to_owned(),
        (true, _) => "this cannot be read".to_owned(),
        (false, "") => "remove this".to_owned(),
        (false, _) if half => "write this as below".to_owned(),
        (false, with) => format!("write `{with}` here"),
    };
    let with = apart(spot.text, &range, with);
    let finding = Finding::new(range, title, label).help(help).with(with);
    Some(if saying.guess { finding.guess() } else { finding })
}

/// The words that differ, without those around that stay.
fn smallest(text: &str, range: Range<usize>, with: String) -> (Range<usize>, String) {
    let written = text.get(range.clone()).unwrap_or_default();
    let same = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
        let (mut read, mut kept) = (0, 0);
        for (one, _) in a.zip(b).take_while(|(one, other)| one == other) {
            read += one.len_utf8();
            if one == ' ' {
                kept = read;
            }
        }
        kept
    };
    let start = same(&mut written.chars(), &mut with.chars());
    let end = same(&mut written[start..].chars().rev(), &mut with[start..].chars().rev());
    // A text is not cut in the middle.
    let whole = |text: &str| text.matches('"').count().is_multiple_of(2);
    let cuts = [(start, end), (start, 0), (0, end)];
    let fits = |(start, end): &(usize, usize)| {
        let (low, high) = (range.start + start, range.end - end);
        low < high
            && text.get(low..high).is_some_and(whole)
            && whole(&with[*start..with.len() - end])
    };
    match cuts.into_iter().find(fits) {
        Some((start, end)) => {
            (range.start + start..range.end - end, with[start..with.len() - end].to_owned())
        }
        None => (range, with),
    }
}

/// Whether what is written is only the beginning of a line.
fn goes_on(with: &str) -> bool {
    let first = with.split(' ').next().unwrap_or_default();
    let ends = with.rsplit(' ').next().unwrap_or_default();
    matches!(first, "when" | "after" | "on" | "rule")
        || matches!(ends, "when" | "to" | "and" | "or" | "then" | "given" | "in" | "not")
}

/// The text with a space where it would run into the words around.
fn apart(text: &str, range: &Range<usize>, with: String) -> String {
    let joins = |letter: Option<char>| letter.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let before = text.get(..range.start).and_then(|text| text.chars().next_back());
    let after = text.get(range.end..).and_then(|text| text.chars().next());
    let start = if joins(before) && joins(with.chars().next()) { " " } else { "" };
    let end = if joins(after) && joins(with.chars().next_back()) { " " } else { "" };
    format!("{start}{with}{end}")
}
