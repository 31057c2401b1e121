//! What a report needs besides the rules.

use jiff::civil::Date;

use super::{Cond, StageId};
use crate::terms::Per;
use crate::values::{Decimal, Duration};

pub use crate::check::model::Judged;

/// What a report needs besides the rules. Evaluation never reads it.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// By stage, whether customers may rest there.
    pub resting: Vec<bool>,
    /// By stage, what it means when people stop there, if the rules say it.
    pub leaking: Vec<Option<String>>,
    /// The stages on the way, in order.
    pub wheel: Vec<StageId>,
    /// Where customers pay, and within what time a lead has to come there.
    pub paying: Option<(StageId, Option<Duration>)>,
    /// The place in [`Plan::shows`](super::Plan::shows) of what a customer has brought so far.
    pub value: Option<usize>,
    /// What of that is left after delivery, as a fraction.
    pub margin: Option<Decimal>,
    /// The profit that is wanted, as a fraction of the value.
    pub keep: Option<Decimal>,
    /// The place of where customers come from.
    pub source: Option<usize>,
    /// The place of who brought a customer, and how long after that one's entry this counts.
    pub referred: Option<(usize, Option<Duration>)>,
    /// What is spent to bring people into stages.
    pub spending: Vec<Spending>,
    /// When it is said whether something worked.
    pub verdicts: Vec<(Judged, Date)>,
    /// By gift, what it aims for.
    pub gift_aims: Vec<Option<Aim>>,
    /// By experiment, likewise.
    pub experiment_aims: Vec<Option<Aim>>,
}

/// What is spent to bring people into a stage.
#[derive(Clone, Debug)]
pub struct Spending {
    /// How much.
    pub amount: Decimal,
    /// Per how much time.
    pub per: Per,
    /// On which stage.
    pub stage: StageId,
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
