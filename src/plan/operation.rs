use crate::syntax::tree::{Comparison, Function, Operator, TextTest};
use crate::values::{Duration, Period, Value};

/// An operation. Slots, folds, windows and `let`s are indexes into the plan.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Expr {
    Constant(Value<'static>),
    Field(usize),
    /// An attribute of the event at hand.
    Attribute(usize),
    /// The time of the event at hand.
    EventTime,
    Let(usize),
    Fold(usize),
    /// A place among all customers of the run.
    Standing(usize),
    Stage,
    StageSince,
    Tags,
    Today,
    /// The day of an instant in the file's zone.
    DayOf(Box<Expr>),
    Arithmetic(Box<Expr>, Operator, Box<Expr>),
    Negative(Box<Expr>),
    /// A time or day, later or earlier by a duration.
    Shift {
        from: Box<Expr>,
        by: Duration,
        later: bool,
    },

    All(Vec<Expr>),
    Any(Vec<Expr>),
    Not(Box<Expr>),
    Compare(Box<Expr>, Comparison, Box<Expr>),
    OneOf(Box<Expr>, Vec<Expr>),
    Known(Box<Expr>),
    /// The list of events is there, be it empty.
    ListKnown(Scope),
    TextTest(Box<Expr>, TextTest, Box<Expr>),
    Contains(Box<Expr>, Box<Expr>),
    Anniversary(Box<Expr>),
    /// The instant lies at least the window back.
    Elapsed {
        window: usize,
        since: Moment,
    },
    /// No event of the fold for the length of the window.
    Without {
        window: usize,
        fold: usize,
    },
}

/// An instant to count from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    Entering,
    /// The last event of this fold.
    Last(usize),
    At(Box<Expr>),
}

/// Where events come from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// A list of the record.
    List(usize),
    /// The history of what was given, these gifts only.
    Given(Vec<usize>),
}

/// Passing over the events of a list once: which count, and what is made of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fold {
    pub source: FoldSource,
    pub kind: FoldKind,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FoldSource {
    pub scope: Scope,
    /// Names in it are attributes of the event at hand first.
    pub condition: Option<Expr>,
    pub window: Option<WindowOp>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FoldKind {
    /// The number of events.
    Count,
    /// The number of different values of an attribute.
    CountDifferent(Box<Expr>),
    /// Any other function of an attribute.
    Of(Function, Box<Expr>),
}

/// Which times count.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum WindowOp {
    Within(usize),
    /// From this moment on; the moment itself counts only where it is a date or field.
    Since(Moment),
    This(Period),
}
