//! Who gets the gifts that have a budget.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::plan::{GiftId, Grant, GrantAmount};
use crate::values::Decimal;

use super::super::Decision;
use super::super::contest::{Contest, Prize};
use super::super::context::Context;
use super::super::cutoff::{Edge, Fund, Purse};
use super::super::everyone::Everyone;
use super::super::rank::Placed;
use super::candidate::{Candidate, Measure};
use super::limits::Limits;
use super::total::Total;
use super::{Survey, placed};

/// What was given before: how often, and for how much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Spent {
    count: u64,
    money: Total,
}

/// Somebody who would get a gift, how many times, and what it would cost each time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Wanted {
    pub(super) placed: Placed,
    #[serde(deserialize_with = "believable")]
    pub(super) count: u64,
    pub(super) cost: Decimal,
}

/// Those who would get a gift.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Wishes {
    /// How many there are.
    pub(super) all: u64,
    /// How many of them are not kept because their gift takes nothing of the budget.
    pub(super) free: u64,
    /// Those who may get it.
    pub(super) first: Vec<Wanted>,
}

impl Wishes {
    fn push(&mut self, one: Wanted) {
        self.all = self.all.saturating_add(1);
        self.first.push(one);
    }

    pub(super) fn merge(&mut self, other: Wishes) {
        self.all = self.all.saturating_add(other.all);
        self.free = self.free.saturating_add(other.free);
        self.first.extend(other.first);
    }
}

impl Spent {
    /// Takes up one more gift, with what it cost.
    fn add(&mut self, cost: Decimal) {
        self.count = self.count.saturating_add(1);
        self.money.add(cost);
    }

    pub(super) fn merge(&mut self, other: Spent) {
        self.count = self.count.saturating_add(other.count);
        self.money.merge(other.money);
    }

    /// As the fund of a budget counts it; nothing if it is more than can be counted. What was returned makes room for
    /// nothing beyond the cap.
    fn of(self, fund: &Fund) -> Option<Decimal> {
        match fund.counts {
            true => Decimal::new(i128::from(self.count), 0).ok(),
            false if self.money.is_negative() => Some(Decimal::ZERO),
            false => self.money.amount(),
        }
    }
}

/// More than this many gifts of one kind at once are nobody's wish, but a file that somebody made.
const MOST: u64 = 1 << 20;

fn believable<'d, D: Deserializer<'d>>(from: D) -> Result<u64, D::Error> {
    let count = u64::deserialize(from)?;
    match count <= MOST {
        true => Ok(count),
        false => Err(de::Error::custom(format!("nobody gets {count} gifts at once"))),
    }
}

impl Context {
    pub(super) fn look_for_budgets<C: Candidate>(
        &self,
        candidate: &mut C,
        decision: &Decision,
        survey: &mut Survey,
    ) -> Result<(), C::Fault> {
        let wanted = self.wanted(candidate, decision)?;
        self.count_given(candidate, survey)?;
        for (gift, one) in wanted {
            survey.wishes.entry(gift).or_default().push(one);
        }
        Ok(())
    }

    /// The gifts with a budget that a customer would get.
    fn wanted<C: Candidate>(
        &self,
        candidate: &mut C,
        decision: &Decision,
    ) -> Result<Vec<(GiftId, Wanted)>, C::Fault> {
        let mut counts: BTreeMap<GiftId, (u64, Decimal)> = BTreeMap::new();
        for given in &decision.given {
            if self.plan.gifts[given.gift].budget.is_some() {
                let cost = given.cost.unwrap_or(Decimal::ZERO);
                counts.entry(given.gift).or_insert((0, cost)).0 += 1;
            }
        }
        let wanted = counts.into_iter().map(|(gift, (count, cost))| {
            let placed = placed(candidate, Measure::Getting(gift))?;
            Ok((gift, Wanted { placed, count, cost }))
        });
        wanted.collect()
    }

    /// The gifts of which a customer gets only so many, because the budget is spent.
    pub(in super::super) fn short<C: Candidate>(
        &self,
        candidate: &mut C,
        decision: &Decision,
    ) -> Result<Vec<(GiftId, usize)>, C::Fault> {
        let purses = &self.everyone.purses;
        if purses.is_empty() {
            return Ok(Vec::new());
        }
        let mut short = Vec::new();
        for (gift, Wanted { placed, count, cost }) in self.wanted(candidate, decision)? {
            let Some(purse) = purses.get(&gift) else { continue };
            let most = purse.gives(&placed, count, cost);
            if most < count {
                short.push((gift, usize::try_from(most).unwrap_or(usize::MAX)));
            }
        }
        Ok(short)
    }

    /// Counts what a customer was given before, whether or not they contend.
    pub(super) fn count_given<C: Candidate>(
        &self,
        candidate: &mut C,
        survey: &mut Survey,
    ) -> Result<(), C::Fault> {
        let counts = |grant: &&Grant| {
            self.plan.gifts[grant.gift].budget.is_some()
                && self.periods.budget(grant.gift).takes(grant.at)
        };
        let counted = candidate.given().iter().filter(counts);
        let mut counted: Vec<_> = counted.map(|grant| (grant.gift, grant.cost)).collect();
        for (gift, cost) in &mut counted {
            if cost.is_none() {
                *cost = candidate.today(*gift, GrantAmount::Cost)?;
            }
        }
        for (gift, cost) in counted {
            let spent = survey.spent.entry(gift).or_default();
            spent.add(cost.unwrap_or(Decimal::ZERO));
        }
        Ok(())
    }
}

/// Spends each budget on those who come first, gift by gift, as far as it reaches.
pub(super) fn fill(limits: &Limits, mut survey: Survey, everyone: &mut Everyone) {
    for (&gift, &cap) in &limits.caps {
        let Wishes { all, free, mut first } = survey.wishes.remove(&gift).unwrap_or_default();
        first.sort_by(|a, b| a.placed.highest_first(&b.placed));
        let mut fund = Fund::of(cap);
        fund.spent = survey.spent.get(&gift).copied().unwrap_or_default().of(&fund);
        let (purse, got) = spend(fund, &first);
        let free = if purse.left.fits(Decimal::ZERO) { free } else { 0 };
        everyone.purses.insert(gift, purse);
        let known = first.into_iter().zip(got);
        let known = known.map(|(wanted, got)| (wanted.placed, got == wanted.count));
        let contest = Contest::of(all, free, known);
        everyone.contests.extend(contest.map(|contest| (Prize::Gift(gift), contest)));
    }
}

/// Spends a fund on customers in order, and says how many each of them gets.
fn spend(mut fund: Fund, wanted: &[Wanted]) -> (Purse, Vec<u64>) {
    let (mut got, mut spent) = (Vec::with_capacity(wanted.len()), Vec::new());
    // By what a gift takes, the last who got one.
    let mut last: BTreeMap<Decimal, usize> = BTreeMap::new();
    for (place, Wanted { count, cost, .. }) in wanted.iter().enumerate() {
        let weight = fund.weight(*cost);
        let units = fund.spend(weight, *count);
        if units > 0 {
            last.insert(weight, place);
        }
        got.push(units);
        spent.push(fund.spent);
    }
    // Where one did not fit any longer.
    let short = |weight: Decimal| {
        spent.partition_point(|spent| Fund { spent: *spent, ..fund }.fits(weight))
    };
    let (mut edges, mut reached): (Vec<Edge>, Option<usize>) = (Vec::new(), None);
    for (&weight, &place) in last.iter().rev().filter(|(weight, _)| !fund.fits(**weight)) {
        if reached.is_none_or(|reached| reached < place) {
            // All the cheaper ones fit for at least as long, so this serves those of them who got
            // one no later, too.
            let edge = short(weight);
            reached = Some(edge);
            let last = wanted[edge].placed.clone();
            edges.push(Edge { cost: weight, last, units: got[edge] });
        }
    }
    (Purse { left: fund, edges }, got)
}
