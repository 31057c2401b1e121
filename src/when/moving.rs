//! Values that follow the clock: when they pass a given instant.

use std::collections::BTreeSet;

use crate::plan::{Expr, ExprKind, Scope};
use crate::values::{Instant, Period, Shift};

use super::dates::{Dates, of_fold};
use super::points::Points;

/// What a value that follows the clock is made of.
#[derive(Clone, Copy)]
pub(super) struct Moving<'w> {
    pub dates: Dates<'w>,
}

impl Moving<'_> {
    /// Whether a date or time follows the clock.
    pub(super) fn is(self, expr: &Expr) -> bool {
        let plan = self.dates.plan;
        match &expr.kind {
            ExprKind::Today | ExprKind::Now => true,
            // A new customer enters the stage whenever it is decided.
            ExprKind::StageSince => self.dates.is_new(),
            ExprKind::Let(slot) => self.is(&plan.lets[*slot].value),
            ExprKind::Fold(slot) => of_fold(&plan.folds[*slot].kind).is_some_and(|of| self.is(of)),
            ExprKind::Shift(inner, _) | ExprKind::DayOf(inner) | ExprKind::EdgeOf(_, _, inner) => {
                self.is(inner)
            }
            ExprKind::Extreme(_, values) => values.iter().any(|value| self.is(value)),
            ExprKind::Constant(_)
            | ExprKind::Field(_)
            | ExprKind::Attribute(_)
            | ExprKind::OfGrant(_)
            | ExprKind::EventTime
            | ExprKind::Arm(_)
            | ExprKind::Standing(_)
            | ExprKind::Stage
            | ExprKind::Tags
            | ExprKind::Folded(_)
            | ExprKind::Arithmetic(..)
            | ExprKind::Negative(_)
            | ExprKind::PartOf(..)
            | ExprKind::DaysBetween(..)
            | ExprKind::Rounded(..)
            | ExprKind::Full(..)
            | ExprKind::NumberIf(..)
            | ExprKind::Balance(..)
            | ExprKind::Truth(_) => false,
        }
    }

    /// Adds when a value passes instants: from the last step of its calculation back to the clock.
    pub(super) fn passes(
        self,
        expr: &Expr,
        scope: Option<&Scope>,
        goals: &BTreeSet<Instant>,
        points: &mut Points,
    ) {
        let plan = self.dates.plan;
        match &expr.kind {
            ExprKind::Now => goals.iter().for_each(|goal| points.add(*goal)),
            ExprKind::StageSince if self.dates.is_new() => {
                goals.iter().for_each(|goal| points.add(*goal));
            }
            ExprKind::Today => {
                goals.iter().for_each(|goal| points.add_day(self.dates.clock.day_of(*goal)));
            }
            ExprKind::Let(slot) => self.passes(&plan.lets[*slot].value, None, goals, points),
            ExprKind::Fold(slot) => {
                let fold = &plan.folds[*slot];
                if let Some(of) = of_fold(&fold.kind) {
                    self.passes(of, Some(&fold.source.scope), goals, points);
                }
            }
            ExprKind::Shift(inner, shift) if self.is(inner) => {
                self.passes(inner, scope, &self.before(goals, *shift), points);
            }
            ExprKind::DayOf(inner) if self.is(inner) => {
                self.passes(inner, scope, &self.midnights(goals), points);
            }
            ExprKind::EdgeOf(_, period, inner) if self.is(inner) => {
                let starts = starts_of(*period, points);
                self.passes(inner, scope, &starts, points);
            }
            ExprKind::Extreme(_, values) => {
                // They pass each other too.
                let mut goals = goals.clone();
                for value in values {
                    let dates = self.dates.of(value, scope).into_iter();
                    goals.extend(dates.flat_map(|dated| self.dates.instants(dated)));
                }
                values.iter().for_each(|value| self.passes(value, scope, &goals, points));
                if values.iter().filter(|value| self.is(value)).count() > 1 {
                    points.hours().into_iter().for_each(|at| points.add(at));
                }
            }
            ExprKind::Shift(..)
            | ExprKind::DayOf(_)
            | ExprKind::EdgeOf(..)
            | ExprKind::StageSince
            | ExprKind::Constant(_)
            | ExprKind::Field(_)
            | ExprKind::Attribute(_)
            | ExprKind::OfGrant(_)
            | ExprKind::EventTime
            | ExprKind::Arm(_)
            | ExprKind::Standing(_)
            | ExprKind::Stage
            | ExprKind::Tags
            | ExprKind::Folded(_)
            | ExprKind::Arithmetic(..)
            | ExprKind::Negative(_)
            | ExprKind::PartOf(..)
            | ExprKind::DaysBetween(..)
            | ExprKind::Rounded(..)
            | ExprKind::Full(..)
            | ExprKind::NumberIf(..)
            | ExprKind::Balance(..)
            | ExprKind::Truth(_) => {}
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

/// When periods begin, and the days before and after, for what is moved by hours.
fn starts_of(period: Period, points: &Points) -> BTreeSet<Instant> {
    points.starts(period).into_iter().collect()
}
