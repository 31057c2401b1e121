//! The most that one customer is given of some gifts in a period that ends when one of them is given.

use super::answer::Ground;
use super::period::needed;
use crate::plan::{Amount, GiftId, Plan};
use crate::terms::{Cap, HowOften, Per};
use crate::values::{Decimal, Direction, Rounding};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    Times,
    Cost,
}

/// The most that there may be, and what it rests on.
#[derive(Clone, Debug)]
pub(super) struct Bound {
    pub most: Decimal,
    pub grounds: Vec<Ground>,
}

/// So many limits are used together at most.
const TOGETHER: usize = 3;

/// Looks for bounds in a plan.
pub(super) struct Bounds<'p> {
    pub plan: &'p Plan,
    pub measure: Measure,
    /// `None`: ever.
    pub per: Option<Per>,
}

impl Bounds<'_> {
    /// The least bound that was found for some gifts.
    ///
    /// Each was given only where its own rules allow it, and periods that end earlier begin earlier. So
    /// what holds when a gift is given holds, for that gift, when any other one is given later.
    pub(super) fn of(&self, gifts: &[GiftId]) -> Option<Bound> {
        self.with_limits(gifts, TOGETHER)
    }

    fn with_limits(&self, gifts: &[GiftId], more: usize) -> Option<Bound> {
        let mut best = self.one_by_one(gifts);
        if more == 0 || gifts.is_empty() {
            return best;
        }
        for (place, limit) in self.plan.limits.iter().enumerate() {
            let (inside, outside): (Vec<GiftId>, Vec<GiftId>) =
                gifts.iter().partition(|gift| limit.gifts.contains(gift));
            if inside.is_empty() {
                continue;
            }
            let (Some(most), Some(rest)) =
                (self.limited(place, &inside), self.with_limits(&outside, more - 1))
            else {
                continue;
            };
            let grounds = [vec![Ground::Limit(place)], rest.grounds].concat();
            let Ok(most) = most.checked_add(rest.most) else { continue };
            if best.as_ref().is_none_or(|best| most < best.most) {
                best = Some(Bound { most, grounds });
            }
        }
        best
    }

    fn one_by_one(&self, gifts: &[GiftId]) -> Option<Bound> {
        let mut bound = Bound { most: Decimal::ZERO, grounds: Vec::new() };
        for gift in gifts {
            let one = self.one(*gift)?;
            bound.most = bound.most.checked_add(one.most).ok()?;
            bound.grounds.extend(one.grounds);
        }
        Some(bound)
    }

    fn one(&self, gift: GiftId) -> Option<Bound> {
        let cost = self.cost(gift)?;
        if self.measure == Measure::Cost && cost == Decimal::ZERO {
            return Some(Bound { most: Decimal::ZERO, grounds: vec![Ground::Free(gift)] });
        }
        let times = match self.plan.gifts[gift].how_often {
            HowOften::Once => 1,
            HowOften::Times(times, per) => u64::from(times).checked_mul(needed(per, self.per?)?)?,
            HowOften::OncePerStay | HowOften::EveryTime => return None,
        };
        let times = Decimal::from(i64::try_from(times).ok()?);
        let most = times.checked_mul(cost).ok()?;
        Some(Bound { most, grounds: vec![Ground::HowOften(gift)] })
    }

    /// What one counts for; `None` if that depends on the customer.
    pub(super) fn cost(&self, gift: GiftId) -> Option<Decimal> {
        match (self.measure, &self.plan.gifts[gift].costs) {
            (Measure::Times, _) => Some(Decimal::from(1i64)),
            (Measure::Cost, None) => Some(Decimal::ZERO),
            (Measure::Cost, Some(Amount::Plain(cost))) => Some(*cost),
            (Measure::Cost, Some(Amount::Calculated(_))) => None,
        }
    }

    /// What a limit leaves of some of its gifts.
    fn limited(&self, limit: usize, gifts: &[GiftId]) -> Option<Decimal> {
        let limit = &self.plan.limits[limit];
        let periods = Decimal::from(i64::try_from(needed(limit.per, self.per?)?).ok()?);
        let in_one = match (limit.cap, self.measure) {
            (Cap::Count(count), Measure::Times) => Decimal::from(i64::try_from(count).ok()?),
            (Cap::Count(count), Measure::Cost) => {
                let costs: Option<Vec<Decimal>> =
                    gifts.iter().map(|gift| self.cost(*gift)).collect();
                let dearest = costs?.into_iter().max()?;
                Decimal::from(i64::try_from(count).ok()?).checked_mul(dearest).ok()?
            }
            (Cap::Money(money), Measure::Cost) => money,
            (Cap::Money(money), Measure::Times) => {
                let costs: Option<Vec<Decimal>> = gifts
                    .iter()
                    .map(|gift| {
                        let cost = self.plan.gifts[*gift].costs.as_ref()?.plain()?;
                        (cost > Decimal::ZERO).then_some(cost)
                    })
                    .collect();
                let cheapest = costs?.into_iter().min()?;
                let down = Rounding { direction: Direction::Down, places: 0 };
                money.checked_div(cheapest)?.ok()?.rounded(down).ok()?
            }
        };
        in_one.checked_mul(periods).ok()
    }
}
