//! What simulations learned from histories, for people.

use std::collections::BTreeSet;

use crate::output::grid::{Cell, Grid};
use crate::output::words::{and, counted, number};
use crate::problems::{Ink, Look, shown};
use crate::report::statistics::Interval;
use crate::report::{FEWEST, Unmeasured};
use crate::tools::simulate::{Learned, Learning, Line, Outcome, What};
use crate::values::{Decimal, Exact};

/// What was measured, for how long, and how far it may be off.
pub(in crate::output::simulation) fn about(
    learning: &Learning,
    name: &str,
    outcomes: &[Outcome<'_>],
) -> String {
    let measured = &learning.measured;
    let day = |day: jiff::civil::Date| day.strftime("%B %-d, %Y").to_string();
    let mut out = format!(
        "Measured in {name}: {}, {} to {}. A rotation is {}. A range leaves out the lowest and the highest 5% of {} \
         bootstraps (seed {}).",
        counted(measured.customers() as u64, "customer", "customers"),
        day(measured.known.from),
        day(measured.known.to),
        counted(measured.rotation.into(), "day", "days"),
        learning.bootstraps.len(),
        learning.seed,
    );
    if !measured.not_in_rules.is_empty() {
        let names: Vec<String> = measured.not_in_rules.iter().cloned().collect();
        out.push_str(&format!(
            " Not in the rules, so customers who move there leave the simulation: {}.",
            and(&names)
        ));
    }
    let has_bands = |outcome: &Outcome<'_>| {
        outcome.learned.as_ref().is_none_or(|learned| learned.bands.is_some())
    };
    if !outcomes.iter().all(has_bands) {
        out.push_str(
            " Too few customers were seen for a whole rotation: in more than 10% of bootstraps, there is none, so there \
             are no ranges of results.",
        );
    }
    out
}

/// Each number of a simulation next to what was measured, and what cannot be measured.
pub(in crate::output::simulation) fn table(
    outcome: &Outcome<'_>,
    learned: &Learned,
    look: Look,
) -> String {
    let mut grid = Grid::new();
    let quiet = |text: &str| Cell::number(text).ink(Ink::Quiet);
    let has_assumed = learned.lines.iter().any(|line| line.assumed.is_some());
    let mut head = vec![Cell::words("each rotation").ink(Ink::Quiet)];
    head.extend(["measured", "range", "seen"].map(quiet));
    if has_assumed {
        head.extend(["assumed", "used"].map(quiet));
    }
    grid.row(head);
    for line in &learned.lines {
        let mut cells = vec![Cell::words(what(outcome, line.what))];
        let measured = line.measured.map_or("–".to_owned(), |it| amount(line.what, it));
        cells.push(Cell::number(measured));
        cells.push(Cell::number(line.band.map_or(String::new(), |band| range(line.what, band))));
        cells.push(Cell::number(seen(line)));
        if has_assumed {
            let written =
                |it: Option<Decimal>| it.map_or(String::new(), |it| amount(line.what, it.to_f64()));
            cells.push(Cell::number(written(line.assumed)));
            let used = line.used.map_or("no".to_owned(), |it| amount(line.what, it.to_f64()));
            cells.push(Cell::number(used).ink(Ink::Strong));
        }
        grid.row(cells);
    }
    let drawn = grid.draw(look, 2);
    let mut out: String = drawn.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    for note in notes(outcome, learned) {
        out.push_str(&format!("  {}\n", look.wrap(&shown(&note), 2, 4)));
    }
    out
}

/// What a line is about.
fn what(outcome: &Outcome<'_>, what: What) -> String {
    let name = |stage| outcome.stage_name(stage);
    match what {
        What::Enter(stage) => format!("people entering {}", name(stage)),
        What::HandOff(from, to) => format!("{} to {}", name(from), name(to)),
        What::Brings(from, to) => format!("each in {} brings to {}", name(from), name(to)),
    }
}

/// A number of people, a share, or how many somebody brings.
fn amount(what: What, number: f64) -> String {
    match what {
        What::Enter(_) => people(number),
        What::HandOff(..) => format!("{:.1}%", number * 100.0),
        What::Brings(..) => format!("{number:.2}"),
    }
}

fn range(what: What, band: Interval) -> String {
    format!("{} to {}", amount(what, band.low), amount(what, band.high))
}

/// `1,234` or `12.3`: with a decimal only where it matters.
fn people(number: f64) -> String {
    let places = if number < 100.0 && number.fract() != 0.0 { 1 } else { 0 };
    let text = format!("{number:.places$}");
    let exact = Decimal::parse(text.as_bytes()).map(Exact::from);
    exact.map_or(text, |exact| exact.grouped(places as u32))
}

/// `280–315`: a range of people.
pub(in crate::output::simulation) fn people_range(band: Interval) -> String {
    format!("{}–{}", people(band.low), people(band.high))
}

fn seen(line: &Line) -> String {
    let Some((count, of)) = line.seen else { return String::new() };
    match line.what {
        _ if line.measured.is_none() => String::new(),
        What::Enter(_) => number(count),
        What::HandOff(..) | What::Brings(..) => format!("{} of {}", number(count), number(of)),
    }
}

/// What cannot be measured, and what lines do to what is measured.
fn notes(outcome: &Outcome<'_>, learned: &Learned) -> Vec<String> {
    let mut notes = Vec::new();
    for why in [Unmeasured::Nobody, Unmeasured::TooFew, Unmeasured::NotYet] {
        let stages = learned.unmeasured.iter().filter(|(_, other)| *other == why);
        let names: Vec<String> =
            stages.map(|(stage, _)| outcome.stage_name(*stage).to_owned()).collect();
        if names.is_empty() {
            continue;
        }
        notes.push(format!(
            "Not known: where people go from {}, because {}. The simulation leaves them there.",
            and(&names),
            because(why)
        ));
    }
    let is_assumed = learned
        .lines
        .iter()
        .any(|line| matches!(line.what, What::Brings(..)) && line.used.is_some());
    if let Some(why) = learned.no_brings {
        let instead = if is_assumed {
            "The simulation takes what the stages refer."
        } else {
            "In the simulation, nobody brings anybody."
        };
        notes.push(format!("Not known: who brings whom, because {}. {instead}", because(why)));
    }
    notes.extend(squeezed(outcome, learned));
    notes
}

/// Why something cannot be measured.
fn because(why: Unmeasured) -> String {
    match why {
        Unmeasured::Nobody => "nobody is seen to come there".to_owned(),
        Unmeasured::TooFew => format!("fewer than {FEWEST} customers are seen there"),
        Unmeasured::NotYet => "nobody was seen there for a whole rotation".to_owned(),
        Unmeasured::NotSaid => "the histories do not say it".to_owned(),
    }
}

/// The stages of which lines leave less than what is measured.
fn squeezed(outcome: &Outcome<'_>, learned: &Learned) -> Option<String> {
    let mut names = BTreeSet::new();
    for line in &learned.lines {
        let What::HandOff(from, _) = line.what else { continue };
        let (Some(measured), Some(used), None) = (line.measured, line.used, line.assumed) else {
            continue;
        };
        if used.to_f64() < measured - 1e-6 {
            names.insert(outcome.stage_name(from).to_owned());
        }
    }
    if names.is_empty() {
        return None;
    }
    let names: Vec<String> = names.into_iter().collect();
    Some(format!(
        "The lines about {} leave less than what was measured, which is scaled down to that.",
        and(&names)
    ))
}
