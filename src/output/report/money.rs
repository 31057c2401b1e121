//! What customers bring and cost, in words.

use super::said::{day, full, percent, short};
use super::{Reported, Section, Subject, Table};
use crate::output::words::{counted, number};
use crate::report::{Allowable, FEWEST, Money, Spent};
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
    if money.value.known + money.value.unknown == 0 {
        return vec!["Nobody paid for the first time in the period.".to_owned()];
    }
    let Some(average) = money.value.average() else {
        return vec![
            "Nothing here says what those brought who first paid in the period.".to_owned(),
        ];
    };
    let customers = counted(money.value.known, "customer", "customers");
    if money.value.known < FEWEST {
        return vec![format!(
            "{customers} first paid in the period, too few to say what one brings."
        )];
    }
    let mut said = vec![format!(
        "{customers} first paid in the period. So far, after {} at most, they brought {} on average.",
        counted(money.days.into(), "day", "days"),
        write(&average)
    )];
    if money.there_before > 0 {
        let there = match money.there_before {
            1 => "1 of them was".to_owned(),
            count => format!("{} of them were", number(count)),
        };
        said.push(format!(
            "{there} there already on {}, where what is known begins, and may have paid before.",
            day(reported.figures.scope.known.from)
        ));
    }
    if money.value.unknown > 0 {
        let unknown = counted(money.value.unknown, "other", "others");
        said.push(format!("Of {unknown}, the value is not known."));
    }
    let Allowable { lead, customer } = &money.allowable;
    if lead.is_some() {
        said.push(format!("Of the leads, {} pay.", full(money.paying)));
    }
    said.extend(in_short(reported));
    if let Some(customer) = customer {
        said.push(format!("A new customer may cost {}.", write(customer)));
    }
    said
}

/// What a lead cost, and what it may cost.
pub(super) fn in_short(reported: Reported<'_>) -> Option<String> {
    let write = |amount: &Exact| reported.currency.write_rounded(amount);
    let (money, asked) = (&reported.figures.money, reported.asked);
    let lead = money.allowable.lead.as_ref().filter(|_| money.value.known >= FEWEST)?;
    let (value, average, share) =
        (asked.value?, money.value.average()?, money.paying.share.share()?);
    let first = money.spent.iter().find(|spent| asked.wheel.first() == Some(&spent.stage));
    let cost = first.and_then(Spent::per_lead);
    let cost = cost.map(|cost| format!("A lead cost {}. ", write(&cost))).unwrap_or_default();
    Some(format!(
        "{cost}A lead may cost {}: {} on average × ({} − {}) × {} who pay.",
        write(lead),
        write(&average),
        percent(value.margin.to_f64()),
        percent(value.keep.to_f64()),
        percent(share.share)
    ))
}

fn spending(reported: Reported<'_>, spent: &Spent) -> String {
    let write = |amount: &Exact| reported.currency.write_rounded(amount);
    let asked = reported.asked;
    let mut words = format!("By the rules, {} was spent on", write(&spent.amount));
    let (stage, entered) = (reported.stage(Some(spent.stage)), number(spent.entered));
    words.push_str(&format!(" {stage}, which {entered} entered"));
    if let Some(lead) = spent.per_lead() {
        words.push_str(&format!(": {} for each", write(&lead)));
    }
    let leads_to_paying = asked.place(spent.stage) <= asked.paying.map(|paying| paying.place);
    let leads_to_paying = leads_to_paying && asked.place(spent.stage).is_some();
    if let Some(customer) = spent.per_customer().filter(|_| leads_to_paying) {
        words.push_str(&format!(", and {} for each who first paid", write(&customer)));
    }
    words + "."
}

fn sources(reported: Reported<'_>, money: &Money) -> Table {
    let write = |amount: Option<&Exact>| {
        amount.map(|amount| reported.currency.write_rounded(amount)).unwrap_or_default()
    };
    let head = [
        "source",
        "leads",
        "pay",
        "customers",
        "average value",
        "a lead may cost",
        "a customer may cost",
    ];
    let mut table = Table { title: "By source".to_owned(), ..Table::new(&head, &[1, 3, 4, 5, 6]) };
    for source in money.sources.iter().take(MOST_SOURCES) {
        table.rows.push(vec![
            source.source.as_deref().unwrap_or("not known").to_owned(),
            number(source.leads),
            short(source.paying),
            number(source.value.known),
        ]);
        let amounts = match source.value.known >= FEWEST {
            true => [
                write(source.value.average().as_ref()),
                write(source.allowable.lead.as_ref()),
                write(source.allowable.customer.as_ref()),
            ],
            false => ["too few".to_owned(), String::new(), String::new()],
        };
        table.rows.last_mut().into_iter().for_each(|row| row.extend(amounts.clone()));
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
