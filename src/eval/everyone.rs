//! What is known of all customers of a run together.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::plan::{GiftId, Plan, StageId};

use super::contest::{Contest, Prize};
use super::cutoff::{Door, Exit, Purse};
use super::ranking::Ranking;
use super::survey::Phase;

/// What was found out about all customers of a run together. Empty until they have been surveyed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Everyone {
    /// The phases that have looked at them.
    pub(super) phases: Vec<Phase>,
    /// By the standings of the plan.
    pub(super) rankings: Vec<Ranking>,
    /// Who gets into each stage with a capacity.
    pub(super) doors: BTreeMap<StageId, Door>,
    /// Who makes room in each stage where somebody does.
    pub(super) exits: BTreeMap<StageId, Exit>,
    /// Who gets each gift with a budget.
    pub(super) purses: BTreeMap<GiftId, Purse>,
    /// How the contests came out in which somebody got nothing: for those who explain it here and now.
    #[serde(skip)]
    pub(super) contests: HashMap<Prize, Contest>,
}

impl Everyone {
    /// The phases that have looked at them, in order.
    pub fn phases(&self) -> &[Phase] {
        &self.phases
    }

    /// For those who were not surveyed: whatever customers compete for, others have it. Where some make
    /// room, they do, since somebody else may have their place already.
    pub(super) fn for_strangers(&self, plan: &Plan) -> Everyone {
        let stages = plan.stages.iter().enumerate();
        let gifts = plan.gifts.iter().enumerate();
        let full = stages.filter(|(_, stage)| stage.capacity.is_some());
        let spent =
            gifts.filter_map(|(gift, declared)| Some((gift, declared.budget.as_ref()?.cap)));
        Everyone {
            phases: self.phases.clone(),
            doors: full.map(|(stage, _)| (stage, Door::Shut)).collect(),
            exits: self.exits.iter().map(|(stage, exit)| (*stage, exit.for_strangers())).collect(),
            purses: spent.map(|(gift, cap)| (gift, Purse::empty(cap))).collect(),
            ..Everyone::default()
        }
    }
}
