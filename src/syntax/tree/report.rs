//! What a report needs besides the rules.

use crate::problems::Span;
use crate::terms::Per;
use crate::values::Duration;

use super::{Bound, Expr, Name};

/// `report` and its lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    pub span: Span,
    /// The place of the word.
    pub word: Span,
    pub lines: Vec<ReportLine>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ReportLine {
    pub span: Span,
    pub kind: ReportLineKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ReportLineKind {
    /// `wheel Reach, Acquisition, Loyalty`.
    Wheel(Vec<Name>),
    /// `paying Conversion, within 90 days`.
    Paying { stage: Name, within: Within },
    /// `value sum(purchases.amount), margin 60%, keep 20%`; the shares as fractions.
    Value { value: Expr, shares: Vec<ValueShare> },
    /// `source lead_source`.
    Source(Expr),
    /// `referred by referrer, within 180 days`.
    Referred { by: Expr, within: Within },
    /// `spending $1,000 per calendar month on Reach`.
    Spending { amount: Expr, per: Per, stage: Name },
    /// `verdict on swag at 2026-09-30`.
    Verdict { on: Name, at: Expr },
    /// It could not be read, which is told.
    Broken,
}

/// A length of time with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Within {
    pub span: Span,
    pub duration: Duration,
}

/// `margin 60%`, or `keep 20%`.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueShare {
    pub span: Span,
    pub kept: bool,
    pub share: Bound,
}
