//! Questions about one step: whether every customer does something, or nobody does.

use std::rc::Rc;
use std::sync::Arc;

use super::giving::Wanted;
use super::search::{Case, Found, Seen};
use super::{Answer, Obstacle, Proof};
use crate::eval::{Decision, Evaluator, Record, Situation};
use crate::plan::{Cond, Does, Grant, Plan, Question, QuestionKind, StageId};
use crate::prove::facts::Want;
use crate::prove::rules::Prover;
use crate::values::Truth;

/// A question about one step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'p> {
    pub every: bool,
    pub stage: Option<StageId>,
    pub condition: Option<&'p Cond>,
    pub does: &'p Does,
}

/// The cases that must be impossible, and what else prevents a proof.
#[derive(Default)]
pub(super) struct Cases {
    pub all: Vec<Case>,
    pub obstacles: Vec<Obstacle>,
}

impl<'p> Prover<'p> {
    /// The answer to a question.
    pub fn answer(&mut self, question: &'p Question) -> Answer {
        match &question.kind {
            QuestionKind::Does { every, stage, condition, does } => {
                let condition = condition.as_ref();
                self.does(Asked { every: *every, stage: *stage, condition, does })
            }
            QuestionKind::Most { gifts, cap, per } => self.most(gifts, *cap, *per),
        }
    }

    fn does(&mut self, asked: Asked<'p>) -> Answer {
        let one_step = self.one_step(asked);
        match (asked.does, asked.stage, &one_step) {
            // What a condition says of a customer today may not be so tomorrow.
            (Does::Enters(to), Some(from), Answer::Proved(_) | Answer::NotProved(_))
                if !asked.every && asked.condition.is_none() =>
            {
                self.by_any_way(from, *to, one_step)
            }
            _ => one_step,
        }
    }

    fn one_step(&mut self, asked: Asked<'p>) -> Answer {
        let stages: Vec<StageId> = match asked.stage {
            Some(stage) => vec![stage],
            None => (0..self.plan.stages.len()).collect(),
        };
        let mut obstacles = Vec::new();
        for stage in stages {
            let cases = self.against(asked, stage);
            for obstacle in cases.obstacles {
                if !obstacles.contains(&obstacle) {
                    obstacles.push(obstacle);
                }
            }
            for mut case in cases.all {
                if let Some(condition) = asked.condition {
                    let who = self.read(condition, case.here, Want::True);
                    case.formulas.insert(0, Rc::new(who));
                }
                let found = self.search(&case, &mut |prover, evaluator, record| {
                    prover.breaks(asked, evaluator, record)
                });
                match found {
                    Found::Nobody => {}
                    Found::Customer(customer) => {
                        return Answer::Counterexample { customer, rule: case.rule };
                    }
                    Found::Neither(more) => {
                        for obstacle in more {
                            if !obstacles.contains(&obstacle) {
                                obstacles.push(obstacle);
                            }
                        }
                    }
                }
            }
        }
        match obstacles.is_empty() {
            true => Answer::Proved(Proof::default()),
            false => Answer::NotProved(obstacles),
        }
    }

    /// What speaks against it in a stage.
    fn against(&mut self, asked: Asked<'_>, stage: StageId) -> Cases {
        let Asked { every, does, .. } = asked;
        let mut cases = Cases::default();
        let room = self.makes_room(stage);
        let mut making_room = |leads: bool| {
            if leads {
                cases.obstacles.push(Obstacle::MakesRoom(stage));
            }
        };
        match (does, every) {
            (Does::Leaves, false) | (Does::Stays, true) => {
                making_room(room.is_some());
                cases.all = self.moved(stage, |_| true);
            }
            (Does::Stays, false) | (Does::Leaves, true) => cases.all = self.unmoved(stage),
            (Does::MovesTo(to) | Does::Enters(to), false) => {
                making_room(room == Some(*to));
                cases.all = self.moved(stage, |other| other == *to);
            }
            (Does::MovesTo(to) | Does::Enters(to), true) => {
                if *to != stage || asked.stage.is_some() {
                    making_room(room.is_some_and(|other| other != *to));
                    cases.all = self.unmoved(stage);
                    cases.all.extend(self.moved(stage, |other| other != *to));
                }
            }
            (Does::Gets(_) | Does::Tagged(_), every) => {
                let Some(wanted) = Wanted::of(does) else { return cases };
                if every {
                    making_room(room.is_some());
                    cases.all = self.misses(stage, wanted);
                } else {
                    cases.obstacles = self.may_get(stage, wanted);
                    cases.all = self.gets(stage, wanted, asked.stage.is_none());
                }
            }
        }
        cases
    }

    /// Whether a customer shows that it is not so, perhaps changed in what was left open.
    fn breaks(&self, asked: Asked<'_>, evaluator: &Evaluator, record: Record<'static>) -> Seen {
        let mut seen = Seen::Nothing;
        for record in variants(self.plan, asked, evaluator, record) {
            let Some(decision) = self.decides(asked.condition, evaluator, &record) else {
                continue;
            };
            if is_so(&decision, asked.does) != asked.every {
                return Seen::Shows(Box::new(record));
            }
            if let (Seen::Nothing, Some(moved)) = (&seen, decision.moves.first()) {
                seen = Seen::MovedBy(moved.rule);
            }
        }
        seen
    }

    /// What is decided for a customer who takes part and is as a condition says.
    pub(super) fn decides(
        &self,
        condition: Option<&Cond>,
        evaluator: &Evaluator,
        record: &Record<'static>,
    ) -> Option<Decision> {
        if let Some(condition) = condition {
            let situation = Situation::placed(evaluator, record, Arc::clone(&self.places));
            if situation.truth(condition.id, None) != Some(Truth::True) {
                return None;
            }
        }
        evaluator.decide(record).ok().filter(|decision| !decision.left_out)
    }
}

/// Whether it is so that a customer did something.
fn is_so(decision: &Decision, does: &Does) -> bool {
    let moved = decision.moves.first().map(|moved| moved.to);
    match does {
        Does::MovesTo(to) | Does::Enters(to) => moved == Some(*to),
        Does::Leaves => moved.is_some(),
        Does::Stays => moved.is_none(),
        Does::Gets(gifts) => decision.given.iter().any(|given| gifts.contains(&given.gift)),
        Does::Tagged(tag) => decision.tags.contains(tag),
    }
}

/// The ids that are tried where chance decides who gets a gift.
const IDS: [&str; 12] = ["test", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"];

/// The customer, and others who differ only in what no condition asks: who they are by chance, and
/// what they were given before.
fn variants(
    plan: &Plan,
    asked: Asked<'_>,
    evaluator: &Evaluator,
    record: Record<'static>,
) -> Vec<Record<'static>> {
    let mut all = vec![record.clone()];
    let Does::Gets(gifts) = asked.does else { return all };
    let by_chance = |gift: &usize| {
        let gift = &plan.gifts[*gift];
        gift.sample.is_some() || gift.holdout.is_some()
    };
    if gifts.iter().any(by_chance) {
        all.extend(IDS.iter().skip(1).map(|id| {
            let mut other = record.clone();
            other.id.text = (*id).into();
            other
        }));
    }
    if asked.every {
        let clock = evaluator.clock();
        let before = clock.today().yesterday().map(|day| clock.first_instant(day)).ok();
        let mut given = record;
        given.given.extend(gifts.iter().map(|gift| Grant {
            gift: *gift,
            at: before,
            event: None,
            cost: None,
            worth: None,
        }));
        all.push(given);
    }
    all
}
