//! Stages, their rules, gifts and what limits them.

use crate::check::Type;
use crate::check::model::{self, Entering};
use crate::problems::Span;

use super::super::{
    Action, Amount, Budget, Capacity, ExprKind, Fold, FoldKind, Gift, Kept, Limit, MakesRoom, Part,
    Pause, Recipient, Rule, RuleId, Stage,
};
use super::Lowering;

impl Lowering<'_> {
    pub(super) fn stage(&mut self, index: usize, rules: &mut Vec<Rule>) -> Stage {
        let stage = &self.model.stages[index];
        let on_entering = stage.on_entering.iter();
        let on_entering = on_entering.map(|on| {
            let rule = self.entering(on, &stage.name);
            push(rules, rule)
        });
        let on_entering = on_entering.collect();
        let own = stage.rules.iter().enumerate().map(|(at, rule)| {
            let rule = self.rule(rule, format!("{} {}", stage.name, at + 1));
            push(rules, rule)
        });
        let own = own.collect();
        let (name, outside) = (stage.name.clone(), stage.outside.clone());
        let refers = stage.refers.iter().map(|(_, to)| *to).collect();
        Stage { name, span: stage.span, outside, on_entering, rules: own, capacity: None, refers }
    }

    /// The capacities come last, so that the numbers of rules are those of the file.
    pub(super) fn capacities(
        &mut self,
        mut stages: Vec<Stage>,
        rules: &mut Vec<Rule>,
    ) -> Vec<Stage> {
        for (index, stage) in self.model.stages.iter().enumerate() {
            let Some(capacity) = &stage.capacity else { continue };
            let by = capacity.by.as_ref().map(|by| self.value(by, None));
            let makes_room = match &capacity.when_full {
                model::WhenFull::Wait => None,
                model::WhenFull::MoveLongest { to } => {
                    let part = Part::added(capacity.span, Type::Date);
                    Some((self.expr(ExprKind::StageSince, part), false, *to))
                }
                model::WhenFull::MoveBy { highest, by, to } => {
                    Some((self.value(by, None), *highest, *to))
                }
            };
            let makes_room = makes_room.map(|(by, highest, to)| {
                let rule = push(rules, when_full(&stage.name, capacity.span, to));
                MakesRoom { by, highest, to, rule }
            });
            stages[index].capacity = Some(Capacity { count: capacity.count, by, makes_room });
        }
        stages
    }

    pub(super) fn rule(&mut self, rule: &model::Rule, place: String) -> Rule {
        Rule {
            label: rule.name.clone().unwrap_or(place),
            span: rule.span,
            condition: Some(self.condition(&rule.condition, None)),
            move_to: rule.move_to.map(|to| to.stage),
            skips: rule.move_to.is_some_and(|to| to.skip),
            actions: rule.actions.iter().map(|action| self.action(action)).collect(),
        }
    }

    fn entering(&mut self, on: &Entering, stage: &str) -> Rule {
        Rule {
            label: format!("{stage} on entering"),
            span: on.span,
            condition: None,
            move_to: None,
            skips: false,
            actions: on.actions.iter().map(|action| self.action(action)).collect(),
        }
    }

    fn action(&mut self, action: &model::Action) -> Action {
        match action {
            model::Action::Give { gift, each, .. } => {
                Action::Give(*gift, each.as_ref().map(|each| self.for_each(each)))
            }
            model::Action::Tag(tag) => Action::Tag(tag.clone()),
            model::Action::Untag(tag) => Action::Untag(tag.clone()),
        }
    }

    /// The events for each of which a gift is given are those that a count of them counts.
    fn for_each(&mut self, each: &model::ForEach) -> usize {
        self.fold(|lowering| {
            let source = lowering.source(&each.events, &each.filter, each.span);
            Fold { source, kind: FoldKind::Count }
        })
    }

    pub(super) fn gift(&mut self, gift: &model::Gift) -> Gift {
        let budget = gift.budget.as_ref().map(|budget| Budget {
            cap: budget.cap,
            per: budget.per,
            by: budget.by.as_ref().map(|by| self.value(by, None)),
        });
        let kept = gift.kept.as_ref().map(|kept| Kept {
            within: kept.within,
            condition: kept.condition.as_ref().map(|condition| self.condition(condition, None)),
        });
        Gift {
            name: gift.name.clone(),
            span: gift.span,
            kind: gift.kind,
            description: gift.description.clone(),
            costs: gift.costs.as_ref().map(|amount| self.amount(amount)),
            worth: gift.worth.as_ref().map(|amount| self.amount(amount)),
            to: gift.to.as_ref().map(|to| self.recipient(to)),
            how_often: gift.how_often,
            fades: gift.fades,
            sample: gift.sample,
            holdout: gift.holdout,
            budget,
            only_in: gift.only_in.clone(),
            each: gift.each.map(|list| self.list(list)),
            kept,
        }
    }

    fn amount(&mut self, amount: &model::Amount) -> Amount {
        match amount {
            model::Amount::Plain(amount) => Amount::Plain(*amount),
            model::Amount::Calculated(value) => Amount::Calculated(self.value(value, None)),
        }
    }

    fn recipient(&mut self, to: &model::Recipient) -> Recipient {
        match to {
            model::Recipient::Text(text) => Recipient::Text(text.clone()),
            model::Recipient::Value { name, value } => {
                Recipient::Value { name: name.clone(), value: self.value(value, None) }
            }
        }
    }

    pub(super) fn pause(&mut self, pause: &model::Pause) -> Pause {
        Pause { gifts: pause.gifts.clone(), condition: self.condition(&pause.condition, None) }
    }
}

/// What a decision names where somebody makes room in a full stage.
pub(super) fn when_full(stage: &str, span: Span, to: usize) -> Rule {
    Rule {
        label: format!("{stage} when full"),
        span,
        condition: None,
        move_to: Some(to),
        skips: false,
        actions: Vec::new(),
    }
}

pub(super) fn limit(limit: &model::Limit) -> Limit {
    Limit { span: limit.span, gifts: limit.gifts.clone(), cap: limit.cap, per: limit.per }
}

pub(super) fn push(rules: &mut Vec<Rule>, rule: Rule) -> RuleId {
    rules.push(rule);
    rules.len() - 1
}
