//! Questions about what is given over time: each time that a gift is given, so many were given at most,
//! with that one, in the period that ends then.

use super::answer::{Ground, Obstacle};
use super::bound::{Bounds, Measure};
use super::giving::Wanted;
use super::search::{Found, Seen};
use super::{Answer, Proof};
use crate::plan::{GiftId, StageId};
use crate::prove::rules::Prover;
use crate::terms::{Cap, HowOften, Per};
use crate::values::Decimal;

impl<'p> Prover<'p> {
    pub(super) fn most(&mut self, gifts: &[GiftId], cap: Cap, per: Option<Per>) -> Answer {
        let (measure, most) = match cap {
            Cap::Money(money) => (Measure::Cost, money),
            Cap::Count(count) => match i64::try_from(count) {
                Ok(count) => (Measure::Times, Decimal::from(count)),
                Err(_) => return Answer::Proved(Proof::default()),
            },
        };
        let bounds = Bounds { plan: self.plan, measure, per };
        let known = bounds.of(gifts);
        if let Some(bound) = known.as_ref().filter(|bound| bound.most <= most) {
            return Answer::Proved(Proof {
                grounds: bound.grounds.clone(),
                most: Some(bound.most),
            });
        }
        let mut obstacles = Vec::new();
        let (given, never): (Vec<GiftId>, Vec<GiftId>) =
            gifts.iter().partition(|gift| self.may_be_given(**gift));
        let among_given = bounds.of(&given);
        if let Some(bound) = among_given.as_ref().filter(|bound| bound.most <= most) {
            let mut grounds = bound.grounds.clone();
            grounds.extend(never.into_iter().map(Ground::NeverGiven));
            return Answer::Proved(Proof { grounds, most: Some(bound.most) });
        }
        for gift in &given {
            match self.one_too_many(*gift, &given, most, &bounds) {
                Found::Customer(customer) => {
                    return Answer::Counterexample { customer, rule: None };
                }
                Found::Nobody | Found::Neither(_) => {}
            }
        }
        match among_given {
            Some(bound) => obstacles.push(Obstacle::AsMuchAs(bound.most)),
            None => obstacles.extend(given.iter().filter_map(|gift| unlimited(&bounds, *gift))),
        }
        Answer::NotProved(obstacles)
    }

    /// Whether somebody may get a gift at all.
    fn may_be_given(&mut self, gift: GiftId) -> bool {
        let wanted = [gift];
        let wanted = Wanted::OneOf(&wanted);
        (0..self.plan.stages.len()).any(|stage| {
            let cases = self.gets(stage, wanted, true);
            !self.may_get(stage, wanted).is_empty()
                || cases.iter().any(|case| {
                    let found = self.search(case, &mut |prover, evaluator, record| {
                        let decision = prover.decides(None, evaluator, &record);
                        let given = decision.is_some_and(|decision| {
                            decision.given.iter().any(|given| given.gift == gift)
                        });
                        if given { Seen::Shows(Box::new(record)) } else { Seen::Nothing }
                    });
                    !matches!(found, Found::Nobody)
                })
        })
    }

    /// Somebody who gets one more of a gift, after a history that the rules allow.
    fn one_too_many(
        &mut self,
        gift: GiftId,
        gifts: &[GiftId],
        most: Decimal,
        bounds: &Bounds<'_>,
    ) -> Found {
        let wanted = [gift];
        let stages: Vec<StageId> = (0..self.plan.stages.len()).collect();
        for stage in stages {
            for case in self.gets(stage, Wanted::OneOf(&wanted), false) {
                let found = self.search(&case, &mut |prover, evaluator, record| match prover
                    .after_history(evaluator, record, gift, gifts, most, bounds)
                {
                    Some(record) => Seen::Shows(Box::new(record)),
                    None => Seen::Nothing,
                });
                if let Found::Customer(customer) = found {
                    return Found::Customer(customer);
                }
            }
        }
        Found::Neither(Vec::new())
    }
}

/// Why nothing bounds a gift.
fn unlimited(bounds: &Bounds<'_>, gift: GiftId) -> Option<Obstacle> {
    if bounds.of(&[gift]).is_some() {
        return None;
    }
    let is_often = match bounds.plan.gifts[gift].how_often {
        HowOften::EveryTime | HowOften::OncePerStay => true,
        HowOften::Times(..) => bounds.per.is_none(),
        HowOften::Once => false,
    };
    let calculated = bounds.cost(gift).is_none() && !is_often;
    Some(if calculated { Obstacle::Calculated(gift) } else { Obstacle::Unlimited(gift) })
}
