//! What was held back, used up, or not known, for programs.

use serde::Serialize;

use crate::output::report::Reported;
use crate::report::{self, AskedCap};

#[derive(Serialize)]
pub(super) struct Budget<'a> {
    gift: &'a str,
    money: bool,
    budget: String,
    used: String,
    used_unknown: u64,
    most: String,
    most_unknown: u64,
    most_on: String,
    short: u64,
    cost_unknown: u64,
}

#[derive(Serialize)]
pub(super) struct Capacity<'a> {
    stage: &'a str,
    capacity: u64,
    customers: u64,
}

#[derive(Serialize)]
pub(super) struct Unknown<'a> {
    customers: u64,
    fields: Vec<UnknownField<'a>>,
}

#[derive(Serialize)]
struct UnknownField<'a> {
    field: &'a str,
    customers: u64,
    rules: Vec<UnknownRule<'a>>,
    pauses: bool,
}

#[derive(Serialize)]
struct UnknownRule<'a> {
    rule: &'a str,
    customers: u64,
}

#[derive(Serialize)]
pub(super) struct Held<'a> {
    nights: u64,
    owed: u64,
    gifts: Vec<HeldGift<'a>>,
}

#[derive(Serialize)]
struct HeldGift<'a> {
    gift: &'a str,
    reason: &'a str,
    nights: u64,
    most: u64,
    last: u64,
}

pub(super) fn of_held(held: &report::Held) -> Held<'_> {
    let gifts = held.gifts.iter().map(|gift| HeldGift {
        gift: &gift.gift,
        reason: &gift.reason,
        nights: gift.nights,
        most: gift.most,
        last: gift.last,
    });
    Held { nights: held.nights, owed: held.owed, gifts: gifts.collect() }
}

pub(super) fn budgets(reported: Reported<'_>) -> Vec<Budget<'_>> {
    let of = |used: &report::BudgetUsed| {
        let budget = &reported.asked.budgets[used.budget];
        let (money, cap) = match budget.cap {
            AskedCap::Money(amount) => (true, amount.to_string()),
            AskedCap::Count(count) => (false, count.to_string()),
        };
        Budget {
            gift: &budget.gift,
            money,
            budget: cap,
            used: used.used.to_string(),
            used_unknown: used.used_unknown,
            most: used.most.to_string(),
            most_unknown: used.most_unknown,
            most_on: used.most_on.to_string(),
            short: used.short,
            cost_unknown: used.cost_unknown,
        }
    };
    reported.figures.budgets.iter().map(of).collect()
}

pub(super) fn capacity(reported: Reported<'_>) -> Vec<Capacity<'_>> {
    let stages = reported.asked.stages.iter().zip(&reported.figures.places.stages);
    let limited = stages.filter_map(|(stage, place)| {
        Some(Capacity { stage: &stage.name, capacity: stage.capacity?, customers: place.people })
    });
    limited.collect()
}

pub(super) fn of_unknown(unknown: &report::Unknown) -> Unknown<'_> {
    let fields = unknown.fields.iter().map(|field| UnknownField {
        field: &field.field,
        customers: field.customers,
        rules: field
            .rules
            .iter()
            .map(|(rule, customers)| UnknownRule { rule, customers: *customers })
            .collect(),
        pauses: field.pauses,
    });
    Unknown { customers: unknown.customers, fields: fields.collect() }
}
