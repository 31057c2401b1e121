//! How long it takes from the first stage to paying.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::period::days;
use super::scope::When;
use super::statistics::{Curve, Spells};
use super::visits::Visit;
use super::{Asked, Counted, Known, Period, Scope};

/// Of which numbers of days it is said how many pay within them, by month.
pub const MONTHLY: [u32; 3] = [30, 60, 90];

/// How long it takes from the first stage of the wheel to paying, for each person the first time.
#[derive(Clone, Debug, PartialEq)]
pub struct Paying {
    /// Within how many days it should be.
    pub within: u32,
    /// Those who entered the first stage in the period.
    pub current: Leads,
    /// Those in the period before, if that is known.
    pub before: Option<Leads>,
    /// How many are left out because they had paid before they entered it.
    pub paid_before: u64,
    /// Those who entered in the period, by month.
    pub months: Vec<Month>,
}

/// People who entered the first stage of the wheel.
#[derive(Clone, Debug, PartialEq)]
pub struct Leads {
    spells: Spells<1>,
    curve: Curve<1>,
}

/// People who entered in a month.
#[derive(Clone, Debug, PartialEq)]
pub struct Month {
    /// The first day of the month.
    pub month: Date,
    /// How many entered in it, and in the period.
    pub entered: u64,
    /// How many of them paid within each number of days of [`MONTHLY`]; none unless everybody had as long.
    pub paid: [Option<Counted>; 3],
}

/// How it went for one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lead {
    /// When they first entered the first stage.
    pub entered: Date,
    /// When they first reached paying after that, if they did.
    pub paid: Option<Date>,
    /// Until when they were seen.
    pub seen: Date,
}

impl Lead {
    /// How it went for somebody who entered the first stage; `Err` if they had paid before.
    pub(super) fn of(asked: &Asked, visits: &[Visit]) -> Option<Result<Lead, ()>> {
        let paying = asked.paying?;
        let place = |visit: &Visit| visit.stage.and_then(|stage| asked.place(stage));
        let first = visits.iter().position(|visit| place(visit) == Some(0))?;
        if !visits[first].has_begun() {
            return None;
        }
        let has_paid = |visit: &Visit| place(visit).is_some_and(|place| place >= paying.place);
        if visits[..first].iter().any(has_paid) {
            return Some(Err(()));
        }
        let paid = visits[first..].iter().find(|visit| has_paid(visit)).map(|visit| visit.since);
        let seen = visits.last().map_or(visits[first].until, |visit| visit.until);
        Some(Ok(Lead { entered: visits[first].since, paid, seen }))
    }

    /// Adds it to others.
    pub(super) fn count_in(&self, spells: &mut Spells<1>) {
        match self.paid {
            Some(paid) => spells.left(days(self.entered, paid), 0),
            None => spells.unseen(days(self.entered, self.seen)),
        }
    }
}

impl Leads {
    pub(super) fn of(spells: Spells<1>) -> Leads {
        let curve = Curve::of(&spells);
        Leads { spells, curve }
    }

    /// How many they are.
    pub fn count(&self) -> u64 {
        self.curve.count()
    }

    /// How many have paid so far.
    pub fn so_far(&self) -> u64 {
        self.spells.ended()[0]
    }

    /// How many paid within some days.
    pub fn within(&self, days: u32) -> Counted {
        Counted::within(&self.spells, &self.curve, 0, days)
    }

    /// How many were seen for at least this many days without paying before.
    pub fn at_risk(&self, days: u32) -> u64 {
        self.spells.at_least(days)
    }

    /// Days until this share had paid.
    pub fn until_paid(&self, share: f64) -> Option<u32> {
        self.curve.until_ended(0, share)
    }

    /// The share by day, to be drawn.
    pub fn curve(&self) -> &Curve<1> {
        &self.curve
    }
}

/// Counts how long it takes to paying.
#[derive(Clone, Debug, Default)]
pub(super) struct PayingTally {
    current: Spells<1>,
    before: Spells<1>,
    paid_before: u64,
    months: BTreeMap<Date, Spells<1>>,
}

impl PayingTally {
    pub(super) fn add(&mut self, asked: &Asked, scope: Scope, visits: &[Visit]) {
        let Some(lead) = Lead::of(asked, visits) else { return };
        let Ok(lead) = lead else {
            let entered = visits.iter().find(|visit| visit.stage == asked.wheel.first().copied());
            let is_now = entered.is_some_and(|visit| scope.began(visit) == Some(When::Now));
            self.paid_before += u64::from(is_now);
            return;
        };
        match scope.when(lead.entered) {
            Some(When::Now) => {
                lead.count_in(&mut self.current);
                let month = self.months.entry(lead.entered.first_of_month());
                lead.count_in(month.or_default());
            }
            Some(When::Before) => lead.count_in(&mut self.before),
            None => {}
        }
    }

    pub(super) fn figures(self, asked: &Asked, scope: Scope) -> Option<Paying> {
        let paying = asked.paying?;
        let months = self.months.into_iter().map(|(month, spells)| {
            let leads = Leads::of(spells);
            let paid = MONTHLY.map(|days| {
                let had_as_long = had_as_long(month, scope, days);
                let paid = leads.within(days);
                (had_as_long && paid.share != Known::NotYet).then_some(paid)
            });
            Month { month, entered: leads.count(), paid }
        });
        Some(Paying {
            within: paying.within,
            months: months.collect(),
            current: Leads::of(self.current),
            before: scope.before().map(|_: Period| Leads::of(self.before)),
            paid_before: self.paid_before,
        })
    }
}

/// Whether even those who entered at the end of a month had so many days.
fn had_as_long(month: Date, scope: Scope, within: u32) -> bool {
    let end = month.last_of_month().min(scope.period.to);
    end <= scope.last() && days(end, scope.last()) >= within
}
