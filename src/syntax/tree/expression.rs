//! Conditions and values.

use crate::problems::Span;
use crate::terms::{
    Comparison, DatePart, DateWindow, Edge, Function, NumberFunction, Operator, Standing, TextTest,
};
use crate::values::Decimal;
use crate::values::Duration;
use crate::values::Instant;
use crate::values::Period;
use jiff::civil::Date;

use super::{Name, Text};

/// A condition or a value: which one it is, the checker decides.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    pub span: Span,
    pub kind: ExprKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// Two or more, any of which is enough.
    Or(Vec<Expr>),
    /// Two or more, all of which must hold.
    And(Vec<Expr>),
    Not(Box<Expr>),
    Compare {
        left: Box<Expr>,
        operator: Comparison,
        right: Box<Expr>,
    },
    Between {
        value: Box<Expr>,
        low: Box<Expr>,
        high: Box<Expr>,
    },
    In {
        value: Box<Expr>,
        list: Vec<Expr>,
    },
    /// `x is known`; `is missing` when `known` is false.
    Known {
        value: Box<Expr>,
        known: bool,
    },
    TextTest {
        value: Box<Expr>,
        test: TextTest,
        text: Box<Expr>,
    },
    /// `tagged "x"`.
    Tagged(Text),
    /// `anniversary of joined`.
    AnniversaryOf(Box<Expr>),
    /// `joined within 30 days`, `anniversary of birthday this calendar month`.
    InWindow {
        date: Box<Expr>,
        window: Spanned<DateWindow>,
    },
    /// `month of joined`.
    PartOf {
        part: DatePart,
        date: Box<Expr>,
    },
    /// `end of calendar year of joined`.
    EdgeOf {
        edge: Edge,
        period: Period,
        date: Box<Expr>,
    },
    /// `days from joined to today`.
    DaysBetween {
        from: Box<Expr>,
        to: Box<Expr>,
    },
    /// `at least 3 purchases where ... within 90 days`.
    Quantity {
        quantity: Quantity,
        events: Name,
        filter: Filter,
    },
    /// `15 years since joined`, `30 days in stage`.
    Elapsed {
        duration: Spanned<Duration>,
        since: Since,
    },
    /// `60 days without a purchase where ...`.
    Without {
        duration: Spanned<Duration>,
        events: Name,
        condition: Option<Box<Expr>>,
    },
    /// `quintile(spent)` or `rank(spent)`: where a customer stands among all of the run.
    Standing {
        function: Standing,
        value: Box<Expr>,
    },
    /// `sum(purchases.amount where ... within 90 days)`.
    Aggregate {
        function: Spanned<Function>,
        different: bool,
        events: Name,
        attribute: Option<Name>,
        filter: Filter,
    },
    /// `round(spent, 2)`.
    Call {
        function: Spanned<NumberFunction>,
        values: Vec<Expr>,
    },
    /// `stars expiring within 30 days`.
    Expiring {
        balance: Name,
        within: Duration,
    },
    /// `10% of spent`.
    ShareOf {
        share: Box<Expr>,
        value: Box<Expr>,
    },
    Arithmetic {
        left: Box<Expr>,
        operator: Operator,
        right: Box<Expr>,
    },
    Negative(Box<Expr>),
    Number(Decimal),
    /// `5%`, held as 0.05.
    Percent(Decimal),
    /// `$18` or `500 JPY`.
    Money {
        amount: Decimal,
        unit: MoneyUnit,
    },
    Duration(Duration),
    Day(Date),
    /// `2026-01-31T09:00:00Z`, or with no offset: local, in the file's zone.
    Time(TimeLiteral),
    Text(String),
    YesNo(bool),
    /// A bare name: a field, a `let`, an attribute, a value of a choice, a stage, `today`.
    Name(String),
    /// `purchases.amount` outside an aggregate: always a mistake, told by the checker.
    Dotted {
        events: Name,
        attribute: Name,
    },
    /// It could not be read: the checker says nothing about it and what is made of it.
    Broken,
}

/// A literal time: an instant, or local text that waits for the file's zone.
#[derive(Clone, Debug, PartialEq)]
pub enum TimeLiteral {
    Instant(Instant),
    Local(jiff::civil::DateTime),
}

/// A plain value with its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum MoneyUnit {
    /// `$`, `€` or `£`.
    Mark(char),
    /// An ISO code behind the number.
    Code(Name),
}

/// How many events: `3` (at least), `exactly 3`, `no`, `a`.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    pub span: Span,
    pub kind: QuantityKind,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum QuantityKind {
    /// A bare number: at least so many.
    Plain(Decimal),
    AtLeast(Decimal),
    AtMost(Decimal),
    Exactly(Decimal),
    MoreThan(Decimal),
    FewerThan(Decimal),
    /// `no purchases`.
    No,
    /// `a purchase`, `an order`.
    A,
}

/// Which events count: `where ...` and a window, in either order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    pub condition: Option<Box<Expr>>,
    pub window: Option<Window>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    pub span: Span,
    pub kind: WindowKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum WindowKind {
    Within(Duration),
    Since(Since),
    /// `this calendar month`.
    This(Period),
    /// `last calendar month`.
    Last(Period),
    /// `between 2026-01-01 and 2026-03-31`.
    Between(Box<Expr>, Box<Expr>),
}

/// What time is counted from.
#[derive(Clone, Debug, PartialEq)]
pub struct Since {
    pub span: Span,
    pub kind: SinceKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum SinceKind {
    /// `since entering`; `in stage` says the same of a duration.
    Entering,
    /// `since last gift_card`.
    Last(Name),
    /// A date, a field or a `let`.
    Value(Box<Expr>),
}

/// What an expression asks about, one level down.
#[derive(Clone, Copy, Debug)]
pub enum Asked<'t> {
    /// A value or condition within it.
    Expr(&'t Expr),
    /// Events by their word, and what each of them is asked.
    Events(&'t Name, Option<&'t Expr>),
    /// Which events count, by when they were.
    Window(&'t Window),
    /// What time is counted from.
    Since(&'t Since),
    /// A bare name.
    Name(&'t str),
}

impl Expr {
    /// Calls for everything that it asks about, in the order written.
    pub fn asks<'t>(&'t self, each: &mut impl FnMut(Asked<'t>)) {
        match &self.kind {
            ExprKind::Or(parts) | ExprKind::And(parts) => {
                parts.iter().for_each(|part| each(Asked::Expr(part)));
            }
            ExprKind::Not(inner)
            | ExprKind::Known { value: inner, .. }
            | ExprKind::AnniversaryOf(inner)
            | ExprKind::Standing { value: inner, .. }
            | ExprKind::InWindow { date: inner, .. }
            | ExprKind::PartOf { date: inner, .. }
            | ExprKind::EdgeOf { date: inner, .. }
            | ExprKind::Negative(inner) => each(Asked::Expr(inner)),
            ExprKind::Compare { left, right, .. }
            | ExprKind::Arithmetic { left, right, .. }
            | ExprKind::ShareOf { share: left, value: right }
            | ExprKind::DaysBetween { from: left, to: right }
            | ExprKind::TextTest { value: left, text: right, .. } => {
                each(Asked::Expr(left));
                each(Asked::Expr(right));
            }
            ExprKind::Between { value, low, high } => {
                [value, low, high].into_iter().for_each(|part| each(Asked::Expr(part)));
            }
            ExprKind::Call { values, .. } => {
                values.iter().for_each(|value| each(Asked::Expr(value)));
            }
            ExprKind::In { value, list } => {
                each(Asked::Expr(value));
                list.iter().for_each(|entry| each(Asked::Expr(entry)));
            }
            ExprKind::Quantity { events, filter, .. }
            | ExprKind::Aggregate { events, filter, .. } => {
                each(Asked::Events(events, filter.condition.as_deref()));
                filter.window.iter().for_each(|window| each(Asked::Window(window)));
            }
            ExprKind::Without { events, condition, .. } => {
                each(Asked::Events(events, condition.as_deref()));
            }
            ExprKind::Elapsed { since, .. } => each(Asked::Since(since)),
            ExprKind::Name(name) => each(Asked::Name(name)),
            ExprKind::Expiring { balance, .. } => each(Asked::Name(&balance.text)),
            ExprKind::Tagged(_)
            | ExprKind::Number(_)
            | ExprKind::Percent(_)
            | ExprKind::Money { .. }
            | ExprKind::Duration(_)
            | ExprKind::Day(_)
            | ExprKind::Time(_)
            | ExprKind::Text(_)
            | ExprKind::YesNo(_)
            | ExprKind::Dotted { .. }
            | ExprKind::Broken => {}
        }
    }
}

impl ExprKind {
    /// Whether it is a value that is written out, such as `$5`. What could not be read may have
    /// been one.
    pub fn is_plain(&self) -> bool {
        matches!(
            self,
            ExprKind::Number(_)
                | ExprKind::Percent(_)
                | ExprKind::Money { .. }
                | ExprKind::Duration(_)
                | ExprKind::Day(_)
                | ExprKind::Time(_)
                | ExprKind::Text(_)
                | ExprKind::YesNo(_)
                | ExprKind::Broken
        )
    }
}
