//! What customers bring and cost.

use std::collections::BTreeMap;

use super::asked::{AskedPer, Spending};
use super::paying::{Lead, Leads};
use super::scope::When;
use super::statistics::Spells;
use super::visits::Visit;
use super::{Asked, Counted, Period, Scope, days};
use crate::histories::{GiftOutcome, History};
use crate::values::{Decimal, Exact};

/// Quotients of money are kept to as many decimals, and rounded when they are written.
const DECIMALS: u32 = 12;

/// A share is taken to as many decimals where money is multiplied by it.
const SHARE_DECIMALS: u8 = 6;

/// What customers bring and cost. Amounts are in the currency of the rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Money {
    /// The value so far of those who first reached paying in the period.
    pub value: Value,
    /// How many of them were there already when what is known begins, which is in the period: they may have paid
    /// before.
    pub there_before: u64,
    /// How many days the first of them have had.
    pub days: u32,
    /// How many of the leads of the period pay within the time.
    pub paying: Counted,
    /// What may be spent on each.
    pub allowable: Allowable,
    /// What was spent so that customers come in, for each stage of which the rules say so.
    pub spent: Vec<Spent>,
    /// The same by source, the one with most leads first; empty if the rules name no source.
    pub sources: Vec<SourceMoney>,
    /// What gifts cost in the period, by gift and by the stage that a customer was in at the end of that day.
    pub gifts: Vec<GiftCost>,
}

/// What some customers have brought so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The customers of whom it is known.
    pub known: u64,
    /// Those of whom it is not.
    pub unknown: u64,
    /// What the former have brought together.
    pub sum: Exact,
}

/// What may be spent, so that the profit is kept that the rules say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Allowable {
    /// On a lead: the average value × (margin − keep) × the share of leads that pay.
    pub lead: Option<Exact>,
    /// On a new customer: the average value × (margin − keep).
    pub customer: Option<Exact>,
}

/// What was spent so that customers come in.
#[derive(Clone, Debug, PartialEq)]
pub struct Spent {
    /// The stage that it is spent on, by its place in what is asked.
    pub stage: usize,
    /// In the period, by its days.
    pub amount: Exact,
    /// How many entered the stage that it is spent on.
    pub entered: u64,
    /// How many first reached paying.
    pub customers: u64,
}

/// What those who came from one source bring, and what they may cost.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceMoney {
    /// The source; none if it is not known.
    pub source: Option<String>,
    /// Its leads, who entered the first stage in the period.
    pub leads: u64,
    /// How many of them pay within the time.
    pub paying: Counted,
    /// The value so far of those who first reached paying in the period.
    pub value: Value,
    /// What may be spent on each.
    pub allowable: Allowable,
}

/// What a gift cost.
#[derive(Clone, Debug, PartialEq)]
pub struct GiftCost {
    /// Its name.
    pub gift: String,
    /// The stage, by its place in what is asked; none if the rules do not have it.
    pub stage: Option<usize>,
    /// How often it was given.
    pub given: u64,
    /// How many of these cost nobody knows what.
    pub unknown: u64,
    /// What the others cost together.
    pub cost: Exact,
}

impl Value {
    const NONE: Value = Value { known: 0, unknown: 0, sum: Exact::ZERO };

    fn add(&mut self, value: Option<Decimal>) {
        match value {
            Some(value) => {
                self.known += 1;
                self.sum = self.sum.plus(&Exact::from(value));
            }
            None => self.unknown += 1,
        }
    }

    /// What one of them has brought on average; none of nobody.
    pub fn average(&self) -> Option<Exact> {
        each(&self.sum, self.known)
    }
}

impl Spent {
    /// What one who entered cost.
    pub fn per_lead(&self) -> Option<Exact> {
        each(&self.amount, self.entered)
    }

    /// What one who first reached paying cost.
    pub fn per_customer(&self) -> Option<Exact> {
        each(&self.amount, self.customers)
    }
}

/// An amount for each of some people.
pub(super) fn each(amount: &Exact, people: u64) -> Option<Exact> {
    let people = Decimal::new(i128::from(people), 0).ok()?;
    amount.over(&Exact::from(people), DECIMALS)
}

/// What is added up for one source, or for all of them.
#[derive(Clone, Debug)]
struct Sums {
    leads: Spells<1>,
    value: Value,
}

impl Sums {
    const fn none() -> Sums {
        Sums { leads: Spells::NONE, value: Value::NONE }
    }
}

/// Adds up what customers bring and cost.
#[derive(Clone, Debug)]
pub(super) struct MoneyTally {
    all: Sums,
    sources: BTreeMap<Option<String>, Sums>,
    /// For each stage that money is spent on, how many entered it.
    entered: Vec<u64>,
    customers: u64,
    there_before: u64,
    gifts: BTreeMap<(String, Option<usize>), GiftCost>,
}

impl MoneyTally {
    pub(super) fn new(asked: &Asked) -> MoneyTally {
        let (all, sources, gifts) = (Sums::none(), BTreeMap::new(), BTreeMap::new());
        let entered = vec![0; asked.spending.len()];
        MoneyTally { all, sources, entered, customers: 0, there_before: 0, gifts }
    }

    pub(super) fn add(&mut self, asked: &Asked, scope: Scope, history: &History, visits: &[Visit]) {
        self.add_gifts(scope, history, visits);
        for (spending, entered) in asked.spending.iter().zip(&mut self.entered) {
            let first = visits.iter().find(|visit| visit.stage == Some(spending.stage));
            let is_now = first.is_some_and(|visit| scope.began(visit) == Some(When::Now));
            *entered += u64::from(is_now);
        }
        let Some(paying) = asked.paying else { return };
        let lead = Lead::of(asked, visits).and_then(Result::ok);
        let lead = lead.filter(|lead| scope.when(lead.entered) == Some(When::Now));
        let place = |visit: &&Visit| visit.stage.and_then(|stage| asked.place(stage));
        let paid = visits.iter().find(|visit| place(visit) >= Some(paying.place));
        let is_new = paid.is_some_and(|visit| scope.began(visit) == Some(When::Now));
        self.customers += u64::from(is_new);
        let first = visits.first().filter(|first| !first.has_begun());
        let was_there = first.is_some_and(|first| scope.period.has(first.since));
        self.there_before += u64::from(is_new && was_there);
        if lead.is_none() && !is_new {
            return;
        }
        let of_source = self.sources.entry(history.source.clone()).or_insert_with(Sums::none);
        for sums in [&mut self.all, of_source] {
            if let Some(lead) = lead {
                lead.count_in(&mut sums.leads);
            }
            if is_new {
                sums.value.add(history.value);
            }
        }
    }

    fn add_gifts(&mut self, scope: Scope, history: &History, visits: &[Visit]) {
        for entry in &history.gifts {
            if entry.what != GiftOutcome::Given || !scope.period.has(entry.at) {
                continue;
            }
            let visit = visits.iter().rfind(|visit| visit.since <= entry.at);
            let (gift, stage) = (&entry.gift, visit.and_then(|visit| visit.stage));
            let none = || {
                let (gift, cost) = (gift.clone(), Exact::ZERO);
                GiftCost { gift, stage, given: 0, unknown: 0, cost }
            };
            let sums = self.gifts.entry((gift.clone(), stage)).or_insert_with(none);
            sums.given += 1;
            match entry.cost {
                Some(cost) => sums.cost = sums.cost.plus(&Exact::from(cost)),
                None => sums.unknown += 1,
            }
        }
    }

    pub(super) fn figures(self, asked: &Asked, scope: Scope) -> Money {
        let customers = self.customers;
        let spent = asked.spending.iter().zip(self.entered).map(|(spending, entered)| Spent {
            stage: spending.stage,
            amount: spent(*spending, scope.period),
            entered,
            customers,
        });
        let spent = spent.collect();
        let mut sources: Vec<SourceMoney> = self
            .sources
            .into_iter()
            .map(|(source, sums)| {
                let (leads, paying, allowable) = figures(asked, &sums);
                SourceMoney { source, leads, paying, value: sums.value, allowable }
            })
            .collect();
        sources.sort_by_key(|source| std::cmp::Reverse(source.leads));
        let (_, paying, allowable) = figures(asked, &self.all);
        Money {
            value: self.all.value,
            there_before: self.there_before,
            days: days(scope.period.from, scope.last()),
            paying,
            allowable,
            spent,
            sources,
            gifts: self.gifts.into_values().collect(),
        }
    }
}

/// How many leads there are, how many of them pay, and what may be spent on each.
fn figures(asked: &Asked, sums: &Sums) -> (u64, Counted, Allowable) {
    let leads = Leads::of(sums.leads.clone());
    let paying = leads.within(asked.within());
    let allowable = || {
        let value = asked.value?;
        let rest = Exact::from(value.margin).minus(&Exact::from(value.keep));
        let customer = sums.value.average()?.times(&rest);
        let share = paying.share.share().and_then(|estimate| exact(estimate.share));
        let lead = share.map(|share| customer.times(&share));
        Some(Allowable { lead, customer: Some(customer) })
    };
    (leads.count(), paying, allowable().unwrap_or_default())
}

/// A share as a decimal.
fn exact(share: f64) -> Option<Exact> {
    let scaled = (share * 10f64.powi(i32::from(SHARE_DECIMALS))).round();
    Some(Exact::from(Decimal::new(scaled as i128, SHARE_DECIMALS).ok()?))
}

/// What is spent in a period: for each of its days, the part of its month, or whatever it is spent in.
fn spent(spending: Spending, period: Period) -> Exact {
    let amount = Exact::from(spending.amount);
    let part = |share: u32, of: u32| {
        let share = amount.times(&Exact::from(share));
        share.over(&Exact::from(of), DECIMALS).unwrap_or(Exact::ZERO)
    };
    let calendar = match spending.per {
        AskedPer::Rolling(length) => return part(period.days(), length.days()),
        AskedPer::Calendar(calendar) => calendar,
    };
    let (mut sum, mut day) = (Exact::ZERO, period.from);
    while day <= period.to {
        let whole = Period { from: calendar.first_day(day), to: calendar.last_day(day) };
        let end = whole.to.min(period.to);
        sum = sum.plus(&part(Period { from: day, to: end }.days(), whole.days()));
        match end.tomorrow() {
            Ok(next) => day = next,
            Err(_) => break,
        }
    }
    sum
}
