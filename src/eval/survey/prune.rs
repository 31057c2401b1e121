//! What a survey lets go of: those who cannot get anything any more, no matter who else comes.
//!
//! - **Places.** Contenders are let in as if the whole capacity were free. Who is turned away by so many
//!   better ones is turned away among all, because the better ones do not get fewer, nor the room
//!   more. The others go on from the choice that they have come to: that they were turned away from
//!   those before may have kept somebody else out, which must not be forgotten.
//! - **Making room.** Once somebody enters, fewer stay than the stage holds: those who would leave last are
//!   kept.
//! - **Budgets.** If somebody gets a gift, so did all before them whose gift costs no more, because more was
//!   left then. So who exceeds the cap together with all of these gets nothing.

use std::collections::BTreeMap;

use crate::plan::StageId;
use crate::terms::Cap;
use crate::values::Decimal;

use super::super::cutoff::Fund;
use super::budgets::{Wanted, Wishes};
use super::capacity::Incumbents;
use super::contender::{Contender, Matching};
use super::limits::Capacity;

/// Drops the contenders whom no stage has room for, and of the others the choices that have none for
/// them; counts who is turned away from each stage.
pub(super) fn contenders(
    contenders: &mut Vec<Contender>,
    count: impl Fn(StageId) -> u64,
    turned_away: &mut BTreeMap<StageId, u64>,
) {
    let tries = Matching::of(contenders, count).tries;
    for (contender, tries) in contenders.iter_mut().zip(tries) {
        for (stage, _) in contender.choices.drain(..tries) {
            let count = turned_away.entry(stage).or_default();
            *count = count.saturating_add(1);
        }
    }
    contenders.retain(|contender| !contender.choices.is_empty());
}

/// Keeps as many of those who could make room as may stay.
pub(super) fn incumbents(incumbents: &mut Incumbents, capacity: Capacity) {
    let Incumbents { last, .. } = incumbents;
    let highest = capacity.highest.unwrap_or_default();
    last.sort_by(|a, b| a.first(b, highest));
    let most = usize::try_from(capacity.count).unwrap_or(usize::MAX);
    last.drain(..last.len().saturating_sub(most));
}

/// Drops those who get nothing of a budget, whatever is left of it. Of those whose gift takes nothing
/// of it, the last is kept: they all get it, or none does.
pub(super) fn wishes(wishes: &mut Wishes, cap: Cap) {
    let fund = Fund::of(cap);
    let mut all = std::mem::take(&mut wishes.first);
    all.sort_by(|a, b| a.placed.highest_first(&b.placed));
    let mut weights: Vec<Decimal> = all.iter().map(|one| fund.weight(one.cost)).collect();
    weights.sort_unstable();
    weights.dedup();
    let mut spent = Sums::new(weights.len());
    // From this one up, nobody gets any.
    let mut dear = weights.len();
    let mut free: Option<Wanted> = None;
    for one in all {
        let weight = fund.weight(one.cost);
        if weight == Decimal::ZERO {
            let another = u64::from(free.replace(one).is_some());
            wishes.free = wishes.free.saturating_add(another);
            continue;
        }
        let place = weights.partition_point(|other| *other < weight);
        if place >= dear {
            continue;
        }
        let needed = plus(spent.up_to(place), Some(weight));
        if needed.is_some_and(|needed| needed <= fund.cap) {
            let count = Decimal::new(i128::from(one.count), 0);
            spent.add(place, count.and_then(|count| count.checked_mul(weight)).ok());
            wishes.first.push(one);
        } else {
            dear = place;
        }
    }
    wishes.first.extend(free);
}

/// Amounts by place, of which the sum up to a place is asked for as often as one is added: a
/// Fenwick tree. `None` is more than can be counted.
struct Sums(Vec<Option<Decimal>>);

impl Sums {
    fn new(length: usize) -> Sums {
        Sums(vec![Some(Decimal::ZERO); length])
    }

    fn add(&mut self, place: usize, amount: Option<Decimal>) {
        let mut at = place;
        while let Some(sum) = self.0.get_mut(at) {
            *sum = plus(*sum, amount);
            at |= at + 1;
        }
    }

    /// Of all up to a place, and at it.
    fn up_to(&self, place: usize) -> Option<Decimal> {
        let (mut sum, mut end) = (Some(Decimal::ZERO), place + 1);
        while end > 0 {
            sum = plus(sum, self.0[end - 1]);
            end &= end - 1;
        }
        sum
    }
}

fn plus(one: Option<Decimal>, other: Option<Decimal>) -> Option<Decimal> {
    one?.checked_add(other?).ok()
}
