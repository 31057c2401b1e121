//! Who is left out of all decisions, and what each of them includes.

use crate::check::Type;
use crate::check::model;

use super::super::{Cond, CondKind, Part, Shown};
use super::Lowering;

impl Lowering<'_> {
    /// Any of the conditions of `leave out when` is enough.
    pub(super) fn leave_out(&mut self) -> Option<Cond> {
        let written = &self.model.leave_out;
        let span = written.first()?.span;
        let mut conditions = self.conditions(written, None);
        match conditions.len() {
            0 | 1 => conditions.pop(),
            _ => Some(self.cond(CondKind::Any(conditions), Part::added(span, Type::YesNo))),
        }
    }

    pub(super) fn shown(&mut self, shown: &model::Shown) -> Shown {
        Shown { name: shown.name.clone(), value: self.value(&shown.value, None) }
    }
}
