//! Why the rules did not bring what a test expects of them.

use crate::check::model::{Outcome, OutcomeKind};
use crate::eval::{Reason, Seen, Withheld};
use crate::plan::{Action, Cond, GiftId, Rule, RuleId, StageId};
use crate::problems::Label;
use crate::terms::HowOften;
use crate::values::{Truth, Value};

use super::coverage::{entered, fired};
use super::happening::{sets, takes_away};
use super::unmet::Unmet;

impl Unmet<'_> {
    /// The rules that would bring this.
    pub(super) fn doing<'s>(
        &'s self,
        outcome: &'s OutcomeKind,
    ) -> impl Iterator<Item = RuleId> + 's {
        let rules = self.explainer.plan.rules.iter().enumerate();
        rules.filter(|(_, rule)| does(rule, outcome)).map(|(id, _)| id)
    }

    /// Whether the customer is, or comes, where the rule applies.
    pub(super) fn in_reach(&self, rule: RuleId) -> bool {
        let plan = self.explainer.plan;
        match self.home(rule) {
            None => true,
            Some((stage, true)) => entered(plan, self.situation, self.decision).contains(&stage),
            Some((stage, false)) => stage == self.situation.stage(),
        }
    }

    /// If rules fired and it still did not happen, the others would not have helped.
    pub(super) fn foremost(&self, rules: Vec<RuleId>) -> Vec<RuleId> {
        let fired = fired(self.explainer.plan, self.situation, self.decision);
        let (fired, others): (Vec<RuleId>, Vec<RuleId>) =
            rules.into_iter().partition(|rule| fired.contains(rule));
        if fired.is_empty() { others } else { fired }
    }

    /// The stage of a rule, and whether it is what happens on entering it; none for a rule of any
    /// stage.
    pub(super) fn home(&self, rule: RuleId) -> Option<(StageId, bool)> {
        let stages = self.explainer.plan.stages.iter().enumerate();
        stages.into_iter().find_map(|(id, stage)| {
            let entering = stage.on_entering.contains(&rule);
            let makes_room = stage.capacity.as_ref().and_then(|full| full.makes_room.as_ref());
            let own = stage.rules.contains(&rule) || makes_room.is_some_and(|way| way.rule == rule);
            (entering || own).then_some((id, entering))
        })
    }

    /// Why a rule did not bring what it could have brought.
    pub(super) fn why_not(&self, outcome: &Outcome, rule: RuleId) -> Vec<Label> {
        let plan = self.explainer.plan;
        let condition = self.explainer.condition(rule);
        if let Some(condition) = condition
            && self.situation.truth(condition.id, None) != Some(Truth::True)
        {
            return self.findings(condition);
        }
        let says = |text: String| vec![Label { span: self.explainer.actions(rule), text }];
        if plan.rules[rule].move_to == Some(self.situation.stage()) {
            let stage = self.stage(self.situation.stage());
            return says(format!("this is true, but the customer is already in `{stage}`"));
        }
        if !fired(plan, self.situation, self.decision).contains(&rule) {
            return self.outrun(rule);
        }
        match &outcome.kind {
            OutcomeKind::Give(gift, _)
            | OutcomeKind::Owed(gift)
            | OutcomeKind::Withhold { gift, .. } => {
                let mut labels = says(self.fate(*gift));
                labels.extend(self.withheld(*gift).into_iter().flat_map(|one| self.held_by(one)));
                if let OutcomeKind::Owed(_) = outcome.kind {
                    labels.extend(self.why_not_kept(*gift));
                }
                labels
            }
            OutcomeKind::Tag(_) | OutcomeKind::Untag(_) => {
                says("done here, but undone by a later action".to_owned())
            }
            OutcomeKind::Move(_) | OutcomeKind::NoMove | OutcomeKind::Nothing => {
                says("this rule fires".to_owned())
            }
        }
    }

    /// A rule that holds and does not fire, because its move is not the one taken.
    fn outrun(&self, rule: RuleId) -> Vec<Label> {
        let mut labels = Vec::new();
        let mut say = |rule: RuleId, text: String| {
            labels.push(Label { span: self.explainer.actions(rule), text });
        };
        match (self.decision.moves.first(), self.explainer.plan.rules[rule].move_to) {
            (Some(taken), _) => {
                say(rule, "this is true too, but a customer moves only once".to_owned());
                say(taken.rule, "and this rule comes first".to_owned());
            }
            (None, Some(to)) => {
                say(rule, format!("this is true, but `{}` is full", self.stage(to)));
            }
            (None, None) => say(rule, "this is true".to_owned()),
        }
        labels
    }

    /// What became of a gift that a rule asked for.
    fn fate(&self, id: GiftId) -> String {
        if let Some(withheld) = self.withheld(id) {
            return format!("asked for here, but withheld: {}", self.reason(withheld));
        }
        if self.decision.given.iter().any(|given| given.gift == id) {
            return "given here".to_owned();
        }
        let gift = &self.explainer.plan.gifts[id];
        match (&gift.only_in, gift.sample) {
            (Some(stages), None) => {
                let names: Vec<&str> = stages.iter().map(|stage| self.stage(*stage)).collect();
                format!("asked for here, but it is given only in {}", names.join(", "))
            }
            (Some(_) | None, Some(_)) => format!(
                "asked for here, but it is only for a sample of customers, and `{}` is not in it: \
                 try another `id \"...\"`",
                self.situation.id()
            ),
            (None, None) => "asked for here, but not offered".to_owned(),
        }
    }

    fn reason(&self, withheld: &Withheld) -> String {
        let given = self.situation.given().iter().rev().filter(|one| {
            one.gift == withheld.gift && (withheld.event.is_none() || one.event == withheld.event)
        });
        match withheld.reason {
            Reason::Pause => "it is paused".to_owned(),
            Reason::Repeat => match given.map(|grant| grant.at).next() {
                Some(Some(at)) => {
                    let on = self.explainer.writer().instant(at);
                    format!("it was given on {on}{}", self.per_stay(withheld.gift))
                }
                Some(None) => "it was given before, on an unknown date".to_owned(),
                None => {
                    let rest = self.per_stay(withheld.gift);
                    format!("it was already given as often as allowed{rest}")
                }
            },
            Reason::Unknown if withheld.event.is_none() && self.is_for_each(withheld.gift) => {
                "the event that it is for has no key".to_owned()
            }
            Reason::Unknown => "what it costs or is worth is unknown".to_owned(),
            Reason::Limit => "the customer has reached a limit".to_owned(),
            Reason::Holdout => format!(
                "`{}` is in the control group, which does not get it: try another `id \"...\"`",
                self.situation.id()
            ),
            Reason::Budget => "there is not enough left in its budget".to_owned(),
        }
    }

    /// What holds where the file does not say how often a gift is given.
    fn per_stay(&self, gift: GiftId) -> &'static str {
        let gift = &self.explainer.plan.gifts[gift];
        match gift.how_often {
            HowOften::OncePerStay if gift.each.is_none() => {
                ", and without `every time` it is given once per stay in a stage"
            }
            HowOften::OncePerStay | HowOften::Once | HowOften::Times(..) | HowOften::EveryTime => {
                ""
            }
        }
    }

    /// What holds a gift back, where that is elsewhere in the file.
    fn held_by(&self, withheld: &Withheld) -> Vec<Label> {
        match withheld.reason {
            Reason::Pause => self
                .explainer
                .pauses()
                .filter(|(gifts, _)| gifts.contains(&withheld.gift))
                .filter(|(_, condition)| {
                    self.situation.truth(condition.id, None) != Some(Truth::False)
                })
                .flat_map(|(_, condition)| self.findings(condition))
                .collect(),
            Reason::Limit => self
                .explainer
                .plan
                .limits
                .iter()
                .filter(|limit| limit.gifts.contains(&withheld.gift))
                .map(|limit| Label { span: limit.span, text: "this limits it".to_owned() })
                .collect(),
            Reason::Unknown => self.unknown_amounts(withheld.gift),
            Reason::Repeat | Reason::Holdout | Reason::Budget => Vec::new(),
        }
    }

    /// Why what is withheld is not kept, where that is elsewhere in the file.
    fn why_not_kept(&self, gift: GiftId) -> Vec<Label> {
        let gift = &self.explainer.plan.gifts[gift];
        match gift.kept.as_ref().map(|kept| &kept.condition) {
            Some(Some(condition)) => self.findings(condition),
            Some(None) => Vec::new(),
            None => vec![Label { span: gift.span, text: "this is not kept".to_owned() }],
        }
    }

    fn is_for_each(&self, gift: GiftId) -> bool {
        self.explainer.plan.gifts[gift].each.is_some()
    }

    /// The amounts of a gift that are unknown, or less than nothing.
    fn unknown_amounts(&self, gift: GiftId) -> Vec<Label> {
        let plan = self.explainer.plan;
        let labels = plan.gifts[gift].calculated().filter_map(|amount| {
            let text = match self.situation.seen(amount.id, None)? {
                Seen::Value(Value::Number(number)) if number.is_negative() => {
                    format!("this is {}, less than nothing", plan.currency.write(number))
                }
                Seen::Value(_) => return None,
                Seen::Unknown | Seen::Between(..) => "this is unknown".to_owned(),
            };
            Some(Label { span: plan.part(amount.id).span, text })
        });
        labels.collect()
    }

    pub(super) fn findings(&self, condition: &Cond) -> Vec<Label> {
        let findings = self.explainer.why(condition, self.situation, None).into_iter().flatten();
        findings.map(|finding| Label { span: finding.span, text: finding.words }).collect()
    }
}

/// Whether a rule would bring this if it fired.
fn does(rule: &Rule, outcome: &OutcomeKind) -> bool {
    let some = |wanted: &dyn Fn(&Action) -> bool| rule.actions.iter().any(wanted);
    match outcome {
        OutcomeKind::Move(stage) => rule.move_to == Some(*stage),
        OutcomeKind::Give(gift, _)
        | OutcomeKind::Owed(gift)
        | OutcomeKind::Withhold { gift, .. } => some(&|action| match action {
            Action::Give(other, _) => other == gift,
            Action::Tag(_) | Action::Untag(_) => false,
        }),
        OutcomeKind::Tag(tag) => some(&|action| sets(action, tag)),
        OutcomeKind::Untag(tag) => some(&|action| takes_away(action, tag)),
        OutcomeKind::NoMove | OutcomeKind::Nothing => false,
    }
}
