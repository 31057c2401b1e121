//! The days of a replay.

use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::eval::Evaluator;
use crate::plan::Plan;
use crate::values::{AsOf, Instant};

/// How far apart the days of a replay are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Every {
    /// Each day.
    #[default]
    Day,
    /// Seven days.
    Week,
    /// The same day of each month; of a shorter one, the last.
    Month,
}

impl Every {
    /// `day`, `week` or `month`.
    pub fn word(self) -> &'static str {
        match self {
            Every::Day => "day",
            Every::Week => "week",
            Every::Month => "month",
        }
    }

    /// The days from the first to the last, both included, even if the last one comes too soon.
    ///
    /// ```
    /// use flywheel::run::Every;
    /// use jiff::civil::date;
    ///
    /// let days = Every::Month.days(date(2026, 1, 31), date(2026, 3, 15));
    /// assert_eq!(days, [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 15)]);
    /// ```
    pub fn days(self, first: Date, last: Date) -> Vec<Date> {
        self.each(first, last).collect()
    }

    /// The same, one after the other.
    pub fn each(self, first: Date, last: Date) -> impl Iterator<Item = Date> {
        let steps = (0_i32..).map_while(move |step| match self {
            Every::Day => first.checked_add(step.days()).ok(),
            Every::Week => first.checked_add(step.checked_mul(7)?.days()).ok(),
            Every::Month => first.checked_add(step.months()).ok(),
        });
        let before = steps.take_while(move |day| *day < last);
        before.chain((first <= last).then_some(last))
    }
}

/// A day of a replay.
#[derive(Clone, Debug)]
pub(super) struct Day {
    pub date: Date,
    /// Decides as of the day, and knows no customers.
    pub evaluator: Evaluator,
}

impl Day {
    pub(super) fn new(plan: &Arc<Plan>, date: Date) -> Day {
        Day { date, evaluator: Evaluator::new(plan, AsOf::Day(date)) }
    }

    /// The end of the day.
    pub(super) fn as_of(&self) -> Instant {
        self.evaluator.clock().as_of()
    }
}
