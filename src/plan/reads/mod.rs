//! What of a record the rules use, and what depends on it.

mod dependent;
mod finder;

use std::collections::BTreeSet;

use super::{Atom, Cond, CondKind, ExprKind, Moment, Needs, Node, PartId, Plan, Scope, WindowOp};
use crate::values::Path;
pub use dependent::Dependent;
use finder::Finder;

/// Something of a record that the rules use, and that a customer may have no value for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Datum {
    /// A field, by its slot.
    Field(usize),
    /// A list of events, by its slot. The rows of a table are no such list: a customer without rows
    /// certainly has none.
    List(usize),
    /// When the stage was entered.
    StageSince,
}

/// What of a record the rules use, as far as a record may lack it.
#[derive(Clone, Debug, Default)]
pub struct Reads {
    /// All of it: fields and lists by their slots, then when the stage was entered.
    pub data: Vec<Datum>,
    /// By the id of a part that is an atom of the condition of a rule or of a `let`, what may make it
    /// unknown, as places in `data`; nothing for other parts.
    atoms: Vec<Box<[usize]>>,
}

impl Datum {
    /// What the rules call it.
    pub fn name(self, needs: &Needs) -> &str {
        match self {
            Datum::Field(slot) => &needs.fields[slot].name,
            Datum::List(slot) => &needs.lists[slot].name,
            Datum::StageSince => "stage_since",
        }
    }

    /// Whether it is known all the same where a record has no value for it.
    pub fn has_default(self, needs: &Needs) -> bool {
        match self {
            Datum::Field(slot) => needs.fields[slot].default.is_some(),
            Datum::List(_) | Datum::StageSince => false,
        }
    }

    /// Where it is in a record.
    pub fn path(self, needs: &Needs) -> &Path {
        match self {
            Datum::Field(slot) => &needs.fields[slot].path,
            Datum::List(slot) => &needs.lists[slot].path,
            Datum::StageSince => &needs.stage_since,
        }
    }
}

impl Reads {
    /// What a plan reads.
    pub(super) fn of(plan: &Plan) -> Reads {
        let data: Vec<Datum> = used(plan).into_iter().collect();
        let mut atoms = vec![Box::default(); plan.parts.len()];
        let mut finder = Finder::new(plan, false);
        for (cond, atom) in plan.atoms() {
            let read = finder.atom(atom);
            // What has a default is known.
            let read = read.iter().filter(|datum| !datum.has_default(&plan.needs));
            let place = |datum: &Datum| data.binary_search(datum).ok();
            atoms[cond.id.index()] = read.filter_map(place).collect();
        }
        Reads { data, atoms }
    }

    /// What may make an atom of the condition of a rule or of a `let` unknown, as places in
    /// [`data`](Reads::data).
    pub fn atom(&self, part: PartId) -> &[usize] {
        &self.atoms[part.index()]
    }
}

impl Plan {
    /// Each atom that the conditions of rules and of each `let` are made of, but for those that are
    /// asked of events.
    pub fn atoms(&self) -> Vec<(&Cond, &Atom)> {
        let rules = self.rules.iter().filter_map(|rule| rule.condition.as_ref());
        let conditions = rules.chain(self.conditions.iter().map(|named| &named.value));
        let mut atoms = Vec::new();
        conditions.for_each(|condition| add_atoms(condition, &mut atoms));
        atoms
    }
}

fn add_atoms<'p>(cond: &'p Cond, atoms: &mut Vec<(&'p Cond, &'p Atom)>) {
    match &cond.kind {
        CondKind::All(parts) | CondKind::Any(parts) => {
            parts.iter().for_each(|part| add_atoms(part, atoms));
        }
        CondKind::Not(inner) => add_atoms(inner, atoms),
        CondKind::Let(_) => {}
        CondKind::Atom(atom) => atoms.push((cond, atom)),
    }
}

/// All that is used and may lack, in order.
fn used(plan: &Plan) -> BTreeSet<Datum> {
    let mut used = BTreeSet::new();
    plan.walk(&mut |node| {
        used.extend(match node {
            Node::Value(value) => match value.kind {
                ExprKind::Field(slot) => Some(Datum::Field(slot)),
                ExprKind::StageSince => Some(Datum::StageSince),
                ExprKind::Constant(_)
                | ExprKind::Attribute(_)
                | ExprKind::OfGrant(_)
                | ExprKind::EventTime
                | ExprKind::Let(_)
                | ExprKind::Fold(_)
                | ExprKind::Standing(_)
                | ExprKind::Stage
                | ExprKind::Tags
                | ExprKind::Today
                | ExprKind::DayOf(_)
                | ExprKind::Folded(_)
                | ExprKind::Arithmetic(..)
                | ExprKind::Negative(_)
                | ExprKind::Shift(..)
                | ExprKind::Now
                | ExprKind::PartOf(..)
                | ExprKind::EdgeOf(..)
                | ExprKind::DaysBetween(..)
                | ExprKind::Rounded(..)
                | ExprKind::Extreme(..)
                | ExprKind::Full(..)
                | ExprKind::NumberIf(..)
                | ExprKind::Balance(..)
                | ExprKind::Arm(_)
                | ExprKind::Truth(_) => None,
            },
            Node::Condition(condition) => match &condition.kind {
                CondKind::Atom(Atom::ListKnown(Scope::List(slot))) => Some(Datum::List(*slot)),
                CondKind::Atom(Atom::Elapsed { since: Moment::Entering, .. }) => {
                    Some(Datum::StageSince)
                }
                CondKind::Atom(Atom::Without { .. }) => Some(Datum::StageSince),
                CondKind::Atom(
                    Atom::IsYes(_)
                    | Atom::Compare(..)
                    | Atom::OneOf(..)
                    | Atom::Known(_)
                    | Atom::ListKnown(Scope::Given(_))
                    | Atom::TextTest(..)
                    | Atom::Contains(..)
                    | Atom::Anniversary { .. }
                    | Atom::InWindow(..)
                    | Atom::Elapsed { since: Moment::Last(_) | Moment::At(_), .. },
                )
                | CondKind::All(_)
                | CondKind::Any(_)
                | CondKind::Not(_)
                | CondKind::Let(_) => None,
            },
        });
    });
    for fold in &plan.folds {
        used.extend(match fold.source.scope {
            Scope::List(slot) => Some(Datum::List(slot)),
            Scope::Given(_) => None,
        });
        used.extend(match fold.source.window {
            Some(WindowOp::Since(Moment::Entering)) => Some(Datum::StageSince),
            Some(
                WindowOp::Since(Moment::Last(_) | Moment::At(_))
                | WindowOp::Within(_)
                | WindowOp::This(_)
                | WindowOp::Last(_)
                | WindowOp::Back(..)
                | WindowOp::Between(..),
            )
            | None => None,
        });
    }
    used.retain(|datum| may_lack(&plan.needs, *datum));
    used
}

/// Whether a record may come without it and still be taken.
fn may_lack(needs: &Needs, datum: Datum) -> bool {
    match datum {
        Datum::Field(slot) => {
            let field = &needs.fields[slot];
            field.default.is_some() || !field.required
        }
        Datum::List(slot) => {
            let list = &needs.lists[slot];
            list.table.is_none() && !list.required
        }
        Datum::StageSince => true,
    }
}
