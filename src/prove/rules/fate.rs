//! What becomes of the rules of a stage.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use super::Customer;
use super::prover::{Prover, Reply};
use crate::eval::{Events, Record, Situation};
use crate::plan::{RuleId, StageId};
use crate::prove::facts::{Formula, Here, Want};

/// What becomes of a rule in a stage.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// It is the one that fires for this customer.
    Fires(Arc<Customer>),
    /// It is never true.
    Never,
    /// Whenever it is true, a rule before it has moved the customer on.
    Shadowed {
        /// The rules of which one has.
        by: Vec<RuleId>,
        /// The lists of which that is only said if each event has a time.
        timed: Vec<usize>,
    },
    /// Neither is proved.
    NotProved,
}

impl Fate {
    /// Whether it is proved that the rule never fires.
    pub(in crate::prove) fn is_dead(&self) -> bool {
        match self {
            Fate::Never => true,
            Fate::Shadowed { timed, .. } => timed.is_empty(),
            Fate::Fires(_) | Fate::NotProved => false,
        }
    }

    /// The same where it did not matter whether events have times.
    fn at_any_time(self) -> Fate {
        match self {
            Fate::Shadowed { by, .. } => Fate::Shadowed { by, timed: Vec::new() },
            Fate::Fires(_) | Fate::Never | Fate::NotProved => self,
        }
    }
}

/// So many rules are named at most, one after the other, that are before another one.
const ROUNDS: usize = 40;

impl<'p> Prover<'p> {
    /// What becomes of each rule that is read in a stage, in order.
    pub fn fates(&mut self, stage: StageId) -> Vec<(RuleId, Fate)> {
        let rules: Vec<RuleId> = self.plan.rules_in(stage).collect();
        (0..rules.len()).map(|place| (rules[place], self.fate(stage, &rules, place))).collect()
    }

    /// Rules that move everybody on for whom they are true, as far as they are before one that would
    /// move them too. One that moves nobody does what it does whoever has moved.
    pub(super) fn movers(&self, rules: &[RuleId], place: usize) -> Vec<RuleId> {
        if self.plan.rules[rules[place]].move_to.is_none() {
            return Vec::new();
        }
        rules[..place].iter().copied().filter(|rule| self.moves(*rule).is_some()).collect()
    }

    /// What becomes of a rule. Most fire for somebody whose events have times; of the others, that is
    /// asked again where events may have none, if it matters.
    fn fate(&mut self, stage: StageId, rules: &[RuleId], place: usize) -> Fate {
        if let Some(customer) = self.seen_firing(stage, rules, place) {
            return Fate::Fires(customer);
        }
        let all = (0..self.plan.needs.lists.len()).collect();
        let (timed, mattered) = self.fate_where_timed(stage, rules, place, all);
        if matches!(timed, Fate::Fires(_))
            || !mattered
            || self.is_covered(stage, rules[place], &timed)
        {
            return timed.at_any_time();
        }
        let (mut fate, _) = self.fate_where_timed(stage, rules, place, BTreeSet::new());
        // Where it fires for those alone who have events without a time, it is said in which lists.
        let mut lists: BTreeSet<usize> = BTreeSet::new();
        while let (Fate::Shadowed { .. }, Fate::Fires(customer)) = (&timed, &fate) {
            let before = lists.len();
            lists.extend(untimed(&customer.record));
            if lists.len() == before {
                break;
            }
            (fate, _) = self.fate_where_timed(stage, rules, place, lists.clone());
        }
        fate
    }

    /// Whether rules that are before a rule where events have times are so where they have none.
    fn is_covered(&mut self, stage: StageId, rule: RuleId, fate: &Fate) -> bool {
        let Fate::Shadowed { by, .. } = fate else { return false };
        let here = Here { stage: Some(stage), entering: false };
        let mut formulas = vec![self.rule(rule, here, Want::True)];
        formulas.extend(by.iter().map(|earlier| self.rule(*earlier, here, Want::NotTrue)));
        matches!(self.ask(&formulas), Reply::Nobody)
    }

    /// What becomes of a rule where each event of some lists has a time, and whether that mattered.
    fn fate_where_timed(
        &mut self,
        stage: StageId,
        rules: &[RuleId],
        place: usize,
        lists: BTreeSet<usize>,
    ) -> (Fate, bool) {
        let timed = lists.iter().copied().collect();
        self.solver.timed = lists;
        self.solver.times_mattered = false;
        let fate = self.fate_now(stage, rules, place);
        self.solver.timed.clear();
        let fate = match fate {
            Fate::Shadowed { by, .. } => Fate::Shadowed { by, timed },
            Fate::Fires(_) | Fate::Never | Fate::NotProved => fate,
        };
        (fate, self.solver.times_mattered)
    }

    fn fate_now(&mut self, stage: StageId, rules: &[RuleId], place: usize) -> Fate {
        let here = Here { stage: Some(stage), entering: false };
        let rule = rules[place];
        let before = self.movers(rules, place);
        let mut formulas = vec![self.rule(rule, here, Want::True)];
        let mut by: Vec<RuleId> = Vec::new();
        for _ in 0..ROUNDS {
            let model = match self.ask(&formulas) {
                Reply::Nobody if by.is_empty() => return Fate::Never,
                Reply::Nobody => {
                    let by = self.needed(&formulas, by);
                    return Fate::Shadowed { by, timed: Vec::new() };
                }
                Reply::NotProved => return Fate::NotProved,
                Reply::Perhaps(model) => model,
            };
            // Whoever is moved on by a rule before it is not who was looked for.
            let mut places: Vec<RuleId> = Vec::new();
            let shown = self.show_deciding(&model, here, |prover, evaluator, record| {
                let situation = Situation::placed(evaluator, record, Arc::clone(&prover.places));
                if !prover.is_true(rule, &situation) || prover.is_left_out(&situation) {
                    return false;
                }
                let first = prover.moved_by(&before, &situation);
                places.extend(first);
                first.is_none()
            });
            if let Some(customer) = shown {
                let customer = Arc::new(customer);
                self.note_firing(stage, rules, place, &customer);
                return Fate::Fires(customer);
            }
            let next = places.into_iter().find(|rule| !by.contains(rule));
            // Where nobody can be shown, all rules before it are asked at once.
            let more: Vec<RuleId> = match next {
                Some(rule) => vec![rule],
                None => before.iter().copied().filter(|rule| !by.contains(rule)).collect(),
            };
            if more.is_empty() {
                return Fate::NotProved;
            }
            for rule in more {
                formulas.push(self.rule(rule, here, Want::NotTrue));
                by.push(rule);
            }
        }
        Fate::NotProved
    }

    /// Those of the rules before it without which it could fire.
    fn needed(&mut self, formulas: &[Rc<Formula>], by: Vec<RuleId>) -> Vec<RuleId> {
        let mut formulas = formulas.to_vec();
        let mut needed = by;
        let mut place = needed.len();
        while place > 0 {
            place -= 1;
            let without = formulas.remove(place + 1);
            if matches!(self.ask(&formulas), Reply::Nobody) {
                needed.remove(place);
            } else {
                formulas.insert(place + 1, without);
            }
        }
        needed
    }
}

/// The lists of a customer in which an event has no time.
fn untimed(record: &Record<'_>) -> impl Iterator<Item = usize> {
    let lists = record.lists.iter().enumerate();
    let has_none = |list: &Option<Events<'_>>| {
        list.as_ref().is_some_and(|list| list.at.iter().any(Option::is_none))
    };
    lists.filter(move |(_, list)| has_none(list)).map(|(slot, _)| slot)
}
