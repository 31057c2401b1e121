//! Passing over events.

use crate::values::Period;

use super::{Cond, Expr, Moment};

/// Where events come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// A list of the record.
    List(usize),
    /// The history of what was given, these gifts only.
    Given(Vec<usize>),
}

/// Going over the events of a list once: which count, and what is made of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fold {
    /// Which events count.
    pub source: FoldSource,
    /// What is made of them.
    pub kind: FoldKind,
}

/// The events that count.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FoldSource {
    /// Which list they are in.
    pub scope: Scope,
    /// The list, by its slot, whose event at hand they have to belong to, straight or through other
    /// lists; `None`: they are any of the customer.
    pub within: Option<usize>,
    /// Names in it are attributes of the current event first.
    pub condition: Option<Cond>,
    /// Only those in this time.
    pub window: Option<WindowOp>,
}

/// What is made of events.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FoldKind {
    /// The number of events.
    Count,
    /// The number of different values.
    CountDifferent {
        /// What is counted.
        of: Expr,
        /// How many different values its type has, if there is a limit.
        most: Option<usize>,
    },
    /// The sum of a value over all of them.
    Sum(Expr),
    /// The same divided by their number.
    Average(Expr),
    /// The least value.
    Min(Expr),
    /// The greatest value.
    Max(Expr),
    /// The value of the first by time.
    First(Expr),
    /// The value of the last by time.
    Last(Expr),
}

impl FoldKind {
    /// The value of each event that it is made of.
    pub fn of(&self) -> Option<&Expr> {
        match self {
            FoldKind::Count => None,
            FoldKind::CountDifferent { of, .. }
            | FoldKind::Sum(of)
            | FoldKind::Average(of)
            | FoldKind::Min(of)
            | FoldKind::Max(of)
            | FoldKind::First(of)
            | FoldKind::Last(of) => Some(of),
        }
    }
}

/// Which times count.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum WindowOp {
    /// After the instant that this window reaches back to.
    Within(usize),
    /// From this moment on; the moment itself counts only where it is a date or field.
    Since(Moment),
    /// Since this period of the calendar began.
    This(Period),
    /// In the period of the calendar before that.
    Last(Period),
    /// Since the period of the calendar began that is so many before this one.
    Back(u32, Period),
    /// From one date to another; a day counts from its first instant to its last.
    Between(Box<Expr>, Box<Expr>),
}
