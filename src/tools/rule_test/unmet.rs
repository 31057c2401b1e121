//! An expectation that was not met, as a problem on the source.

use crate::check::model::{Outcome, OutcomeKind, Step};
use crate::eval::{Decision, Fault, Reason, Situation, Withheld};
use crate::plan::{RuleId, StageId};
use crate::problems::{Label, Problem, Problems, Span, register as code};
use crate::tools::explain::Explainer;

use super::Happening;
use super::coverage::fired;
use super::verdict::Mismatch;

/// What is easily forgotten of two `expect`s in a row.
const ANEW: &str = "Each `expect` makes a new decision, after the one above. To expect several \
    outcomes of one decision, write them on one line, with `;` between them";

/// More places than this nobody follows.
const MOST_LABELS: usize = 8;

/// An `expect` that was not met, with everything that can say why.
pub(super) struct Unmet<'f> {
    pub explainer: &'f Explainer<'f>,
    pub situation: &'f Situation<'f>,
    pub decision: &'f Decision,
    pub step: &'f Step,
    /// The line before was an `expect` too, at the same moment.
    pub again: bool,
}

/// The rules ask for what cannot be calculated.
pub(super) fn undecided(step: &Step, fault: Fault) -> Problems {
    let title = "There is no decision for this customer";
    let mut problems = Problems::new();
    problems.push(Problem::new(code::TEST_FAILED, title, step.span, fault.to_string()));
    problems
}

impl Unmet<'_> {
    /// A problem for each mismatch. Those with the same reasons are one.
    pub(super) fn problems(&self, mismatches: &[Mismatch<'_>]) -> Problems {
        let mut told: Vec<Problem> = Vec::new();
        for mismatch in mismatches {
            let problem = self.problem(mismatch);
            let same = |other: &&mut Problem| {
                !problem.others.is_empty() && other.others.starts_with(&problem.others)
            };
            match told.iter_mut().find(same) {
                Some(other) => {
                    let text = "this does not happen either, for the same reason".to_owned();
                    other.others.push(Label { span: problem.at.span, text });
                }
                None => told.push(problem),
            }
        }
        let mut problems = Problems::new();
        problems.extend(told);
        problems
    }

    fn problem(&self, mismatch: &Mismatch<'_>) -> Problem {
        let mut problem = match mismatch {
            Mismatch::Missing(outcome) => self.missing(outcome),
            Mismatch::Unwanted(outcome, happenings) => {
                let title = match happenings.first() {
                    Some(Happening::Move(step)) if outcome.kind == OutcomeKind::NoMove => {
                        format!("The customer moves to `{}`", self.stage(step.to))
                    }
                    Some(_) | None => "Something happens".to_owned(),
                };
                self.unwanted(title, outcome.span, happenings)
            }
            Mismatch::Surplus(happenings) => self.unwanted(
                "More happens than the test expects".to_owned(),
                self.step.span,
                happenings,
            ),
        };
        if self.again {
            let before = problem.help.map_or(String::new(), |help| format!("{help}.\n"));
            problem.help = Some(before + ANEW);
        }
        problem
    }

    /// What was expected did not happen.
    fn missing(&self, outcome: &Outcome) -> Problem {
        let label = format!("expected as of {}{}", self.step.as_of, self.instead());
        let title = self.title(&outcome.kind);
        let mut problem = Problem::new(code::TEST_FAILED, title, outcome.span, label);
        let (near, far): (Vec<RuleId>, Vec<RuleId>) =
            self.doing(&outcome.kind).partition(|rule| self.in_reach(*rule));
        let near = self.foremost(near);
        problem.others = shortened(near.iter().flat_map(|rule| self.why_not(outcome, *rule)));
        if near.is_empty() {
            problem = problem.help(self.nobody(&outcome.kind, &far));
        }
        problem
    }

    fn title(&self, outcome: &OutcomeKind) -> String {
        let gift = |gift: usize| &self.explainer.plan.gifts[gift].name;
        match outcome {
            OutcomeKind::Move(stage) => {
                format!("The customer does not move to `{}`", self.stage(*stage))
            }
            OutcomeKind::Give(id, times) => self.title_of_given(*id, *times),
            OutcomeKind::Tag(tag) => format!("The customer is not tagged \"{tag}\""),
            OutcomeKind::Untag(tag) => format!("The tag \"{tag}\" is not removed"),
            OutcomeKind::NoMove | OutcomeKind::Nothing => "Something happens".to_owned(),
            OutcomeKind::Owed(id) => match self.withheld(*id) {
                Some(_) => format!("`{}` is withheld, but not kept", gift(*id)),
                None => format!("`{}` is not owed", gift(*id)),
            },
            OutcomeKind::Withhold { gift: id, reason } => match (self.withheld(*id), reason) {
                (Some(_), Some(reason)) => {
                    format!("`{}` is withheld, but not because of `{reason}`", gift(*id))
                }
                (Some(_) | None, _) => format!("`{}` is not withheld", gift(*id)),
            },
        }
    }

    fn title_of_given(&self, id: usize, expected: Option<u32>) -> String {
        let gift = &self.explainer.plan.gifts[id].name;
        let given = self.decision.given.iter().filter(|given| given.gift == id).count();
        let times = |count: usize| match count {
            0 => "not given".to_owned(),
            count => format!("given {}", in_words(count)),
        };
        match expected {
            Some(expected) if given > 0 || expected == 0 => {
                format!("`{gift}` is {}, not {}", times(given), in_words(expected as usize))
            }
            Some(_) | None if self.withheld(id).is_some() => format!("`{gift}` is withheld"),
            Some(_) | None => format!("`{gift}` is not given"),
        }
    }

    /// `; this happens: tag "x"`.
    fn instead(&self) -> String {
        let writer = self.explainer.writer();
        let withheld = self.decision.withheld.iter().map(|withheld| {
            let gift = &self.explainer.plan.gifts[withheld.gift].name;
            format!("`{gift}` is withheld: {}", why(withheld.reason))
        });
        let all = Happening::all(self.decision).into_iter().map(|one| one.words(&writer));
        let all: Vec<String> = all.chain(withheld).collect();
        match &all[..] {
            [] => ", but nothing happens".to_owned(),
            _ => format!(", but this happens: {}", all.join("; ")),
        }
    }

    pub(super) fn stage(&self, stage: StageId) -> &str {
        &self.explainer.plan.stages[stage].name
    }

    pub(super) fn withheld(&self, gift: usize) -> Option<&Withheld> {
        self.decision.withheld.iter().find(|withheld| withheld.gift == gift)
    }

    /// Where no rule within reach could have brought it.
    fn nobody(&self, outcome: &OutcomeKind, far: &[RuleId]) -> String {
        let now = self.stage(self.situation.stage());
        match far.first().and_then(|rule| self.home(*rule)) {
            None => match outcome {
                OutcomeKind::Move(stage) => format!("no rule moves to `{}`", self.stage(*stage)),
                OutcomeKind::Give(..) | OutcomeKind::Owed(_) | OutcomeKind::Withhold { .. } => {
                    "no rule gives it".to_owned()
                }
                OutcomeKind::Tag(_)
                | OutcomeKind::Untag(_)
                | OutcomeKind::NoMove
                | OutcomeKind::Nothing => "no rule does this".to_owned(),
            },
            Some((stage, true)) => format!(
                "it happens on entering `{}`, but the customer stays in `{}`",
                self.stage(stage),
                self.stage(self.decision.to)
            ),
            Some((stage, false)) => format!(
                "a rule in `{}` does this, but the customer is in `{now}`",
                self.stage(stage)
            ),
        }
    }

    /// What happened was not expected.
    fn unwanted(&self, title: String, span: Span, happenings: &[Happening<'_>]) -> Problem {
        let writer = self.explainer.writer();
        let words: Vec<String> = happenings.iter().map(|one| one.words(&writer)).collect();
        let label = format!("as of {}, this also happens: {}", self.step.as_of, words.join("; "));
        let mut problem = Problem::new(code::TEST_FAILED, title, span, label);
        let plan = self.explainer.plan;
        let fired = fired(plan, self.situation, self.decision);
        let mut rules: Vec<RuleId> =
            happenings.iter().filter_map(|one| one.rule(plan, &fired)).collect();
        rules.dedup();
        problem.others = shortened(rules.into_iter().flat_map(|rule| {
            let text = "because of this".to_owned();
            let condition = self.explainer.condition(rule);
            let mut labels = condition.map_or(Vec::new(), |condition| self.findings(condition));
            labels.push(Label { span: self.explainer.actions(rule), text });
            labels
        }));
        problem
    }
}

/// `once`, `3 times`.
fn in_words(times: usize) -> String {
    match times {
        1 => "once".to_owned(),
        many => format!("{many} times"),
    }
}

/// Each place once, and not too many of them.
fn shortened(labels: impl Iterator<Item = Label>) -> Vec<Label> {
    let mut kept: Vec<Label> = Vec::new();
    for label in labels {
        if kept.len() < MOST_LABELS && !kept.iter().any(|other| other.span == label.span) {
            kept.push(label);
        }
    }
    kept
}

/// Why a gift is withheld, as a sentence goes on after its name.
fn why(reason: Reason) -> &'static str {
    match reason {
        Reason::Pause => "it is paused",
        Reason::Unknown => "what it costs or is worth is unknown, or the event has no key",
        Reason::Limit => "a limit is reached",
        Reason::Holdout => "the customer is in the control group",
        Reason::Budget => "the budget is spent",
        Reason::Repeat => "it was already given as often as allowed",
    }
}
