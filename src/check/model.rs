//! The model: a program whose names are looked up and whose types are known. Sugar is still there.

mod amount;
mod experiment;
mod for_each;
mod kept;
mod mention;
mod question;
mod recipient;
mod report;
mod rule_test;
mod shown;
mod simulate;

use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::problems::Span;
use crate::syntax::tree::GiveVerb;
use crate::terms::{
    Builtin, Cap, Choices, Comparison, DataForms, DateForm, DatePart, DateWindow, Edge, EventKey,
    Extreme, FieldType, Function, GiftKind, HowOften, Lasting, Operator, Per, Sample, Standing,
    TextTest,
};
use crate::values::currency::Currency;
use crate::values::{Decimal, Duration, Path, Period, Rounding, Value};

use super::types::Type;

pub use amount::Amount;
pub use experiment::{Aim, Experiment};
pub use for_each::ForEach;
pub use kept::Kept;
pub use mention::{Mention, Named};
pub use question::{Does, Question, QuestionKind};
pub use recipient::Recipient;
pub use report::{Judged, Paying, Referred, Report, Spending, Verdict, Worth};
pub use rule_test::{Expected, Fact, Outcome, OutcomeKind, Step, StepKind, Test};
pub use shown::Shown;
pub use simulate::{Brings, HandOff, Newcomers, Simulation};

/// A whole program.
#[derive(Clone, Debug)]
pub struct Model {
    pub title: Option<String>,
    pub currency: Currency,
    pub zone: TimeZone,
    pub forms: DataForms,
    /// Customers who take part in nothing.
    pub leave_out: Vec<Expr>,
    /// What every decision includes.
    pub shows: Vec<Shown>,
    /// Index into `stages`.
    pub start: usize,
    pub mappings: Vec<(Builtin, Path)>,
    /// `id from "Email" ignoring case`
    pub id_ignores_case: bool,
    pub fields: Vec<Field>,
    pub lists: Vec<List>,
    pub choices: Vec<Choice>,
    pub lets: Vec<Let>,
    pub scores: Vec<Score>,
    pub experiments: Vec<Experiment>,
    pub gifts: Vec<Gift>,
    pub limits: Vec<Limit>,
    pub pauses: Vec<Pause>,
    pub stages: Vec<Stage>,
    pub any_stage: Vec<Rule>,
    pub simulations: Vec<Simulation>,
    pub report: Option<Report>,
    pub tests: Vec<Test>,
    /// What is asserted of all customers, or asked.
    pub questions: Vec<Question>,
    /// Where names are written, in the order of their places.
    pub mentions: Vec<Mention>,
}

/// A single value of the customer, a count or a set.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    pub span: Span,
    pub path: Path,
    pub kind: FieldType,
    /// Of expressions that name it.
    pub ty: Type,
    /// Where its range is declared, if it has one.
    pub range: Option<Span>,
    pub default: Option<Value<'static>>,
    pub required: bool,
}

/// A `one of`, which is a type of its own.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The field or attribute that it belongs to.
    pub owner: String,
    pub values: Arc<Choices>,
}

/// A list of events.
#[derive(Clone, Debug)]
pub struct List {
    pub name: String,
    /// The other word for its events, if the file says it.
    pub other_name: Option<String>,
    pub span: Span,
    pub path: Path,
    pub required: bool,
    /// `None`: an event happens when the one that it belongs to does.
    pub at: Option<Path>,
    pub at_form: DateForm,
    pub key: Option<EventKey>,
    pub attributes: Vec<Attribute>,
    pub list_filter: Option<Expr>,
    pub table: Option<Table>,
}

impl List {
    /// The list whose events these belong to.
    pub fn parent(&self) -> Option<usize> {
        match self.table.as_ref()?.owner {
            Owner::Customer | Owner::Field(_) => None,
            Owner::Event(list) => Some(list),
        }
    }
}

/// Which rows of which table are the events of a list.
#[derive(Clone, Debug)]
pub struct Table {
    pub name: String,
    /// Where a row says whose it is.
    pub by: Path,
    pub owner: Owner,
}

/// What a row of a table says of whose it is, by the places in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The id of a customer.
    Customer,
    /// What a customer has in this field.
    Field(usize),
    /// The key of an event of this list.
    Event(usize),
}

#[derive(Clone, Debug)]
pub struct Attribute {
    pub name: String,
    pub span: Span,
    /// Of expressions that name it.
    pub ty: Type,
    pub source: AttributeSource,
}

/// Where the values of an attribute come from.
#[derive(Clone, Debug)]
pub enum AttributeSource {
    Record {
        path: Path,
        kind: FieldType,
        /// Where its range is declared, if it has one.
        range: Option<Span>,
    },
    /// From the attributes before it.
    Calculated(Expr),
}

#[derive(Clone, Debug)]
pub struct Let {
    pub name: String,
    pub span: Span,
    pub value: Expr,
    /// The experiments that it names, itself or through what it builds on.
    pub experiments: Vec<usize>,
}

#[derive(Clone, Debug)]
pub struct Gift {
    pub name: String,
    pub span: Span,
    pub kind: GiftKind,
    pub description: Option<String>,
    /// Its name in records, if that is another one.
    pub outside: Option<String>,
    /// Names that it had in records before.
    pub older: Vec<String>,
    pub costs: Option<Amount>,
    pub worth: Option<Amount>,
    pub to: Option<Recipient>,
    pub how_often: HowOften,
    /// What each earlier grant takes off its worth, as a fraction.
    pub fades: Option<Decimal>,
    pub sample: Option<Sample>,
    /// The share of customers from whom it is withheld, to compare with.
    pub holdout: Option<Decimal>,
    pub budget: Option<Budget>,
    /// Stages in which it may be given; everywhere where it is left out.
    pub only_in: Option<Vec<usize>>,
    pub aim: Option<Aim>,
    /// The list for each of whose events it is given, if it is.
    pub each: Option<usize>,
    pub kept: Option<Kept>,
}

/// What a gift may cost, or how often it may be given, over all customers.
#[derive(Clone, Debug)]
pub struct Budget {
    pub cap: Cap,
    pub per: Per,
    /// Who comes first, the highest.
    pub by: Option<Expr>,
}

/// Points for events, added up; or points that are earned and spent.
#[derive(Clone, Debug)]
pub struct Score {
    pub name: String,
    pub span: Span,
    pub balance: bool,
    pub at_least: Option<Decimal>,
    pub at_most: Option<Decimal>,
    pub lines: Vec<ScoreLine>,
    /// The experiments that it names, itself or through what it builds on.
    pub experiments: Vec<usize>,
}

#[derive(Clone, Debug)]
pub struct ScoreLine {
    pub span: Span,
    /// Whether points are taken or spent.
    pub less: bool,
    pub points: Points,
}

/// What points are given for.
#[derive(Clone, Debug)]
pub enum Points {
    /// `20 when vip`
    When(Decimal, Expr),
    Events {
        each: Each,
        events: Events,
        condition: Option<Box<Expr>>,
        lasting: Option<Lasting>,
    },
}

/// How many points an event brings.
#[derive(Clone, Copy, Debug)]
pub enum Each {
    Same(Decimal),
    /// So many for each of this much, or for each full one.
    Per {
        points: Decimal,
        full: bool,
        unit: Decimal,
        attribute: AttributeOf,
    },
}

/// A cap for each customer on some gifts.
#[derive(Clone, Debug)]
pub struct Limit {
    pub span: Span,
    pub gifts: Vec<usize>,
    pub cap: Cap,
    pub per: Per,
}

/// Gifts that are held back unless the condition is certainly false.
#[derive(Clone, Debug)]
pub struct Pause {
    pub span: Span,
    pub gifts: Vec<usize>,
    pub condition: Expr,
}

#[derive(Clone, Debug)]
pub struct Stage {
    pub name: String,
    pub span: Span,
    pub description: Option<String>,
    pub outside: String,
    pub resting: bool,
    pub capacity: Option<Capacity>,
    /// What a report says when people stop here.
    pub if_leaking: Option<String>,
    pub refers: Vec<(Decimal, usize)>,
    pub on_entering: Vec<Entering>,
    pub rules: Vec<Rule>,
}

/// How many customers a stage holds.
#[derive(Clone, Debug)]
pub struct Capacity {
    pub span: Span,
    pub count: u64,
    /// Who comes first, the highest.
    pub by: Option<Expr>,
    pub when_full: WhenFull,
}

#[derive(Clone, Debug)]
pub enum WhenFull {
    /// They stay where they are.
    Wait,
    /// Those longest in the stage make room.
    MoveLongest { to: usize },
    /// Those with the lowest, or highest, value make room.
    MoveBy { highest: bool, by: Expr, to: usize },
}

/// The actions of one `on entering`.
#[derive(Clone, Debug)]
pub struct Entering {
    pub span: Span,
    pub actions: Vec<Action>,
}

#[derive(Clone, Debug)]
pub struct Rule {
    pub span: Span,
    pub name: Option<String>,
    pub condition: Expr,
    /// The experiments that the condition names, itself or through what it builds on.
    pub experiments: Vec<usize>,
    /// Those on which it depends what the gifts cost and are worth, and who gets the alerts.
    pub experiments_of_gifts: Vec<usize>,
    pub move_to: Option<MoveTo>,
    pub actions: Vec<Action>,
}

impl Rule {
    /// Whether it names an experiment, or its gifts do.
    pub fn names_experiment(&self, experiment: usize) -> bool {
        self.experiments.contains(&experiment) || self.experiments_of_gifts.contains(&experiment)
    }
}

#[derive(Clone, Copy, Debug)]
pub struct MoveTo {
    pub span: Span,
    pub skip: bool,
    pub stage: usize,
}

#[derive(Clone, Debug)]
pub enum Action {
    Give { verb: GiveVerb, span: Span, gift: usize, each: Option<ForEach> },
    Tag(String),
    Untag(String),
}

/// A condition or value, typed.
#[derive(Clone, Debug)]
pub struct Expr {
    pub span: Span,
    pub ty: Type,
    pub kind: ExprKind,
}

#[derive(Clone, Debug)]
pub enum ExprKind {
    Or(Vec<Expr>),
    And(Vec<Expr>),
    Not(Box<Expr>),
    Compare(Box<Expr>, Comparison, Box<Expr>),
    Between(Box<Expr>, Box<Expr>, Box<Expr>),
    In(Box<Expr>, Vec<Expr>),
    Known(Box<Expr>, bool),
    EventsKnown(Events, bool),
    TextTest(Box<Expr>, TextTest, Box<Expr>),
    SetContains(Box<Expr>, Box<Expr>),
    /// Today, or in a window.
    Anniversary(Box<Expr>, Option<DateWindow>),
    InWindow(Box<Expr>, DateWindow),
    PartOf(DatePart, Box<Expr>),
    EdgeOf(Edge, Period, Box<Expr>),
    DaysBetween(Box<Expr>, Box<Expr>),
    Rounded(Box<Expr>, Rounding),
    Extreme(Extreme, Vec<Expr>),
    Quantity {
        how: Comparison,
        count: Decimal,
        events: Events,
        filter: Filter,
    },
    Elapsed {
        duration: Duration,
        since: Since,
    },
    Without {
        duration: Duration,
        events: Events,
        condition: Option<Box<Expr>>,
    },
    Aggregate {
        function: Function,
        different: bool,
        events: Events,
        attribute: Option<AttributeOf>,
        filter: Filter,
    },
    Arithmetic(Box<Expr>, Operator, Box<Expr>),
    Shift(Box<Expr>, Duration, Direction),
    Negative(Box<Expr>),
    Constant(Value<'static>),
    Duration(Duration),
    Field(usize),
    Let(usize),
    Score(usize),
    /// What of a balance is no longer there after this time.
    Expiring(usize, Duration),
    Experiment(usize),
    Standing(Standing, Box<Expr>),
    Attribute(AttributeOf),
    Stage,
    StageSince,
    Tags,
    Today,
    Now,
    /// Something about it is wrong and already reported.
    Broken,
}

/// Whether a duration is added or taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Later,
    Earlier,
}

/// What can be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Events {
    List(usize),
    /// In a `where` on the events of the list `of`: what belongs to the event at hand.
    Within {
        list: usize,
        of: usize,
    },
    /// A field of type `count`: a number of things without dates.
    Count(usize),
    /// What was given, by gift.
    Given(Vec<usize>),
    Broken,
}

/// A value of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttributeOf {
    /// By its place in the list's declaration.
    Declared(usize),
    At,
    /// Of something that was given.
    Cost,
    Worth,
}

#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub condition: Option<Box<Expr>>,
    pub window: Option<Window>,
}

#[derive(Clone, Debug)]
pub enum Window {
    Within(Duration),
    Since(Since),
    This(Period),
    Last(Period),
    /// Since the period began that is so many before this one.
    Back(u32, Period),
    Between(Box<Expr>, Box<Expr>),
}

#[derive(Clone, Debug)]
pub enum Since {
    Entering,
    Last(Events),
    At(Box<Expr>),
}

impl Expr {
    /// A condition.
    pub fn yes_no(span: Span, kind: ExprKind) -> Expr {
        Expr { span, ty: Type::YesNo, kind }
    }

    pub fn broken(span: Span) -> Expr {
        Expr { span, ty: Type::Broken, kind: ExprKind::Broken }
    }

    /// The value, where it is written out and nothing has to be worked out.
    pub fn constant(&self) -> Option<&Value<'static>> {
        if let ExprKind::Constant(value) = &self.kind { Some(value) } else { None }
    }

    /// Calls for everything that it asks about, in the order written.
    pub fn asks<'m>(&'m self, each: &mut impl FnMut(Asked<'m>)) {
        match &self.kind {
            ExprKind::Or(parts) | ExprKind::And(parts) => {
                parts.iter().for_each(|part| each(Asked::Expr(part)));
            }
            ExprKind::Not(inner)
            | ExprKind::Known(inner, _)
            | ExprKind::Anniversary(inner, _)
            | ExprKind::InWindow(inner, _)
            | ExprKind::PartOf(_, inner)
            | ExprKind::EdgeOf(_, _, inner)
            | ExprKind::Rounded(inner, _)
            | ExprKind::Shift(inner, ..)
            | ExprKind::Negative(inner) => each(Asked::Expr(inner)),
            ExprKind::Compare(left, _, right)
            | ExprKind::TextTest(left, _, right)
            | ExprKind::SetContains(left, right)
            | ExprKind::DaysBetween(left, right)
            | ExprKind::Arithmetic(left, _, right) => {
                each(Asked::Expr(left));
                each(Asked::Expr(right));
            }
            ExprKind::Between(value, low, high) => {
                [value, low, high].into_iter().for_each(|part| each(Asked::Expr(part)));
            }
            ExprKind::Extreme(_, values) => {
                values.iter().for_each(|value| each(Asked::Expr(value)));
            }
            ExprKind::In(value, list) => {
                each(Asked::Expr(value));
                list.iter().for_each(|entry| each(Asked::Expr(entry)));
            }
            ExprKind::Standing(_, inner) => each(Asked::Standing(inner)),
            ExprKind::EventsKnown(events, _) => each(Asked::Events(events)),
            ExprKind::Quantity { events, filter, .. }
            | ExprKind::Aggregate { events, filter, .. } => {
                each(Asked::Events(events));
                each(Asked::Filter(filter));
            }
            ExprKind::Elapsed { since, .. } => each(Asked::Since(since)),
            ExprKind::Without { events, condition, .. } => {
                each(Asked::Events(events));
                condition.iter().for_each(|condition| each(Asked::Expr(condition)));
            }
            ExprKind::Let(index) => each(Asked::Let(*index)),
            ExprKind::Score(index) | ExprKind::Expiring(index, _) => each(Asked::Score(*index)),
            ExprKind::Experiment(index) => each(Asked::Experiment(*index)),
            ExprKind::Constant(_)
            | ExprKind::Duration(_)
            | ExprKind::Field(_)
            | ExprKind::Attribute(_)
            | ExprKind::Stage
            | ExprKind::StageSince
            | ExprKind::Tags
            | ExprKind::Today
            | ExprKind::Now
            | ExprKind::Broken => {}
        }
    }
}

/// What an expression asks about, one level down.
#[derive(Clone, Copy, Debug)]
pub enum Asked<'m> {
    /// A value or condition within it.
    Expr(&'m Expr),
    /// A value by which customers are ranked.
    Standing(&'m Expr),
    /// Events.
    Events(&'m Events),
    /// Which of them count.
    Filter(&'m Filter),
    /// An instant to count from.
    Since(&'m Since),
    /// A `let`, by its place in the model.
    Let(usize),
    /// A score, by its place in the model.
    Score(usize),
    /// An experiment, by its place in the model.
    Experiment(usize),
}
