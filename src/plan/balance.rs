//! Points that are earned, spent, and expire.

use crate::terms::Lasting;

/// Points that are earned, spent, and expire.
#[derive(Clone, Debug)]
pub struct Balance {
    /// What they are earned and spent for.
    pub lines: Vec<BalanceLine>,
}

/// Events that earn or spend points.
#[derive(Clone, Copy, Debug)]
pub struct BalanceLine {
    /// Adds up the points of each event, by its index in the plan.
    pub fold: usize,
    /// Whether they are spent.
    pub spends: bool,
    /// How long those that are earned last; `None`: for ever.
    pub lasting: Option<Lasting>,
}
