//! What is known of each part of a plan besides what it does: where it stands, and how it is
//! written. Evaluation reads none of it.

use crate::check::Type;
use crate::problems::Span;

/// Names one value or condition of a plan: an index into [`Plan::parts`](super::Plan::parts), which
/// has an entry for each part and no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartId(usize);

impl PartId {
    pub(super) fn new(index: usize) -> PartId {
        PartId(index)
    }

    /// Its place in [`Plan::parts`](super::Plan::parts).
    pub fn index(self) -> usize {
        self.0
    }
}

/// A value or condition as the rules write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it is. Several parts may be at one place: what sugar is made of is where
    /// the sugar is, and a condition on all events of a list is where the list is declared.
    pub span: Span,
    /// Where else the same is written. Passes over events that mean the same are kept once, and
    /// so are places among all customers: their parts are where they are written first.
    pub elsewhere: Vec<Span>,
    /// What it is: tells money from numbers and stages from choices.
    pub ty: Type,
    /// How it is written.
    pub written: Written,
}

impl Part {
    /// A part that the plan takes over as it is written.
    pub(super) fn plain(span: Span, ty: Type) -> Part {
        Part { span, elsewhere: Vec::new(), ty, written: Written::Plainly }
    }

    /// A part that the plan adds to say what is written.
    pub(super) fn added(span: Span, ty: Type) -> Part {
        Part { written: Written::Added, ..Part::plain(span, ty) }
    }
}

/// How a part is written, where the plan says it in other words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// As the plan has it.
    Plainly,
    /// Not at all: it belongs to what the plan makes of the sugar that is there.
    Added,
    /// `x between a and b`: in the plan, both of two comparisons.
    Between,
    /// `x in (a, b)`: in the plan, one of several values or any of several comparisons.
    In,
    /// `x is missing`: in the plan, not known.
    Missing,
    /// `at least 3 purchases`: in the plan, the comparison of a number of events.
    Quantity,
    /// `count(purchases)`, where that is a field of type `count`.
    Count,
}

impl Written {
    /// Whether the rules write as one thing what the plan has as several parts.
    pub fn is_sugar(self) -> bool {
        match self {
            Written::Plainly | Written::Added => false,
            Written::Between
            | Written::In
            | Written::Missing
            | Written::Quantity
            | Written::Count => true,
        }
    }
}
