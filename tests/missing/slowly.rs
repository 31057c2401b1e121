//! Counts what is missing by its definition: of each customer, of each rule, of each part that is
//! unknown, everything that it reads.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use flywheel::eval::{Evaluator, Record, Situation};
use flywheel::plan::{
    Amount, Atom, Cond, CondKind, Datum, Expr, ExprKind, FoldSource, Moment, Node, Plan, RuleId,
    Scope, WindowOp,
};
use flywheel::records::Reader;
use flywheel::values::{AsOf, Truth};

/// How many customers have no value, and for how many a rule is unknown because of that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub decided: u64,
    pub customers: BTreeMap<Datum, u64>,
    pub rules: BTreeMap<(Datum, RuleId), u64>,
}

impl Counts {
    /// Of these customers, each with an id of their own; `None` if they compete.
    pub(crate) fn of(plan: &Arc<Plan>, as_of: AsOf, records: &[Vec<u8>]) -> Option<Counts> {
        let evaluator = Evaluator::new(plan, as_of);
        if !evaluator.phases().is_empty() {
            return None;
        }
        let reader = Reader::new(&plan.needs);
        let mut counts = Counts::default();
        for record in records {
            let Ok(record) = reader.read(record) else { continue };
            let Ok(decision) = evaluator.decide(&record) else { continue };
            if !decision.left_out {
                counts.add(plan, &evaluator, &record);
            }
        }
        Some(counts)
    }

    fn add(&mut self, plan: &Plan, evaluator: &Evaluator, record: &Record<'_>) {
        self.decided += 1;
        let situation = Situation::new(evaluator, record);
        let lacks = |datum: &Datum| match *datum {
            Datum::Field(slot) => record.fields[slot].is_none(),
            Datum::List(slot) => record.lists[slot].is_none(),
            Datum::StageSince => record.stage.is_some() && record.stage_since.is_none(),
        };
        let missing: BTreeSet<Datum> = plan.reads.data.iter().copied().filter(lacks).collect();
        for datum in &missing {
            *self.customers.entry(*datum).or_default() += 1;
        }
        for rule in plan.rules_in(situation.stage()) {
            let Some(condition) = &plan.rules[rule].condition else { continue };
            let mut read = BTreeSet::new();
            unknown(plan, &situation, condition, &mut read);
            for datum in read.intersection(&missing) {
                *self.rules.entry((*datum, rule)).or_default() += 1;
            }
        }
    }
}

/// What is read by the atoms of a condition that are unknown, if it is unknown.
fn unknown(plan: &Plan, asked: &Situation<'_>, cond: &Cond, read: &mut BTreeSet<Datum>) {
    if asked.truth(cond.id, None) != Some(Truth::Unknown) {
        return;
    }
    match &cond.kind {
        CondKind::All(parts) | CondKind::Any(parts) => {
            parts.iter().for_each(|part| unknown(plan, asked, part, read));
        }
        CondKind::Not(inner) => unknown(plan, asked, inner, read),
        CondKind::Let(slot) => unknown(plan, asked, &plan.conditions[*slot].value, read),
        CondKind::Atom(atom) => reads(plan, atom, read),
    }
}

fn reads(plan: &Plan, atom: &Atom, read: &mut BTreeSet<Datum>) {
    match atom {
        // Whether something is known is never unknown.
        Atom::Known(_) | Atom::ListKnown(_) => return,
        Atom::Elapsed { since, .. } => moment(plan, since, read),
        Atom::Without { fold, .. } => {
            read.insert(Datum::StageSince);
            events(plan, &plan.folds[*fold].source, read);
        }
        Atom::IsYes(_)
        | Atom::Compare(..)
        | Atom::OneOf(..)
        | Atom::TextTest(..)
        | Atom::Contains(..)
        | Atom::Anniversary { .. }
        | Atom::InWindow(..) => {}
    }
    atom.values(|value| of(plan, value, read));
}

fn condition(plan: &Plan, cond: &Cond, read: &mut BTreeSet<Datum>) {
    match &cond.kind {
        CondKind::All(parts) | CondKind::Any(parts) => {
            parts.iter().for_each(|part| condition(plan, part, read));
        }
        CondKind::Not(inner) => condition(plan, inner, read),
        CondKind::Let(slot) => condition(plan, &plan.conditions[*slot].value, read),
        CondKind::Atom(atom) => reads(plan, atom, read),
    }
}

fn moment(plan: &Plan, moment: &Moment, read: &mut BTreeSet<Datum>) {
    match moment {
        Moment::Entering => drop(read.insert(Datum::StageSince)),
        Moment::Last(fold) => events(plan, &plan.folds[*fold].source, read),
        Moment::At(date) => of(plan, date, read),
    }
}

fn events(plan: &Plan, source: &FoldSource, read: &mut BTreeSet<Datum>) {
    if let Scope::List(slot) = source.scope {
        read.insert(Datum::List(slot));
        let mut above = plan.needs.lists[slot].parent();
        while let Some(slot) = above.filter(|slot| Some(*slot) != source.within) {
            let counts = plan.parents[slot].as_ref();
            counts.iter().for_each(|parent| condition(plan, &parent.condition, read));
            above = plan.needs.lists[slot].parent();
        }
    }
    source.condition.iter().for_each(|cond| condition(plan, cond, read));
    source.condition.iter().for_each(|cond| amounts(plan, source, Node::Condition(cond), read));
    match &source.window {
        Some(WindowOp::Since(since)) => moment(plan, since, read),
        Some(WindowOp::Between(from, to)) => {
            of(plan, from, read);
            of(plan, to, read);
        }
        Some(WindowOp::Within(_) | WindowOp::This(_) | WindowOp::Last(_) | WindowOp::Back(..))
        | None => {}
    }
}

/// What a gift cost that the history does not say is calculated.
fn amounts(plan: &Plan, source: &FoldSource, part: Node<'_>, read: &mut BTreeSet<Datum>) {
    let Scope::Given(gifts) = &source.scope else { return };
    part.walk(&mut |node| {
        if let Node::Value(Expr { kind: ExprKind::OfGrant(amount), .. }) = node {
            let amounts = gifts.iter().filter_map(|gift| plan.gifts[*gift].amount(*amount));
            amounts.filter_map(Amount::calculated).for_each(|value| of(plan, value, read));
        }
    });
}

fn of(plan: &Plan, value: &Expr, read: &mut BTreeSet<Datum>) {
    match &value.kind {
        ExprKind::Field(slot) => drop(read.insert(Datum::Field(*slot))),
        ExprKind::StageSince => drop(read.insert(Datum::StageSince)),
        ExprKind::Let(slot) => of(plan, &plan.lets[*slot].value, read),
        ExprKind::Standing(slot) => of(plan, &plan.standings[*slot].value, read),
        ExprKind::Fold(slot) => {
            events(plan, &plan.folds[*slot].source, read);
            if let Some(each) = plan.folds[*slot].kind.of() {
                of(plan, each, read);
                amounts(plan, &plan.folds[*slot].source, Node::Value(each), read);
            }
        }
        ExprKind::DayOf(inner)
        | ExprKind::Folded(inner)
        | ExprKind::Negative(inner)
        | ExprKind::Shift(inner, _)
        | ExprKind::PartOf(_, inner)
        | ExprKind::EdgeOf(_, _, inner)
        | ExprKind::Rounded(inner, _)
        | ExprKind::Full(inner, _) => of(plan, inner, read),
        ExprKind::Balance(slot, _) => {
            for line in &plan.balances[*slot].lines {
                let fold = &plan.folds[line.fold];
                events(plan, &fold.source, read);
                fold.kind.of().into_iter().for_each(|each| of(plan, each, read));
            }
        }
        ExprKind::Extreme(_, values) => values.iter().for_each(|value| of(plan, value, read)),
        ExprKind::Arithmetic(left, _, right) | ExprKind::DaysBetween(left, right) => {
            of(plan, left, read);
            of(plan, right, read);
        }
        ExprKind::Truth(cond) | ExprKind::NumberIf(cond, _) => condition(plan, cond, read),
        ExprKind::Constant(_)
        | ExprKind::Attribute(_)
        | ExprKind::OfGrant(_)
        | ExprKind::EventTime
        | ExprKind::Stage
        | ExprKind::Tags
        | ExprKind::Today
        | ExprKind::Arm(_)
        | ExprKind::Now => {}
    }
}
