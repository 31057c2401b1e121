//! A report as titles, sentences and tables, whatever they are drawn with.

use super::said::day;
use super::{Reported, hand_offs, held, money, places, results, speed, time};
use crate::output::words::{and, counted};
use crate::report::{Figures, Scope};

/// A report to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// What the rules are called.
    pub title: String,
    /// What the report is about, a sentence or two.
    pub about: Vec<String>,
    /// What matters most of what it says, for somebody who reads nothing else.
    pub short: Vec<String>,
    /// What it says.
    pub sections: Vec<Section>,
}

/// What a report says about one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// What that is.
    pub subject: Subject,
    /// What it is about.
    pub title: String,
    /// What there is to say, as sentences.
    pub said: Vec<String>,
    /// The figures.
    pub tables: Vec<Table>,
}

/// The parts of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Subject {
    /// Where everybody is.
    #[default]
    Places,
    /// What becomes of those who enter a stage.
    HandOffs,
    /// How long it takes.
    Time,
    /// How fast customers bring others.
    Speed,
    /// What customers bring and cost.
    Money,
    /// What gifts and experiments achieved.
    Results,
    /// What was held back.
    Held,
}

impl Subject {
    /// A name for it in links.
    pub(super) fn id(self) -> &'static str {
        match self {
            Subject::Places => "customers",
            Subject::HandOffs => "hand-offs",
            Subject::Time => "time",
            Subject::Speed => "speed",
            Subject::Money => "money",
            Subject::Results => "results",
            Subject::Held => "held-back",
        }
    }
}

/// Rows of figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What the rows are about, if the section does not say it.
    pub title: String,
    /// What is in each column.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
    /// The columns that have numbers.
    pub numbers: Vec<usize>,
}

impl Page {
    /// Puts a report in words.
    pub fn of(reported: Reported<'_>) -> Page {
        let all = [
            Some(places::section(reported)),
            Some(hand_offs::section(reported)),
            time::section(reported),
            speed::section(reported),
            money::section(reported),
            results::section(reported),
            held::section(reported),
        ];
        Page {
            title: reported.title.to_owned(),
            about: about(reported),
            short: in_short(reported),
            sections: all.into_iter().flatten().collect(),
        }
    }
}

impl Table {
    pub(super) fn new(head: &[&str], numbers: &[usize]) -> Table {
        let head = head.iter().map(|word| (*word).to_owned()).collect();
        Table { title: String::new(), head, rows: Vec::new(), numbers: numbers.to_vec() }
    }
}

/// What matters most.
fn in_short(reported: Reported<'_>) -> Vec<String> {
    let mut said = vec![places::in_short(reported)];
    said.extend(hand_offs::in_short(reported));
    said.extend(time::in_short(reported));
    said.extend(money::in_short(reported));
    said.extend(results::in_short(reported));
    said
}

/// That only some days of the period are known, if that is so.
pub fn partly_known(scope: Scope) -> Option<String> {
    let part = scope.known_part()?;
    let known = match part.days() {
        1 => format!("{} is", day(part.from)),
        _ => format!("{} to {} are", day(part.from), day(part.to)),
    };
    Some(format!(
        "Of these {}, only {known} known; nothing is counted on the others.",
        counted(scope.period.days().into(), "day", "days")
    ))
}

fn about(reported: Reported<'_>) -> Vec<String> {
    let Figures { scope, customers, not_in_rules, .. } = reported.figures;
    let (period, known) = (scope.period, scope.known);
    let days = counted(period.days().into(), "day", "days");
    let mut about = vec![format!("{} to {} ({days})", day(period.from), day(period.to))];
    about.extend(partly_known(*scope));
    about.push(format!(
        "{} has {}, from {} to {}.",
        reported.source,
        counted(*customers, "customer", "customers"),
        day(known.from),
        day(known.to)
    ));
    match scope.before() {
        Some(before) => about.push(format!(
            "The period before is {} to {}.",
            day(before.from),
            day(before.to)
        )),
        None => about.push(
            "The period before, which has as many days, is not known, so nothing is compared with it."
                .to_owned(),
        ),
    }
    if !not_in_rules.is_empty() {
        let names = not_in_rules
            .iter()
            .map(|(name, count)| format!("{name} ({})", counted(*count, "customer", "customers")));
        let names = and(&names.collect::<Vec<_>>());
        about.push(format!("Not in the rules, and taken as away: {names}."));
    }
    about
}
