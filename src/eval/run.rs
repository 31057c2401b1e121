use std::collections::HashMap;

use crate::plan::{GiftId, StageId};
use crate::values::Value;

use super::rank::Placed;

/// What was found out about all customers of a run together. Empty until they have been surveyed;
/// it holds no more than those for whom something was short.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// By the standings of the plan.
    pub(super) rankings: Vec<Ranking>,
    /// By customer, the stages that had no room for them.
    pub(super) closed: HashMap<String, Vec<StageId>>,
    /// By customer, the stage that they leave to make room.
    pub(super) makes_room: HashMap<String, StageId>,
    /// By customer, the gifts for which the budget was spent.
    pub(super) denied: HashMap<String, Vec<GiftId>>,
}

/// All customers by one value.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranking {
    /// The first of each fifth but the lowest, by value and then by id.
    pub fifths: Vec<Placed>,
    /// All known values, lowest first: kept only where ranks are asked for.
    pub values: Vec<Value<'static>>,
}

impl Run {
    pub(super) fn is_closed(&self, id: &str, stage: StageId) -> bool {
        self.closed.get(id).is_some_and(|stages| stages.contains(&stage))
    }

    pub(super) fn makes_room(&self, id: &str, stage: StageId) -> bool {
        self.makes_room.get(id) == Some(&stage)
    }

    pub(super) fn is_denied(&self, id: &str, gift: GiftId) -> bool {
        self.denied.get(id).is_some_and(|gifts| gifts.contains(&gift))
    }
}
