//! The nights without a run.

use crate::ledger::LastRun;
use crate::plan::Plan;
use crate::values::AsOf;

/// The days between the last run and this one. The day of a run that was made before it was over is
/// one of them.
pub(in crate::front) fn days(last: &LastRun, as_of: AsOf, plan: &Plan) -> Vec<AsOf> {
    let AsOf::Day(day) = as_of else { return Vec::new() };
    let (first, skipped) = match last.as_of.parse::<jiff::civil::Date>() {
        Ok(last) => (last, 1),
        Err(_) => (last.at.to_zoned(plan.zone.clone()).date(), 0),
    };
    let days = first.series(jiff::Span::new().days(1)).skip(skipped);
    days.take_while(|missed| *missed < day).map(AsOf::Day).collect()
}

/// The first and the last of some days.
pub(in crate::front) fn listed(days: &[String]) -> String {
    match days {
        [] => String::new(),
        [one] => one.clone(),
        [one, other] => format!("{one} and {other}"),
        [first, .., last] => format!("each of the {} days from {first} to {last}", days.len()),
    }
}
