//! Periods: how many of one kind it takes to cover another one, whatever the instant when that ends.

use crate::prove::facts::{Point, Span, Whole, days, longest};
use crate::terms::Per;
use crate::values::{Duration, Period, Unit};

/// So many periods of one kind, each of which ends when something is given, or is one of the calendar,
/// cover all of another one in which something is given; `None`: nobody can say.
pub(super) fn needed(with: Per, all_of: Per) -> Option<u64> {
    if is_inside(all_of, with) {
        return Some(1);
    }
    match (with, all_of) {
        (Per::Rolling(with), all) => {
            let one = Length::of(with);
            let all = Length::of_per(all);
            one.times_in(all)
        }
        (Per::Calendar(with), Per::Calendar(all)) if nests(with, all) => {
            Length::of_period(with).times_in(Length::of_period(all))
        }
        // One more, because the first one may begin earlier.
        (Per::Calendar(with), all) => {
            Some(Length::of_period(with).times_in(Length::of_per(all))? + 1)
        }
    }
}

/// Whether all of a period is in one of another kind that ends at the same instant.
fn is_inside(inner: Per, outer: Per) -> bool {
    let begin = |per: Per| match per {
        Per::Rolling(duration) => Point::Back(Span::of(duration)),
        Per::Calendar(period) => Point::Start(0, Whole::of(period)),
    };
    match (inner, outer) {
        // What was given at the very beginning is in the one, and not in the other.
        (Per::Calendar(_), Per::Rolling(_)) => begin(outer).is_before(begin(inner)),
        (Per::Calendar(_) | Per::Rolling(_), _) => begin(outer).is_never_after(begin(inner)),
    }
}

/// Whether periods of the calendar are made of whole ones of another kind.
fn nests(inner: Period, outer: Period) -> bool {
    match inner {
        Period::Day => true,
        Period::Week => outer == Period::Week,
        Period::Month | Period::Quarter | Period::Year => {
            matches!(outer, Period::Month | Period::Quarter | Period::Year)
        }
    }
}

/// How long something is: months are months, and everything is some days.
#[derive(Clone, Copy)]
struct Length {
    months: Option<u64>,
    least: i64,
    most: i64,
}

impl Length {
    fn of_per(per: Per) -> Length {
        match per {
            Per::Rolling(duration) => Length::of(duration),
            Per::Calendar(period) => Length::of_period(period),
        }
    }

    fn of(duration: Duration) -> Length {
        let count = u64::from(duration.count);
        let months = match duration.unit {
            Unit::Minute | Unit::Hour | Unit::Day | Unit::Week => None,
            Unit::Month => Some(count),
            Unit::Quarter => Some(3 * count),
            Unit::Year => Some(12 * count),
        };
        let (least, most) = days(Span::of(duration));
        Length { months, least, most }
    }

    fn of_period(period: Period) -> Length {
        let most = longest(Whole::of(period));
        let (months, least) = match period {
            Period::Day => (None, 1),
            Period::Week => (None, 7),
            Period::Month => (Some(1), 28),
            Period::Quarter => (Some(3), 90),
            Period::Year => (Some(12), 365),
        };
        Length { months, least, most }
    }

    /// How many of these one after the other are as long as another one.
    fn times_in(self, all: Length) -> Option<u64> {
        if let (Some(one), Some(all)) = (self.months, all.months) {
            return (one > 0).then(|| all.div_ceil(one));
        }
        let least = u64::try_from(self.least).ok().filter(|least| *least > 0)?;
        Some(u64::try_from(all.most).ok()?.div_ceil(least))
    }
}
