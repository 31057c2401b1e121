//! What customers have no value for, for people and as JSON.

use serde::Serialize;

use super::gaps::Gap;
use super::{Run, Tally};
use crate::output::grid::{Cell, Grid};
use crate::output::words::{counted, number};
use crate::plan::{Datum, Plan};
use crate::problems::{self, Ink, Look, shown};

/// This many lines are read; the rest is in the JSON document.
const LINES: usize = 8;

/// This many names in a line.
const NAMES: usize = 3;

/// A line for each field and list that makes rules unknown, and one for all others.
pub(super) fn draw(run: &Run<'_>, tally: &Tally, look: Look) -> String {
    let (plan, gaps) = (run.plan, tally.gaps.all(run.plan));
    let matters = |gap: &Gap| gap.unknown() > 0 || plan.pauses_read(gap.datum);
    let (harmful, harmless): (Vec<Gap>, Vec<Gap>) = gaps.into_iter().partition(matters);
    let mut grid = Grid::new();
    for gap in harmful.iter().take(LINES) {
        grid.row([
            Cell::words(gap.datum.name(&plan.needs)),
            Cell::number(counted(gap.customers, "customer", "customers")),
            Cell::words(harm(plan, gap)),
        ]);
    }
    let mut out = grid.draw(look, 4);
    let quiet = |line: String| format!("    {}\n", look.paint(Ink::Quiet, &shown(&line)));
    if let Some(more) = harmful.get(LINES..).filter(|more| !more.is_empty()) {
        let names: Vec<String> = more.iter().take(NAMES).map(|gap| with_count(plan, gap)).collect();
        let end = if more.len() > NAMES { ", …" } else { "" };
        let more = number(more.len() as u64);
        out.push_str(&quiet(format!("and {more} more: {}{end}", names.join(", "))));
    }
    if !harmless.is_empty() {
        let names = listed(harmless.iter().map(|gap| with_count(plan, gap)));
        let also = if harmful.is_empty() { "" } else { "also " };
        out.push_str(&quiet(format!("{also}{names}, which left no rule undecided")));
    }
    out
}

/// Sentences for where no summary is drawn, without those on what is warned of.
pub fn sentences(plan: &Plan, tally: &Tally, warned: &[Datum]) -> Vec<String> {
    let mut gaps = tally.gaps.all(plan);
    let is_warned = |gap: &Gap| gap.customers == tally.decided && warned.contains(&gap.datum);
    gaps.retain(|gap| gap.unknown() > 0 && !is_warned(gap));
    let sentence = |gap: &Gap| {
        let (name, all) = (gap.datum.name(&plan.needs), tally.decided);
        let (some, all) = (number(gap.customers), counted(all, "customer", "customers"));
        let have = if gap.customers == 1 { "has" } else { "have" };
        format!("{some} of {all} {have} no {name}, so {}", undecided(plan, gap))
    };
    let mut sentences: Vec<String> = gaps.iter().take(NAMES).map(sentence).collect();
    if let Some(more) = gaps.get(NAMES..).filter(|more| !more.is_empty()) {
        let names = listed(more.iter().map(|gap| with_count(plan, gap)));
        sentences.push(format!("other rules could not be decided because of {names}"));
    }
    sentences
}

/// What follows from it: the rules that could not be decided, and that a pause needs it.
fn harm(plan: &Plan, gap: &Gap) -> String {
    let rules = (gap.unknown() > 0).then(|| undecided(plan, gap));
    let pause = plan.pauses_read(gap.datum).then(|| "a pause depends on it".to_owned());
    rules.into_iter().chain(pause).collect::<Vec<_>>().join("; ")
}

/// `2 rules could not be decided: Engaged 1 (for 980), Engaged 3 (for 330)`.
fn undecided(plan: &Plan, gap: &Gap) -> String {
    let label = |rule: usize| plan.rules[rule].label.as_str();
    let rules = gap.rules.iter();
    let rules =
        listed(rules.map(|(rule, count)| format!("{} (for {})", label(*rule), number(*count))));
    format!("{} could not be decided: {rules}", counted(gap.rules.len() as u64, "rule", "rules"))
}

/// `nps (980)`.
fn with_count(plan: &Plan, gap: &Gap) -> String {
    format!("{} ({})", gap.datum.name(&plan.needs), number(gap.customers))
}

/// The first ones, and how many more there are.
fn listed(names: impl ExactSizeIterator<Item = String>) -> String {
    let more = names.len().saturating_sub(NAMES);
    let first: Vec<String> = names.take(NAMES).collect();
    match more {
        0 => first.join(", "),
        more => format!("{} and {} more", first.join(", "), number(more as u64)),
    }
}

/// A gap as JSON.
#[derive(Serialize)]
struct Written<'a> {
    name: &'a str,
    path: String,
    customers: u64,
    unknown: Vec<OfRule<'a>>,
}

#[derive(Serialize)]
struct OfRule<'a> {
    rule: &'a str,
    customers: u64,
}

/// All of them as objects of JSON, one a line.
pub(super) fn json(plan: &Plan, tally: &Tally) -> Vec<u8> {
    let write = |gap: &Gap| {
        let unknown = gap.rules.iter();
        let unknown =
            unknown.map(|&(rule, customers)| OfRule { rule: &plan.rules[rule].label, customers });
        problems::line(&Written {
            name: gap.datum.name(&plan.needs),
            path: gap.datum.path(&plan.needs).to_string(),
            customers: gap.customers,
            unknown: unknown.collect(),
        })
    };
    tally.gaps.all(plan).iter().map(write).collect::<Vec<_>>().join(&b",\n"[..])
}
