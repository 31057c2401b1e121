//! Which events a fold looks at, and what keeps some of them from counting, for explaining decisions.

use crate::plan::FoldSource;
use crate::values::{Instant, Truth};

use super::row::Row;
use super::view::View;
use super::window::Bound;
use super::{Event, Fault, Situation};

/// The events that a fold looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Considered {
    /// All that exist, in the order of the record.
    pub events: Vec<Counts>,
    /// The last instant that counts, if an earlier one than the `as of` does not.
    pub to: Option<Instant>,
}

/// An event, and whether it counts. What is `None` was not asked, because the event does not count
/// whatever that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// The event.
    pub event: Event,
    /// Whether it is in the time that is asked for.
    pub in_time: Truth,
    /// Whether the events count that it belongs to.
    pub above: Option<Truth>,
    /// Whether it passes the filter.
    pub condition: Option<Truth>,
}

impl Counts {
    /// Whether it counts.
    pub fn whole(&self) -> Truth {
        let asked = [self.above, self.condition].into_iter().flatten();
        asked.fold(self.in_time, Truth::and)
    }
}

impl Situation<'_> {
    /// All events that a fold of the plan looks at, whether they count or not. `None` if the list or
    /// the window is not known, if the fold is within an event, or the plan has no such fold.
    ///
    /// # Errors
    /// If that cannot be calculated.
    pub fn considered(&self, fold: usize) -> Result<Option<Considered>, Fault> {
        let Some(fold) = self.context().plan.folds.get(fold) else { return Ok(None) };
        let (source, view) = (&fold.source, self.view());
        if source.within.is_some() {
            return Ok(None);
        }
        let bound = source.window.as_ref().map(|window| view.bound(window)).transpose()?;
        let to = match bound {
            Some(Bound::Unknown) => return Ok(None),
            Some(Bound::Between(_, to)) => Some(to),
            Some(Bound::After(_) | Bound::From(_) | Bound::AnyTime) | None => None,
        };
        let mut events = Vec::new();
        let known = view.each_row(&source.scope, None, |row| {
            let Some(event) = self.event(&source.scope, row) else { return Ok(()) };
            events.push(counts(&view, source, bound, (event, row))?);
            Ok(())
        })?;
        Ok(known.then_some(Considered { events, to }))
    }
}

/// Whether an event counts: what is asked next, as long as that is not settled.
fn counts<'v>(
    view: &View<'v>,
    source: &'v FoldSource,
    bound: Option<Bound<Instant>>,
    (event, row): (Event, Row<'v>),
) -> Result<Counts, Fault> {
    let in_time = bound.map_or(Truth::True, |bound| bound.takes(row.at()));
    let mut counts = Counts { event, in_time, above: None, condition: None };
    if in_time == Truth::False {
        return Ok(counts);
    }
    counts.above = Some(view.counts_above(row, None)?);
    if let (Some(condition), true) = (&source.condition, counts.whole() != Truth::False) {
        counts.condition = Some(view.truth(condition, Some(row))?);
    }
    Ok(counts)
}
