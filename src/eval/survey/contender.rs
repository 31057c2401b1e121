//! Those who want to enter stages with a capacity, and where they get in.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::plan::StageId;
use crate::values::Value;

use super::super::rank::{Placed, highest_first};
use super::super::written;

/// Somebody who would move to a stage with a capacity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Contender {
    pub(super) id: String,
    /// The stages with a capacity that they would move to, the first choice first.
    #[serde(with = "written::choices")]
    pub(super) choices: Vec<(StageId, Option<Value<'static>>)>,
}

/// Where contenders get in.
#[derive(Debug)]
pub(super) struct Matching {
    /// By contender, how many of their choices have no room for them.
    pub(super) tries: Vec<usize>,
    /// By stage, the contenders who get in, the best first.
    pub(super) held: BTreeMap<StageId, Vec<usize>>,
}

impl Contender {
    /// Where they are in the order of a choice.
    pub(super) fn at(&self, choice: usize) -> Option<Placed> {
        let (_, value) = self.choices.get(choice)?;
        Some(Placed { value: value.clone(), id: self.id.clone() })
    }

    /// What they are put in order by for a choice.
    fn value(&self, choice: usize) -> Option<&Value<'static>> {
        self.choices.get(choice)?.1.as_ref()
    }

    /// Who comes first, by a choice of each.
    fn order(&self, choice: usize, other: &Contender, others: usize) -> Ordering {
        let value = self.value(choice);
        highest_first((value, &self.id), (other.value(others), &other.id))
    }
}

impl Matching {
    /// Lets contenders in, the best first, as far as there is room. One who finds their first choice
    /// full tries the next, and may there be better than somebody who was let in before; so it goes
    /// round until nobody is turned away any more. What comes out is the same whoever begins.
    pub(super) fn of(contenders: &[Contender], room: impl Fn(StageId) -> u64) -> Matching {
        let mut tries = vec![0; contenders.len()];
        let mut held: BTreeMap<StageId, Vec<usize>> = BTreeMap::new();
        let mut waiting: Vec<usize> = (0..contenders.len()).collect();
        while !waiting.is_empty() {
            let mut tried: BTreeSet<StageId> = BTreeSet::new();
            for one in std::mem::take(&mut waiting) {
                if let Some((stage, _)) = contenders[one].choices.get(tries[one]) {
                    held.entry(*stage).or_default().push(one);
                    tried.insert(*stage);
                }
            }
            for stage in tried {
                let list = held.entry(stage).or_default();
                list.sort_by(|a, b| contenders[*a].order(tries[*a], &contenders[*b], tries[*b]));
                let room = usize::try_from(room(stage)).unwrap_or(usize::MAX);
                let turned_away = list.split_off(room.min(list.len()));
                turned_away.iter().for_each(|one| tries[*one] += 1);
                waiting.extend(turned_away);
            }
        }
        Matching { tries, held }
    }
}
