//! Where the periods begin that gifts are counted in: worked out once, because the calendar is slow
//! to ask and histories are long.

use crate::plan::{GiftId, Plan};
use crate::terms::{HowOften, Per};
use crate::values::{Clock, Instant};

/// The beginning of each period that ends now.
#[derive(Clone, Debug)]
pub(super) struct Periods {
    /// By gift, the period of its `once per 90 days`.
    often: Vec<Begin>,
    /// By gift, that of its budget.
    budgets: Vec<Begin>,
    limits: Vec<Begin>,
    /// By gift, the limits that it has to respect.
    limits_of: Vec<Vec<usize>>,
}

/// The instant at or after which something is in a period.
#[derive(Clone, Copy, Debug)]
pub(super) enum Begin {
    After(Instant),
    From(Instant),
    /// There is no period, so it has no beginning.
    Always,
}

impl Begin {
    fn of(per: Per, clock: &Clock) -> Begin {
        match per {
            Per::Rolling(duration) => Begin::After(clock.back(duration)),
            Per::Calendar(period) => Begin::From(clock.start_of(period)),
        }
    }

    /// Whether a grant is in the period. What was given at an unknown time could be.
    pub(super) fn takes(self, given: Option<Instant>) -> bool {
        given.is_none_or(|given| match self {
            Begin::After(begin) => given > begin,
            Begin::From(begin) => given >= begin,
            Begin::Always => true,
        })
    }
}

impl Periods {
    pub(super) fn of(plan: &Plan, clock: &Clock) -> Periods {
        let begin = |per: Option<Per>| per.map_or(Begin::Always, |per| Begin::of(per, clock));
        let gifts = || plan.gifts.iter();
        let often = gifts().map(|gift| match gift.how_often {
            HowOften::Times(_, per) => begin(Some(per)),
            HowOften::EveryTime | HowOften::Once | HowOften::OncePerStay => Begin::Always,
        });
        let budgets = gifts().map(|gift| begin(gift.budget.as_ref().map(|budget| budget.per)));
        let limits = plan.limits.iter().map(|limit| Begin::of(limit.per, clock));
        let mut limits_of = vec![Vec::new(); plan.gifts.len()];
        for (place, limit) in plan.limits.iter().enumerate() {
            limit.gifts.iter().for_each(|gift| limits_of[*gift].push(place));
        }
        Periods {
            often: often.collect(),
            budgets: budgets.collect(),
            limits: limits.collect(),
            limits_of,
        }
    }

    /// Where the time begins in which a gift is given only so often.
    pub(super) fn often(&self, gift: GiftId) -> Begin {
        self.often[gift]
    }

    pub(super) fn budget(&self, gift: GiftId) -> Begin {
        self.budgets[gift]
    }

    /// The limits that a gift has to respect, in the order of the file.
    pub(super) fn limits_of(&self, gift: GiftId) -> &[usize] {
        &self.limits_of[gift]
    }

    pub(super) fn limit(&self, limit: usize) -> Begin {
        self.limits[limit]
    }
}
