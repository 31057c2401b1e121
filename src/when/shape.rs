//! What a date or time is made of.

use crate::plan::{Expr, ExprKind, FoldKind, Plan, Scope};
use crate::terms::Edge;
use crate::values::{Period, Shift};

/// What a date or time is made of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shape<'p> {
    /// The day that is decided for.
    Today,
    /// The instant that is decided for.
    Now,
    /// When the stage was entered.
    Entered,
    /// The time of the event at hand.
    EventTime,
    /// A value that is written out, of a field, or of the event at hand.
    Leaf,
    /// What a `let` stands for, by its slot.
    Named(usize),
    /// The value of one of the events of a scope.
    OfEvents(&'p Expr, &'p Scope),
    /// Another one, earlier or later.
    Moved(&'p Expr, Shift),
    /// The day of another one.
    DayOf(&'p Expr),
    /// Where the period begins or ends that another one is in.
    EdgeOf(Edge, Period, &'p Expr),
    /// The earliest or latest of these.
    Extreme(&'p [Expr]),
    /// It is no date, whatever it is made of.
    NoDate,
}

impl<'p> Shape<'p> {
    pub(super) fn of(plan: &'p Plan, expr: &'p Expr) -> Shape<'p> {
        match &expr.kind {
            ExprKind::Today => Shape::Today,
            ExprKind::Now => Shape::Now,
            ExprKind::StageSince => Shape::Entered,
            ExprKind::EventTime => Shape::EventTime,
            ExprKind::Constant(_) | ExprKind::Field(_) | ExprKind::Attribute(_) => Shape::Leaf,
            ExprKind::Let(slot) => Shape::Named(*slot),
            ExprKind::Fold(slot) => {
                let fold = &plan.folds[*slot];
                of_fold(&fold.kind)
                    .map_or(Shape::NoDate, |of| Shape::OfEvents(of, &fold.source.scope))
            }
            ExprKind::Shift(inner, shift) => Shape::Moved(inner, *shift),
            ExprKind::DayOf(inner) => Shape::DayOf(inner),
            ExprKind::EdgeOf(edge, period, inner) => Shape::EdgeOf(*edge, *period, inner),
            ExprKind::Extreme(_, values) => Shape::Extreme(values),
            ExprKind::OfGrant(_)
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
            | ExprKind::Truth(_) => Shape::NoDate,
        }
    }
}

/// The value of each event that passing over them may come to as it is.
fn of_fold(kind: &FoldKind) -> Option<&Expr> {
    match kind {
        FoldKind::Min(of) | FoldKind::Max(of) | FoldKind::First(of) | FoldKind::Last(of) => {
            Some(of)
        }
        FoldKind::Count
        | FoldKind::CountDifferent { .. }
        | FoldKind::Sum(_)
        | FoldKind::Average(_) => None,
    }
}
