//! A change to the rules.

use crate::problems::{Edit, Span};

/// A change to the rules.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// What sort of change it is.
    pub kind: Kind,
    /// Where it is.
    pub at: Span,
    /// What is written there.
    pub was: String,
    /// What it becomes; `None`: it is left out.
    pub becomes: Option<String>,
    /// What a test is called that notices it.
    pub(super) title: String,
    pub(super) edits: Vec<Edit>,
    /// What it changes besides conditions.
    pub(super) about: About,
}

/// What sort of change it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Another comparison.
    Comparison,
    /// A threshold, moved by a step.
    Threshold,
    /// A length of time, by one unit; or a window that is left out.
    Length,
    /// `or` in place of `and`, or the other way around.
    Joining,
    /// The opposite.
    Opposite,
    /// A part of a condition that is left out.
    Part,
    /// Two rules that move customers, swapped.
    Order,
    /// A rule that is left out.
    Rule,
    /// An action that is left out, or a move to another stage.
    Action,
    /// How often a gift is given.
    HowOften,
    /// A limit.
    Cap,
    /// A pause.
    Pause,
}

impl Kind {
    /// Its name in documents.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Comparison => "comparison",
            Kind::Threshold => "threshold",
            Kind::Length => "length",
            Kind::Joining => "and-or",
            Kind::Opposite => "not",
            Kind::Part => "part",
            Kind::Order => "order",
            Kind::Rule => "rule",
            Kind::Action => "action",
            Kind::HowOften => "how-often",
            Kind::Cap => "cap",
            Kind::Pause => "pause",
        }
    }
}

/// What a change is about, by where that is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// The condition of one rule, and nothing else.
    Condition,
    /// A condition or value that several others may build on.
    Shared,
    /// What a rule does, or whether there is one.
    Rule(Span),
    /// The order of two rules.
    Order(Span, Span),
    /// How often a gift is given, by its name.
    Gift(Span),
    /// A limit.
    Limit(Span),
    /// A pause that is left out, by its condition.
    Pause(Span),
}
