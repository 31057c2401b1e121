use crate::terms::{Comparison, Function, Operator, TextTest};
use crate::values::{Duration, Period, Value};

/// An operation. Slots, folds, windows and `let`s are indexes into the plan.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Expr {
    /// A value that is written out.
    Constant(Value<'static>),
    /// A field of the record.
    Field(usize),
    /// An attribute of the event at hand.
    Attribute(usize),
    /// The time of the event at hand.
    EventTime,
    /// A `let` or a score.
    Let(usize),
    /// What came of passing over events.
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
    /// Two values, calculated.
    Arithmetic(Box<Expr>, Operator, Box<Expr>),
    /// The value with the other sign.
    Negative(Box<Expr>),
    /// A time or day, later or earlier by a duration.
    Shift {
        /// What is shifted.
        from: Box<Expr>,
        /// By how much.
        by: Duration,
        /// Whether it becomes later, or earlier.
        later: bool,
    },

    /// All are true.
    All(Vec<Expr>),
    /// At least one is true.
    Any(Vec<Expr>),
    /// The opposite.
    Not(Box<Expr>),
    /// Two values, compared.
    Compare(Box<Expr>, Comparison, Box<Expr>),
    /// The first is one of the others.
    OneOf(Box<Expr>, Vec<Expr>),
    /// The value is known.
    Known(Box<Expr>),
    /// The list of events is there, be it empty.
    ListKnown(Scope),
    /// A text is tested for another.
    TextTest(Box<Expr>, TextTest, Box<Expr>),
    /// A set has an entry.
    Contains(Box<Expr>, Box<Expr>),
    /// It is the day and month of a date, a year or more later.
    Anniversary(Box<Expr>),
    /// The instant lies at least the window back.
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
    /// Which events count.
    pub source: FoldSource,
    /// What is made of them.
    pub kind: FoldKind,
}

/// The events that count.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FoldSource {
    /// Which list they stand in.
    pub scope: Scope,
    /// Names in it are attributes of the event at hand first.
    pub condition: Option<Expr>,
    /// Only those in this time.
    pub window: Option<WindowOp>,
}

/// What is made of events.
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
    /// After the instant that this window reaches back to.
    Within(usize),
    /// From this moment on; the moment itself counts only where it is a date or field.
    Since(Moment),
    /// Since this period of the calendar began.
    This(Period),
}
