//! What a person wants to see of a run: who moves, what is given and what it costs, what is held
//! back, and what could not be read.

use super::{Run, Tally, missing};
use crate::output::grid::{Cell, Grid};
use crate::output::words::{self, counted, number};
use crate::plan::{Amount, Gift, Recipient};
use crate::problems::{Ink, Look, shown};
use crate::values::Decimal;

pub(super) fn draw(run: &Run<'_>, tally: &Tally, look: Look) -> String {
    let title = look.paint(Ink::Strong, &shown(run.title));
    let mut out = format!("{title}\n{}\n\n{}\n", run.as_of_words(), overview(tally));
    let sections = [
        ("Moves", moves(run, tally, look)),
        ("Given", given(run, tally, look)),
        ("Held back", withheld(run, tally, look)),
        ("No longer owed", lapsed(run, tally, look)),
        ("Tags", tags(tally, look)),
        ("Experiments", arms(run, tally, look)),
        ("Missing values", missing::draw(run, tally, look)),
        (rejected_head(tally), tally.rejections.draw(look)),
    ];
    for (head, body) in sections {
        if !body.is_empty() {
            out.push_str(&format!("\n  {}\n{body}", look.paint(Ink::Strong, head)));
        }
    }
    out
}

/// What is wrong with a file as a whole rejects no record.
pub(super) fn rejected_head(tally: &Tally) -> &'static str {
    match tally.rejections.count == tally.rejections.whole_files {
        true if tally.rejections.lossy.is_none() => "Files",
        true => "Not read",
        false => "Rejected",
    }
}

/// `12 customers: 5 move, 1 is new, 6 stay. 2 records were rejected.`
fn overview(tally: &Tally) -> String {
    let verbs = [
        (tally.entered(), "is new", "are new"),
        (tally.moved(), "moves", "move"),
        (tally.stayed(), "stays", "stay"),
    ];
    let parts = verbs.iter().filter(|(count, _, _)| *count > 0);
    let parts: Vec<_> = parts.map(|(count, one, many)| counted(*count, one, many)).collect();
    let mut out = counted(tally.decided, "customer", "customers");
    if !parts.is_empty() {
        out.push_str(": ");
        out.push_str(&parts.join(", "));
    }
    out.push('.');
    match tally.left_out {
        0 => {}
        count => out.push_str(&format!(" {} left out.", counted(count, "was", "were"))),
    }
    match tally.merged {
        0 => {}
        count => {
            let records = counted(
                count,
                "record of a merged customer was",
                "records of merged customers were",
            );
            out.push_str(&format!(" {records} left out."));
        }
    }
    let whole_files = tally.rejections.whole_files;
    match tally.rejections.count - whole_files {
        0 => {}
        count => {
            let records = counted(count, "record was", "records were");
            out.push_str(&format!(" {records} rejected."));
        }
    }
    match whole_files {
        0 => {}
        count => {
            let problems = counted(count, "problem concerns", "problems concern");
            out.push_str(&format!(" {problems} a file as a whole."));
        }
    }
    out
}

pub(super) fn moves(run: &Run<'_>, tally: &Tally, look: Look) -> String {
    let mut grid = Grid::new();
    for (from, to, count) in tally.moves() {
        let from = match from {
            Some(from) => Cell::words(&run.plan.stages[from].name),
            None => Cell::words("new").ink(Ink::Quiet),
        };
        let to = Cell::words(format!("→ {}", run.plan.stages[to].name));
        grid.row([from, to, Cell::number(number(count))]);
    }
    grid.draw(look, 4)
}

/// Who takes part in an experiment: whoever would get something in one of its arms.
pub(super) fn arms(run: &Run<'_>, tally: &Tally, look: Look) -> String {
    let mut grid = Grid::new();
    for (&(experiment, arm), &count) in &tally.arms {
        let experiment = &run.plan.experiments[experiment];
        let name = Cell::words(&experiment.name);
        let arm = Cell::words(&experiment.arms[usize::from(arm)].name);
        grid.row([name, arm, Cell::number(number(count))]);
    }
    grid.draw(look, 4)
}

pub(super) fn given(run: &Run<'_>, tally: &Tally, look: Look) -> String {
    let mut grid = Grid::new();
    let mut total = Some(Decimal::from(0i64));
    let mut costly = 0;
    for (place, (gift, count)) in run.plan.gifts.iter().zip(&tally.given).enumerate() {
        if *count == 0 {
            continue;
        }
        let cost = gift.costs.as_ref().map(|cost| match cost {
            Amount::Plain(each) => (Some(*each), times(*each, *count)),
            Amount::Calculated(_) => (None, tally.cost.get(&place).copied().flatten()),
        });
        if let Some((_, sum)) = cost {
            costly += 1;
            total = total.zip(sum).and_then(|(total, sum)| total.checked_add(sum).ok());
        }
        grid.row(gift_row(run, gift, *count, cost));
    }
    if costly > 1 {
        let empty = || Cell::words("");
        let total = Cell::number(amount(run, total)).ink(Ink::Strong);
        grid.row([empty(), empty(), empty(), Cell::number("total"), total]);
    }
    grid.draw(look, 4)
}

fn gift_row(
    run: &Run<'_>,
    gift: &Gift,
    count: u64,
    cost: Option<(Option<Decimal>, Option<Decimal>)>,
) -> Vec<Cell> {
    let mut cells = vec![
        Cell::words(gift.kind.word()).ink(Ink::Quiet),
        Cell::words(&gift.name),
        Cell::number(number(count)),
    ];
    if let Some((each, sum)) = cost {
        let each = each.map(|each| format!("× {}", run.plan.currency.write(each)));
        cells.push(Cell::number(each.unwrap_or_default()));
        cells.push(Cell::number(amount(run, sum)));
    }
    if let Some(to) = &gift.to {
        cells.resize(5, Cell::words(""));
        let (Recipient::Text(to) | Recipient::Value { name: to, .. }) = to;
        cells.push(Cell::words(format!("to {to}")).ink(Ink::Quiet));
    }
    cells
}

/// Exact or not at all.
fn times(each: Decimal, count: u64) -> Option<Decimal> {
    let count = Decimal::from(i64::try_from(count).ok()?);
    each.checked_mul(count).ok()
}

fn amount(run: &Run<'_>, amount: Option<Decimal>) -> String {
    match amount {
        Some(amount) => run.plan.currency.write(amount),
        None => "more than 38 digits".to_owned(),
    }
}

fn withheld(run: &Run<'_>, tally: &Tally, look: Look) -> String {
    let mut grid = Grid::new();
    for ((gift, reason, kept), count) in &tally.withheld {
        let why = words::reason_for(run.plan, *gift, *reason);
        let gift = &run.plan.gifts[*gift];
        let kept = if *kept { ", kept for later" } else { "" };
        grid.row([
            Cell::words(gift.kind.word()).ink(Ink::Quiet),
            Cell::words(&gift.name),
            Cell::number(number(*count)),
            Cell::words(format!("{why}{kept}")),
        ]);
    }
    grid.draw(look, 4)
}

/// What was kept for later and not given in its time.
pub(super) fn lapsed(run: &Run<'_>, tally: &Tally, look: Look) -> String {
    let mut grid = Grid::new();
    for (gift, count) in &tally.lapsed {
        let gift = &run.plan.gifts[*gift];
        grid.row([
            Cell::words(gift.kind.word()).ink(Ink::Quiet),
            Cell::words(&gift.name),
            Cell::number(number(*count)),
            Cell::words("not given in time"),
        ]);
    }
    grid.draw(look, 4)
}

pub(super) fn tags(tally: &Tally, look: Look) -> String {
    let mut grid = Grid::new();
    for (verb, tags) in [("set", &tally.tags), ("removed", &tally.untags)] {
        for (tag, count) in tags {
            let verb = Cell::words(verb).ink(Ink::Quiet);
            grid.row([verb, Cell::words(tag), Cell::number(number(*count))]);
        }
    }
    grid.draw(look, 4)
}
