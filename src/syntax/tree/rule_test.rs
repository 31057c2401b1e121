//! Tests of rules.

use crate::problems::Span;
use crate::values::Duration;

use super::{ActionKind, Expr, Name, Text};

/// `3 times`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Times {
    pub span: Span,
    pub count: u32,
}

/// `test "title"` and its lines, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    pub span: Span,
    pub title: Text,
    pub lines: Vec<TestLine>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TestLine {
    pub span: Span,
    pub kind: TestLineKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum TestLineKind {
    /// `on 2026-03-01`: the day or time of what follows.
    On(Expr),
    /// `given stage Engaged, 3 purchases, NPS 9`.
    Given(Vec<Fact>),
    /// `later 31 days`.
    Later(Duration),
    /// `expect only move to Enthusiast; send swag`.
    Expect { only: bool, outcomes: Vec<Outcome> },
    /// It could not be read, which is told: the checker does not miss what it may have said.
    Broken,
}

/// Something that is so of the customer of a test.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    pub span: Span,
    pub kind: FactKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum FactKind {
    /// `stage Engaged for 40 days`.
    Stage { name: Name, since: Option<Duration> },
    /// `owed receipt 3 days ago`, `owed bonus for "r-1"`.
    Owed { gift: Name, event: Option<Text>, when: When },
    /// `tagged "x"`.
    Tagged(Text),
    /// `3 purchases with amount $40, sku "A" 2 days ago`, `a purchase on 2026-01-31`, `no clicks`,
    /// or a name alone, which is one: `swag`.
    ///
    /// A field with its value looks like an attribute: in `3 purchases with amount $40, NPS 9` all
    /// pairs of a name and a value behind `with` are read as attributes. Those that the events do
    /// not declare are facts of their own, which only the checker can tell.
    Events {
        count: u32,
        events: Name,
        /// Of a gift, the key of the event that it was given for: `bonus for "r1"`.
        given_for: Option<Text>,
        attributes: Vec<(Name, Expr)>,
        when: When,
    },
    /// `NPS 9`, `vip yes`, `plan pro`, `joined 2020-01-01`, `joined 3 years ago`.
    ///
    /// `swag 20 days ago` is read like `joined 3 years ago`: the checker knows which of the two is
    /// a field, and which an event or gift that happened once.
    Field { name: Name, value: FactValue },
}

/// When the events of a test happened.
#[derive(Clone, Debug, PartialEq)]
pub enum When {
    /// At the `as of`, where nothing is said.
    Now,
    /// `on 2026-01-31`.
    On(Expr),
    /// `20 days ago`.
    Ago(Duration),
}

#[derive(Clone, Debug, PartialEq)]
pub enum FactValue {
    Plain(Expr),
    Ago(Duration),
}

/// What a test expects.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    pub span: Span,
    pub kind: OutcomeKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum OutcomeKind {
    /// A move, gift, tag or untag, written as a rule writes it.
    /// An action; `give bonus 3 times` says how many times.
    Action(ActionKind, Option<Times>),
    NoMove,
    /// Nothing at all happens.
    Nothing,
    /// `owed receipt`.
    Owed(Name),
    /// `withhold gift_card because budget`.
    Withhold {
        gift: Name,
        reason: Option<Name>,
    },
}
