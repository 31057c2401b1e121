//! The plan: what a checked program comes down to. A small closed set of operations on slots,
//! without names, sugar or types; and the list of what it needs of a record.

mod lower;
mod needs;
mod operation;

pub use crate::values::Value;
pub use crate::values::{Path, Step};
pub use lower::lower;
pub use needs::{AttributeNeed, DateKind, FieldNeed, Grant, Kind, ListNeed, Needs};
pub use operation::{Expr, Fold, FoldKind, FoldSource, Moment, Scope, WindowOp};

use jiff::tz::TimeZone;

use crate::report::Span;
use crate::syntax::tree::{GiftKind, HowOften};
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
}
