//! How much of budgets was used.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::asked::{AskedBudget, AskedCap, AskedPer};
use super::{Asked, Period, Scope};
use crate::histories::{GiftOutcome, History};
use crate::values::Exact;

/// How much of the budget of a gift was used.
#[derive(Clone, Debug, PartialEq)]
pub struct BudgetUsed {
    /// The budget, by its place in what is asked.
    pub budget: usize,
    /// What was used on the last day of the period, and before it in the time that the budget is for then: an
    /// amount, or a number of gifts.
    pub used: Exact,
    /// How many of the gifts in that sum have a cost that is not known.
    pub used_unknown: u64,
    /// The same on the day of the period on which most was used.
    pub most: Exact,
    /// How many of the gifts in that sum have a cost that is not known.
    pub most_unknown: u64,
    /// That day, the first if there are several.
    pub most_on: Date,
    /// For how many customers it fell short in the period.
    pub short: u64,
    /// How many of the gifts of the period have a cost that is not known.
    pub cost_unknown: u64,
}

/// Adds up what gifts with a budget used, by day.
#[derive(Clone, Debug)]
pub(super) struct BudgetsTally {
    /// By budget.
    budgets: Vec<Tally>,
    /// Whether histories say anything of gifts. Those of a replay do not.
    knows_gifts: bool,
}

#[derive(Clone, Debug, Default)]
struct Tally {
    days: BTreeMap<Date, Used>,
    short: u64,
    cost_unknown: u64,
}

/// What was used, and by how many gifts more of which the cost is not known.
#[derive(Clone, Debug, PartialEq)]
struct Used {
    sum: Exact,
    unknown: u64,
}

impl Used {
    const NOTHING: Used = Used { sum: Exact::ZERO, unknown: 0 };
}

impl BudgetsTally {
    pub(super) fn new(asked: &Asked) -> BudgetsTally {
        BudgetsTally { budgets: vec![Tally::default(); asked.budgets.len()], knows_gifts: false }
    }

    pub(super) fn add(&mut self, asked: &Asked, scope: Scope, history: &History) {
        self.knows_gifts |= !history.gifts.is_empty();
        for (budget, tally) in asked.budgets.iter().zip(&mut self.budgets) {
            let entries = || history.gifts.iter().filter(|entry| entry.gift == budget.gift);
            let is_short = entries()
                .any(|entry| entry.what == GiftOutcome::Budget && scope.period.has(entry.at));
            tally.short += u64::from(is_short);
            let given = entries().filter(|entry| entry.what == GiftOutcome::Given);
            for entry in given.filter(|entry| entry.at <= scope.period.to) {
                let used = match budget.cap {
                    AskedCap::Count(_) => Some(Exact::from(1)),
                    AskedCap::Money(_) => entry.cost.map(Exact::from),
                };
                tally.cost_unknown += u64::from(used.is_none() && scope.period.has(entry.at));
                let on_day = tally.days.entry(entry.at).or_insert(Used::NOTHING);
                match used {
                    Some(used) => on_day.sum = on_day.sum.plus(&used),
                    None => on_day.unknown += 1,
                }
            }
        }
    }

    /// None if nothing is known of gifts, unless there is a ledger, which knows that there were none.
    pub(super) fn figures(self, asked: &Asked, scope: Scope, is_ledger: bool) -> Vec<BudgetUsed> {
        if !self.knows_gifts && !is_ledger {
            return Vec::new();
        }
        let pairs = asked.budgets.iter().zip(self.budgets).enumerate();
        pairs.map(|(place, (budget, tally))| of(place, budget, &tally, scope.period)).collect()
    }
}

fn of(place: usize, budget: &AskedBudget, tally: &Tally, period: Period) -> BudgetUsed {
    let used = |day: Date| {
        let from = match budget.per {
            AskedPer::Rolling(length) => length.first_day(day),
            AskedPer::Calendar(calendar) => calendar.first_day(day),
        };
        tally.days.range(from..=day).fold(Used::NOTHING, |all, (_, used)| Used {
            sum: all.sum.plus(&used.sum),
            unknown: all.unknown + used.unknown,
        })
    };
    let (mut most, mut most_on) = (used(period.from), period.from);
    // It is used up further only on days on which something is given.
    for day in tally.days.range(period.from..=period.to).map(|(day, _)| *day) {
        let on_day = used(day);
        // Of sums that are the same, the one that lacks more is larger.
        if (&on_day.sum, on_day.unknown) > (&most.sum, most.unknown) {
            (most, most_on) = (on_day, day);
        }
    }
    let used = used(period.to);
    let Tally { short, cost_unknown, .. } = *tally;
    BudgetUsed {
        budget: place,
        used: used.sum,
        used_unknown: used.unknown,
        most: most.sum,
        most_unknown: most.unknown,
        most_on,
        short,
        cost_unknown,
    }
}
