//! How fast customers bring others.

use std::collections::HashMap;

use jiff::civil::Date;

use super::scope::When;
use super::visits::Visit;
use super::{Asked, Period, Scope, days};
use crate::histories::History;

/// How fast customers bring others.
#[derive(Clone, Debug, PartialEq)]
pub struct Speed {
    /// For how many days after a customer came in somebody whom they bring counts.
    pub within: u32,
    /// Of those who entered the first stage in the period.
    pub current: Turning,
    /// Of those in the period before, if that is known.
    pub before: Option<Turning>,
    /// How many who entered in the period name a referrer of whom it is not known when they entered.
    pub unknown: u64,
    /// Whether anybody names a referrer at all: if not, histories rather do not say it.
    pub is_named: bool,
}

/// What some people brought.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Turning {
    /// How many entered and had as much time.
    pub people: u64,
    /// How many they brought within it.
    pub brought: u64,
    /// The median of the days from their entry to that of those whom they brought; the mean of the two in the middle
    /// if the number is even.
    pub days: Option<f64>,
}

impl Turning {
    /// How many each brought on average; none of nobody.
    pub fn each(self) -> Option<f64> {
        (self.people > 0).then(|| self.brought as f64 / self.people as f64)
    }
}

/// Notes who entered when, and whom they name. Ids are kept, so memory grows with the people who entered.
#[derive(Clone, Debug, Default)]
pub(super) struct SpeedTally {
    entered: HashMap<Box<str>, Date>,
    named: Vec<(Box<str>, Date)>,
}

impl SpeedTally {
    pub(super) fn add(&mut self, asked: &Asked, history: &History, visits: &[Visit]) {
        let first = asked.wheel.first().copied();
        let visit = visits.iter().find(|visit| visit.stage.is_some() && visit.stage == first);
        let Some(visit) = visit.filter(|visit| visit.has_begun()) else { return };
        self.entered.insert(history.id.as_str().into(), visit.since);
        // Nobody brings themselves.
        let referrer = history.referred_by.as_ref().filter(|referrer| **referrer != history.id);
        if let Some(referrer) = referrer {
            self.named.push((referrer.as_str().into(), visit.since));
        }
    }

    pub(super) fn figures(&self, within: u32, scope: Scope) -> Speed {
        let is_now = |day: &Date| scope.when(*day) == Some(When::Now);
        let unknown = |(referrer, day): &&(Box<str>, Date)| {
            is_now(day) && !self.entered.contains_key(referrer)
        };
        Speed {
            within,
            current: self.turning(within, scope, scope.period),
            before: scope.before().map(|before| self.turning(within, scope, before)),
            unknown: self.named.iter().filter(unknown).count() as u64,
            is_named: !self.named.is_empty(),
        }
    }

    fn turning(&self, within: u32, scope: Scope, period: Period) -> Turning {
        let had_time = |day: &Date| period.has(*day) && days(*day, scope.last()) >= within;
        let people = self.entered.values().filter(|day| had_time(day)).count();
        let mut turns: Vec<u32> = Vec::new();
        for (referrer, day) in &self.named {
            let Some(entered) = self.entered.get(referrer).filter(|day| had_time(day)) else {
                continue;
            };
            let turn = days(*entered, *day);
            if entered <= day && turn <= within {
                turns.push(turn);
            }
        }
        turns.sort_unstable();
        Turning { people: people as u64, brought: turns.len() as u64, days: median(&turns) }
    }
}

/// The median of sorted numbers.
fn median(sorted: &[u32]) -> Option<f64> {
    let upper = f64::from(*sorted.get(sorted.len() / 2)?);
    match sorted.len() % 2 {
        0 => Some(f64::midpoint(f64::from(sorted[sorted.len() / 2 - 1]), upper)),
        _ => Some(upper),
    }
}
