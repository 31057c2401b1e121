//! What rules ask of the time that customers have been in their stage, and when it is up for somebody who has
//! just entered.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::plan::{Atom, Cond, CondKind, ExprKind, Moment, Node, Plan, RuleId, StageId};
use crate::problems::Span;
use crate::values::{AsOf, Clock, Duration, Instant, Shift};

/// A condition of a rule on the time in a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// The rule.
    pub rule: RuleId,
    /// Where the condition is written.
    pub span: Span,
    /// What it asks.
    pub asks: Asks,
}

/// What a condition asks of the time in a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// It is true once somebody has been there for so long.
    Stay(Duration),
    /// Something else, such as which day it was.
    Other,
}

/// The conditions on the time in a stage that rules have for it and that can come true, in the order of reading,
/// each once for a rule.
pub fn tenures(plan: &Plan, stage: StageId) -> Vec<Tenure> {
    let mut all = Vec::new();
    for rule in plan.rules_in(stage) {
        if let Some(condition) = &plan.rules[rule].condition {
            collect(plan, rule, (condition, true), &mut BTreeSet::new(), &mut all);
        }
    }
    all
}

impl Asks {
    /// The first day as of which it is true for somebody who entered a stage at an instant; `None` if that
    /// depends on more, or is beyond the calendar.
    pub fn first_day(self, clock: &Clock, entered: Instant) -> Option<Date> {
        let within = match self {
            Asks::Stay(within) => within,
            Asks::Other => return None,
        };
        let as_of = |day| Clock::new(AsOf::Day(day), clock.zone().clone());
        let days = as_of(clock.day_of(entered));
        let points = days.turning_points(entered, Shift { by: within, later: false });
        let days = points.into_iter().map(|point| clock.day_of(point));
        days.into_iter().find(|day| entered <= as_of(*day).back(within))
    }
}

/// `wanted` says whether the condition has to be true for the rule, and not false. What a `let` stands for is
/// looked through once for each.
fn collect(
    plan: &Plan,
    rule: RuleId,
    (cond, wanted): (&Cond, bool),
    opened: &mut BTreeSet<(usize, bool)>,
    all: &mut Vec<Tenure>,
) {
    match &cond.kind {
        CondKind::All(parts) | CondKind::Any(parts) => {
            parts.iter().for_each(|part| collect(plan, rule, (part, wanted), opened, all));
        }
        CondKind::Not(inner) => collect(plan, rule, (inner, !wanted), opened, all),
        CondKind::Let(slot) => {
            if opened.insert((*slot, wanted)) {
                let named = (&plan.conditions[*slot].value, wanted);
                collect(plan, rule, named, opened, all);
            }
        }
        CondKind::Atom(atom) => {
            let Some(asks) = asks(plan, cond, atom) else { return };
            // What is false once somebody has been there for so long is true until then.
            let comes_true = match asks {
                Asks::Stay(_) => wanted,
                Asks::Other => true,
            };
            let tenure = Tenure { rule, span: plan.part(cond.id).span, asks };
            if comes_true && !all.contains(&tenure) {
                all.push(tenure);
            }
        }
    }
}

/// What a question asks of the time in a stage, if it does.
fn asks(plan: &Plan, cond: &Cond, atom: &Atom) -> Option<Asks> {
    match atom {
        Atom::Elapsed { window, since: Moment::Entering } => {
            return Some(Asks::Stay(plan.windows[*window]));
        }
        Atom::Elapsed { window, since: Moment::At(date) } if date.kind == ExprKind::StageSince => {
            return Some(Asks::Stay(plan.windows[*window]));
        }
        // To know it is not to ask for how long. And for how long nothing has happened is asked of the stay only
        // where nothing ever has.
        Atom::Known(_) | Atom::Without { .. } => return None,
        Atom::IsYes(_)
        | Atom::Compare(..)
        | Atom::OneOf(..)
        | Atom::ListKnown(_)
        | Atom::TextTest(..)
        | Atom::Contains(..)
        | Atom::Anniversary { .. }
        | Atom::InWindow(..)
        | Atom::Elapsed { .. } => {}
    }
    reads_entering(plan, Node::Condition(cond), &mut BTreeSet::new()).then_some(Asks::Other)
}

/// Whether a value in it is when the stage was entered.
fn reads_entering(plan: &Plan, node: Node<'_>, opened: &mut BTreeSet<usize>) -> bool {
    let mut reads = false;
    node.walk(&mut |node| {
        if let Node::Value(value) = node {
            reads |= value.kind == ExprKind::StageSince;
            if let ExprKind::Let(slot) = &value.kind
                && opened.insert(*slot)
            {
                reads |= reads_entering(plan, Node::Value(&plan.lets[*slot].value), opened);
            }
        }
    });
    reads
}
