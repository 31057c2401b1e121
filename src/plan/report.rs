//! What a report asks of each customer.

use super::Cond;
use crate::values::Duration;

/// What a report asks of each customer. Evaluation never reads it.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What a customer has brought so far, as a place in [`Plan::shows`](super::Plan::shows).
    pub value: Option<usize>,
    /// Where a customer comes from, likewise.
    pub source: Option<usize>,
    /// The id of who brought a customer, likewise.
    pub referred_by: Option<usize>,
    /// By gift, what it aims for.
    pub gift_aims: Vec<Option<Aim>>,
    /// By experiment, what it aims for.
    pub experiment_aims: Vec<Option<Aim>>,
}

/// The result that a gift or an experiment is meant to bring.
#[derive(Clone, Debug)]
pub struct Aim {
    /// Whether it is there, asked at the end of the time that it has.
    pub met: Cond,
    /// How long after the gift that is.
    pub within: Duration,
}

impl Report {
    /// What gifts and experiments aim for.
    pub fn aims(&self) -> impl Iterator<Item = &Aim> {
        self.gift_aims.iter().chain(&self.experiment_aims).flatten()
    }
}
