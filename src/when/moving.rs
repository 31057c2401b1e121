//! Values that follow the clock: when they pass a given instant.

use std::collections::BTreeSet;

use crate::plan::{Expr, Scope};
use crate::values::{Instant, Shift};

use super::dates::Dates;
use super::points::Points;
use super::shape::Shape;

/// What a value that follows the clock is made of.
#[derive(Clone, Copy)]
pub(super) struct Moving<'w> {
    pub dates: Dates<'w>,
}

impl Moving<'_> {
    /// Whether a date or time follows the clock.
    pub(super) fn is(self, expr: &Expr) -> bool {
        match Shape::of(self.dates.plan, expr) {
            Shape::Today | Shape::Now => true,
            // A new customer enters the stage whenever it is decided.
            Shape::Entered => self.dates.is_new(),
            Shape::Named(slot) => self.is_let(slot),
            Shape::OfEvents(inner, _)
            | Shape::Moved(inner, _)
            | Shape::DayOf(inner)
            | Shape::EdgeOf(_, _, inner) => self.is(inner),
            Shape::Extreme(values) => values.iter().any(|value| self.is(value)),
            Shape::EventTime | Shape::Leaf | Shape::NoDate => false,
        }
    }

    /// The same of what a `let` stands for.
    fn is_let(self, slot: usize) -> bool {
        if let Some(known) = self.dates.opened.moving.borrow().get(&slot) {
            return *known;
        }
        let found = self.is(&self.dates.plan.lets[slot].value);
        self.dates.opened.moving.borrow_mut().insert(slot, found);
        found
    }

    /// Adds when a value passes instants: from the last step of its calculation back to the clock. One
    /// that does not follow the clock passes none.
    pub(super) fn passes(
        self,
        expr: &Expr,
        scope: Option<&Scope>,
        goals: &BTreeSet<Instant>,
        points: &mut Points,
    ) {
        if !self.is(expr) {
            return;
        }
        match Shape::of(self.dates.plan, expr) {
            Shape::Now | Shape::Entered => goals.iter().for_each(|goal| points.add(*goal)),
            Shape::Today => {
                goals.iter().for_each(|goal| points.add_day(self.dates.clock.day_of(*goal)));
            }
            Shape::Named(slot) => {
                if self.dates.opened.passed.borrow_mut().insert((slot, goals.clone())) {
                    self.passes(&self.dates.plan.lets[slot].value, None, goals, points);
                }
            }
            Shape::OfEvents(of, scope) => self.passes(of, Some(scope), goals, points),
            Shape::Moved(inner, shift) => {
                self.passes(inner, scope, &self.before(goals, shift), points);
            }
            Shape::DayOf(inner) => self.passes(inner, scope, &self.midnights(goals), points),
            Shape::EdgeOf(_, period, inner) => {
                let starts = points.starts(period).into_iter().collect();
                self.passes(inner, scope, &starts, points);
            }
            Shape::Extreme(values) => {
                // They pass each other too.
                let mut goals = goals.clone();
                for value in values {
                    let dates = self.dates.of(value, scope).into_iter();
                    goals.extend(dates.flat_map(|dated| self.dates.instants(dated)));
                }
                values.iter().for_each(|value| self.passes(value, scope, &goals, points));
                if values.iter().filter(|value| self.is(value)).count() > 1 {
                    points.add_hours();
                }
            }
            Shape::EventTime | Shape::Leaf | Shape::NoDate => {}
        }
    }

    /// Where a value must pass for it to pass these instants once it is moved. A day that is moved
    /// passes as a whole: so the days around are added to the points for times.
    fn before(self, goals: &BTreeSet<Instant>, shift: Shift) -> BTreeSet<Instant> {
        let clock = self.dates.clock;
        let mut before = BTreeSet::new();
        for goal in goals {
            before.extend(clock.turning_points(*goal, shift));
            if let Some(plain) = clock.add(*goal, shift.by, !shift.later) {
                before.extend(clock.days_around(plain).map(|day| clock.first_instant(day)));
            }
        }
        before
    }

    /// The midnights before and after each instant.
    fn midnights(self, goals: &BTreeSet<Instant>) -> BTreeSet<Instant> {
        let clock = self.dates.clock;
        let days = goals.iter().map(|goal| clock.day_of(*goal));
        let around = days.flat_map(|day| [Some(day), day.tomorrow().ok()]);
        around.flatten().map(|day| clock.first_instant(day)).collect()
    }
}
