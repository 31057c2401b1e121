//! A question about all customers with its names looked up.

use crate::problems::Span;
use crate::terms::{Cap, Per};

use super::Expr;

/// What an `assert` line, or a command, asks.
#[derive(Clone, Debug)]
pub struct Question {
    /// Of the whole question.
    pub span: Span,
    /// As it is written.
    pub text: String,
    /// Whether the file says it.
    pub in_file: bool,
    pub kind: QuestionKind,
}

#[derive(Clone, Debug)]
pub enum QuestionKind {
    /// Whether every customer does something in one step, or nobody does.
    Does { every: bool, stage: Option<usize>, condition: Option<Expr>, does: Does },
    /// Whether gifts are never given more often, or for more money, in a period.
    Most { gifts: Vec<usize>, cap: Cap, per: Option<Per> },
}

/// What a customer does. The stage where they are is that of the question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Does {
    /// Moves to this stage.
    MovesTo(usize),
    /// Gets to this stage, now or later.
    Enters(usize),
    /// Moves to any other stage.
    Leaves,
    Stays,
    /// Gets one of these.
    Gets(Vec<usize>),
    Tagged(String),
}
