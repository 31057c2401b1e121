//! Anniversaries.

use crate::check::model::{self, Direction, ExprKind as Model};
use crate::terms::DateWindow;
use crate::values::Shift;

use super::super::Atom;
use super::Lowering;

impl Lowering<'_> {
    /// The anniversary of `birthday - 7 days` is 7 days before one of `birthday`, and not one of
    /// the day that was 7 days before it: between the two may be a leap day.
    pub(super) fn anniversary(
        &mut self,
        date: &model::Expr,
        window: Option<DateWindow>,
        list: Option<usize>,
    ) -> Atom {
        let (mut date, mut moved) = (date, Vec::new());
        while let Model::Shift(from, by, direction) = &date.kind
            && by.unit.is_calendar()
        {
            moved.push(Shift { by: *by, later: *direction == Direction::Later });
            date = from;
        }
        // The innermost comes first.
        moved.reverse();
        Atom::Anniversary { of: Box::new(self.day(date, list)), moved, window }
    }
}
