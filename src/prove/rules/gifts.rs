//! Gifts that a rule never gives, or gives each time.

use std::rc::Rc;

use super::asks::Asks;
use super::finding::{Fates, Finding};
use super::prover::{Prover, Reply};
use crate::after;
use crate::eval::{Evaluator, Record};
use crate::plan::{Action, Cond, GiftId, RuleId, StageId};
use crate::prove::facts::{Here, Want};
use crate::terms::HowOften;
use crate::values::AsOf;

impl<'p> Prover<'p> {
    /// Adds the gifts that rules ask for in vain, and those that they give each time.
    pub(super) fn gifts(&mut self, dead: &[RuleId], fates: &Fates, found: &mut Vec<Finding>) {
        for (stage, fates) in fates.iter().enumerate() {
            for (rule, fate) in fates {
                let is_own = self.plan.stages[stage].rules.contains(rule);
                if dead.contains(rule) || fate.is_dead() {
                    continue;
                }
                for gift in self.given_by(*rule) {
                    if is_own && !self.is_offered(gift, stage) {
                        found.push(Finding::NotOffered { rule: *rule, gift });
                        continue;
                    }
                    if is_own {
                        found.extend(self.paused(&[stage], *rule, gift));
                    }
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
        self.paused_everywhere(fates, found);
    }

    /// Rules of any stage that give what is paused in all of the stages where they may fire.
    fn paused_everywhere(&mut self, fates: &Fates, found: &mut Vec<Finding>) {
        for rule in self.plan.any_stage.clone() {
            let may_fire = |stage: &StageId| {
                fates[*stage].iter().any(|(other, fate)| *other == rule && !fate.is_dead())
            };
            let stages: Vec<StageId> = (0..fates.len()).filter(may_fire).collect();
            for gift in self.given_by(rule) {
                if !stages.is_empty() {
                    found.extend(self.paused(&stages, rule, gift));
                }
            }
        }
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

    pub(in crate::prove) fn is_offered(&self, gift: GiftId, stage: StageId) -> bool {
        self.plan.gifts[gift].only_in.as_ref().is_none_or(|stages| stages.contains(&stage))
    }

    /// A pause that holds a gift back whenever a rule gives it, in all of these stages.
    fn paused(&mut self, stages: &[StageId], rule: RuleId, gift: GiftId) -> Option<Finding> {
        let plan = self.plan;
        // What is kept is given later.
        if plan.gifts[gift].kept.is_some() {
            return None;
        }
        let pause = plan.pauses.iter().enumerate().find_map(|(place, pause)| {
            let always = pause.gifts.contains(&gift)
                && stages.iter().all(|stage| self.always_paused(*stage, rule, &pause.condition));
            always.then_some(place)
        })?;
        Some(Finding::Paused { rule, gift, pause })
    }

    fn always_paused(&mut self, stage: StageId, rule: RuleId, pause: &'p Cond) -> bool {
        let here = Here { stage: Some(stage), entering: false };
        let holds = self.rule(rule, here, Want::True);
        let lets_through = Rc::new(self.read(pause, here, Want::False));
        matches!(self.ask(&[holds, lets_through]), Reply::Nobody)
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

    /// Whether a condition asks whether a gift was given, or for a tag that no rule sets or takes away:
    /// who does may do so because the gift was given.
    fn asks_about(&self, condition: &'p Cond, gift: GiftId) -> bool {
        let asks = Asks::of(self.plan, condition);
        let is_others = |tag: &String| !self.is_tag_of_rules(tag);
        let by_others = asks.named_tags.is_empty() || asks.named_tags.iter().any(is_others);
        asks.gifts.contains(&gift) || (asks.tags && by_others)
    }

    fn is_tag_of_rules(&self, tag: &String) -> bool {
        let actions = self.plan.rules.iter().flat_map(|rule| &rule.actions);
        actions.into_iter().any(|action| match action {
            Action::Tag(other) | Action::Untag(other) => other == tag,
            Action::Give(..) => false,
        })
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
