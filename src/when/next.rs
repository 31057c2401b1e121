//! The first instant with another decision.

use std::sync::Arc;

use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};

use super::points::Points;
use super::watched::Watched;
use crate::eval::{Decision, Evaluator, Events, Fault, Record, Withheld};
use crate::plan::{Cond, Plan};
use crate::values::time::after;
use crate::values::{AsOf, Clock, Instant};

/// How many days ahead a change is looked for.
pub const HORIZON_DAYS: i64 = 400;

/// What happens next to a customer if nothing happens.
#[derive(Clone, Debug, PartialEq)]
pub struct NextChange {
    /// What is decided until then. It may differ from the decision as of the moment asked about: what
    /// was given at an instant is held back at that instant, and free right after it.
    pub until: Result<Decision, Fault>,
    /// The change; `Err` with the moment up to which there is none, from which to ask again.
    pub change: Result<Change, AsOf>,
    /// Whether the rules make customers compete. Others were left out of account then: what they
    /// take may change the decision at any time.
    pub depends_on_others: bool,
}

/// A decision that differs from what is decided until then.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The first day, if it was asked as of a day; else the first instant.
    pub at: AsOf,
    /// What is decided then.
    pub then: Result<Decision, Fault>,
}

/// The least moment after `as_of` at which the decision on a record differs from the decision just
/// after `as_of`, if the record stays as it is. Of a day, the least day; of an instant, the least
/// instant. Nothing is written back: what the updated record would do is another question.
///
/// Decisions differ if the stage, the rule that moves, the gifts, what is withheld and why, what is
/// no longer owed, the tags, the rules that were true besides, the arms, or whether the customer is
/// left out differ.
///
/// ```
/// use flywheel::{Program, records::Reader, values::AsOf, when::next_change};
///
/// let rules = "
///     customer
///       purchases: events
///     stage Active
///       when 60 days without purchases move to Lapsed
///     stage Lapsed
///       resting
/// ";
/// let program = Program::parse("shop.flywheel", rules).expect("rules without mistakes");
/// let plan = program.plan();
/// let record = br#"{"id":"ada","stage":"Active","purchases":[{"at":"2026-03-01"}]}"#;
/// let record = Reader::new(&plan.needs).read(record).expect("a right record");
/// let next = next_change(plan, &record, AsOf::parse("2026-03-31", &plan.zone)?);
/// let change = next.change.expect("it changes within 400 days");
/// assert_eq!(change.at.to_string(), "2026-04-30");
/// assert_eq!(plan.stages[change.then.expect("no fault").to].name, "Lapsed");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn next_change(plan: &Arc<Plan>, record: &Record<'_>, as_of: AsOf) -> NextChange {
    next_change_unless(plan, record, as_of, &|| false)
}

/// The same, but once this says that it is over, no more decisions are made, and what is found is worth nothing.
pub fn next_change_unless(
    plan: &Arc<Plan>,
    record: &Record<'_>,
    as_of: AsOf,
    is_over: &dyn Fn() -> bool,
) -> NextChange {
    let until = just_after(plan, record, as_of);
    let depends_on_others = !Evaluator::new(plan, as_of).phases().is_empty();
    let points = points(plan, record, as_of, None);
    let mut change = Err(end_of(as_of, &points));
    for at in points.into_moments().into_iter().take_while(|_| !is_over()) {
        let then = Evaluator::new(plan, at).decide(record);
        if !is_same(&until, &then) {
            change = Ok(Change { at, then });
            break;
        }
    }
    NextChange { until, change, depends_on_others }
}

/// The first moment after `as_of` at which something is so, if the record stays as it is: a day if
/// `as_of` is one. Only what depends on `of` is asked then. `None` if there is no such moment up to the
/// [horizon](HORIZON_DAYS), or it is not found within a bound on how much is asked: a customer with very
/// many events has very many instants at which something may change.
pub fn first_moment(
    plan: &Arc<Plan>,
    record: &Record<'_>,
    as_of: AsOf,
    of: Option<&Cond>,
    mut is_so: impl FnMut(&Evaluator) -> bool,
) -> Option<AsOf> {
    let points = points(plan, record, as_of, of);
    let mut moments = points.into_moments().into_iter().take(most_moments(record));
    moments.find(|moment| is_so(&Evaluator::new(plan, *moment)))
}

/// The days after the day of a clock, up to a last one, on which the decision on a record may be another
/// than on the day before, if the record stays as it is. The day right after the clock's is one of
/// them in any case: what was given at its very end is held back at that instant, and free right after it.
pub fn days_of_change(plan: &Plan, record: &Record<'_>, clock: &Clock, last: Date) -> Vec<Date> {
    let end = last.tomorrow().map_or(Instant::MAX, |next| clock.first_instant(next));
    let points = Watched::of(plan, record, None, Points::new(clock.clone(), end));
    let mut days = points.into_days();
    if let Ok(tomorrow) = clock.today().tomorrow()
        && days.first().is_none_or(|first| *first > tomorrow)
    {
        days.insert(0, tomorrow);
    }
    days
}

/// Where a condition, or anything at all, may change up to the horizon.
fn points(plan: &Plan, record: &Record<'_>, as_of: AsOf, of: Option<&Cond>) -> Points {
    let clock = Clock::new(as_of, plan.zone.clone());
    let end = horizon(&clock);
    Watched::of(plan, record, of, Points::new(clock, end))
}

/// At how many moments a record is asked: fewer, the more events it has.
fn most_moments(record: &Record<'_>) -> usize {
    let events: usize = record.lists.iter().flatten().map(Events::len).sum();
    (MOST_LOOKS / (events + record.given.len() + 1)).clamp(10, MOST_MOMENTS)
}

/// At no more moments than this is a record asked for [`first_moment`].
const MOST_MOMENTS: usize = 5_000;

/// About so many events are looked at for it.
const MOST_LOOKS: usize = 2_000_000;

/// The last instant that is looked at.
fn horizon(clock: &Clock) -> Instant {
    let days = SignedDuration::from_hours(24 * HORIZON_DAYS);
    clock.as_of().checked_add(days).unwrap_or(Instant::MAX)
}

/// As of which moment to ask again.
fn end_of(as_of: AsOf, points: &Points) -> AsOf {
    match as_of {
        AsOf::Day(day) => AsOf::Day(day.saturating_add(HORIZON_DAYS.days())),
        AsOf::Instant(_) => AsOf::Instant(points.end()),
    }
}

/// The decision just after a moment. As of a day, that is still this day, but nothing is held back
/// because it was given at its last instant.
fn just_after(plan: &Arc<Plan>, record: &Record<'_>, as_of: AsOf) -> Result<Decision, Fault> {
    match as_of {
        AsOf::Day(_) => Evaluator::new(plan, as_of).just_after().decide(record),
        AsOf::Instant(at) => Evaluator::new(plan, AsOf::Instant(after(at))).decide(record),
    }
}

/// Whether two decisions say that the same happens: see [`next_change`].
pub fn is_same(one: &Result<Decision, Fault>, other: &Result<Decision, Fault>) -> bool {
    match (one, other) {
        (Ok(one), Ok(other)) => {
            let withheld = |decision: &Decision| -> Vec<_> {
                let of = |held: &Withheld| (held.gift, held.event.clone(), held.rule, held.reason);
                decision.withheld.iter().map(of).collect()
            };
            (one.left_out, one.to, &one.moves) == (other.left_out, other.to, &other.moves)
                && one.given == other.given
                && withheld(one) == withheld(other)
                && one.lapsed == other.lapsed
                && (&one.tags, &one.untags) == (&other.tags, &other.untags)
                && one.also == other.also
                && one.experiments == other.experiments
        }
        (Err(one), Err(other)) => one == other,
        (Ok(_), Err(_)) | (Err(_), Ok(_)) => false,
    }
}
