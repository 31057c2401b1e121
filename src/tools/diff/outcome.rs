//! What a decision comes to, or those of all days of a replay, in the names of a pair of plans.

use std::sync::Arc;

use super::{Pair, Side};
use crate::eval::{Decision, Reason};
use crate::plan::{RuleId, StageId};
use crate::values::Decimal;

/// What a decision comes to, or what the decisions of all days of a replay come to together. Stages and
/// gifts are numbers of a [`Pair`], rules those of their side, and days places among those of the replay:
/// 0 where there is only one decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The first day with a decision.
    pub since: usize,
    /// The stage before; `None` for a new customer.
    pub from: Option<usize>,
    /// The stage after, and what led there.
    pub end: End,
    /// The days that changed the stage, each with the stage after it.
    pub stages: Vec<(usize, usize)>,
    /// What is given.
    pub given: Vec<Gift>,
    /// What was asked for and is not given: the gift, the event that it was asked for, and why. A replay
    /// does not say this of all days, so there it is empty.
    pub withheld: Vec<(usize, Option<Arc<str>>, Reason)>,
    /// Tags that are set or removed. The last of what is done about the same one counts.
    pub tags: Vec<Tagging>,
    /// The day since which the customer is left out at the end, if so.
    pub left_out: Option<usize>,
}

/// The stage that a customer is in after a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct End {
    /// The stage.
    pub stage: usize,
    /// The rule that moved the customer there; `None` if none did.
    pub rule: Option<RuleId>,
}

/// What is done about a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tagging {
    /// The tag.
    pub tag: String,
    /// Whether it is set, rather than removed.
    pub set: bool,
    /// The day.
    pub day: usize,
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
    /// The day.
    pub day: usize,
}

impl Outcome {
    /// What a decision of a side comes to.
    pub fn of(pair: &Pair<'_>, side: Side, decision: &Decision) -> Outcome {
        let mut outcome = Outcome::begin(pair, side, decision.from, decision.to);
        outcome.add(pair, side, 0, decision);
        let withheld = decision.withheld.iter();
        let withheld =
            withheld.map(|one| (pair.gift(side, one.gift), one.event.clone(), one.reason));
        outcome.withheld.extend(withheld);
        let tagging = |(tag, set): (&String, bool)| Tagging { tag: tag.clone(), set, day: 0 };
        let set = decision.tags.iter().map(|tag| (tag, true));
        let removed = decision.untags.iter().map(|tag| (tag, false));
        outcome.tags.extend(set.chain(removed).map(tagging));
        outcome
    }

    /// A customer to whom nothing has happened yet: the stage before, and the one after.
    pub fn begin(pair: &Pair<'_>, side: Side, from: Option<StageId>, to: StageId) -> Outcome {
        Outcome {
            since: 0,
            from: from.map(|from| pair.stage(side, from)),
            end: End { stage: pair.stage(side, to), rule: None },
            stages: Vec::new(),
            given: Vec::new(),
            withheld: Vec::new(),
            tags: Vec::new(),
            left_out: None,
        }
    }

    /// Adds the moves and the gifts of a decision as of a day.
    pub fn add(&mut self, pair: &Pair<'_>, side: Side, day: usize, decision: &Decision) {
        let stage = pair.stage(side, decision.to);
        if decision.changes_stage() {
            self.stages.push((day, stage));
        }
        if let Some(moved) = decision.moves.last() {
            self.end = End { stage, rule: Some(moved.rule) };
        }
        let given = decision.given.iter().map(|given| Gift {
            gift: pair.gift(side, given.gift),
            event: given.event.clone(),
            rule: given.rule,
            cost: given.cost,
            day,
        });
        self.given.extend(given);
    }
}
