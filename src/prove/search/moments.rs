//! When points in time are that depend on the customer, as far as that is known by now.

use std::collections::BTreeMap;

use super::regions::Region;
use super::state::State;
use crate::plan::{ExprKind, Scope};
use crate::prove::facts::{About, DateSet, Domain, Point, SourceId, Theory};

/// When points in time are that depend on the customer.
pub(super) struct Moments<'a>(BTreeMap<Point, &'a DateSet>);

impl<'a> Moments<'a> {
    /// Of those that kinds of events are counted from or to.
    pub(super) fn of<'p>(
        theory: &Theory<'p>,
        state: &'a State<'_, 'p>,
        kinds: impl Iterator<Item = SourceId>,
    ) -> Moments<'a> {
        let stretches = kinds.filter_map(|kind| theory.source(kind).stretch.as_ref());
        let cuts = stretches.flat_map(|stretch| stretch.from.iter().chain(&stretch.to));
        let mut moments = BTreeMap::new();
        for point in cuts.map(|cut| cut.at).filter(|point| matches!(point, Point::Other(_))) {
            let about =
                if point == Point::ENTERED { Some(About::Entered) } else { said(theory, point) };
            let fact = about.and_then(|about| state.facts.find(&about));
            if let Some(Domain::Date(set)) = fact.map(|fact| state.at(fact)) {
                moments.insert(point, set);
            }
        }
        Moments(moments)
    }

    /// When an event of a list is that is in a region.
    pub(super) fn of_events(&self, theory: &Theory<'_>, scope: &Scope, region: &Region) -> Times {
        let facts = theory.events.get(scope);
        let time = facts.and_then(|facts| facts.find(&About::EventTime));
        let Some(Domain::Date(set)) = time.and_then(|time| region.all.get(&time)) else {
            return Times::Some;
        };
        let given = (!self.0.is_empty()).then(|| set.given(|point| self.0.get(&point).copied()));
        match given.as_ref().unwrap_or(set) {
            set if set.has_time() => Times::Some,
            set if set.unknown => Times::Unknown,
            _ => Times::None,
        }
    }
}

/// When events are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Times {
    /// They may have a time.
    Some,
    /// They may be, but have none.
    Unknown,
    /// There are none.
    None,
}

/// What a point is about that a value says.
fn said<'p>(theory: &Theory<'p>, point: Point) -> Option<About<'p>> {
    let (_, mut value) = theory.points().find(|(other, _)| *other == point)?;
    while let ExprKind::Let(slot) = &value.kind {
        value = &theory.plan.lets[*slot].value;
    }
    let is_stay = matches!(value.kind, ExprKind::StageSince);
    Some(if is_stay { About::Entered } else { About::Value(value) })
}
