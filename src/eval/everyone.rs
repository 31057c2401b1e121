//! What is known of all customers of a run together.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::plan::{GiftId, Plan, StageId};
use crate::terms::Standing;
use crate::values::Value;

use super::contest::{Contest, Prize};
use super::cutoff::{Door, Exit, Purse};
use super::rank::{Placed, compared};
use super::survey::Phase;
use super::written;

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

/// All customers by one value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Ranking {
    /// The first of each fifth but the lowest, by value and then by id.
    pub fifths: Vec<Placed>,
    /// All known values, lowest first: kept only where ranks are asked for.
    #[serde(with = "written::values")]
    pub values: Vec<Value<'static>>,
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

impl Ranking {
    /// Puts all known values in order, as far as the function needs them.
    pub(super) fn of(function: Standing, values: Vec<Placed>) -> Ranking {
        match function {
            Standing::Rank => {
                let values = values.into_iter().filter_map(|placed| placed.value);
                let mut values: Vec<Value<'static>> = values.collect();
                values.sort_unstable_by(compared);
                Ranking { fifths: Vec::new(), values }
            }
            Standing::Quintile => Ranking { fifths: fifths(values), values: Vec::new() },
        }
    }

    /// 1 for the lowest fifth to 5 for the highest.
    pub(super) fn quintile(&self, value: &Value<'_>, id: &str) -> usize {
        1 + self.fifths.iter().filter(|first| first.is_up_to(value, id)).count()
    }

    /// 1 for the highest; those with the same value share a rank.
    pub(super) fn rank(&self, value: &Value<'_>) -> usize {
        let above = self.values.partition_point(|other| compared(other, value).is_le());
        1 + self.values.len() - above
    }
}

/// The first of each fifth but the lowest. What is between them needs no order.
fn fifths(mut values: Vec<Placed>) -> Vec<Placed> {
    let (count, size, larger) = (values.len(), values.len() / 5, values.len() % 5);
    // As in SQL's ntile, the first fifths take one more where it does not come out even.
    let starts = (1..5).map(|fifth| fifth * size + fifth.min(larger));
    let (mut rest, mut before) = (&mut values[..], 0);
    let mut fifths = Vec::new();
    for start in starts.filter(|start| *start < count) {
        let place = start - before;
        let (_, first, above) = rest.select_nth_unstable_by(place, Placed::lowest_first);
        fifths.push(first.clone());
        (rest, before) = (above, start + 1);
    }
    fifths
}
