//! How much there is of what customers compete for, which is all that decides who gets it besides the
//! customers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::plan::{GiftId, Plan, StageId};
use crate::terms::{Cap, Standing};

/// How much there is of what customers compete for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Limits {
    pub(super) standings: Vec<Standing>,
    pub(super) capacities: BTreeMap<StageId, Capacity>,
    pub(super) caps: BTreeMap<GiftId, Cap>,
    /// Whether all who compete are kept, so that the place of each among them is known.
    pub(super) keeps_all: bool,
}

/// How many a stage holds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Capacity {
    pub(super) count: u64,
    /// Who makes room when it is full: whether the highest goes first, or the lowest. `None` if nobody does.
    pub(super) highest: Option<bool>,
}

impl Limits {
    /// Those of a plan.
    pub(in super::super) fn of(plan: &Plan) -> Limits {
        let stages = plan.stages.iter().enumerate();
        let capacities = stages.filter_map(|(stage, declared)| {
            let capacity = declared.capacity.as_ref()?;
            let highest = capacity.makes_room.as_ref().map(|way| way.highest);
            Some((stage, Capacity { count: capacity.count, highest }))
        });
        let gifts = plan.gifts.iter().enumerate();
        let caps = gifts.filter_map(|(gift, declared)| Some((gift, declared.budget.as_ref()?.cap)));
        Limits {
            standings: plan.standings.iter().map(|standing| standing.function).collect(),
            capacities: capacities.collect(),
            caps: caps.collect(),
            keeps_all: false,
        }
    }

    /// The same where all who compete are kept.
    pub(in super::super) fn keeping_all(&self) -> Limits {
        Limits { keeps_all: true, ..self.clone() }
    }
}

/// What several surveys share, as each of them writes it.
pub(super) mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Limits;

    pub(in super::super) fn serialize<S: Serializer>(
        limits: &Option<Arc<Limits>>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        limits.as_deref().serialize(to)
    }

    pub(in super::super) fn deserialize<'d, D: Deserializer<'d>>(
        from: D,
    ) -> Result<Option<Arc<Limits>>, D::Error> {
        Ok(Option::<Limits>::deserialize(from)?.map(Arc::new))
    }
}
