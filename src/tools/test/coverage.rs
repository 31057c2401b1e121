use std::collections::HashMap;

use crate::eval::{Decision, Situation};
use crate::plan::{GiftId, Plan, RuleId, StageId};
use crate::report::Span;
use crate::tools::explain::{Explainer, Part};
use crate::values::Truth;

/// What the tests have met of a program: each number is of decisions.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// In the order of the plan, what happens on entering a stage among them.
    pub rules: Vec<RuleSeen>,
    pub conditions: Vec<Condition>,
    pub stages: Vec<StageSeen>,
    pub gifts: Vec<GiftSeen>,
    /// Where each condition stands in `conditions`.
    places: HashMap<Span, usize>,
}

#[derive(Clone, Debug)]
pub struct RuleSeen {
    pub label: String,
    pub span: Span,
    pub fired: usize,
}

/// A part of a condition that is found to be so, or not, as a whole.
#[derive(Clone, Debug)]
pub struct Condition {
    pub span: Span,
    pub held: usize,
    pub failed: usize,
    pub unknown: usize,
}

#[derive(Clone, Debug)]
pub struct StageSeen {
    pub name: String,
    pub span: Span,
    pub entered: usize,
}

#[derive(Clone, Debug)]
pub struct GiftSeen {
    pub name: String,
    pub span: Span,
    pub given: usize,
    pub withheld: usize,
}

/// So many out of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    pub seen: usize,
    pub of: usize,
}

impl Share {
    /// `of` the things, those that were `seen`.
    fn count<T>(of: &[T], seen: impl Fn(&T) -> bool) -> Share {
        Share { seen: of.iter().filter(|thing| seen(thing)).count(), of: of.len() }
    }

    /// Whole percent, never rounded up to 100; `None` of nothing.
    pub fn percent(self) -> Option<usize> {
        (self.seen * 100).checked_div(self.of)
    }
}

impl Coverage {
    pub(super) fn new(explainer: &Explainer<'_>) -> Coverage {
        let (model, plan) = (explainer.model, explainer.plan);
        let mut coverage = Coverage {
            rules: plan
                .rules
                .iter()
                .map(|rule| RuleSeen { label: rule.label.clone(), span: rule.span, fired: 0 })
                .collect(),
            conditions: Vec::new(),
            stages: model
                .stages
                .iter()
                .map(|stage| StageSeen { name: stage.name.clone(), span: stage.span, entered: 0 })
                .collect(),
            gifts: model
                .gifts
                .iter()
                .map(|gift| GiftSeen {
                    name: gift.name.clone(),
                    span: gift.span,
                    given: 0,
                    withheld: 0,
                })
                .collect(),
            places: HashMap::new(),
        };
        let rules = (0..plan.rules.len()).filter_map(|rule| explainer.condition(rule));
        let mut spans: Vec<Span> = rules.flat_map(|c| leaves(explainer, c)).map(span).collect();
        spans.sort();
        spans.dedup();
        for span in spans {
            coverage.places.insert(span, coverage.conditions.len());
            coverage.conditions.push(Condition { span, held: 0, failed: 0, unknown: 0 });
        }
        coverage
    }

    /// Takes in what one decision met.
    pub(super) fn note(
        &mut self,
        explainer: &Explainer<'_>,
        customer: &Situation<'_>,
        decision: &Decision,
    ) {
        for condition in read(explainer.plan, customer).filter_map(|id| explainer.condition(id)) {
            for leaf in leaves(explainer, condition) {
                let Some(place) = self.places.get(&leaf.model.span) else { continue };
                let seen = &mut self.conditions[*place];
                match customer.truth(leaf.plan) {
                    Truth::True => seen.held += 1,
                    Truth::False => seen.failed += 1,
                    Truth::Unknown => seen.unknown += 1,
                }
            }
        }
        for rule in fired(explainer.plan, customer, decision) {
            self.rules[rule].fired += 1;
        }
        for stage in entered(explainer.plan, customer, decision) {
            self.stages[stage].entered += 1;
        }
        let given = decision.given.iter().map(|given| given.gift);
        given.for_each(|gift: GiftId| self.gifts[gift].given += 1);
        let withheld = decision.withheld.iter().map(|withheld| withheld.gift);
        withheld.for_each(|gift: GiftId| self.gifts[gift].withheld += 1);
    }

    pub fn rules_fired(&self) -> Share {
        Share::count(&self.rules, |rule| rule.fired > 0)
    }

    pub fn conditions_held(&self) -> Share {
        Share::count(&self.conditions, |condition| condition.held > 0)
    }

    pub fn conditions_failed(&self) -> Share {
        Share::count(&self.conditions, |condition| condition.failed > 0)
    }

    pub fn conditions_unknown(&self) -> Share {
        Share::count(&self.conditions, |condition| condition.unknown > 0)
    }

    pub fn stages_entered(&self) -> Share {
        Share::count(&self.stages, |stage| stage.entered > 0)
    }

    pub fn gifts_given(&self) -> Share {
        Share::count(&self.gifts, |gift| gift.given > 0)
    }

    pub fn gifts_withheld(&self) -> Share {
        Share::count(&self.gifts, |gift| gift.withheld > 0)
    }
}

fn span(part: Part<'_>) -> Span {
    part.model.span
}

fn leaves<'e>(explainer: &Explainer<'e>, condition: Part<'e>) -> Vec<Part<'e>> {
    let mut found = Vec::new();
    condition.leaves(explainer, &mut found);
    found
}

/// The rules whose conditions a step reads.
fn read<'p>(plan: &'p Plan, customer: &Situation<'_>) -> impl Iterator<Item = RuleId> + 'p {
    let own = plan.stages[customer.stage()].rules.iter();
    own.chain(&plan.any_stage).copied()
}

/// The stages that a decision entered, in order.
pub(super) fn entered(plan: &Plan, customer: &Situation<'_>, decision: &Decision) -> Vec<StageId> {
    let new = customer.is_new().then_some(plan.start);
    new.into_iter().chain(decision.moves.iter().map(|step| step.to)).collect()
}

/// The rules that fired, in the order in which they did, and what happened on entering.
pub(super) fn fired(plan: &Plan, customer: &Situation<'_>, decision: &Decision) -> Vec<RuleId> {
    let entering = |stage: StageId| plan.stages[stage].on_entering.iter().copied();
    let own = read(plan, customer).filter(|id| match plan.rules[*id].move_to {
        Some(_) => decision.moves.iter().any(|step| step.rule == *id),
        None => customer.truth(&plan.rules[*id].condition) == Truth::True,
    });
    let new = customer.is_new().then_some(plan.start);
    let mut fired: Vec<RuleId> = new.into_iter().flat_map(entering).collect();
    fired.extend(own);
    fired.extend(decision.moves.iter().flat_map(|step| entering(step.to)));
    fired
}
