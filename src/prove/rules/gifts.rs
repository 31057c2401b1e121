//! Gifts that a rule never gives, or gives each time.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::Fate;
use super::finding::{Fates, Finding};
use super::prover::{Prover, Reply};
use crate::after;
use crate::eval::{Evaluator, Record};
use crate::plan::{
    Action, Atom, Cond, CondKind, ExprKind, GiftId, Moment, Node, Plan, RuleId, Scope, StageId,
    WindowOp,
};
use crate::prove::facts::{Here, Want};
use crate::terms::HowOften;
use crate::values::AsOf;

impl<'p> Prover<'p> {
    /// Adds the gifts that rules ask for in vain, and those that they give each time.
    pub(super) fn gifts(&mut self, dead: &[RuleId], fates: &Fates, found: &mut Vec<Finding>) {
        for (stage, fates) in fates.iter().enumerate() {
            for (rule, fate) in fates {
                let is_own = self.plan.stages[stage].rules.contains(rule);
                if dead.contains(rule) || matches!(fate, Fate::Never | Fate::Shadowed(_)) {
                    continue;
                }
                for gift in self.given_by(*rule) {
                    if is_own && !self.is_offered(gift, stage) {
                        found.push(Finding::NotOffered { rule: *rule, gift });
                        continue;
                    }
                    found.extend(self.paused(stage, *rule, gift, found));
                    found.extend(self.again(stage, *rule, gift, found));
                }
            }
        }
        for (stage, of) in self.plan.stages.iter().enumerate() {
            for rule in &of.on_entering {
                let gifts = self.given_by(*rule).into_iter();
                let in_vain = gifts.filter(|gift| !self.is_offered(*gift, stage));
                found.extend(in_vain.map(|gift| Finding::NotOffered { rule: *rule, gift }));
            }
        }
        self.offered_nowhere(fates, found);
    }

    /// Rules of any stage that give what is offered in none of the stages where they are read.
    fn offered_nowhere(&self, fates: &Fates, found: &mut Vec<Finding>) {
        for rule in &self.plan.any_stage {
            for gift in self.given_by(*rule) {
                let read = |stage: &StageId| fates[*stage].iter().any(|(other, _)| other == rule);
                let mut stages = (0..fates.len()).filter(read).peekable();
                if stages.peek().is_some() && stages.all(|stage| !self.is_offered(gift, stage)) {
                    found.push(Finding::NotOffered { rule: *rule, gift });
                }
            }
        }
    }

    fn given_by(&self, rule: RuleId) -> Vec<GiftId> {
        let actions = self.plan.rules[rule].actions.iter();
        actions
            .filter_map(|action| match action {
                Action::Give(gift, _) => Some(*gift),
                Action::Tag(_) | Action::Untag(_) => None,
            })
            .collect()
    }

    fn is_offered(&self, gift: GiftId, stage: StageId) -> bool {
        self.plan.gifts[gift].only_in.as_ref().is_none_or(|stages| stages.contains(&stage))
    }

    /// A pause that holds a gift back whenever a rule gives it.
    fn paused(
        &mut self,
        stage: StageId,
        rule: RuleId,
        gift: GiftId,
        found: &[Finding],
    ) -> Option<Finding> {
        let here = Here { stage: Some(stage), entering: false };
        let holds = self.rule(rule, here, Want::True);
        let plan = self.plan;
        let pause = plan.pauses.iter().enumerate().find_map(|(place, pause)| {
            if !pause.gifts.contains(&gift) {
                return None;
            }
            let lets_through = Rc::new(self.read(&pause.condition, here, Want::False));
            matches!(self.ask(&[Rc::clone(&holds), lets_through]), Reply::Nobody).then_some(place)
        })?;
        let finding = Finding::Paused { rule, gift, pause };
        (!found.contains(&finding)).then_some(finding)
    }

    /// A gift that a rule gives whenever it is true, to a customer for whom that stays so.
    fn again(
        &mut self,
        stage: StageId,
        rule: RuleId,
        gift: GiftId,
        found: &[Finding],
    ) -> Option<Finding> {
        let plan = self.plan;
        let given = &plan.gifts[gift];
        let limited = plan.limits.iter().any(|limit| limit.gifts.contains(&gift));
        let known = |finding: &Finding| matches!(finding, Finding::Again { rule: other, .. } if *other == rule);
        if given.how_often != HowOften::EveryTime
            || plan.rules[rule].move_to.is_some()
            || limited
            || given.each.is_some()
            || plan.rules[rule].condition.as_ref().is_none_or(|cond| self.asks_about(cond, gift))
            || found.iter().any(known)
        {
            return None;
        }
        let here = Here { stage: Some(stage), entering: false };
        let holds = self.rule(rule, here, Want::True);
        let Reply::Perhaps(model) = self.ask(&[holds]) else { return None };
        let customer = self.show_deciding(&model, here, |prover, evaluator, record| {
            prover.gives_daily(evaluator, record, rule, gift)
        })?;
        Some(Finding::Again { rule, gift, customer: Box::new(customer) })
    }

    /// Whether a condition asks whether a gift was given.
    fn asks_about(&self, condition: &'p Cond, gift: GiftId) -> bool {
        let mut asked = Asked { plan: self.plan, gift, seen: BTreeSet::new(), asks: false };
        asked.look(Node::Condition(condition));
        asked.asks
    }

    /// Whether a rule gives a gift on three days in a row.
    fn gives_daily(
        &self,
        evaluator: &Evaluator,
        record: &Record<'static>,
        rule: RuleId,
        gift: GiftId,
    ) -> bool {
        let mut record = record.clone();
        let mut day = evaluator.clock().today();
        for _ in 0..3 {
            let evaluator = Evaluator::new(self.plan, AsOf::Day(day));
            let Ok(decision) = evaluator.decide(&record) else { return false };
            if !decision.given.iter().any(|given| given.gift == gift && given.rule == rule) {
                return false;
            }
            after::apply(&mut record, &decision, evaluator.clock().as_of());
            let Ok(next) = day.tomorrow() else { return false };
            day = next;
        }
        true
    }
}

/// Looks through what a condition asks for whether a gift was given, and for tags, which say the same.
struct Asked<'p> {
    plan: &'p Plan,
    gift: GiftId,
    /// The passes over events and the names that were looked through.
    seen: BTreeSet<(u8, usize)>,
    asks: bool,
}

impl<'p> Asked<'p> {
    fn look(&mut self, node: Node<'p>) {
        let mut folds = Vec::new();
        let mut named = Vec::new();
        let mut tags = false;
        node.walk(&mut |node| match node {
            Node::Value(value) => {
                tags |= matches!(value.kind, ExprKind::Tags);
                if let ExprKind::Fold(fold) = &value.kind {
                    folds.push(*fold);
                } else if let ExprKind::Let(slot) = &value.kind {
                    named.push((0, *slot));
                }
            }
            Node::Condition(cond) => {
                if let CondKind::Let(slot) = &cond.kind {
                    named.push((1, *slot));
                } else if let CondKind::Atom(
                    Atom::Without { fold, .. } | Atom::Elapsed { since: Moment::Last(fold), .. },
                ) = &cond.kind
                {
                    folds.push(*fold);
                }
            }
        });
        self.asks |= tags;
        let plan = self.plan;
        for (kind, slot) in named {
            if self.seen.insert((kind, slot)) {
                self.look(match kind {
                    0 => Node::Value(&plan.lets[slot].value),
                    _ => Node::Condition(&plan.conditions[slot].value),
                });
            }
        }
        for fold in folds.into_iter().filter(|fold| *fold < plan.folds.len()) {
            self.look_at_events(fold);
        }
    }

    fn look_at_events(&mut self, fold: usize) {
        if !self.seen.insert((2, fold)) {
            return;
        }
        let plan = self.plan;
        let source = &plan.folds[fold].source;
        if let Scope::Given(gifts) = &source.scope {
            self.asks |= gifts.contains(&self.gift);
        }
        if let Some(condition) = &source.condition {
            self.look(Node::Condition(condition));
        }
        if let Some(WindowOp::Since(Moment::Last(last))) = &source.window {
            self.look_at_events(*last);
        }
    }
}
