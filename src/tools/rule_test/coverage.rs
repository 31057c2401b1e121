//! Which rules, conditions, stages and gifts the tests have met.

use crate::eval::{Decision, Situation};
use crate::plan::{Cond, GiftId, Plan, RuleId, StageId};
use crate::problems::Span;
use crate::tools::explain::Explainer;
use crate::values::Truth;

/// What the tests of a program have covered. Each number counts decisions.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// What happens on entering a stage among them.
    pub rules: Vec<RuleSeen>,
    /// The parts of their conditions.
    pub conditions: Vec<Condition>,
    /// All stages.
    pub stages: Vec<StageSeen>,
    /// All gifts.
    pub gifts: Vec<GiftSeen>,
    /// By part of the plan, its place in `conditions`.
    places: Vec<Option<usize>>,
}

/// A rule, and how often it fired.
#[derive(Clone, Debug)]
pub struct RuleSeen {
    /// Which rule of the plan.
    pub id: RuleId,
    /// Its name in decisions.
    pub label: String,
    /// Where it is.
    pub span: Span,
    /// How often it fired.
    pub fired: usize,
}

/// A part of a condition that is found to be so, or not, as a whole.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Where it is.
    pub span: Span,
    /// How often it held.
    pub held: usize,
    /// How often it did not.
    pub failed: usize,
    /// How often that was not known.
    pub unknown: usize,
}

/// A stage, and how often somebody entered it.
#[derive(Clone, Debug)]
pub struct StageSeen {
    /// Its name.
    pub name: String,
    /// Where it is declared.
    pub span: Span,
    /// How often somebody entered it.
    pub entered: usize,
}

/// A gift, and how often it was given or withheld.
#[derive(Clone, Debug)]
pub struct GiftSeen {
    /// Its name.
    pub name: String,
    /// Where it is declared.
    pub span: Span,
    /// How often it was given.
    pub given: usize,
    /// How often it was withheld.
    pub withheld: usize,
}

/// How many there are, out of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// How many were seen.
    pub seen: usize,
    /// How many there are.
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
        let plan = explainer.plan;
        let rule =
            |(id, span, label): (RuleId, Span, String)| RuleSeen { id, label, span, fired: 0 };
        let stages = plan.stages.iter();
        let stages = stages.map(|stage| (stage.name.clone(), stage.span));
        let gifts = plan.gifts.iter().map(|gift| (gift.name.clone(), gift.span));
        let mut coverage = Coverage {
            rules: rules(plan).map(rule).collect(),
            conditions: Vec::new(),
            stages: stages.map(|(name, span)| StageSeen { name, span, entered: 0 }).collect(),
            gifts: gifts
                .map(|(name, span)| GiftSeen { name, span, given: 0, withheld: 0 })
                .collect(),
            places: vec![None; plan.parts.len()],
        };
        let of_rules = rules(plan).filter_map(|(rule, ..)| explainer.condition(rule));
        let conditions = of_rules.chain(explainer.pauses().map(|(_, condition)| condition));
        let leaves: Vec<&Cond> = conditions.flat_map(|cond| explainer.leaves(cond)).collect();
        let mut spans: Vec<Span> = leaves.iter().map(|leaf| explainer.place(leaf)).collect();
        spans.sort();
        spans.dedup();
        for leaf in leaves {
            let place = spans.binary_search(&explainer.place(leaf)).ok();
            coverage.places[leaf.id.index()] = place;
        }
        let unmet = |span| Condition { span, held: 0, failed: 0, unknown: 0 };
        coverage.conditions = spans.into_iter().map(unmet).collect();
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
            self.note_condition(explainer, customer, condition);
        }
        let given: Vec<GiftId> = decision.given.iter().map(|given| given.gift).collect();
        let withheld: Vec<GiftId> = decision.withheld.iter().map(|held| held.gift).collect();
        for (gifts, condition) in explainer.pauses() {
            if given.iter().chain(&withheld).any(|gift| gifts.contains(gift)) {
                self.note_condition(explainer, customer, condition);
            }
        }
        let fired = fired(explainer.plan, customer, decision);
        for rule in self.rules.iter_mut().filter(|rule| fired.contains(&rule.id)) {
            rule.fired += 1;
        }
        for stage in entered(explainer.plan, customer, decision) {
            self.stages[stage].entered += 1;
        }
        given.iter().for_each(|gift| self.gifts[*gift].given += 1);
        withheld.iter().for_each(|gift| self.gifts[*gift].withheld += 1);
    }

    fn note_condition(
        &mut self,
        explainer: &Explainer<'_>,
        customer: &Situation<'_>,
        condition: &Cond,
    ) {
        for leaf in explainer.leaves(condition) {
            let Some(place) = self.places[leaf.id.index()] else { continue };
            let seen = &mut self.conditions[place];
            match customer.truth(leaf.id, None) {
                Some(Truth::True) => seen.held += 1,
                Some(Truth::False) => seen.failed += 1,
                Some(Truth::Unknown) => seen.unknown += 1,
                // It is asked of events, so it is no clause of a rule.
                None => {}
            }
        }
    }

    /// Rules that fired at least once.
    pub fn rules_fired(&self) -> Share {
        Share::count(&self.rules, |rule| rule.fired > 0)
    }

    /// Conditions that held at least once.
    pub fn conditions_held(&self) -> Share {
        Share::count(&self.conditions, |condition| condition.held > 0)
    }

    /// Conditions that failed at least once.
    pub fn conditions_failed(&self) -> Share {
        Share::count(&self.conditions, |condition| condition.failed > 0)
    }

    /// Conditions that were unknown at least once.
    pub fn conditions_unknown(&self) -> Share {
        Share::count(&self.conditions, |condition| condition.unknown > 0)
    }

    /// Stages that somebody entered.
    pub fn stages_entered(&self) -> Share {
        Share::count(&self.stages, |stage| stage.entered > 0)
    }

    /// Gifts that were given at least once.
    pub fn gifts_given(&self) -> Share {
        Share::count(&self.gifts, |gift| gift.given > 0)
    }

    /// Gifts that were withheld at least once.
    pub fn gifts_withheld(&self) -> Share {
        Share::count(&self.gifts, |gift| gift.withheld > 0)
    }
}

/// What somebody wrote as a rule or as what happens on entering, in the order of the file; not what
/// a full stage does to make room, which needs more than the one customer of a test.
fn rules(plan: &Plan) -> impl Iterator<Item = (RuleId, Span, String)> {
    let stages = plan.stages.iter();
    let own = stages.flat_map(|stage| stage.on_entering.iter().chain(&stage.rules));
    own.chain(&plan.any_stage).map(|id| {
        let rule = &plan.rules[*id];
        (*id, rule.span, rule.label.clone())
    })
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
        None => {
            let condition = plan.rules[*id].condition.as_ref();
            condition
                .is_some_and(|condition| customer.truth(condition.id, None) == Some(Truth::True))
        }
    });
    let new = customer.is_new().then_some(plan.start);
    let mut fired: Vec<RuleId> = new.into_iter().flat_map(entering).collect();
    fired.extend(own);
    fired.extend(decision.moves.iter().flat_map(|step| entering(step.to)));
    fired
}
