//! The tree: a rule file as it is written, each part with its place. Names are not looked up yet.

#![expect(clippy::large_enum_variant, reason = "a program has few parts, so their size is nothing")]

use crate::report::Span;
use crate::values::{Decimal, Duration, Instant, Period};
use jiff::civil::Date;

/// A whole file, declarations in the order written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    pub declarations: Vec<Declaration>,
}

/// The declarations of one kind, in the order written.
macro_rules! of_kind {
    ($($method:ident $variant:ident;)*) => {
        impl File {
            $(pub fn $method(&self) -> impl Iterator<Item = &$variant> {
                self.declarations.iter().filter_map(|declaration| {
                    if let Declaration::$variant(found) = declaration { Some(found) } else { None }
                })
            })*
        }
    };
}

of_kind! {
    headers Header;
    customers Customer;
    lets Let;
    gifts Gift;
    stages Stage;
    any_stages AnyStage;
    uses Use;
    scores Score;
    limits Limit;
    pauses Pause;
    tests Test;
    simulations Simulate;
    broken Broken;
}

#[derive(Clone, Debug, PartialEq)]
pub enum Declaration {
    Header(Header),
    Customer(Customer),
    Let(Let),
    Gift(Gift),
    Stage(Stage),
    AnyStage(AnyStage),
    Use(Use),
    Score(Score),
    Limit(Limit),
    Pause(Pause),
    Test(Test),
    Simulate(Simulate),
    /// What could not be read. Its problem is told, so the checker says nothing about its name.
    Broken(Broken),
}

/// A declaration that could not be read.
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
    /// `fades 50%`: what each earlier grant takes off its worth.
    Fades(Bound),
    /// `for 10% of customers`, drawn anew `each calendar month` or once for all.
    Sample {
        share: Bound,
        monthly: bool,
    },
    /// `holdout 10%`: decided, but withheld.
    Holdout(Bound),
    /// `budget $5,000 per calendar month by spent`, or `at most 100 per ...` with a plain number:
    /// over all customers, highest first.
    Budget {
        cap: Expr,
        per: Per,
        by: Option<Expr>,
    },
    /// `only in (Engaged, Enthusiast)`.
    OnlyIn(Vec<Name>),
    /// `aims for 1 purchase within 30 days`: the result that it is meant to bring.
    AimsFor {
        quantity: Quantity,
        events: Name,
        condition: Option<Box<Expr>>,
        within: Duration,
    },
    /// What it costs us.
    Costs(Expr),
    /// What it is worth to the customer.
    Worth(Expr),
    /// Whom an alert goes to.
    To(Text),
    HowOften(HowOften),
    /// It could not be read: the checker misses no option.
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

/// `use "shared.flywheel"`: another file's declarations.
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    pub span: Span,
    pub path: Text,
}

/// `score engagement` and its lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    pub span: Span,
    pub name: Name,
    pub lines: Vec<ScoreLine>,
}

/// `add 10 per purchase where ... for 180 days`.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreLine {
    pub span: Span,
    /// `take` instead of `add`.
    pub take: bool,
    pub points: Bound,
    pub events: Name,
    pub condition: Option<Box<Expr>>,
    /// How long the points last; for ever where it is left out.
    pub lasting: Option<Duration>,
}

/// `limit messages to 2 per 7 days`.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    pub span: Span,
    /// A kind in the plural, or a gift.
    pub subject: Name,
    /// A plain number of gifts, or an amount of money that they may cost.
    pub cap: Expr,
    pub per: Per,
}

/// `pause messages when tagged "not interested"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Pause {
    pub span: Span,
    /// A kind in the plural, or a gift.
    pub subject: Name,
    pub condition: Expr,
}

/// `stage Name "description" as "outside"` and what stands under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    pub span: Span,
    pub name: Name,
    pub description: Option<Text>,
    pub outside: Option<Text>,
    pub resting: Option<Span>,
    pub capacity: Option<Capacity>,
    /// `if leaking "what it means"`: what a report says when people stop here.
    pub if_leaking: Option<Text>,
    pub refers: Vec<Refers>,
    pub on_entering: Vec<OnEntering>,
    pub rules: Vec<Rule>,
}

/// `capacity 150 by spent, when full wait`.
#[derive(Clone, Debug, PartialEq)]
pub struct Capacity {
    pub span: Span,
    pub count: Bound,
    /// Who comes first, the highest; in the order of ids where it is left out.
    pub by: Option<Expr>,
    pub when_full: WhenFull,
}

/// What happens when more want into a stage than there is room.
#[derive(Clone, Debug, PartialEq)]
pub enum WhenFull {
    /// They stay where they are; also where nothing is said.
    Wait,
    /// `move longest in stage to Stage`.
    MoveLongest { to: Name },
    /// `move lowest spent to Stage`, or `highest`.
    MoveBy { highest: bool, by: Expr, to: Name },
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

/// The functions over all customers of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// 1 for the lowest fifth to 5 for the highest.
    Quintile,
    /// 1 for the highest.
    Rank,
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
    /// `tagged "x"`.
    Tagged(Text),
    /// `3 purchases with amount $40, sku "A" 2 days ago`, `a purchase on 2026-01-31`, `no clicks`,
    /// or a name alone, which is one: `swag`.
    ///
    /// A field with its value looks like an attribute: in `3 purchases with amount $40, NPS 9` all
    /// pairs of a name and a value behind `with` are read as attributes. Those that the events do
    /// not declare are facts of their own, which only the checker can tell.
    Events { count: u32, events: Name, attributes: Vec<(Name, Expr)>, when: When },
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
    Action(ActionKind),
    NoMove,
    /// Nothing at all happens.
    Nothing,
    /// `withhold gift_card because budget`.
    Withhold {
        gift: Name,
        reason: Option<Name>,
    },
}

/// `simulate "title"` and its lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulate {
    pub span: Span,
    pub title: Text,
    pub lines: Vec<SimulateLine>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SimulateLine {
    pub span: Span,
    pub kind: SimulateLineKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum SimulateLineKind {
    /// `100 enter Engaged each rotation`.
    Enter { count: Bound, stage: Name },
    /// `75% of Engaged move to Enthusiast`; the share as a fraction.
    HandOff { share: Bound, from: Name, to: Name },
    /// `each in Advocate brings 1 to Engaged`.
    Brings { from: Name, count: Bound, to: Name },
    /// `costs $500 each rotation`.
    Costs(Expr),
    /// `whole people`.
    WholePeople,
    /// It could not be read, which is told: the checker does not miss what it may have said.
    Broken,
}
