//! What a word or a phrase of a condition says.

use crate::check::model::Named;
use crate::terms::Comparison;
use crate::values::{Period, Unit};

/// A word or phrase, by what it says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item {
    /// A name of the file, or one of several that these words may stand for.
    Named(Vec<Named>),
    /// A plain number, a share or an amount, as rules write its number.
    Number(String),
    Share(String),
    Money(String),
    Text(String),
    /// A text without its quotation marks: a name in capitals.
    Proper(String),
    Date(String),
    /// Yes or no.
    Truth(bool),
    /// A length of time.
    Length(String),
    /// The time in which something happened.
    Window(Window),
    /// How the value that follows compares, or the one before: `or more`.
    How(Comparison),
    OrHow(Comparison),
    /// That much and no more, which `is` alone does not insist on.
    Exactly,
    /// `was`, which says of an event that it happened, and of a value that it is no more so.
    Was,
    Function(Function),
    Different,
    Between,
    Not,
    /// `un` at the beginning of the word that follows.
    Un,
    And,
    Or,
    Known(bool),
    Test(&'static str),
    /// `ago`, `since`, `from now`.
    Ago,
    Since,
    /// `in stage`.
    InStage,
    /// `tagged`, before a text.
    Tagged,
    /// `3 times`.
    Times,
    Today,
    /// `anniversary of`, before a date.
    Anniversary,
    /// A word of which nothing is known.
    Strange(String),
}

/// The time in which something happened.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Window {
    /// So long ago at most.
    Within(String),
    /// The same, or so far ahead at most where it is about what is to come: `in 30 days`.
    In(String),
    /// So far ahead at most.
    Next(String),
    This(Period),
    /// The whole period before this one.
    Last(Period),
    SinceEntering,
}

/// What is made of the values of several events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Sum,
    /// The sum of what was paid.
    Spend,
    /// A sum, or how many there are.
    Total,
    Average,
    Max,
    Min,
    Count,
    First,
    Last,
}

impl Function {
    /// Its name in rules.
    pub(super) fn word(self) -> &'static str {
        match self {
            Function::Sum | Function::Spend | Function::Total => "sum",
            Function::Average => "average",
            Function::Max => "max",
            Function::Min => "min",
            Function::Count => "count",
            Function::First => "first",
            Function::Last => "last",
        }
    }
}

/// A length of time as rules write it.
pub(super) fn length(count: &str, unit: Unit) -> String {
    let plural = if count == "1" { "" } else { "s" };
    format!("{count} {}{plural}", unit.word())
}

/// A comparison as rules write it.
pub(super) fn mark(how: Comparison) -> &'static str {
    match how {
        Comparison::Less => "<",
        Comparison::AtMost => "≤",
        Comparison::Greater => ">",
        Comparison::AtLeast => "≥",
        Comparison::Is => "is",
        Comparison::IsNot => "is not",
    }
}

/// The comparison that is true where this one is not.
pub(super) fn opposite(how: Comparison) -> Comparison {
    match how {
        Comparison::Less => Comparison::AtLeast,
        Comparison::AtMost => Comparison::Greater,
        Comparison::Greater => Comparison::AtMost,
        Comparison::AtLeast => Comparison::Less,
        Comparison::Is => Comparison::IsNot,
        Comparison::IsNot => Comparison::Is,
    }
}

/// The comparison seen from the other side: `5 < n` is `n > 5`.
pub(super) fn turned(how: Comparison) -> Comparison {
    match how {
        Comparison::Less => Comparison::Greater,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::Greater => Comparison::Less,
        Comparison::AtLeast => Comparison::AtMost,
        Comparison::Is => Comparison::Is,
        Comparison::IsNot => Comparison::IsNot,
    }
}
