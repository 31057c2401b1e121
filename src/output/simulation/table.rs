//! Rotations side by side, a bar for each, and what they say, for people.

use unicode_width::UnicodeWidthStr;

use super::super::grid::{Cell, Grid};
use super::{learned, more};
use crate::problems::{Ink, Look, shown, shown_output};
use crate::tools::simulate::{Learning, Outcome};
use crate::values::Exact;

/// More bars than these are no picture any more.
const MOST_BARS: usize = 24;

/// What is above the names of stages.
const HEAD: &str = "people in rotation";

/// How many characters the longest bar has.
const LONGEST: u32 = 40;

/// One outcome below the other, for a terminal.
pub(super) fn table(
    title: &str,
    learning: Option<(&Learning, &str)>,
    outcomes: &[Outcome<'_>],
    look: Look,
) -> String {
    let mut out = String::new();
    if let Some((learning, name)) = learning {
        let about = learned::about(learning, name, outcomes);
        out.push_str(&format!("{}\n", look.wrap(&shown(&about), 0, 0)));
    }
    for outcome in outcomes {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&one(title, outcome, look));
    }
    shown_output(&out, look.colour).into_owned()
}

fn one(title: &str, outcome: &Outcome<'_>, look: Look) -> String {
    let mut out = look.paint(Ink::Strong, &shown(&outcome.simulation.title));
    let about = format!("{title}: {}", overview(outcome));
    out.push_str(&format!("\n{}\n\n", look.wrap(&shown(&about), 0, 0)));
    if let Some(learned) = &outcome.learned {
        out.push_str(&learned::table(outcome, learned, look));
        out.push('\n');
    }
    out.push_str(&Numbers::of(outcome).draw(look));
    if outcome.rotations.len() <= MOST_BARS && outcome.rotations.len() > 1 {
        out.push_str(&format!("\n{}", bars(outcome, look)));
    }
    out.push('\n');
    for lesson in outcome.lessons() {
        let ink = if lesson.holds { Ink::Help } else { Ink::Warning };
        let head = look.paint(ink, &lesson.head);
        out.push_str(&format!("  {head}\n    {}\n", look.wrap(&lesson.text, 4, 4)));
    }
    out
}

/// `100 people enter Engaged each rotation, for $500.00.`
fn overview(outcome: &Outcome<'_>) -> String {
    let newcomers = outcome.simulation.newcomers.iter().map(|newcomers| {
        let count = Exact::from(newcomers.count);
        let verb = if count == Exact::from(1) { "person enters" } else { "people enter" };
        let stage = outcome.stage_name(newcomers.stage);
        format!("{} {verb} {stage}", count.grouped(decimals(&count)))
    });
    let newcomers: Vec<String> = newcomers.collect();
    if newcomers.is_empty() {
        return "nobody enters from outside.".to_owned();
    }
    let mut out = newcomers.join(" and ");
    out.push_str(" each rotation");
    if let Some(costs) = outcome.simulation.costs {
        out.push_str(&format!(", for {}", outcome.model.currency.write(costs)));
    }
    out + "."
}

fn decimals(number: &Exact) -> u32 {
    if number.is_whole() { 0 } else { 2 }
}

/// A row of the table of numbers: how it is called, its cells by rotation, and what they come to.
struct Row {
    name: String,
    ink: Option<Ink>,
    cells: Vec<String>,
    all: String,
}

/// The table of numbers.
struct Numbers {
    rotations: usize,
    /// The rows in groups, each below its heading.
    groups: Vec<(Option<&'static str>, Vec<Row>)>,
}

impl Numbers {
    fn of(outcome: &Outcome<'_>) -> Numbers {
        let decimals = if outcome.has_fractions() { 2 } else { 0 };
        let stages = |without: bool| {
            let rotations = if without { &outcome.without } else { &outcome.rotations };
            let row = |stage: usize| {
                let people = rotations.iter().map(|rotation| rotation.came[stage].clone());
                let name = outcome.stage_name(stage).to_owned();
                row(name, people.collect(), |people| people.grouped(decimals))
            };
            outcome.stages().into_iter().map(row).collect::<Vec<_>>()
        };
        let mut groups = Vec::new();
        if outcome.simulation.brings.is_empty() {
            groups.push((None, stages(false)));
        } else {
            groups.push((Some("With referrals"), stages(false)));
            let without = stages(true).into_iter().map(|row| Row { ink: Some(Ink::Quiet), ..row });
            groups.push((Some("Without referrals"), without.collect()));
            groups.push((Some("What referrals bring"), gains(outcome, decimals)));
        }
        if let Some(ranges) = ranges(outcome) {
            groups.push((Some("Where 90% of bootstraps are"), ranges));
        }
        let costs = costs(outcome);
        if !costs.is_empty() {
            groups.push((Some("What it costs"), costs));
        }
        Numbers { rotations: outcome.rotations.len(), groups }
    }

    /// The table, in as many parts as it takes to stay within the width.
    fn draw(&self, look: Look) -> String {
        let rows = || self.groups.iter().flat_map(|(_, rows)| rows);
        let names = rows().map(|row| row.name.width() + 2);
        let heads = self.groups.iter().filter_map(|(head, _)| head.map(str::len));
        let name = names.chain(heads).chain([HEAD.len()]).max().unwrap_or(0);
        let cell = rows().flat_map(|row| &row.cells).map(|cell| cell.chars().count());
        let cell = cell.chain([self.rotations.to_string().len()]).max().unwrap_or(0);
        let all = rows().map(|row| row.all.chars().count()).chain([5]).max().unwrap_or(0);
        let room = look.width.saturating_sub(2 + name + 2 + all);
        let most = (room / (cell + 2)).max(1);
        let mut out = String::new();
        let mut from = 0;
        while from < self.rotations {
            let to = (from + most).min(self.rotations);
            if from > 0 {
                out.push('\n');
            }
            out.push_str(&self.part(from..to, cell, look));
            from = to;
        }
        out
    }

    fn part(&self, range: std::ops::Range<usize>, width: usize, look: Look) -> String {
        let last = range.end == self.rotations && self.rotations > 1;
        let mut grid = Grid::new();
        let number = |text: &str| Cell::number(format!("{text:>width$}"));
        let mut head = vec![Cell::words(HEAD).ink(Ink::Quiet)];
        head.extend(range.clone().map(|index| number(&(index + 1).to_string()).ink(Ink::Quiet)));
        if last {
            head.push(Cell::number("total").ink(Ink::Quiet));
        }
        grid.row(head);
        for (head, rows) in &self.groups {
            grid.row([]);
            if let Some(head) = head {
                grid.row([Cell::words(*head).ink(Ink::Strong)]);
            }
            for row in rows {
                let indent = if head.is_some() { "  " } else { "" };
                let inked = |cell: Cell| match row.ink {
                    Some(ink) => cell.ink(ink),
                    None => cell,
                };
                let mut cells = vec![inked(Cell::words(format!("{indent}{}", row.name)))];
                cells.extend(row.cells[range.clone()].iter().map(|cell| inked(number(cell))));
                if last {
                    cells.push(inked(Cell::number(&row.all)));
                }
                grid.row(cells);
            }
        }
        let drawn = grid.draw(look, 2);
        drawn.lines().map(|line| format!("{}\n", line.trim_end())).collect()
    }
}

fn row(name: String, numbers: Vec<Exact>, write: impl Fn(&Exact) -> String) -> Row {
    let all = numbers.iter().fold(Exact::ZERO, |sum, number| sum.plus(number));
    Row { name, ink: None, cells: numbers.iter().map(&write).collect(), all: write(&all) }
}

/// How many come to each stage in most bootstraps.
fn ranges(outcome: &Outcome<'_>) -> Option<Vec<Row>> {
    let bands = outcome.learned.as_ref()?.bands.as_ref()?;
    let stages = outcome.stages().into_iter();
    let rows = stages.map(|stage| Row {
        name: outcome.stage_name(stage).to_owned(),
        ink: Some(Ink::Quiet),
        cells: bands.iter().map(|row| learned::people_range(row[stage])).collect(),
        // A range of sums is not a sum of ranges.
        all: String::new(),
    });
    Some(rows.collect())
}

/// How many more come to the stage of entry than without referrals, and than the rotation before.
fn gains(outcome: &Outcome<'_>, decimals: u32) -> Vec<Row> {
    let entry = outcome.entry();
    let name = |what: &str| format!("{what} {}", outcome.stage_name(entry));
    let extra = outcome.extra(entry);
    let mut before = outcome.entered().first().map_or(Exact::ZERO, |first| (*first).clone());
    let mut added = Vec::new();
    for people in outcome.entered() {
        added.push(people.minus(&before));
        before = people.clone();
    }
    let added = row("vs. the previous rotation".to_owned(), added, |extra| more(extra, decimals));
    vec![
        row(name("extra people in"), extra, |extra| more(extra, decimals)),
        // What the rotations add to each other comes to nothing new.
        Row { all: String::new(), ink: Some(Ink::Quiet), ..added },
    ]
}

/// What each rotation costs, and what one who comes to the stage of entry costs.
fn costs(outcome: &Outcome<'_>) -> Vec<Row> {
    let currency = outcome.model.currency;
    let Some(costs) = outcome.simulation.costs else { return Vec::new() };
    let Some(each) = outcome.cost_each(u32::from(currency.decimals)) else { return Vec::new() };
    let each = each.iter().map(|each| match each {
        Some(each) => currency.write_rounded(each),
        None => "–".to_owned(),
    });
    let all = Exact::from(costs).times(&Exact::from(outcome.rotations.len() as u32));
    let people = outcome.entered().into_iter().fold(Exact::ZERO, |sum, people| sum.plus(people));
    let all_each = all.over(&people, u32::from(currency.decimals));
    vec![Row {
        name: format!("per person in {}", outcome.stage_name(outcome.entry())),
        ink: None,
        cells: each.collect(),
        all: all_each.map_or(String::new(), |each| currency.write_rounded(&each)),
    }]
}

/// How many come to the stage of entry, as bars: those who come anyway, and those by referral.
fn bars(outcome: &Outcome<'_>, look: Look) -> String {
    let entry = outcome.entry();
    let decimals = if outcome.has_fractions() { 2 } else { 0 };
    let most = outcome.entered().into_iter().max().cloned().unwrap_or(Exact::ZERO);
    let length = |people: &Exact| {
        let scaled = people.times(&Exact::from(LONGEST)).over(&most, 0);
        scaled.and_then(|length| length.to_string().parse::<usize>().ok()).unwrap_or(0)
    };
    let mut grid = Grid::new();
    let turns = outcome.rotations.iter().zip(&outcome.without);
    let extras = outcome.extra(entry);
    for (index, ((with, without), extra)) in turns.zip(&extras).enumerate() {
        let (whole, anyway) = (length(&with.came[entry]), length(&without.came[entry]));
        let anyway = anyway.min(whole);
        let bar = format!("{}{}", "█".repeat(anyway), "░".repeat(whole - anyway));
        let extra = if extra.is_zero() { String::new() } else { more(extra, decimals) };
        grid.row([
            Cell::number((index + 1).to_string()).ink(Ink::Quiet),
            Cell::words(bar),
            Cell::number(with.came[entry].grouped(decimals)),
            Cell::number(extra).ink(Ink::Help),
        ]);
    }
    let head = format!("  People entering {}, by rotation", outcome.stage_name(entry));
    let legend = match extras.iter().all(Exact::is_zero) {
        true => String::new(),
        false => look.paint(Ink::Quiet, "   █ without referrals  ░ from referrals"),
    };
    format!("{}{legend}\n{}", look.paint(Ink::Strong, &head), grid.draw(look, 4))
}
