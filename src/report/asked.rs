//! What a report is asked for: what the rules say, by the names that they have there.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::values::{Decimal, Duration, Period as Calendar};

/// What a report is asked for. Stages, gifts and experiments are in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// All stages.
    pub stages: Vec<AskedStage>,
    /// The stages that customers go through, in order, by their places in `stages`. All others are away from it.
    pub wheel: Vec<usize>,
    /// Whether the rules say that order. Else it is that of the file.
    pub is_ordered: bool,
    /// The stage from which on customers pay.
    pub paying: Option<AskedPaying>,
    /// What the value of a customer is made of.
    pub value: Option<AskedValue>,
    /// For how many days after a customer came in somebody whom they bring counts as brought.
    pub brought_within: Option<u32>,
    /// What is spent so that customers come in, at most once for each stage.
    pub spending: Vec<Spending>,
    /// The gifts that have a budget.
    pub budgets: Vec<AskedBudget>,
    /// The gifts that aim for something or have a control group.
    pub gifts: Vec<AskedGift>,
    /// The experiments.
    pub experiments: Vec<AskedExperiment>,
}

/// A stage, and what is said of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedStage {
    /// Its name.
    pub name: String,
    /// Whether customers may stay there, so that it is not a leak.
    pub resting: bool,
    /// What it means if customers stop there.
    pub if_leaking: Option<String>,
    /// How many customers it holds, if there is a limit.
    pub capacity: Option<u64>,
}

/// Where customers begin to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskedPaying {
    /// The stage, by its place in the wheel: who is there, or further on, has paid.
    pub place: usize,
    /// Within how many days it should be reached.
    pub within: u32,
}

/// What the value of a customer is made of, as shares of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskedValue {
    /// What is left of it after delivery.
    pub margin: Decimal,
    /// What of it is to be kept as a profit.
    pub keep: Decimal,
}

/// What is spent so that customers come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spending {
    /// How much, in the currency of the rules.
    pub amount: Decimal,
    /// In each of what.
    pub per: AskedPer,
    /// The stage that it brings customers to, by its place in `stages`.
    pub stage: usize,
}

/// What all customers together may get of a gift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedBudget {
    /// The name of the gift.
    pub gift: String,
    /// The most that there may be.
    pub cap: AskedCap,
    /// In each of what.
    pub per: AskedPer,
}

/// The most that there may be of a gift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskedCap {
    /// An amount, in the currency of the rules.
    Money(Decimal),
    /// A number of gifts.
    Count(u64),
}

/// The time that an amount is spent in, or that a budget is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskedPer {
    /// The time that ends now and is this long. A month goes back to the same day of the month before.
    Rolling(Duration),
    /// A day, week, month, quarter or year of the calendar.
    Calendar(Calendar),
}

/// A gift that aims for something or has a control group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedGift {
    /// Its name.
    pub name: String,
    /// Within how many days it should bring what it aims for, if it aims for something.
    pub within: Option<u32>,
    /// The share of customers in its control group, if it has one.
    pub holdout: Option<Decimal>,
    /// The day from which on it is said whether it made a difference.
    pub verdict: Option<Date>,
}

/// An experiment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedExperiment {
    /// Its name.
    pub name: String,
    /// Its arms, each with its share of customers.
    pub arms: Vec<(String, Decimal)>,
    /// The day from which on the shares are these, if they were changed: only who came later is compared.
    pub since: Option<Date>,
    /// The arm that the others are compared with, by its place; none if there is nothing to compare with.
    pub control: Option<usize>,
    /// Within how many days it should bring what it aims for, if it aims for something.
    pub within: Option<u32>,
    /// The day from which on it is said whether an arm made a difference.
    pub verdict: Option<Date>,
}

/// The number of days that stages are compared by where the rules say none.
const WITHIN: u32 = 30;

impl Asked {
    /// The number of days that stages are compared by.
    pub fn within(&self) -> u32 {
        self.paying.map_or(WITHIN, |paying| paying.within)
    }

    /// Notes since when experiments have the shares that they have now, by what was asked for in the rules before:
    /// each with the day from which on they were the rules, in the order of the days.
    pub fn note_changes(&mut self, before: &[(Date, Asked)]) {
        for experiment in &mut self.experiments {
            // The day of the last change, and the first day after it with these shares.
            let (mut changed, mut since) = (None, None);
            for (day, asked) in before {
                let mut named = asked.experiments.iter();
                match named.find(|other| other.name == experiment.name) {
                    Some(other) if other.arms != experiment.arms => {
                        (changed, since) = (Some(*day), None);
                    }
                    Some(_) => since = since.or(Some(*day)),
                    None => {}
                }
            }
            // Without such a day, nobody has been in the experiment since.
            experiment.since =
                changed.map(|changed| since.unwrap_or(changed.saturating_add(1.day())));
        }
    }

    /// The place of a stage in the wheel, by its place in `stages`.
    pub(crate) fn place(&self, stage: usize) -> Option<usize> {
        self.wheel.iter().position(|other| *other == stage)
    }

    /// A stage by its name.
    pub(super) fn stage(&self, name: &str) -> Option<usize> {
        self.stages.iter().position(|stage| stage.name == name)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn with_shares(shares: &[i64]) -> Asked {
        let arm = |share: &i64| (share.to_string(), Decimal::from(*share));
        let arms = shares.iter().map(arm).collect();
        let (since, control, within, verdict) = Default::default();
        let name = "welcome".to_owned();
        let one = AskedExperiment { name, arms, since, control, within, verdict };
        Asked { experiments: vec![one], ..Asked::default() }
    }

    #[test]
    fn experiments_count_from_the_last_change_of_their_shares() {
        let since = |runs: &[(i8, &[i64])]| {
            let mut asked = with_shares(&[10, 90]);
            let day = |day| date(2026, 3, day);
            let before = runs.iter().map(|(on, shares)| (day(*on), with_shares(shares)));
            asked.note_changes(&before.collect::<Vec<_>>());
            asked.experiments[0].since.map(|since| since.day())
        };
        let (now, other): (&[i64], &[i64]) = (&[10, 90], &[50, 50]);
        assert_eq!(since(&[]), None);
        assert_eq!(since(&[(1, now), (3, now)]), None);
        assert_eq!(since(&[(1, other), (3, now), (5, now)]), Some(3));
        assert_eq!(since(&[(1, now), (3, other), (5, now)]), Some(5));
        // These shares have not been in any run since.
        assert_eq!(since(&[(1, now), (3, other)]), Some(4));
    }
}
