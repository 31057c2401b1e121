//! Questions about all customers, and the `assert` lines that ask them.

use super::{Expr, Name, Text};
use crate::problems::Span;
use crate::terms::Per;

/// `assert "no customer moves from Member to Guest"`, or a question that a command asks.
#[derive(Clone, Debug, PartialEq)]
pub struct Assert {
    pub span: Span,
    /// The question as it is written, without the quotation marks.
    pub text: Text,
    /// Nothing where it cannot be read.
    pub question: Option<Question>,
    /// Whether the file says it.
    pub in_file: bool,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// `no customer in Member with NPS ≥ 9 leaves`.
    Does {
        /// Whether all of them do it, or nobody does.
        every: bool,
        who: Who,
        does: Does,
    },
    /// `swag is given at most once per year`, `nobody gets more than $200 of rewards per year`.
    Most {
        /// A gift, a group or a kind of gifts.
        gifts: Name,
        most: Expr,
        /// Nothing where it is about all time.
        per: Option<Per>,
    },
}

/// The customers that a question is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Who {
    pub stage: Option<Name>,
    pub condition: Option<Expr>,
}

/// What a customer does.
#[derive(Clone, Debug, PartialEq)]
pub struct Does {
    pub span: Span,
    pub kind: DoesKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum DoesKind {
    Moves { from: Option<Name>, to: Name },
    Enters(Name),
    Leaves(Option<Name>),
    Stays(Option<Name>),
    Gets(Name),
    Tagged(Text),
}
