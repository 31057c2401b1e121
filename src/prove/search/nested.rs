//! Kinds of events that are part of others, and how many events an event has below it.

use num_traits::Zero;

use super::branches::End;
use super::regions::Region;
use super::state::State;
use crate::plan::{Cond, CondKind, Scope};
use crate::prove::facts::{About, DateSet, Domain, FactId, Source, SourceId, Stretch, Theory};
use crate::prove::linear::Fraction;

/// Whether the numbers of events below an event can be what they are: of a part, there are no more
/// than of the whole.
pub(super) fn agree(theory: &Theory<'_>, state: &State<'_, '_>) -> End {
    let counted = |(fact, domain): (&FactId, &Domain)| {
        let about = &state.facts.at(*fact).about;
        let bounds = || bounds(state, *fact, domain);
        if let About::Sure(source) = about {
            return Some((*source, true, bounds()));
        }
        let About::Possible(source) = about else { return None };
        Some((*source, false, bounds()))
    };
    let all: Vec<(SourceId, bool, Bounded)> = state.domains.iter().filter_map(counted).collect();
    let too_few = all.iter().any(|(part, is_sure, Bounded { least, .. })| {
        let least = least.filter(|least| *is_sure && *least > Fraction::zero());
        least.is_some_and(|least| {
            all.iter().any(|(whole, is_sure, Bounded { most, .. })| {
                let (part, whole) = (theory.source(*part), theory.source(*whole));
                // Where a number is bounded that is possible, it is known.
                let is_known = !is_sure || whole.is_known();
                is_known
                    && most.is_some_and(|most| most < least)
                    && part.base.within == whole.base.within
                    && is_part(part, whole)
            })
        })
    });
    if too_few { End::Nothing } else { End::Found }
}

/// How many events of a kind each event of a region has below it, at least.
pub(super) fn below(
    theory: &Theory<'_>,
    scope: &Scope,
    region: &Region,
    kind: &Source<'_>,
) -> Fraction {
    let none = Fraction::zero();
    let (Scope::List(list), Some(facts)) = (scope, theory.events.get(scope)) else { return none };
    let numbers = region.all.iter().filter_map(|(fact, domain)| {
        let fact = facts.at(*fact);
        let (About::Sure(source), Domain::Number(set)) = (&fact.about, domain) else { return None };
        let source = theory.source(*source);
        let is_below = source.base.within == Some(*list) && kind.base.within.is_none();
        if !is_below || set.unknown || !is_part(source, kind) {
            return None;
        }
        Some(set.bounds(fact.step).low?.real)
    });
    numbers.fold(none, Fraction::max)
}

/// How many events there are at least, and at most.
struct Bounded {
    least: Option<Fraction>,
    most: Option<Fraction>,
}

fn bounds(state: &State<'_, '_>, fact: FactId, domain: &Domain) -> Bounded {
    match domain {
        Domain::Number(set) if !set.unknown => {
            let bounds = set.bounds(state.facts.at(fact).step);
            let real = |limit: Option<crate::prove::linear::Limit>| limit.map(|limit| limit.real);
            Bounded { least: real(bounds.low), most: real(bounds.high) }
        }
        Domain::Number(_) | Domain::Choice(_) | Domain::Date(_) => {
            Bounded { least: None, most: None }
        }
    }
}

/// Whether all events of a kind are certainly of another one, wherever they belong.
fn is_part(part: &Source<'_>, whole: &Source<'_>) -> bool {
    let same = part.base.scope == whole.base.scope && whole.also.is_none();
    let asked = whole.base.condition.as_ref().map_or(&[][..], parts);
    let fulfilled = part.base.condition.as_ref().map_or(&[][..], parts);
    let inside = match (&part.stretch, &whole.stretch) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(part), Some(whole)) => times(part).is_within(&times(whole)),
    };
    same && inside && asked.iter().all(|cond| fulfilled.contains(cond))
}

fn parts(cond: &Cond) -> &[Cond] {
    match &cond.kind {
        CondKind::All(parts) => parts,
        CondKind::Any(_) | CondKind::Not(_) | CondKind::Let(_) | CondKind::Atom(_) => {
            std::slice::from_ref(cond)
        }
    }
}

fn times(stretch: &Stretch) -> DateSet {
    DateSet { from: stretch.from.clone(), to: stretch.to.clone(), ..DateSet::known() }
}
