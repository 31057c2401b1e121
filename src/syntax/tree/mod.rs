//! The tree: a rule file as it is written, each part with its place. Names are not looked up yet.

#![expect(clippy::large_enum_variant, reason = "a program has few parts, so their size is nothing")]

mod customer;
mod experiment;
mod expression;
mod gift;
mod question;
mod report;
mod rule_test;
mod score;
mod simulate;
mod stage;

use crate::problems::Span;

pub use customer::{
    Attribute, AttributeSource, Bound, By, ChoiceValue, Customer, DataForm, DataFormKind, DateForm,
    EventTime, Events, Field, FieldKind, Key, LeaveOut, Mapping, Owner, Range, ScalarType, Shows,
    Table,
};
pub use experiment::{Arm, Experiment};
pub use expression::{
    Asked, Expr, ExprKind, Filter, MoneyUnit, Quantity, QuantityKind, Since, SinceKind, Spanned,
    TimeLiteral, Window, WindowKind,
};
pub use gift::{Gift, GiftOption, GiftOptionKind, Group, Limit, Pause};
pub use question::{Assert, Does, DoesKind, Question, Who};
pub use report::{Report, ReportLine, ReportLineKind, ValueShare, Within};
pub use rule_test::{
    Fact, FactKind, FactValue, Outcome, OutcomeKind, Test, TestLine, TestLineKind, Times, When,
};
pub use score::{Each, Points, PointsFor, Score, ScoreLine};
pub use simulate::{Simulate, SimulateLine, SimulateLineKind};
pub use stage::{
    Action, ActionKind, AnyStage, Capacity, ForEach, GiveVerb, OnEntering, Refers, Rule, RuleWord,
    Stage, WhenFull,
};

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
    experiments Experiment;
    groups Group;
    asserts Assert;
    tests Test;
    simulations Simulate;
    reports Report;
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
    Experiment(Experiment),
    Group(Group),
    Assert(Assert),
    Test(Test),
    Simulate(Simulate),
    Report(Report),
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

/// `let name = expression`.
#[derive(Clone, Debug, PartialEq)]
pub struct Let {
    pub span: Span,
    pub name: Name,
    pub value: Expr,
}

/// `use "shared.flywheel"`: another file's declarations.
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    pub span: Span,
    pub path: Text,
}
