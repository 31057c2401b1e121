//! How a contest for something short came out, for those who explain it.

use std::collections::HashMap;

use crate::plan::{GiftId, StageId};
use crate::values::Value;

use super::rank::Placed;

/// What customers compete for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Prize {
    /// A place in a stage with a capacity.
    Place(StageId),
    /// A gift with a budget.
    Gift(GiftId),
}

/// How a contest came out in which somebody got nothing.
#[derive(Clone, Debug)]
pub(super) struct Contest {
    wanted: u64,
    got: u64,
    last: Option<Value<'static>>,
    /// By customer who got nothing, the place among all, from 1.
    places: HashMap<String, u64>,
}

/// How a contest came out for a customer who got nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Lost<'c> {
    /// How many wanted it.
    pub wanted: u64,
    /// How many got it.
    pub got: u64,
    /// The place of the customer, from 1.
    pub place: u64,
    /// The value by which the last was put in order who got it, if somebody did and it is known.
    pub last: Option<&'c Value<'static>>,
}

impl Contest {
    /// Of those who wanted it, in any order, with whether they got it; nothing if all got it.
    pub(super) fn of(wanted: impl Iterator<Item = (Placed, bool)>) -> Option<Contest> {
        let mut all: Vec<(Placed, bool)> = wanted.collect();
        if all.iter().all(|(_, got)| *got) {
            return None;
        }
        all.sort_by(|(one, _), (other, _)| one.highest_first(other));
        let (mut got, mut last, mut places) = (0, None, HashMap::new());
        let wanted = all.len() as u64;
        for (place, (placed, has)) in (1..).zip(all) {
            if has {
                got += 1;
                last = placed.value;
            } else {
                places.insert(placed.id, place);
            }
        }
        Some(Contest { wanted, got, last, places })
    }

    /// How it came out for a customer, who got nothing.
    pub(super) fn lost(&self, id: &str) -> Option<Lost<'_>> {
        let Contest { wanted, got, last, places } = self;
        let place = *places.get(id)?;
        Some(Lost { wanted: *wanted, got: *got, place, last: last.as_ref() })
    }
}
