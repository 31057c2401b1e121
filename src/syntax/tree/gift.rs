//! What customers get, and what holds it back.

use crate::problems::Span;
use crate::terms::{GiftKind, HowOften, Per};
use crate::values::Duration;

use super::{Bound, Expr, Name, Quantity, Text};

/// `reward name "description" costs $18, once`.
#[derive(Clone, Debug, PartialEq)]
pub struct Gift {
    pub span: Span,
    pub kind: GiftKind,
    pub name: Name,
    pub description: Option<Text>,
    pub options: Vec<GiftOption>,
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
    /// `kept for 7 days while in_arrears`: what a pause, a limit or a budget withholds is asked for
    /// again.
    KeptFor {
        within: Duration,
        condition: Option<Box<Expr>>,
    },
    /// What it costs us.
    Costs(Expr),
    /// What it is worth to the customer.
    Worth(Expr),
    /// Whom an alert goes to: a text, or the name of one.
    To(Expr),
    HowOften(HowOften),
    /// `as "GC-50"`: its name in records.
    As(Text),
    /// `formerly "gift_card", "card"`: names that it had in records before.
    Formerly(Vec<Text>),
    /// It could not be read: the checker misses no option.
    Broken,
}

/// `limit messages to 2 per 7 days`.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    pub span: Span,
    /// A kind in the plural, a group, or a gift.
    pub subject: Name,
    /// Gifts and groups that it is not about.
    pub except: Vec<Name>,
    /// A plain number of gifts, or an amount of money that they may cost.
    pub cap: Expr,
    pub per: Per,
}

/// `pause messages when tagged "not interested"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Pause {
    pub span: Span,
    /// A kind in the plural, a group, or a gift.
    pub subject: Name,
    /// Gifts and groups that it is not about.
    pub except: Vec<Name>,
    pub condition: Expr,
}

/// `group service (receipt, card_declined)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub span: Span,
    pub name: Name,
    pub gifts: Vec<Name>,
}
