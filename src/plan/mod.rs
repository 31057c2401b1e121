//! The plan: what a checked program comes down to. A small closed set of operations on slots,
//! without names, sugar or types; and the list of what it needs of a record.

mod lower;
mod needs;
mod operation;

pub use crate::check::model::{Cap, Sample};
pub use crate::values::Value;
pub use crate::values::{Path, Step};
pub use lower::lower;
pub use needs::{AttributeNeed, DateKind, FieldNeed, Grant, Kind, ListNeed, Needs};
pub use operation::{Expr, Fold, FoldKind, FoldSource, Moment, Scope, WindowOp};

use jiff::tz::TimeZone;

use crate::report::Span;
use crate::syntax::tree::{GiftKind, HowOften, Per};
use crate::values::Decimal;
use crate::values::currency::Currency;

/// The attributes of what was given, which is a list that every record has.
pub const COST: usize = 0;
/// See [`COST`].
pub const WORTH: usize = 1;

pub type StageId = usize;
pub type RuleId = usize;
pub type GiftId = usize;

/// Everything that evaluation needs to know of a program.
#[derive(Clone, Debug)]
pub struct Plan {
    pub title: Option<String>,
    pub currency: Currency,
    pub zone: TimeZone,
    pub start: StageId,
    pub stages: Vec<Stage>,
    pub rules: Vec<Rule>,
    /// The rules of `any stage`, in order.
    pub any_stage: Vec<RuleId>,
    pub gifts: Vec<Gift>,
    pub limits: Vec<Limit>,
    pub pauses: Vec<Pause>,
    /// What customers are ranked by over all of a run.
    pub standings: Vec<Standing>,
    /// Each `let`, evaluated once a record.
    pub lets: Vec<Expr>,
    pub folds: Vec<Fold>,
    /// Lengths of time that are measured back from the `as of`.
    pub windows: Vec<crate::values::Duration>,
    pub needs: Needs,
}

#[derive(Clone, Debug)]
pub struct Stage {
    pub name: String,
    /// What records call it.
    pub outside: String,
    /// Actions on entering, as a rule without a condition.
    pub on_entering: Vec<RuleId>,
    pub rules: Vec<RuleId>,
    pub capacity: Option<Capacity>,
}

/// How many customers a stage holds.
#[derive(Clone, Debug)]
pub struct Capacity {
    pub count: u64,
    /// Who comes first, the highest.
    pub by: Option<Expr>,
    /// Who makes room when it is full; `None`: the others wait.
    pub makes_room: Option<MakesRoom>,
}

/// Those in a full stage who move on so that others may enter.
#[derive(Clone, Debug)]
pub struct MakesRoom {
    /// The lowest or highest value first.
    pub by: Expr,
    pub highest: bool,
    pub to: StageId,
    /// The rule that decisions name for it.
    pub rule: RuleId,
}

/// A cap for each customer on some gifts.
#[derive(Clone, Debug)]
pub struct Limit {
    pub gifts: Vec<GiftId>,
    pub cap: Cap,
    pub per: Per,
}

/// Gifts that are held back unless the condition is certainly false.
#[derive(Clone, Debug)]
pub struct Pause {
    pub gifts: Vec<GiftId>,
    pub condition: Expr,
}

/// What a gift may cost, or how often it may be given, over all customers.
#[derive(Clone, Debug)]
pub struct Budget {
    pub cap: Cap,
    pub per: Per,
    /// Who comes first, the highest.
    pub by: Option<Expr>,
}

/// A place among all customers of a run.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Standing {
    pub function: crate::syntax::tree::Standing,
    pub value: Expr,
}

/// A rule, or the actions of one `on entering`.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its own name, or the stage and its place there: `Engaged 2`, `any stage 1`,
    /// `Enthusiast on entering`.
    pub label: String,
    pub span: Span,
    pub condition: Expr,
    pub move_to: Option<StageId>,
    /// In order, without the move.
    pub actions: Vec<Action>,
}

#[derive(Clone, Debug)]
pub enum Action {
    Give(GiftId),
    Tag(String),
    Untag(String),
}

#[derive(Clone, Debug)]
pub struct Gift {
    pub name: String,
    pub kind: GiftKind,
    pub description: Option<String>,
    pub costs: Option<Decimal>,
    pub worth: Option<Decimal>,
    /// Whom an alert goes to.
    pub to: Option<String>,
    /// `None`: once per stay in a stage.
    pub how_often: Option<HowOften>,
    /// What each earlier grant takes off its worth, as a fraction.
    pub fades: Option<Decimal>,
    pub sample: Option<Sample>,
    /// The share of customers from whom it is withheld, to compare with.
    pub holdout: Option<Decimal>,
    pub budget: Option<Budget>,
    /// Stages in which it may be given; everywhere where it is left out.
    pub only_in: Option<Vec<StageId>>,
}
