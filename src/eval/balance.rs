//! Points that are earned, spent, and expire. Both paths to a decision count them here.

use crate::plan::BalanceLine;
use crate::terms::Lasting;
use crate::values::{Clock, Decimal, Duration, Fixed, Instant, Truth, Value};

use super::Fault;
use super::known::Known;
use super::lots::{Lot, Lots};
use super::view::View;

/// A number of points.
pub(super) trait Points: Copy + Ord {
    /// No points.
    const NONE: Self;
    /// The sum, if it can be kept exactly.
    fn plus(self, other: Self) -> Option<Self>;
    /// The difference, if it can be kept exactly.
    fn minus(self, other: Self) -> Option<Self>;
}

/// What happened to a balance.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<P> {
    /// When.
    pub at: Instant,
    /// The line that it is by, by its place.
    pub line: usize,
    /// How many points.
    pub points: P,
}

/// What is left of the points that were earned, and after a time `ahead` still will be. Spendings
/// take from the points that are there then, those that end first. `None` if a number of points
/// cannot be kept exactly, and `Some(None)` if it is not known.
pub(super) fn left<P: Points>(
    clock: &Clock,
    lines: &[BalanceLine],
    entries: Vec<Entry<P>>,
    ahead: Option<Duration>,
) -> Option<Option<P>> {
    let Some(lots) = lots(clock, lines, entries)? else { return Some(None) };
    let then = ahead.map(|ahead| gone(&clock.later(ahead), lines));
    lots.left(&gone(clock, lines), then.as_deref()).map(Some)
}

/// What was earned and is not spent, likewise.
fn lots<P: Points>(
    clock: &Clock,
    lines: &[BalanceLine],
    mut entries: Vec<Entry<P>>,
) -> Option<Option<Lots<P>>> {
    // Nobody spends less than nothing.
    if entries.iter().any(|entry| lines[entry.line].spends && entry.points < P::NONE) {
        return Some(None);
    }
    let spends = |entry: &Entry<P>| lines[entry.line].spends || entry.points < P::NONE;
    // At the same instant, earnings come first.
    entries.sort_by_key(|entry| (entry.at, spends(entry)));
    let mut lots = Lots::new(lines.len());
    for entry in &entries {
        if spends(entry) {
            let points = entry.points.max(P::NONE.minus(entry.points)?);
            lots.spend(points, &gone(&clock.at(entry.at), lines))?;
        } else {
            let Entry { at, line, points } = *entry;
            lots.earn(Lot { at, line, left: points }, ends(clock, lines[line].lasting, at));
        }
    }
    Some(Some(lots))
}

/// By line, the latest instant whose points are gone.
pub(super) fn gone(clock: &Clock, lines: &[BalanceLine]) -> Vec<Option<Instant>> {
    let one = |line: &BalanceLine| {
        Some(match line.lasting? {
            Lasting::For(duration) => clock.back(duration),
            Lasting::Calendar(count, period) => clock.end_before(count, period),
        })
    };
    lines.iter().map(one).collect()
}

/// The first instant at which points that were earned at an instant are gone.
pub(super) fn ends(clock: &Clock, lasting: Option<Lasting>, at: Instant) -> Instant {
    match lasting {
        None => Instant::MAX,
        Some(Lasting::For(duration)) => clock.first_past(at, duration).unwrap_or(Instant::MAX),
        Some(Lasting::Calendar(count, period)) => {
            clock.first_after(at, count, period).unwrap_or(Instant::MAX)
        }
    }
}

impl<'v> View<'v> {
    /// What is left of a balance. It is unknown as soon as one of its events is uncertain, has no
    /// time, or does not say how many points it is about.
    pub(super) fn balance(&self, slot: usize, ahead: Option<Duration>) -> Result<Known<'v>, Fault> {
        let Some(entries) = self.entries(slot)? else { return Ok(None) };
        let left = left(&self.at.clock, &self.at.plan.balances[slot].lines, entries, ahead);
        Ok(left.ok_or(Fault::TooManyDigits)?.map(Value::Number))
    }

    /// What is left of each earning of a balance, those that end first; `None` if it is unknown.
    pub(super) fn lots(&self, slot: usize) -> Result<Option<Vec<Lot<Decimal>>>, Fault> {
        let (clock, lines) = (&self.at.clock, &self.at.plan.balances[slot].lines);
        let Some(entries) = self.entries(slot)? else { return Ok(None) };
        let lots = lots(clock, lines, entries).ok_or(Fault::TooManyDigits)?;
        Ok(lots.map(|lots| lots.there(&gone(clock, lines))))
    }

    fn entries(&self, slot: usize) -> Result<Option<Vec<Entry<Decimal>>>, Fault> {
        let lines = &self.at.plan.balances[slot].lines;
        let mut entries = Vec::new();
        for (place, line) in lines.iter().enumerate() {
            let fold = &self.at.plan.folds[line.fold];
            let Some(members) = self.members(&fold.source, None)? else { return Ok(None) };
            for (row, belongs) in members {
                let points = match fold.kind.of() {
                    Some(of) => self.number(of, Some(row))?,
                    None => None,
                };
                let (Some(at), Some(points), Truth::True) = (row.at(), points, belongs) else {
                    return Ok(None);
                };
                entries.push(Entry { at, line: place, points });
            }
        }
        Ok(Some(entries))
    }
}

impl Points for Decimal {
    const NONE: Decimal = Decimal::ZERO;

    fn plus(self, other: Decimal) -> Option<Decimal> {
        self.checked_add(other).ok()
    }

    fn minus(self, other: Decimal) -> Option<Decimal> {
        self.checked_sub(other).ok()
    }
}

impl Points for Fixed {
    const NONE: Fixed = Fixed::ZERO;

    fn plus(self, other: Fixed) -> Option<Fixed> {
        self.checked_add(other)
    }

    fn minus(self, other: Fixed) -> Option<Fixed> {
        self.checked_sub(other)
    }
}
