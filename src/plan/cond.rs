//! Conditions.

use std::hash::{Hash, Hasher};

use crate::terms::{Comparison, DateWindow, TextTest};
use crate::values::Shift;

use super::{Expr, PartId, Scope};

/// A condition: true, false or unknown. Two are equal where they mean the same, wherever they
/// are: ids do not count.
#[derive(Clone, Debug)]
pub struct Cond {
    /// Which part of the plan it is.
    pub id: PartId,
    /// What it is made of.
    pub kind: CondKind,
}

/// What a condition is made of: conditions joined, or one thing that is asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CondKind {
    /// All are true.
    All(Vec<Cond>),
    /// At least one is true.
    Any(Vec<Cond>),
    /// The opposite.
    Not(Box<Cond>),
    /// A `let` that is a condition, by its index in the plan.
    Let(usize),
    /// Something that is so, or not, as a whole.
    Atom(Atom),
}

/// What is asked of values and events. Folds and windows are indexes into the plan.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Atom {
    /// The value is yes.
    IsYes(Box<Expr>),
    /// Two values, compared.
    Compare(Box<Expr>, Comparison, Box<Expr>),
    /// The first is one of the others.
    OneOf(Box<Expr>, Vec<Expr>),
    /// The value is known.
    Known(Box<Expr>),
    /// The list of events is there, even if it is empty.
    ListKnown(Scope),
    /// A text is tested for another.
    TextTest(Box<Expr>, TextTest, Box<Expr>),
    /// A set has an entry.
    Contains(Box<Expr>, Box<Expr>),
    /// It is the day and month of a day, a year or more later.
    Anniversary {
        /// The day.
        of: Box<Expr>,
        /// How each anniversary is moved: `anniversary of (birthday - 7 days)`.
        moved: Vec<Shift>,
        /// When it has to be; `None`: today.
        window: Option<DateWindow>,
    },
    /// A date is in a window.
    InWindow(Box<Expr>, DateWindow),
    /// The instant is at least the window back.
    Elapsed {
        /// How long that must be.
        window: usize,
        /// The instant in question.
        since: Moment,
    },
    /// No event of the fold for the length of the window.
    Without {
        /// How long that must be.
        window: usize,
        /// Finds the last such event.
        fold: usize,
    },
}

impl Atom {
    /// Calls for each value that it asks, in the order written.
    pub fn values<'p>(&'p self, mut each: impl FnMut(&'p Expr)) {
        match self {
            Atom::IsYes(value) | Atom::Known(value) | Atom::InWindow(value, _) => each(value),
            Atom::Anniversary { of, .. } => each(of),
            Atom::Compare(left, _, right)
            | Atom::TextTest(left, _, right)
            | Atom::Contains(left, right) => {
                each(left);
                each(right);
            }
            Atom::OneOf(value, list) => {
                each(value);
                list.iter().for_each(each);
            }
            Atom::Elapsed { since, .. } => since.date().into_iter().for_each(each),
            Atom::ListKnown(_) | Atom::Without { .. } => {}
        }
    }
}

/// An instant to count from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// When the stage was entered.
    Entering,
    /// The last event of this fold.
    Last(usize),
    /// A date or time that is calculated.
    At(Box<Expr>),
}

impl Moment {
    /// The date that is calculated for it, if it is one.
    pub fn date(&self) -> Option<&Expr> {
        match self {
            Moment::At(date) => Some(date),
            Moment::Entering | Moment::Last(_) => None,
        }
    }
}

impl PartialEq for Cond {
    fn eq(&self, other: &Cond) -> bool {
        self.kind == other.kind
    }
}

impl Eq for Cond {}

impl Hash for Cond {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.kind.hash(state);
    }
}
