//! The part of the model for `report`.

use jiff::civil::Date;

use super::Expr;
use crate::problems::Span;
use crate::terms::Per;
use crate::values::{Decimal, Duration};

/// What a report needs besides the rules. Stages and gifts are indices into those of the model.
#[derive(Clone, Debug)]
pub struct Report {
    /// The place of the word.
    pub span: Span,
    /// The stages on the way, in order; `None`: all, in the order of the file.
    pub wheel: Option<Vec<usize>>,
    /// Where customers pay, and within what time a lead has to come there.
    pub paying: Option<Paying>,
    /// What a customer has brought so far.
    pub value: Option<Worth>,
    /// Where customers come from.
    pub source: Option<Expr>,
    /// Who brought a customer.
    pub referred: Option<Referred>,
    /// What is spent to bring people into a stage.
    pub spending: Vec<Spending>,
    /// When it is said whether something worked.
    pub verdicts: Vec<Verdict>,
}

/// `paying Conversion, within 90 days`
#[derive(Clone, Debug)]
pub struct Paying {
    pub span: Span,
    pub stage: usize,
    pub within: Duration,
}

/// `value sum(purchases.amount), margin 60%, keep 20%`; the shares as fractions.
#[derive(Clone, Debug)]
pub struct Worth {
    pub value: Expr,
    /// What is left after delivery.
    pub margin: Option<Decimal>,
    /// The profit that is wanted.
    pub keep: Option<Decimal>,
}

/// `referred by referrer, within 180 days`
#[derive(Clone, Debug)]
pub struct Referred {
    pub by: Expr,
    pub within: Duration,
}

/// `spending $1,000 per calendar month on Reach`
#[derive(Clone, Debug)]
pub struct Spending {
    pub amount: Decimal,
    pub per: Per,
    pub stage: usize,
}

/// `verdict on swag at 2026-09-30`
#[derive(Clone, Debug)]
pub struct Verdict {
    pub on: Judged,
    pub at: Date,
}

/// What a verdict is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judged {
    Gift(usize),
    Experiment(usize),
}
