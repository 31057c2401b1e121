//! Which customers would notice a change: what has to be true of them, and what not.

use std::sync::Arc;

use super::history::Filling;
use super::mutant::{About, Mutant};
use crate::plan::{Action, Cond, Expr, Graft, Limit, Plan, Recipient, Rule, RuleId, StageId};
use crate::probe::unpaused::Unpaused;
use crate::problems::Span;
use crate::prove::{Prover, Sought};

/// No change is asked about more often than this; then it is not proved to change nothing.
const MOST: usize = 80;

/// Which customers would notice a change.
pub(super) struct Inquiry {
    /// The rules, with those of the change that differ.
    pub joint: Arc<Plan>,
    /// Anybody who is as one of these asks may notice it.
    pub questions: Vec<Question>,
    /// Whether the change changes nothing if nobody is as any of them asks.
    pub decides: bool,
    /// What they may have been given before.
    pub gifts: Vec<Filling>,
}

/// A customer in a stage for whom rules are so.
pub(super) struct Question {
    pub stage: StageId,
    pub sought: Vec<(RuleId, Sought)>,
    /// What else is so of those who get what the rule gives them.
    pub unpaused: Vec<(RuleId, Sought)>,
}

impl Inquiry {
    pub(super) fn about(mutant: &Mutant, plan: &Plan, changed: &Plan) -> Inquiry {
        let mut asking = Asking {
            plan,
            changed,
            graft: Graft::onto(plan),
            wanted: Vec::new(),
            decides: true,
            gifts: Vec::new(),
        };
        match mutant.about {
            About::Condition => asking.conditions(),
            About::Shared => {
                asking.conditions();
                asking.elsewhere();
            }
            About::Rule(span) => asking.rule(span),
            About::Order(first, second) => asking.order(first, second),
            About::Gift(span) => asking.gift(span),
            About::Limit(span) => asking.limit(span),
            About::Pause(span) => asking.pause(span),
        }
        asking.finish()
    }
}

struct Asking<'a> {
    plan: &'a Plan,
    changed: &'a Plan,
    graft: Graft,
    /// Rules, and what else has to be so where they are read.
    wanted: Vec<(RuleId, Vec<(RuleId, Sought)>)>,
    decides: bool,
    gifts: Vec<Filling>,
}

impl Asking<'_> {
    fn finish(mut self) -> Inquiry {
        let unpaused = Unpaused::new(&mut self.graft, self.plan);
        let joint = Arc::new(self.graft.finish());
        let (mut questions, mut decides) = (Vec::new(), self.decides);
        let prover = Prover::new(&joint);
        for (rule, sought) in &self.wanted {
            for stage in 0..self.plan.stages.len() {
                if !self.plan.is_rule_in(stage, *rule) {
                    continue;
                }
                if questions.len() == MOST {
                    decides = false;
                    break;
                }
                let before = prover.moved_before(stage, *rule);
                let before = before
                    .into_iter()
                    .filter(|earlier| !sought.iter().any(|(rule, _)| rule == earlier));
                let before = before.map(|rule| (rule, Sought::NotTrue));
                let sought = sought.iter().copied().chain(before).collect();
                let unpaused = unpaused.sought(self.plan, *rule);
                questions.push(Question { stage, sought, unpaused });
            }
        }
        drop(prover);
        Inquiry { joint, questions, decides, gifts: self.gifts }
    }

    /// Rules whose conditions differ: somebody for whom one is true, and the other is not.
    fn conditions(&mut self) {
        if self.plan.rules.len() != self.changed.rules.len() {
            self.decides = false;
            return;
        }
        for id in 0..self.plan.rules.len() {
            let both = (&self.plan.rules[id].condition, &self.changed.rules[id].condition);
            let (Some(was), Some(now)) = both else { continue };
            let Some((_, now)) = self.differ(was, now) else { continue };
            let now = self.graft.add(id, now);
            for (one, other) in [(id, now), (now, id)] {
                self.wanted.push((id, vec![(one, Sought::True), (other, Sought::NotTrue)]));
            }
        }
        self.pauses();
    }

    /// Pauses that differ: somebody gets what one of them holds back.
    fn pauses(&mut self) {
        if self.plan.pauses.len() != self.changed.pauses.len() {
            self.decides = false;
            return;
        }
        for place in 0..self.plan.pauses.len() {
            let pause = &self.plan.pauses[place];
            let now = &self.changed.pauses[place].condition;
            let Some((was, now)) = self.differ(&pause.condition, now) else { continue };
            let (was, now) = (self.graft.add(0, was), self.graft.add(0, now));
            for rule in self.givers(&pause.gifts) {
                for (one, other) in [(was, now), (now, was)] {
                    self.wanted.push((
                        rule,
                        vec![(rule, Sought::True), (one, Sought::False), (other, Sought::NotFalse)],
                    ));
                }
            }
        }
    }

    /// Two conditions next to each other; `None` if they mean the same, or cannot be compared.
    fn differ(&mut self, was: &Cond, now: &Cond) -> Option<(Cond, Cond)> {
        let was = self.graft.copy(self.plan, was, None);
        let now = self.graft.copy(self.changed, now, None);
        let (Some(was), Some(now)) = (was, now) else {
            self.decides = false;
            return None;
        };
        (was.cond != now.cond).then_some((was.cond, now.cond))
    }

    /// Whatever else may build on a condition or value is as it was, or else nothing is proved.
    fn elsewhere(&mut self) {
        let (plan, changed) = (self.plan, self.changed);
        let conditions = |plan| -> Vec<Cond> { others(plan).cloned().collect() };
        let values = |plan| -> Vec<Expr> { amounts(plan).cloned().collect() };
        let (was, now) = (conditions(plan), conditions(changed));
        let same = was.len() == now.len()
            && was.iter().zip(&now).all(|(was, now)| {
                let was = self.graft.copy(plan, was, None).map(|copied| copied.cond);
                was.is_some()
                    && was == self.graft.copy(changed, now, None).map(|copied| copied.cond)
            });
        let (was, now) = (values(plan), values(changed));
        let same = same
            && was.len() == now.len()
            && was.iter().zip(&now).all(|(was, now)| {
                let was = self.graft.copy_value(plan, was);
                was.is_some() && was == self.graft.copy_value(changed, now)
            });
        self.decides &= same && self.events_given_for();
    }

    /// Whether gifts are given for the same events as before.
    fn events_given_for(&mut self) -> bool {
        let folds = |plan: &Plan| -> Vec<usize> {
            let actions = plan.rules.iter().flat_map(|rule| &rule.actions);
            let folds = actions.filter_map(|action| match action {
                Action::Give(_, fold) => *fold,
                Action::Tag(_) | Action::Untag(_) => None,
            });
            folds.collect()
        };
        let (was, now) = (folds(self.plan), folds(self.changed));
        was.len() == now.len()
            && was.iter().zip(&now).all(|(was, now)| {
                let was = self.graft.copy_fold(self.plan, *was);
                was.is_some() && was == self.graft.copy_fold(self.changed, *now)
            })
    }

    /// A rule that does something else, or is gone: somebody for whom it is true.
    fn rule(&mut self, span: Span) {
        let rules = self.plan.rules.iter().enumerate();
        let rules: Vec<RuleId> =
            rules.filter(|(_, rule)| is_at(rule, span)).map(|(id, _)| id).collect();
        for rule in &rules {
            self.fires(*rule);
        }
        self.decides &= !rules.is_empty();
    }

    /// Somebody for whom a rule is true, or who enters where it is what happens.
    fn fires(&mut self, rule: RuleId) {
        for rule in self.causes(rule) {
            self.wanted.push((rule, vec![(rule, Sought::True)]));
        }
    }

    /// The rule itself; of what happens on entering a stage, the rules that move there.
    fn causes(&mut self, rule: RuleId) -> Vec<RuleId> {
        let entered = |stage: &StageId| self.plan.stages[*stage].on_entering.contains(&rule);
        let Some(stage) = (0..self.plan.stages.len()).find(entered) else { return vec![rule] };
        // New customers enter the first stage, and those who make room for others are moved.
        let makes_room = self.plan.stages.iter().any(|other| {
            let room = other.capacity.as_ref().and_then(|capacity| capacity.makes_room.as_ref());
            room.is_some_and(|room| room.to == stage)
        });
        self.decides &= stage != self.plan.start && !makes_room;
        let rules = self.plan.rules.iter().enumerate();
        rules.filter(|(_, rule)| rule.move_to == Some(stage)).map(|(id, _)| id).collect()
    }

    /// Two rules that both want a customer.
    fn order(&mut self, first: Span, second: Span) {
        let at = |span| self.plan.rules.iter().position(|rule| is_at(rule, span));
        let (Some(first), Some(second)) = (at(first), at(second)) else {
            self.decides = false;
            return;
        };
        self.wanted.push((first, vec![(first, Sought::True), (second, Sought::True)]));
    }

    /// How often a gift is given: somebody who gets it, and maybe got it before.
    fn gift(&mut self, span: Span) {
        let Some(gift) = self.plan.gifts.iter().position(|gift| gift.span == span) else {
            self.decides = false;
            return;
        };
        for rule in self.givers(&[gift]) {
            self.wanted.push((rule, vec![(rule, Sought::True)]));
        }
        let both = [&self.plan.gifts[gift], &self.changed.gifts[gift]];
        self.gifts.push(Filling::of_gift(gift, both.map(|gift| gift.how_often)));
    }

    /// A limit: somebody who gets one of its gifts, and got others before.
    fn limit(&mut self, span: Span) {
        let Some(place) = self.plan.limits.iter().position(|limit| limit.span == span) else {
            self.decides = false;
            return;
        };
        let limit = &self.plan.limits[place];
        let same_number = self.plan.limits.len() == self.changed.limits.len();
        let changed = self.changed.limits.get(place).filter(|_| same_number);
        for rule in self.givers(&limit.gifts) {
            self.wanted.push((rule, vec![(rule, Sought::True)]));
        }
        let limits: Vec<&Limit> = std::iter::once(limit).chain(changed).collect();
        self.gifts = Filling::of_limit(&limits, self.plan);
    }

    /// A pause that is gone: somebody whom it holds back.
    fn pause(&mut self, span: Span) {
        let is_here = |condition: &Cond| self.plan.part(condition.id).span == span;
        let pauses = &self.plan.pauses;
        let Some(pause) = pauses.iter().find(|pause| is_here(&pause.condition)) else {
            self.decides = false;
            return;
        };
        let Some(copied) = self.graft.copy(self.plan, &pause.condition, None) else {
            self.decides = false;
            return;
        };
        let condition = self.graft.add(0, copied.cond);
        for rule in self.givers(&pause.gifts) {
            let sought = vec![(rule, Sought::True), (condition, Sought::NotFalse)];
            self.wanted.push((rule, sought));
        }
    }

    /// The rules through which customers get one of some gifts. What is kept is given later too.
    fn givers(&mut self, gifts: &[usize]) -> Vec<RuleId> {
        self.decides &= gifts.iter().all(|gift| self.plan.gifts[*gift].kept.is_none());
        let gives = |rule: &Rule| {
            rule.actions.iter().any(|action| match action {
                Action::Give(gift, _) => gifts.contains(gift),
                Action::Tag(_) | Action::Untag(_) => false,
            })
        };
        let rules = self.plan.rules.iter().enumerate();
        let giving: Vec<RuleId> = rules.filter(|(_, rule)| gives(rule)).map(|(id, _)| id).collect();
        let mut causes: Vec<RuleId> = Vec::new();
        for rule in giving {
            for cause in self.causes(rule) {
                if !causes.contains(&cause) {
                    causes.push(cause);
                }
            }
        }
        causes
    }
}

/// Whether a rule is at a place.
fn is_at(rule: &Rule, span: Span) -> bool {
    rule.span.file == span.file && rule.span.start == span.start
}

/// The conditions of a plan that are not those of rules and pauses.
fn others(plan: &Plan) -> impl Iterator<Item = &Cond> {
    let kept = plan.gifts.iter().filter_map(|gift| gift.kept.as_ref()?.condition.as_ref());
    kept.chain(&plan.leave_out)
}

/// The values of a plan that are in no condition.
fn amounts(plan: &Plan) -> impl Iterator<Item = &Expr> {
    let capacities = || plan.stages.iter().filter_map(|stage| stage.capacity.as_ref());
    let entering = capacities().filter_map(|capacity| capacity.by.as_ref());
    let leaving = capacities().filter_map(|capacity| Some(&capacity.makes_room.as_ref()?.by));
    let getting = plan.gifts.iter().filter_map(|gift| gift.budget.as_ref()?.by.as_ref());
    let costs = plan.gifts.iter().flat_map(|gift| gift.calculated());
    let to = plan.gifts.iter().filter_map(|gift| gift.to.as_ref().and_then(Recipient::value));
    let shown = plan.shows.iter().map(|shown| &shown.value);
    entering.chain(leaving).chain(getting).chain(costs).chain(to).chain(shown)
}
