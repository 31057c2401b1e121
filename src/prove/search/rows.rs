//! Events that belong to events of another list: there are none of the ones without the others.

use super::regions::Region;
use super::state::State;
use crate::plan::Scope;
use crate::prove::facts::{About, DateSet, Domain, Edge, Source, SourceId, Theory};
use crate::prove::linear::Fraction;

/// The kinds of which a customer has no event, as far as that is known by now.
pub(super) struct Rows<'a, 'p> {
    theory: &'a Theory<'p>,
    none: Vec<SourceId>,
}

impl<'a, 'p> Rows<'a, 'p> {
    pub(super) fn of(theory: &'a Theory<'p>, state: &State<'_, 'p>) -> Rows<'a, 'p> {
        if !theory.has_rows() {
            return Rows { theory, none: Vec::new() };
        }
        let none =
            state.asked().filter_map(|fact| match (&state.facts.at(fact).about, state.at(fact)) {
                (About::Possible(source), Domain::Number(set)) => {
                    let (_, most) = set.hull()?;
                    (most < Edge::Before(Fraction::ONE) && !set.unknown).then_some(*source)
                }
                _ => None,
            });
        Rows { theory, none: none.collect() }
    }

    /// Whether an event of a list may be in a region: what it belongs to is there.
    pub(super) fn allow(&self, scope: &Scope, region: &Region) -> bool {
        let Scope::List(list) = scope else { return true };
        self.none.iter().all(|none| !self.is_above(*list, self.theory.source(*none), region))
    }

    /// Whether all events of a list that are in a region belong to events of a kind.
    fn is_above(&self, list: usize, kind: &Source<'p>, region: &Region) -> bool {
        let lists = &self.theory.plan.needs.lists;
        let mut has_own_time = lists[list].at.is_some();
        let mut above = lists[list].parent();
        while let Some(parent) = above.filter(|parent| *kind.scope() != Scope::List(*parent)) {
            has_own_time |= lists[parent].at.is_some();
            above = lists[parent].parent();
        }
        if above.is_none_or(|parent| !self.is_all_of(parent, kind)) {
            return false;
        }
        let Some(stretch) = &kind.stretch else { return true };
        let inside =
            DateSet { from: stretch.from.clone(), to: stretch.to.clone(), ..DateSet::known() };
        !has_own_time && self.time(list, region).is_some_and(|time| time.is_within(&inside))
    }

    /// When the events of a region happened, if they have a time.
    fn time(&self, list: usize, region: &Region) -> Option<DateSet> {
        let facts = self.theory.events.get(&Scope::List(list))?;
        match region.all.get(&facts.find(&About::EventTime)?)? {
            Domain::Date(set) => Some(DateSet { unknown: false, ..set.clone() }),
            Domain::Number(_) | Domain::Choice(_) => None,
        }
    }

    /// Whether a kind is all events of a list that count, at least in a stretch of time.
    fn is_all_of(&self, list: usize, kind: &Source<'p>) -> bool {
        let filter = self.theory.plan.parents[list].as_ref().map(|parent| &parent.condition);
        kind.also.is_none() && kind.base.within.is_none() && kind.base.condition.as_ref() == filter
    }
}
