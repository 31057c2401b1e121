//! One thing that a decision brings.

use crate::eval::{Decision, Given, Move};
use crate::plan::{Action, Plan, RuleId};
use crate::tools::explain::Writer;

/// One thing that a decision brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening<'d> {
    /// A move to another stage.
    Move(Move),
    /// A gift is given.
    Give(&'d Given),
    /// A tag is set.
    Tag(&'d str),
    /// A tag is removed.
    Untag(&'d str),
}

impl<'d> Happening<'d> {
    /// Everything that happens, in the order in which a rule would say it. What is withheld does
    /// not happen, and nor does the entering of the start stage, which comes with being new.
    pub fn all(decision: &'d Decision) -> Vec<Happening<'d>> {
        let moves = decision.moves.iter().copied().map(Happening::Move);
        let given = decision.given.iter().map(Happening::Give);
        let tags = decision.tags.iter().map(|tag| Happening::Tag(tag));
        let untags = decision.untags.iter().map(|tag| Happening::Untag(tag));
        moves.chain(given).chain(tags).chain(untags).collect()
    }

    /// As a rule would say it: `move to Enthusiast`.
    pub fn words(self, writer: &Writer<'_>) -> String {
        match self {
            Happening::Move(step) => format!("move to {}", writer.plan.stages[step.to].name),
            Happening::Give(given) => writer.give(given.gift),
            Happening::Tag(tag) => format!("tag \"{tag}\""),
            Happening::Untag(tag) => format!("untag \"{tag}\""),
        }
    }

    /// The rule that did it, among those that fired. Decisions do not say which rule set a tag, so
    /// it is the last one that asked for it.
    pub fn rule(self, plan: &Plan, fired: &[RuleId]) -> Option<RuleId> {
        let asked = |wanted: &dyn Fn(&Action) -> bool| {
            let asks = |rule: &&RuleId| plan.rules[**rule].actions.iter().any(wanted);
            fired.iter().rev().find(asks).copied()
        };
        match self {
            Happening::Move(step) => Some(step.rule),
            Happening::Give(given) => Some(given.rule),
            Happening::Tag(tag) => asked(&|action| sets(action, tag)),
            Happening::Untag(tag) => asked(&|action| takes_away(action, tag)),
        }
    }
}

/// Whether an action sets this tag.
pub(super) fn sets(action: &Action, tag: &str) -> bool {
    match action {
        Action::Tag(other) => other == tag,
        Action::Give(..) | Action::Untag(_) => false,
    }
}

/// Whether an action removes this tag.
pub(super) fn takes_away(action: &Action, tag: &str) -> bool {
    match action {
        Action::Untag(other) => other == tag,
        Action::Give(..) | Action::Tag(_) => false,
    }
}
