//! The days that a record may be decided as of.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::times::Times;
use crate::plan::ExprKind;
use crate::prove::facts::{About, Domain, Theory};
use crate::prove::search::Model;
use crate::terms::DatePart;
use crate::values::{AsOf, Clock, Decimal};

/// The days that are tried first: in the middle of a month, at its end, after a short month, in a leap
/// year.
const USUAL: [Date; 5] =
    [date(2026, 6, 15), date(2026, 3, 31), date(2026, 12, 31), date(2028, 2, 29), date(2026, 1, 1)];

/// The days that a model may be of, the best first.
pub(in crate::prove) fn days<'a>(
    theory: &'a Theory<'_>,
    model: &'a Model<'_>,
) -> impl Iterator<Item = Date> + 'a {
    let usual = if theory.asks_the_day { &USUAL[..] } else { &USUAL[..1] };
    usual.iter().filter_map(|day| {
        let clock = Clock::new(AsOf::Day(*day), theory.plan.zone.clone());
        let day = today(theory, model, &clock).unwrap_or(*day);
        let mut fitting = (0..366).filter_map(|after| day.checked_add(after.days()).ok());
        fitting.find(|day| fits(theory, model, *day))
    })
}

/// The day that is asked for.
fn today(theory: &Theory<'_>, model: &Model<'_>, clock: &Clock) -> Option<Date> {
    model.domains.iter().find_map(|(id, domain)| match (&theory.customer.at(*id).about, domain) {
        (About::Value(value), Domain::Date(set)) if matches!(value.kind, ExprKind::Today) => {
            Times::new(clock).day(set)
        }
        _ => None,
    })
}

/// Whether the month, the day of the month and the weekday are those that are asked for.
fn fits(theory: &Theory<'_>, model: &Model<'_>, day: Date) -> bool {
    model.domains.iter().all(|(id, domain)| {
        let About::Value(value) = &theory.customer.at(*id).about else { return true };
        let ExprKind::PartOf(part, of) = &value.kind else { return true };
        if !matches!(of.kind, ExprKind::Today) {
            return true;
        }
        let number = match part {
            DatePart::Year => i64::from(day.year()),
            DatePart::Month => i64::from(day.month()),
            DatePart::Day => i64::from(day.day()),
            DatePart::Weekday => i64::from(day.weekday().to_monday_zero_offset()),
            DatePart::Hour => return true,
        };
        match domain {
            Domain::Number(set) => {
                crate::prove::linear::fraction(Decimal::from(number)).is_some_and(|n| set.has(n))
            }
            Domain::Choice(set) => u32::try_from(number).is_ok_and(|number| set.has(number)),
            Domain::Date(_) => true,
        }
    })
}
