//! What customers are put in order by.

use super::super::super::survey::Measure;
use super::super::measured::Measured;
use super::{Compiler, Type};
use crate::plan::Expr;

impl<'p> Compiler<'p> {
    /// All measures of the plan, by what they are for.
    pub(super) fn measures(&mut self) -> Option<Vec<(Measure, Measured)>> {
        let all = Measure::all(self.plan);
        all.map(|(measure, by)| Some((measure, self.measured(by)?))).collect()
    }

    fn measured(&mut self, by: &'p Expr) -> Option<Measured> {
        Some(match self.value(by, None)? {
            (number, Type::Number) => Measured::Number(number),
            (instant, Type::Instant) => Measured::Instant(instant),
            (day, Type::Day) => Measured::Day(day),
            (_, Type::YesNo | Type::Choice | Type::Text | Type::Set(_)) => return None,
        })
    }
}
