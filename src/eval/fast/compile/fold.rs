//! Passing over events.

use super::super::day;
use super::super::node::{Constant, Node};
use super::super::passing::{Fold, FoldKind, Scope, Window};
use super::{At, Compiler, Type};
use crate::plan::{self, Expr, Moment, WindowOp};

impl<'p> Compiler<'p> {
    pub(super) fn fold(&mut self, fold: &'p plan::Fold) -> Option<Fold> {
        // What belongs to an event of another list is left to the plain path.
        if fold.source.within.is_some() {
            return None;
        }
        let row = Some(&fold.source.scope);
        let condition = match &fold.source.condition {
            Some(condition) => Some(self.cond(condition, row)?),
            None => None,
        };
        let scope = match &fold.source.scope {
            plan::Scope::List(slot) => Scope::List(*slot),
            plan::Scope::Given(gifts) => Scope::Given(gifts[..].into()),
        };
        let window = match &fold.source.window {
            Some(window) => self.window(window)?,
            None => Window::Open,
        };
        Some(Fold { scope, condition, window, kind: self.kind(&fold.kind, row)? })
    }

    fn window(&mut self, window: &'p WindowOp) -> Option<Window> {
        Some(match window {
            WindowOp::Within(slot) => Window::From(self.at.bounds[*slot].as_nanosecond() + 1),
            WindowOp::This(period) => Window::From(self.at.clock.start_of(*period).as_nanosecond()),
            WindowOp::Back(count, period) => {
                Window::From(self.at.clock.start_back(*count, *period).as_nanosecond())
            }
            WindowOp::Last(period) => {
                let (from, to) = self.at.clock.last(*period).into_inner();
                Window::Between(from.as_nanosecond(), to.as_nanosecond())
            }
            WindowOp::Between(from, to) => {
                match (self.first_instant(from, None)?, self.last_instant(to)?) {
                    (
                        Node::Constant(Constant::Whole(from)),
                        Node::Constant(Constant::Whole(to)),
                    ) => Window::Between(from, to),
                    ends => Window::Range(Box::new(ends)),
                }
            }
            WindowOp::Since(moment) => {
                let included = match moment {
                    Moment::At(_) => true,
                    Moment::Entering | Moment::Last(_) => false,
                };
                let moment = self.moment(moment, None)?;
                if let (Node::Constant(Constant::Whole(from)), true) = (&moment, included) {
                    Window::From(*from)
                } else {
                    Window::Since { moment, included }
                }
            }
        })
    }

    /// The instant of a time, or the last of a day.
    fn last_instant(&mut self, date: &'p Expr) -> Option<Node> {
        match self.value(date, None)? {
            (node, Type::Instant) => Some(node),
            (Node::Constant(Constant::Whole(day)), Type::Day) => {
                let last = self.at.clock.last_instant(day::unpacked(day)?);
                Some(Node::Constant(Constant::Whole(last.as_nanosecond())))
            }
            (node, Type::Day) => Some(Node::LastOf(Box::new(node))),
            _ => None,
        }
    }

    fn kind(&mut self, kind: &'p plan::FoldKind, row: At<'p>) -> Option<FoldKind> {
        Some(match kind {
            plan::FoldKind::Count => FoldKind::Count,
            plan::FoldKind::CountDifferent { of, most } => {
                FoldKind::CountDifferent { of: self.value(of, row)?.0, most: *most }
            }
            plan::FoldKind::Sum(of) => FoldKind::Sum(self.number(of, row)?),
            plan::FoldKind::Average(of) => FoldKind::Average(self.number(of, row)?),
            plan::FoldKind::Min(of) => FoldKind::Least(self.ordered(of, row)?),
            plan::FoldKind::Max(of) => FoldKind::Most(self.ordered(of, row)?),
            plan::FoldKind::First(of) => FoldKind::First(self.value(of, row)?.0),
            plan::FoldKind::Last(of) => FoldKind::Last(self.value(of, row)?.0),
        })
    }

    fn ordered(&mut self, of: &'p Expr, row: At<'p>) -> Option<Node> {
        let (node, of) = self.value(of, row)?;
        of.has_order().then_some(node)
    }

    /// What going over events makes.
    pub(super) fn made(&mut self, slot: usize) -> Option<Type> {
        let fold = &self.plan.folds[slot];
        match &fold.kind {
            plan::FoldKind::Count
            | plan::FoldKind::CountDifferent { .. }
            | plan::FoldKind::Sum(_)
            | plan::FoldKind::Average(_) => Some(Type::Number),
            plan::FoldKind::Min(of)
            | plan::FoldKind::Max(of)
            | plan::FoldKind::First(of)
            | plan::FoldKind::Last(of) => Some(self.value(of, Some(&fold.source.scope))?.1),
        }
    }
}
