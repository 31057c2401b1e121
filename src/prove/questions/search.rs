//! Decides a case: whether somebody is like that, as the evaluator sees it.

use std::rc::Rc;

use super::Obstacle;
use crate::eval::{Evaluator, Record};
use crate::plan::{Atom, Expr, ExprKind, Node, PartId, RuleId};
use crate::prove::facts::{About, Domain, FactId, Formula, Here, Want};
use crate::prove::rules::{Customer, Prover, Reply};
use crate::prove::search::Model;

/// Something that customers of one stage may be like.
pub(super) struct Case {
    pub here: Here,
    /// Whether they are new: they have no stage yet.
    pub new: bool,
    /// What is so of them.
    pub formulas: Vec<Rc<Formula>>,
    /// What is so of those who show it, though perhaps not of all.
    pub hints: Vec<Rc<Formula>>,
    /// Rules that are not true, for these would move them on.
    pub before: Vec<RuleId>,
    /// The rule that it is about.
    pub rule: Option<RuleId>,
    /// What prevents a proof if somebody may be like that, though nobody is shown.
    pub obstacle: Option<Obstacle>,
}

/// What is seen of a customer.
pub(super) enum Seen {
    /// They show it, changed in what was left open.
    Shows(Box<Record<'static>>),
    /// Another rule moved them.
    MovedBy(RuleId),
    /// They do not show it.
    Nothing,
}

/// What a search came to.
pub(super) enum Found {
    Nobody,
    Customer(Box<Customer>),
    Neither(Vec<Obstacle>),
}

/// As many customers are tried who may show it.
const TRIES: usize = 12;

/// As many rules are named one after the other that move customers first.
const ROUNDS: usize = 40;

impl<'p> Prover<'p> {
    /// Whether somebody is like a case. `looks` decides for a customer.
    pub(super) fn search(
        &mut self,
        case: &Case,
        looks: &mut dyn FnMut(&Prover<'p>, &Evaluator, Record<'static>) -> Seen,
    ) -> Found {
        if !case.hints.is_empty() {
            let mut formulas = case.formulas.clone();
            formulas.extend(case.hints.iter().cloned());
            if let Found::Customer(customer) = self.search_among(case, formulas, looks) {
                return Found::Customer(customer);
            }
        }
        self.search_among(case, case.formulas.clone(), looks)
    }

    fn search_among(
        &mut self,
        case: &Case,
        mut formulas: Vec<Rc<Formula>>,
        looks: &mut dyn FnMut(&Prover<'p>, &Evaluator, Record<'static>) -> Seen,
    ) -> Found {
        let mut left: Vec<RuleId> = case.before.clone();
        for _ in 0..ROUNDS {
            let model = match self.ask(&formulas) {
                Reply::Nobody => return Found::Nobody,
                Reply::NotProved => return Found::Neither(vec![Obstacle::TooLong(case.rule)]),
                Reply::Perhaps(model) => model,
            };
            let mut moved = None;
            if let Some(customer) = self.shown(case, &model, looks, &mut moved) {
                return Found::Customer(Box::new(customer));
            }
            let more: Vec<RuleId> = match moved.filter(|rule| left.contains(rule)) {
                Some(rule) => vec![rule],
                // Where nobody can be shown, all rules before are asked at once.
                None => left.clone(),
            };
            if more.is_empty() {
                return self.other_customers(case, formulas, &model, looks);
            }
            left.retain(|rule| !more.contains(rule));
            formulas.extend(more.into_iter().map(|rule| self.rule(rule, case.here, Want::NotTrue)));
        }
        Found::Neither(vec![Obstacle::TooLong(case.rule)])
    }

    /// Tries customers for whom the answers differ that proofs do not look into.
    fn other_customers(
        &mut self,
        case: &Case,
        mut formulas: Vec<Rc<Formula>>,
        first: &Model<'p>,
        looks: &mut dyn FnMut(&Prover<'p>, &Evaluator, Record<'static>) -> Seen,
    ) -> Found {
        let obstacles = self.obstacles(case, first);
        let mut model = Box::new(first.clone());
        for _ in 0..TRIES {
            let answers: Vec<Formula> = self
                .left_open(&model)
                .into_iter()
                .filter_map(|(fact, domain)| opposite(fact, domain))
                .collect();
            if answers.is_empty() {
                break;
            }
            formulas.push(Rc::new(Formula::any(answers)));
            let Reply::Perhaps(next) = self.ask(&formulas) else { break };
            if let Some(customer) = self.shown(case, &next, looks, &mut None) {
                return Found::Customer(Box::new(customer));
            }
            model = next;
        }
        Found::Neither(obstacles)
    }

    fn shown(
        &mut self,
        case: &Case,
        model: &Model<'p>,
        looks: &mut dyn FnMut(&Prover<'p>, &Evaluator, Record<'static>) -> Seen,
        moved: &mut Option<RuleId>,
    ) -> Option<Customer> {
        self.show_changed(model, case.here, |prover, evaluator, mut record| {
            if case.new {
                (record.stage, record.stage_since) = (None, None);
            }
            match looks(prover, evaluator, record) {
                Seen::Shows(record) => Some(*record),
                Seen::MovedBy(rule) => {
                    moved.get_or_insert(rule);
                    None
                }
                Seen::Nothing => None,
            }
        })
    }

    /// What a model answers of what proofs do not look into.
    fn left_open(&self, model: &Model<'p>) -> Vec<(FactId, Domain)> {
        let asked = model.domains.iter().filter(|(id, domain)| {
            let fact = self.solver.theory.customer.at(**id);
            **domain != fact.domain && self.outside(&fact.about).is_some()
        });
        asked.map(|(id, domain)| (*id, domain.clone())).collect()
    }

    /// What prevents a proof of a case for which there is a model.
    fn obstacles(&self, case: &Case, model: &Model<'p>) -> Vec<Obstacle> {
        if let Some(obstacle) = &case.obstacle {
            return vec![obstacle.clone()];
        }
        let theory = &self.solver.theory;
        let open = self.left_open(model);
        let mut parts: Vec<PartId> = open
            .iter()
            .filter_map(|(id, _)| self.outside(&theory.customer.at(*id).about))
            .collect();
        parts.sort_by_key(|part| self.plan.part(*part).span.start);
        parts.dedup();
        match parts.is_empty() {
            true => vec![Obstacle::NotShown(case.rule)],
            false => parts.into_iter().map(Obstacle::Outside).collect(),
        }
    }

    /// The part of the plan that a fact is about, if proofs do not look into it.
    fn outside(&self, about: &About<'p>) -> Option<PartId> {
        match about {
            About::Asked(atom) | About::AskedEntering(atom) => self.place_of(atom),
            About::ValueEntering(value) => Some(value.id),
            About::Value(value) => is_outside(value).then_some(value.id),
            About::SureOf(value) | About::PossibleOf(value) => Some(value.id),
            About::Tag(_)
            | About::Entered
            | About::EventTime
            | About::Above
            | About::ListKnown(_)
            | About::Sure(_)
            | About::Possible(_)
            | About::Sum(_) => None,
        }
    }

    fn place_of(&self, atom: &Atom) -> Option<PartId> {
        let mut found = None;
        self.plan.walk(&mut |node| {
            if let Node::Condition(cond) = node
                && let crate::plan::CondKind::Atom(other) = &cond.kind
                && std::ptr::eq(other, atom)
            {
                found = Some(cond.id);
            }
        });
        found
    }
}

/// Whether a value may be anything, for all that proofs know.
fn is_outside(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Constant(_)
        | ExprKind::Field(_)
        | ExprKind::Attribute(_)
        | ExprKind::OfGrant(_)
        | ExprKind::EventTime
        | ExprKind::Let(_)
        | ExprKind::Arm(_)
        | ExprKind::Stage
        | ExprKind::StageSince
        | ExprKind::Tags
        | ExprKind::Today
        | ExprKind::Now
        | ExprKind::DayOf(_)
        | ExprKind::Folded(_)
        | ExprKind::NumberIf(..)
        | ExprKind::Truth(_) => false,
        ExprKind::Fold(_)
        | ExprKind::Standing(_)
        | ExprKind::Arithmetic(..)
        | ExprKind::Negative(_)
        | ExprKind::Shift(..)
        | ExprKind::PartOf(..)
        | ExprKind::EdgeOf(..)
        | ExprKind::DaysBetween(..)
        | ExprKind::Rounded(..)
        | ExprKind::Extreme(..)
        | ExprKind::Full(..)
        | ExprKind::Balance(..) => true,
    }
}

/// That a choice is another one than in a model.
fn opposite(fact: FactId, domain: Domain) -> Option<Formula> {
    let Domain::Choice(set) = domain else { return None };
    let mut parts = Vec::new();
    for value in [0, 1] {
        if !set.has(value) {
            let only = crate::prove::facts::ChoiceSet::of(value);
            parts.push(Formula::In(fact, Domain::Choice(only)));
        }
    }
    (!parts.is_empty()).then(|| Formula::any(parts))
}
