//! What a decision comes to, in the names of a pair of plans.

use std::sync::Arc;

use super::{Pair, Side};
use crate::eval::{Decision, Reason};
use crate::plan::RuleId;
use crate::values::Decimal;

/// What a decision comes to. Stages and gifts are numbers of a [`Pair`], rules those of their side.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The stage before; `None` for a new customer.
    pub from: Option<usize>,
    /// The stage after, and what led there.
    pub end: End,
    /// What is given.
    pub given: Vec<Gift>,
    /// What was asked for and is not given: the gift, the event that it was asked for, and why.
    pub withheld: Vec<(usize, Option<Arc<str>>, Reason)>,
    /// Tags that are set.
    pub tags: Vec<String>,
    /// Tags that are removed.
    pub untags: Vec<String>,
}

/// The stage that a customer is in after a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct End {
    /// The stage.
    pub stage: usize,
    /// The rule that moved the customer there; `None` if none did.
    pub rule: Option<RuleId>,
}

/// A gift that is given.
#[derive(Clone, Debug, PartialEq)]
pub struct Gift {
    /// The gift.
    pub gift: usize,
    /// The key of the event that it is for, if it is for one.
    pub event: Option<Arc<str>>,
    /// The rule that asked for it.
    pub rule: RuleId,
    /// What it costs you.
    pub cost: Option<Decimal>,
}

impl Outcome {
    /// What a decision of a side comes to.
    pub fn of(pair: &Pair<'_>, side: Side, decision: &Decision) -> Outcome {
        let given = decision.given.iter().map(|given| Gift {
            gift: pair.gift(side, given.gift),
            event: given.event.clone(),
            rule: given.rule,
            cost: given.cost,
        });
        let withheld = decision.withheld.iter();
        let withheld =
            withheld.map(|one| (pair.gift(side, one.gift), one.event.clone(), one.reason));
        Outcome {
            from: decision.from.map(|from| pair.stage(side, from)),
            end: End {
                stage: pair.stage(side, decision.to),
                rule: decision.moves.last().map(|moved| moved.rule),
            },
            given: given.collect(),
            withheld: withheld.collect(),
            tags: decision.tags.clone(),
            untags: decision.untags.clone(),
        }
    }
}
