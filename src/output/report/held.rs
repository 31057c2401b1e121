//! What was held back, used up, or not known, in words.

use super::said::{day, percent};
use super::{Reported, Section, Subject, Table};
use crate::eval::Reason;
use crate::output::words::{counted, number, reason};
use crate::report::{AskedCap, AskedPer, Held, Unknown, UnknownField};
use crate::values::{Decimal, Duration, Exact};

/// So many rules are named for each field.
const MOST_RULES: usize = 3;

/// Shares of budgets are kept to as many decimals.
const SHARE_DECIMALS: u32 = 6;

pub(super) fn section(reported: Reported<'_>) -> Option<Section> {
    let figures = reported.figures;
    let (held, unknown) = (figures.held.as_ref(), figures.unknown.as_ref());
    let mut said = Vec::new();
    let mut tables = Vec::new();
    if let Some(held) = held {
        said.extend(held_back(held));
        tables.extend(gifts(held));
    }
    tables.extend(budgets(reported));
    tables.extend(capacity(reported));
    if let Some(unknown) = unknown {
        said.push(lacking(reported, unknown));
        tables.extend(fields(unknown));
    }
    // That records lack nothing is no reason for a section of its own.
    if held.is_none() && tables.is_empty() {
        return None;
    }
    if held.is_none() {
        said.insert(
            0,
            "Only a ledger knows what was held back, and who is owed something.".to_owned(),
        );
    }
    if unknown.is_none() {
        said.push("What was not known of customers, only their records say.".to_owned());
    }
    let title = "Left alone, held back, owed".to_owned();
    Some(Section { subject: Subject::Held, title, said, tables })
}

fn held_back(held: &Held) -> [String; 2] {
    let nights = counted(held.nights, "night", "nights");
    let gifts = match held.gifts.len() {
        0 => format!("Nothing was held back on the {nights} of the period."),
        _ => format!(
            "What was held back on the {nights} of the period. The same customer counts on each night."
        ),
    };
    let owed = match held.owed {
        0 => "Nobody is owed anything now.".to_owned(),
        1 => "1 customer is owed something now.".to_owned(),
        owed => format!("{} customers are owed something now.", number(owed)),
    };
    [gifts, owed]
}

fn gifts(held: &Held) -> Option<Table> {
    let head = ["gift", "because", "nights", "most on one night", "on the last night"];
    let mut table = Table::new(&head, &[2, 3, 4]);
    for gift in &held.gifts {
        table.rows.push(vec![
            gift.gift.clone(),
            because(&gift.reason),
            number(gift.nights),
            number(gift.most),
            number(gift.last),
        ]);
    }
    (!table.rows.is_empty()).then_some(table)
}

/// How much of each budget was used.
fn budgets(reported: Reported<'_>) -> Option<Table> {
    let last = format!("used by {}", day(reported.figures.scope.period.to));
    let head = ["gift", "budget", &last, "most in the period", "fell short for"];
    let mut table = Table { title: "Budgets".to_owned(), ..Table::new(&head, &[2, 3, 4]) };
    for used in &reported.figures.budgets {
        let budget = &reported.asked.budgets[used.budget];
        let per = match budget.per {
            // As the rules say it: `per month`, or `per 90 days`.
            AskedPer::Rolling(Duration { count: 1, unit }) => format!("per {}", unit.word()),
            AskedPer::Rolling(length) => format!("per {length}"),
            AskedPer::Calendar(period) => format!("per calendar {}", period.word()),
        };
        let cap = match budget.cap {
            AskedCap::Money(amount) => reported.currency.write(amount),
            AskedCap::Count(count) => number(count),
        };
        table.rows.push(vec![
            budget.gift.clone(),
            format!("{cap} {per}"),
            amount(reported, used.budget, &used.used, used.used_unknown),
            amount(reported, used.budget, &used.most, used.most_unknown),
            counted(used.short, "customer", "customers"),
        ]);
    }
    (!table.rows.is_empty()).then_some(table)
}

/// `$120 (24%)`, with what is missing from it.
fn amount(reported: Reported<'_>, budget: usize, amount: &Exact, unknown: u64) -> String {
    let (words, cap) = match reported.asked.budgets[budget].cap {
        AskedCap::Money(cap) => (reported.currency.write_rounded(amount), Exact::from(cap)),
        AskedCap::Count(cap) => (
            amount.grouped(0),
            Decimal::new(i128::from(cap), 0).map(Exact::from).unwrap_or(Exact::ZERO),
        ),
    };
    let share = amount.over(&cap, SHARE_DECIMALS);
    let share: Option<f64> = share.and_then(|share| share.to_string().parse().ok());
    let share = share.map(|share| format!(" ({})", percent(share))).unwrap_or_default();
    match unknown {
        0 => format!("{words}{share}"),
        unknown => format!("{words}{share}, and {} whose cost is not known", number(unknown)),
    }
}

/// How full stages are that hold only so many.
fn capacity(reported: Reported<'_>) -> Option<Table> {
    let last = format!("at the end of {}", day(reported.figures.scope.period.to));
    let mut table = Table {
        title: "Places in stages".to_owned(),
        ..Table::new(&["stage", "places", &last], &[1, 2])
    };
    for (stage, place) in reported.asked.stages.iter().zip(&reported.figures.places.stages) {
        let Some(capacity) = stage.capacity else { continue };
        let share = percent(place.people as f64 / capacity as f64);
        let taken = format!("{} ({share})", number(place.people));
        table.rows.push(vec![stage.name.clone(), number(capacity), taken]);
    }
    (!table.rows.is_empty()).then_some(table)
}

fn lacking(reported: Reported<'_>, unknown: &Unknown) -> String {
    let customers = counted(unknown.customers, "customer", "customers");
    let last = day(reported.figures.scope.known.to);
    match unknown.fields.len() {
        0 => format!("The records have all that the rules ask of {customers} as of {last}."),
        _ => {
            format!("Of {customers}, some have no value for these fields as of {last}.")
        }
    }
}

fn fields(unknown: &Unknown) -> Option<Table> {
    let head = ["field", "not known of", "so"];
    let mut table = Table { title: "Not known".to_owned(), ..Table::new(&head, &[1]) };
    for field in &unknown.fields {
        table.rows.push(vec![field.field.clone(), number(field.customers), follows(field)]);
    }
    (!table.rows.is_empty()).then_some(table)
}

/// What follows from it.
fn follows(field: &UnknownField) -> String {
    let rules = field.rules.iter().take(MOST_RULES);
    let mut parts: Vec<String> =
        rules.map(|(rule, count)| format!("{rule} (for {})", number(*count))).collect();
    let more = field.rules.len().saturating_sub(MOST_RULES);
    if more > 0 {
        parts.push(format!("{} more", number(more as u64)));
    }
    let rules = match parts.is_empty() {
        true => None,
        false => Some(format!("could not be decided: {}", parts.join(", "))),
    };
    let pause = field.pauses.then(|| "a pause depends on it".to_owned());
    let said: Vec<String> = rules.into_iter().chain(pause).collect();
    if said.is_empty() { "no rule was left open".to_owned() } else { said.join("; ") }
}

/// The reason in words, if it is one of ours.
fn because(word: &str) -> String {
    let known = Reason::ALL.into_iter().find(|reason| reason.word() == word);
    known.map_or_else(|| word.to_owned(), |known| reason(known).to_owned())
}
