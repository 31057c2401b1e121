//! What customers bring and cost, in words.

use super::said::{full, short};
use super::{Reported, Section, Subject, Table};
use crate::output::words::{counted, number};
use crate::report::{Allowable, Money, Spent};
use crate::values::Exact;

/// So many sources are listed.
const MOST_SOURCES: usize = 12;

pub(super) fn section(reported: Reported<'_>) -> Option<Section> {
    let money = &reported.figures.money;
    let mut said = Vec::new();
    if reported.asked.value.is_some() && reported.asked.paying.is_some() {
        said.extend(value(reported, money));
    }
    said.extend(money.spent.iter().map(|spent| spending(reported, spent)));
    let mut tables = Vec::new();
    if money.sources.iter().any(|source| source.source.is_some()) {
        tables.push(sources(reported, money));
    }
    if !money.gifts.is_empty() {
        tables.push(gifts(reported, money));
    }
    let is_empty = said.is_empty() && tables.is_empty();
    (!is_empty).then(|| Section {
        subject: Subject::Money,
        title: "Money".to_owned(),
        said,
        tables,
    })
}

fn value(reported: Reported<'_>, money: &Money) -> Vec<String> {
    let write = |amount: &Exact| reported.currency.write_rounded(amount);
    let Some(average) = money.value.average() else {
        return vec!["Of nobody who first paid in the period the value is known.".to_owned()];
    };
    let mut said = vec![format!(
        "{} first paid in the period. So far, after {} at most, they brought {} on average.",
        counted(money.value.known, "customer", "customers"),
        counted(money.days.into(), "day", "days"),
        write(&average)
    )];
    if money.value.unknown > 0 {
        let unknown = counted(money.value.unknown, "other", "others");
        said.push(format!("Of {unknown} the value is not known."));
    }
    let Allowable { lead, customer } = &money.allowable;
    if let Some(lead) = lead {
        said.push(format!(
            "Of the leads, {}, pay. So a lead may cost {}.",
            full(money.paying),
            write(lead)
        ));
    }
    if let Some(customer) = customer {
        said.push(format!("A new customer may cost {}.", write(customer)));
    }
    said
}

fn spending(reported: Reported<'_>, spent: &Spent) -> String {
    let write = |amount: &Exact| reported.currency.write_rounded(amount);
    let mut words = format!("{} was spent on", write(&spent.amount));
    let (stage, entered) = (reported.stage(Some(spent.stage)), number(spent.entered));
    words.push_str(&format!(" {stage}, which {entered} entered"));
    if let Some(lead) = spent.per_lead() {
        words.push_str(&format!(": {} for each", write(&lead)));
    }
    if let Some(customer) = spent.per_customer() {
        words.push_str(&format!(", and {} for each who first paid", write(&customer)));
    }
    words + "."
}

fn sources(reported: Reported<'_>, money: &Money) -> Table {
    let write = |amount: Option<&Exact>| {
        amount.map(|amount| reported.currency.write_rounded(amount)).unwrap_or_default()
    };
    let head = ["source", "leads", "pay", "average value", "a lead may cost", "a customer"];
    let mut table = Table { title: "By source".to_owned(), ..Table::new(&head, &[1, 3, 4, 5]) };
    for source in money.sources.iter().take(MOST_SOURCES) {
        table.rows.push(vec![
            source.source.as_deref().unwrap_or("not known").to_owned(),
            number(source.leads),
            short(source.paying),
            write(source.value.average().as_ref()),
            write(source.allowable.lead.as_ref()),
            write(source.allowable.customer.as_ref()),
        ]);
    }
    let others = money.sources.len().saturating_sub(MOST_SOURCES);
    if others > 0 {
        table.rows.push(vec![format!("{} more", number(others as u64))]);
    }
    table
}

fn gifts(reported: Reported<'_>, money: &Money) -> Table {
    let head = ["gift", "given in", "times", "cost", "cost unknown"];
    let mut table = Table { title: "What gifts cost".to_owned(), ..Table::new(&head, &[2, 3, 4]) };
    for gift in &money.gifts {
        let unknown = if gift.unknown > 0 { number(gift.unknown) } else { String::new() };
        let known = gift.given > gift.unknown;
        table.rows.push(vec![
            gift.gift.clone(),
            reported.stage(gift.stage).to_owned(),
            number(gift.given),
            if known { reported.currency.write_rounded(&gift.cost) } else { String::new() },
            unknown,
        ]);
    }
    table
}
