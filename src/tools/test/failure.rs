use crate::check::model::{Outcome, OutcomeKind, Step};
use crate::eval::{Decision, Fault, Reason, Situation, Withheld};
use crate::plan::{Action, Rule, RuleId, StageId};
use crate::report::{Label, Problem, Problems, Span, register as code};
use crate::tools::explain::Explainer;
use crate::values::Truth;

use super::Happening;
use super::coverage::{entered, fired};
use super::happening::{sets, takes_away};
use super::verdict::Complaint;

/// More places than this nobody follows.
const MOST_LABELS: usize = 8;

/// An `expect` that was not met, with everything that can say why.
pub(super) struct Failure<'f> {
    pub explainer: &'f Explainer<'f>,
    pub situation: &'f Situation<'f>,
    pub decision: &'f Decision,
    pub step: &'f Step,
    /// The line before was an `expect` too, at the same moment.
    pub again: bool,
}

/// The rules ask for what cannot be calculated.
pub(super) fn undecided(step: &Step, fault: Fault) -> Problems {
    let title = "This customer cannot be decided";
    let mut problems = Problems::new();
    problems.push(Problem::new(code::TEST_FAILED, title, step.span, fault.to_string()));
    problems
}

impl Failure<'_> {
    pub fn problem(&self, complaint: &Complaint<'_>) -> Problem {
        let mut problem = match complaint {
            Complaint::Missing(outcome) => self.missing(outcome),
            Complaint::Unwanted(outcome, happenings) => {
                let title = match happenings.first() {
                    Some(Happening::Move(step)) if outcome.kind == OutcomeKind::NoMove => {
                        format!("The customer moves to `{}`", self.stage(step.to))
                    }
                    Some(_) | None => "Something happens".to_owned(),
                };
                self.unwanted(title, outcome.span, happenings)
            }
            Complaint::Surplus(happenings) => {
                self.unwanted("More happens than that".to_owned(), self.step.span, happenings)
            }
        };
        if self.again && problem.help.is_none() {
            problem = problem.help(
                "each `expect` decides anew, after the one above it: to expect several things of one decision, write them in one line with `;` between them",
            );
        }
        problem
    }

    /// What was expected did not happen.
    fn missing(&self, outcome: &Outcome) -> Problem {
        let label = format!("expected as of {}, but {}", self.step.as_of, self.instead());
        let title = self.title(&outcome.kind);
        let mut problem = Problem::new(code::TEST_FAILED, title, outcome.span, label);
        let (near, far): (Vec<RuleId>, Vec<RuleId>) =
            self.doing(&outcome.kind).partition(|rule| self.in_reach(*rule));
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
            OutcomeKind::Give(id) if self.withheld(*id).is_some() => {
                format!("`{}` is withheld", gift(*id))
            }
            OutcomeKind::Give(id) => format!("`{}` is not given", gift(*id)),
            OutcomeKind::Tag(tag) => format!("The customer is not tagged \"{tag}\""),
            OutcomeKind::Untag(tag) => format!("The tag \"{tag}\" is not taken away"),
            OutcomeKind::NoMove | OutcomeKind::Nothing => "Something happens".to_owned(),
            OutcomeKind::Withhold { gift: id, reason } => match (self.withheld(*id), reason) {
                (Some(_), Some(reason)) => {
                    format!("`{}` is withheld, but not because of `{reason}`", gift(*id))
                }
                (Some(_) | None, _) => format!("`{}` is not withheld", gift(*id)),
            },
        }
    }

    /// `this is all that happens: tag "x"`.
    fn instead(&self) -> String {
        let writer = self.explainer.writer();
        let withheld = self.decision.withheld.iter().map(|withheld| {
            let gift = &self.explainer.plan.gifts[withheld.gift].name;
            format!("withhold {gift} because {}", withheld.reason.word())
        });
        let all = Happening::all(self.decision).into_iter().map(|one| one.words(&writer));
        let all: Vec<String> = all.chain(withheld).collect();
        match &all[..] {
            [] => "nothing happens".to_owned(),
            _ => format!("this is what happens: {}", all.join("; ")),
        }
    }

    /// The rules that would bring this.
    fn doing<'s>(&'s self, outcome: &'s OutcomeKind) -> impl Iterator<Item = RuleId> + 's {
        let rules = self.explainer.plan.rules.iter().enumerate();
        rules.filter(|(_, rule)| does(rule, outcome)).map(|(id, _)| id)
    }

    /// Whether the customer is, or comes, where the rule applies.
    fn in_reach(&self, rule: RuleId) -> bool {
        let plan = self.explainer.plan;
        match self.home(rule) {
            None => true,
            Some((stage, true)) => entered(plan, self.situation, self.decision).contains(&stage),
            Some((stage, false)) => stage == self.situation.stage(),
        }
    }

    /// The stage of a rule, and whether it is what happens on entering it; none for a rule of any
    /// stage.
    fn home(&self, rule: RuleId) -> Option<(StageId, bool)> {
        let stages = self.explainer.plan.stages.iter().enumerate();
        stages.into_iter().find_map(|(id, stage)| {
            let entering = stage.on_entering.contains(&rule);
            (entering || stage.rules.contains(&rule)).then_some((id, entering))
        })
    }

    fn stage(&self, stage: StageId) -> &str {
        &self.explainer.plan.stages[stage].name
    }

    fn withheld(&self, gift: usize) -> Option<&Withheld> {
        self.decision.withheld.iter().find(|withheld| withheld.gift == gift)
    }

    /// Why a rule did not bring what it could have brought.
    fn why_not(&self, outcome: &Outcome, rule: RuleId) -> Vec<Label> {
        let plan = self.explainer.plan;
        let condition = self.explainer.condition(rule);
        if let Some(condition) = condition
            && self.situation.truth(condition.plan) != Truth::True
        {
            return self.findings(rule);
        }
        let says = |text: String| vec![Label { span: self.explainer.actions(rule), text }];
        if plan.rules[rule].move_to == Some(self.situation.stage()) {
            let stage = self.stage(self.situation.stage());
            return says(format!("this holds, but the customer is in `{stage}` already"));
        }
        if !fired(plan, self.situation, self.decision).contains(&rule) {
            return self.outrun(rule);
        }
        match &outcome.kind {
            OutcomeKind::Give(gift) | OutcomeKind::Withhold { gift, .. } => {
                says(match self.withheld(*gift) {
                    Some(withheld) => {
                        format!("asked for here and withheld: {}", self.reason(withheld))
                    }
                    None if self.decision.given.iter().any(|given| given.gift == *gift) => {
                        "given here".to_owned()
                    }
                    None => "asked for here, but it is not offered to this customer".to_owned(),
                })
            }
            OutcomeKind::Tag(_) | OutcomeKind::Untag(_) => {
                says("said here, and taken back by a later action".to_owned())
            }
            OutcomeKind::Move(_) | OutcomeKind::NoMove | OutcomeKind::Nothing => {
                says("this rule fires".to_owned())
            }
        }
    }

    /// A rule that holds and does not fire, because another one moves the customer.
    fn outrun(&self, rule: RuleId) -> Vec<Label> {
        let text = "this holds too, but a customer moves only once".to_owned();
        let mut labels = vec![Label { span: self.explainer.actions(rule), text }];
        labels.extend(self.decision.moves.first().map(|step| Label {
            span: self.explainer.actions(step.rule),
            text: "and this rule comes first".to_owned(),
        }));
        labels
    }

    fn reason(&self, withheld: &Withheld) -> String {
        let given = self.situation.given().iter().rev().filter(|one| one.gift == withheld.gift);
        match withheld.reason {
            Reason::Repeat => match given.map(|grant| grant.at).next() {
                Some(Some(at)) => {
                    format!("it was given on {}", self.explainer.writer().instant(at))
                }
                Some(None) => "it was given before, nobody knows when".to_owned(),
                None => "it was given before, as often as it may be".to_owned(),
            },
        }
    }

    fn findings(&self, rule: RuleId) -> Vec<Label> {
        let condition = self.explainer.condition(rule);
        let findings = condition.map(|condition| self.explainer.why(condition, self.situation));
        let findings = findings.into_iter().flatten();
        findings.map(|finding| Label { span: finding.span, text: finding.words }).collect()
    }

    /// Where no rule within reach could have brought it.
    fn nobody(&self, outcome: &OutcomeKind, far: &[RuleId]) -> String {
        let now = self.stage(self.situation.stage());
        match far.first().and_then(|rule| self.home(*rule)) {
            None => match outcome {
                OutcomeKind::Move(stage) => format!("no rule moves to `{}`", self.stage(*stage)),
                OutcomeKind::Give(_) | OutcomeKind::Withhold { .. } => {
                    "no rule gives it".to_owned()
                }
                OutcomeKind::Tag(_)
                | OutcomeKind::Untag(_)
                | OutcomeKind::NoMove
                | OutcomeKind::Nothing => "no rule does this".to_owned(),
            },
            Some((stage, true)) => format!(
                "it comes with entering `{}`, and the customer stays in `{}`",
                self.stage(stage),
                self.stage(self.decision.to)
            ),
            Some((stage, false)) => format!(
                "a rule of `{}` does this, but the customer is in `{now}`",
                self.stage(stage)
            ),
        }
    }

    /// What happened was not expected.
    fn unwanted(&self, title: String, span: Span, happenings: &[Happening<'_>]) -> Problem {
        let writer = self.explainer.writer();
        let words: Vec<String> = happenings.iter().map(|one| one.words(&writer)).collect();
        let label = format!("as of {}, this happens too: {}", self.step.as_of, words.join("; "));
        let mut problem = Problem::new(code::TEST_FAILED, title, span, label);
        let plan = self.explainer.plan;
        let fired = fired(plan, self.situation, self.decision);
        let mut rules: Vec<RuleId> =
            happenings.iter().filter_map(|one| one.rule(plan, &fired)).collect();
        rules.dedup();
        problem.others = shortened(rules.into_iter().flat_map(|rule| {
            let text = "because of this".to_owned();
            let mut labels = self.findings(rule);
            labels.push(Label { span: self.explainer.actions(rule), text });
            labels
        }));
        problem
    }
}

/// Whether a rule would bring this if it fired.
fn does(rule: &Rule, outcome: &OutcomeKind) -> bool {
    let some = |wanted: &dyn Fn(&Action) -> bool| rule.actions.iter().any(wanted);
    match outcome {
        OutcomeKind::Move(stage) => rule.move_to == Some(*stage),
        OutcomeKind::Give(gift) | OutcomeKind::Withhold { gift, .. } => {
            some(&|action| match action {
                Action::Give(other) => other == gift,
                Action::Tag(_) | Action::Untag(_) => false,
            })
        }
        OutcomeKind::Tag(tag) => some(&|action| sets(action, tag)),
        OutcomeKind::Untag(tag) => some(&|action| takes_away(action, tag)),
        OutcomeKind::NoMove | OutcomeKind::Nothing => false,
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
