//! The tree: a rule file as it is written, each part with its place. Names are not looked up yet.

use crate::report::Span;
use crate::values::{Decimal, Duration, Instant, Period};
use jiff::civil::Date;

/// A whole file, declarations in the order written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    pub declarations: Vec<Declaration>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Declaration {
    Header(Header),
    Customer(Customer),
    Let(Let),
    Gift(Gift),
    Stage(Stage),
    AnyStage(AnyStage),
    /// What could not be read. Its problem is told, so the checker says nothing about its name.
    Broken(Broken),
}

/// A declaration that could not be read, or that this version does not know yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    pub span: Span,
    /// The name that it declares. Where it is not known, any name may be the missing one, and the
    /// checker does not call a name unknown.
    pub name: Option<Name>,
}

/// A name with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    pub text: String,
    pub span: Span,
}

/// A text in quotation marks, escapes resolved; the span includes the marks.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    pub text: String,
    pub span: Span,
}

/// `flywheel "title"` and its settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    pub span: Span,
    pub title: Option<Text>,
    pub currency: Option<Name>,
    /// `America/Chicago`, as written.
    pub timezone: Option<Name>,
    pub start: Option<Name>,
    pub language: Option<(u32, Span)>,
}

/// `customer` and its fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Customer {
    pub span: Span,
    pub fields: Vec<Field>,
    pub mappings: Vec<Mapping>,
}

/// `id from "customer_id"`: where a built-in field is found.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {
    pub span: Span,
    pub builtin: Builtin,
    pub from: Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Builtin {
    Id,
    Stage,
    StageSince,
    Tags,
    Given,
}

/// `name: type from "path" default value required`.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    pub span: Span,
    pub name: Name,
    pub kind: FieldKind,
    pub from: Option<Text>,
    pub default: Option<Expr>,
    pub required: Option<Span>,
}

#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "a program has a few fields, so size is nothing")]
pub enum FieldKind {
    Scalar(ScalarType),
    /// `count`: a whole number or the length of a list.
    Count,
    /// `set of text`, with what separates the entries of a text: `split ","`.
    Set {
        split: Option<Text>,
    },
    Events(Events),
    /// It could not be read: the checker says nothing about what is made of it.
    Broken,
}

/// A type of a single value.
#[derive(Clone, Debug, PartialEq)]
pub enum ScalarType {
    /// With its range, both ends included.
    Number {
        range: Option<(Bound, Bound)>,
    },
    Money {
        in_cents: bool,
    },
    Text,
    YesNo,
    Date(Epoch),
    /// `one of (a, b as "B")`.
    Choice(Vec<ChoiceValue>),
}

/// One end of a range.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    pub value: Decimal,
    pub span: Span,
}

/// How a date is written in the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Epoch {
    /// ISO 8601.
    Iso,
    /// A number of seconds since 1970.
    Seconds,
    /// A number of milliseconds since 1970.
    Milliseconds,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceValue {
    pub name: Name,
    /// What the record says for it, where that is another word.
    pub outside: Option<Text>,
}

/// `events (singular) with amount money at "key" key "key" where condition`.
#[derive(Clone, Debug, PartialEq)]
pub struct Events {
    /// The event's own other name: `people_met: events (person_met)`.
    pub other_name: Option<Name>,
    pub attributes: Vec<Attribute>,
    pub at: Option<EventTime>,
    pub key: Option<Text>,
    pub door: Option<Expr>,
}

/// `at "created" in seconds`: where an event's time is found and how it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct EventTime {
    pub from: Text,
    pub epoch: Epoch,
}

/// `amount money from "total_price"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    pub span: Span,
    pub name: Name,
    pub kind: ScalarType,
    pub from: Option<Text>,
}

/// `let name = expression`.
#[derive(Clone, Debug, PartialEq)]
pub struct Let {
    pub span: Span,
    pub name: Name,
    pub value: Expr,
}

/// `reward name "description" costs $18, once`.
#[derive(Clone, Debug, PartialEq)]
pub struct Gift {
    pub span: Span,
    pub kind: GiftKind,
    pub name: Name,
    pub description: Option<Text>,
    pub options: Vec<GiftOption>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GiftKind {
    Reward,
    Message,
    Program,
    Alert,
}

#[derive(Clone, Debug, PartialEq)]
pub struct GiftOption {
    pub span: Span,
    pub kind: GiftOptionKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum GiftOptionKind {
    /// What it costs us.
    Costs(Expr),
    /// What it is worth to the customer.
    Worth(Expr),
    /// Whom an alert goes to.
    To(Text),
    HowOften(HowOften),
    /// It could not be read, or is not known yet: the checker misses no option.
    Broken,
}

/// How often a customer may get a gift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HowOften {
    Once,
    /// `once per 90 days` is 1, `3 times per year` is 3.
    Times(u32, Per),
    EveryTime,
}

/// What a frequency or a cap counts over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Per {
    /// The last so many days.
    Rolling(Duration),
    Calendar(Period),
}

/// `stage Name "description" as "outside"` and what stands under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    pub span: Span,
    pub name: Name,
    pub description: Option<Text>,
    pub outside: Option<Text>,
    pub resting: Option<Span>,
    pub refers: Vec<Refers>,
    pub on_entering: Vec<OnEntering>,
    pub rules: Vec<Rule>,
}

/// `refers 1 to Engaged`: what the people of a stage bring to another each rotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Refers {
    pub span: Span,
    pub count: Decimal,
    pub to: Name,
}

/// `on entering ACTIONS`.
#[derive(Clone, Debug, PartialEq)]
pub struct OnEntering {
    pub span: Span,
    pub actions: Vec<Action>,
}

/// `any stage`: rules for every stage.
#[derive(Clone, Debug, PartialEq)]
pub struct AnyStage {
    pub span: Span,
    pub rules: Vec<Rule>,
}

/// `rule "name" after|when CONDITION ACTIONS`.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    pub span: Span,
    pub name: Option<Text>,
    pub word: RuleWord,
    pub condition: Expr,
    pub actions: Vec<Action>,
}

/// The two mean the same; the format keeps the one written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleWord {
    After,
    When,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    pub span: Span,
    pub kind: ActionKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ActionKind {
    /// `move to Stage`; `skip` when it says `skip to Stage`.
    Move {
        skip: bool,
        to: Name,
    },
    Give {
        verb: GiveVerb,
        gift: Name,
    },
    Tag(Text),
    Untag(Text),
    /// It could not be read: the checker says nothing, and takes it that it may lead anywhere.
    Broken,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GiveVerb {
    Send,
    Give,
    Offer,
    Grant,
    InviteTo,
    Notify,
}

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
    /// `sum(purchases.amount where ... within 90 days)`.
    Aggregate {
        function: Spanned<Function>,
        different: bool,
        events: Name,
        attribute: Option<Name>,
        filter: Filter,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    Less,
    AtMost,
    Greater,
    AtLeast,
    Is,
    IsNot,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextTest {
    Contains,
    StartsWith,
    EndsWith,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// The functions over events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    Count,
    Sum,
    Average,
    Min,
    Max,
    First,
    Last,
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
