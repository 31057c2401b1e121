//! What every decision includes.

use crate::plan::Expr;

use super::super::shown::Shown;
use super::{Compiler, Type};

impl<'p> Compiler<'p> {
    /// A value that is shown; `None` of a set, of which only the words that rules ask for are kept.
    pub(super) fn shown(&mut self, value: &'p Expr) -> Option<Shown> {
        let (node, ty) = self.any(value, None)?;
        Some(match ty {
            Type::Number => Shown::Number(node),
            Type::Instant => Shown::Instant(node),
            Type::Day => Shown::Day(node),
            Type::YesNo => Shown::YesNo(node),
            Type::Choice => Shown::Choice(node),
            Type::Text => Shown::Text(node),
            Type::Set(_) => return None,
        })
    }
}
