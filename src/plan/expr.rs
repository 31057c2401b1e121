//! Values.

use std::hash::{Hash, Hasher};

use crate::terms::{DatePart, Edge, Extreme, Operator};
use crate::values::{Decimal, Duration, Period, Rounding, Shift, Value};

use super::{Cond, GrantAmount, PartId};

/// A value. Two are equal where they mean the same, wherever they are: ids do not count.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Which part of the plan it is.
    pub id: PartId,
    /// What it is made of.
    pub kind: ExprKind,
}

/// What a value is made of. Slots, folds and `let`s are indexes into the plan.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ExprKind {
    /// A value that is written out.
    Constant(Value<'static>),
    /// A field of the record.
    Field(usize),
    /// An attribute of the current event of a list.
    Attribute(usize),
    /// An amount of the current grant.
    OfGrant(GrantAmount),
    /// The time of the current event.
    EventTime,
    /// A `let` that is a value, or a score.
    Let(usize),
    /// Which arm of an experiment the customer is in.
    Arm(usize),
    /// The result of going over events.
    Fold(usize),
    /// A place among all customers of the run.
    Standing(usize),
    /// The stage.
    Stage,
    /// When the stage was entered.
    StageSince,
    /// The tags.
    Tags,
    /// The day that is decided for.
    Today,
    /// The day of an instant in the file's zone.
    DayOf(Box<Expr>),
    /// A text or a set as if its case did not matter.
    Folded(Box<Expr>),
    /// Two values, calculated.
    Arithmetic(Box<Expr>, Operator, Box<Expr>),
    /// The value with the other sign.
    Negative(Box<Expr>),
    /// A time or day, later or earlier by a duration.
    Shift(Box<Expr>, Shift),
    /// The instant that is decided for; of a day, its last one.
    Now,
    /// A part of a day, or the hour of an instant.
    PartOf(DatePart, Box<Expr>),
    /// The first or last day of the period that a day is in.
    EdgeOf(Edge, Period, Box<Expr>),
    /// How many days it is from one day to another.
    DaysBetween(Box<Expr>, Box<Expr>),
    /// A number, rounded.
    Rounded(Box<Expr>, Rounding),
    /// The least or greatest of several values.
    Extreme(Extreme, Vec<Expr>),
    /// How many times a number fits into a value, toward 0.
    Full(Box<Expr>, Decimal),
    /// The number if a condition holds, and 0 if it does not.
    NumberIf(Box<Cond>, Decimal),
    /// What is left of a balance; of what is left, what is still there after a time.
    Balance(usize, Option<Duration>),
    /// Whether a condition holds, as a yes or no.
    Truth(Box<Cond>),
}

impl PartialEq for Expr {
    fn eq(&self, other: &Expr) -> bool {
        self.kind == other.kind
    }
}

impl Eq for Expr {}

impl Hash for Expr {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.kind.hash(state);
    }
}
