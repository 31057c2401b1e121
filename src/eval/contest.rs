//! How a contest for something short came out, for those who explain it.

use std::collections::HashMap;

use crate::plan::{GiftId, StageId};
use crate::values::Value;

#[cfg(doc)]
use super::Evaluator;
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
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Contest {
    wanted: u64,
    got: u64,
    last: Option<Value<'static>>,
    /// By customer who got nothing, the place among all, from 1; `None` where not all are known any more.
    places: Option<HashMap<String, u64>>,
}

/// How a contest came out for a customer who got nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Lost<'c> {
    /// How many wanted it.
    pub wanted: u64,
    /// How many got it.
    pub got: u64,
    /// The place of the customer, from 1; `None` if only those were kept who could get it: see
    /// [`Evaluator::keeping_all`].
    pub place: Option<u64>,
    /// The value by which the last was put in order who got it, if somebody did and it is known.
    pub last: Option<&'c Value<'static>>,
}

impl Contest {
    /// Of so many who wanted it, those who are known, in any order, with whether they got it; besides
    /// them, so many got it. Nothing if all did.
    pub(super) fn of(
        wanted: u64,
        others: u64,
        known: impl Iterator<Item = (Placed, bool)>,
    ) -> Option<Contest> {
        let mut all: Vec<(Placed, bool)> = known.collect();
        let winners = all.iter().filter(|(_, got)| *got).count() as u64;
        let got = others.saturating_add(winners);
        if got == wanted {
            return None;
        }
        all.sort_by(|(one, _), (other, _)| one.highest_first(other));
        let winner = all.iter().rev().find(|(_, got)| *got);
        let last = winner.and_then(|(placed, _)| placed.value.clone());
        let is_whole = all.len() as u64 == wanted;
        let places = is_whole.then(|| {
            let lost = (1..).zip(all).filter(|(_, (_, got))| !got);
            lost.map(|(place, (placed, _))| (placed.id, place)).collect()
        });
        Some(Contest { wanted, got, last, places })
    }

    /// How it came out for a customer, who got nothing.
    pub(super) fn lost(&self, id: &str) -> Option<Lost<'_>> {
        let Contest { wanted, got, last, places } = self;
        let place = match places {
            Some(places) => Some(*places.get(id)?),
            None => None,
        };
        Some(Lost { wanted: *wanted, got: *got, place, last: last.as_ref() })
    }
}
