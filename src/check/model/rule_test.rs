//! A `test` with its names looked up, its values typed and its times worked out.

use crate::problems::Span;
use crate::values::{AsOf, Decimal, Instant, Value};

/// One customer, what is so of them, and what is expected to happen.
#[derive(Clone, Debug)]
pub struct Test {
    pub title: String,
    /// Of the title.
    pub span: Span,
    /// What is given and what is expected, in order. Every step knows its own moment, so moving
    /// the clock is no step of its own.
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug)]
pub struct Step {
    pub span: Span,
    pub as_of: AsOf,
    pub kind: StepKind,
}

#[derive(Clone, Debug)]
pub enum StepKind {
    Given(Vec<Fact>),
    Expect(Expected),
}

/// Something that is so of the customer from here on.
#[derive(Clone, Debug)]
pub enum Fact {
    /// Who it is: samples and holdouts go by it.
    Id(String),
    Stage {
        stage: usize,
        /// Unknown where the test does not say it.
        since: Option<Instant>,
    },
    StageSince(Instant),
    Tagged(String),
    /// Which arm of an experiment the customer is in.
    Arm {
        experiment: usize,
        arm: u16,
    },
    /// A set takes the texts in, any other field becomes the value.
    Field {
        field: usize,
        value: Value<'static>,
    },
    Events {
        list: usize,
        count: u32,
        at: Instant,
        /// What tells the event apart; each has a key of its own where this is left out.
        key: Option<String>,
        /// By index in the declaration of the list; those left out are unknown.
        attributes: Vec<(usize, Value<'static>)>,
    },
    /// What was withheld and kept.
    Owed {
        gift: usize,
        /// The key of the event that it is for, if it is given for each.
        event: Option<String>,
        since: Instant,
    },
    /// The history of what was given.
    Given {
        gift: usize,
        count: u32,
        at: Instant,
        /// The key of the event that it was given for.
        given_for: Option<String>,
        cost: Option<Decimal>,
        worth: Option<Decimal>,
    },
}

/// What one decision has to bring.
#[derive(Clone, Debug)]
pub struct Expected {
    /// Nothing else may happen.
    pub only: bool,
    pub outcomes: Vec<Outcome>,
}

#[derive(Clone, Debug)]
pub struct Outcome {
    pub span: Span,
    pub kind: OutcomeKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutcomeKind {
    Move(usize),
    /// A gift, and how many times; once or more, where that is not said.
    Give(usize, Option<u32>),
    Tag(String),
    Untag(String),
    NoMove,
    Nothing,
    /// It is owed after the decision.
    Owed(usize),
    Withhold {
        gift: usize,
        /// The word for it, as decisions write it; any, where it is left out.
        reason: Option<String>,
    },
}
