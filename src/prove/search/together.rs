//! What holds of several facts at once: sums of facts, and numbers of events of several kinds.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use num_traits::Zero;

use super::branches::End;
use super::model::{EventsModel, Model};
use super::moments::{Moments, Times};
use super::nested;
use super::regions::{Region, regions};
use super::rows::Rows;
use super::solver::Regions;
use super::state::State;
use crate::plan::{Expr, ExprKind, FoldKind, Scope};
use crate::prove::facts::{About, Domain, FactId, SourceId, Theory};
use crate::prove::linear::{Bounds, Fraction, Limit, Solution, System};
use crate::values::Truth;

pub(super) struct Together<'t, 'a, 's, 'p> {
    pub theory: &'t mut Theory<'p>,
    /// The lists of which each event has a time, and whether that left something out.
    pub timed: (&'t BTreeSet<usize>, &'t mut bool),
    pub regions: &'t mut Regions<'p>,
    pub state: &'a State<'s, 'p>,
    pub steps: &'a mut u32,
}

/// The numbers of a system, and what they stand for.
#[derive(Default)]
struct Columns<'p> {
    system: System,
    facts: BTreeMap<FactId, usize>,
    lists: Vec<List<'p>>,
}

/// The events of a list: how many there are in each region.
struct List<'p> {
    scope: &'p Scope,
    kinds: Vec<SourceId>,
    regions: Rc<Vec<Region>>,
    /// By region.
    counts: Vec<usize>,
    /// What a fact comes to in sum over the events of a region.
    sums: Vec<(usize, FactId, usize)>,
}

impl<'p> Together<'_, '_, '_, 'p> {
    /// Whether facts can be what they are all together.
    pub(super) fn look(&mut self) -> (End, Option<Model<'p>>) {
        let facts = self.asked();
        let Some(kinds) = self.kinds(&facts) else { return (End::Nothing, None) };
        let known: Vec<&'p Scope> = kinds.keys().copied().collect();
        let mut columns = Columns::default();
        for (scope, kinds) in &kinds {
            if !kinds.is_empty() {
                self.add_list(&mut columns, scope, kinds);
            }
        }
        if self.theory.has_rows() {
            columns.rows_below(self.theory);
        }
        for fact in &facts {
            self.add_fact(&mut columns, *fact);
        }
        if columns.system.is_plain() {
            return (End::Found, Some(self.model(known, &columns, None)));
        }
        match columns.system.solve(self.steps) {
            Solution::Impossible => (End::Nothing, None),
            Solution::Unknown => (End::GaveUp, None),
            Solution::Solved(numbers) => {
                (End::Found, Some(self.model(known, &columns, Some(&numbers))))
            }
        }
    }

    /// The facts that something is asked of, and those that sums of these are made of.
    fn asked(&self) -> BTreeSet<FactId> {
        let mut facts: BTreeSet<FactId> = self.state.asked().collect();
        let sums: Vec<FactId> = facts.iter().copied().collect();
        for fact in sums {
            if let About::Sum(terms) = &self.state.facts.at(fact).about {
                facts.extend(terms.iter().map(|(fact, _)| *fact));
            }
        }
        facts
    }

    /// By list, the kinds of its events that something is asked of, where the list has to be known.
    /// `None` if one is not known that has to be.
    #[allow(clippy::mutable_key_type)]
    fn kinds(&self, facts: &BTreeSet<FactId>) -> Option<BTreeMap<&'p Scope, BTreeSet<SourceId>>> {
        let mut asked: BTreeMap<&'p Scope, (bool, BTreeSet<SourceId>)> = BTreeMap::new();
        for fact in facts {
            let (source, known) = match &self.state.facts.at(*fact).about {
                About::Sure(source) => (*source, self.is_sure(*fact)),
                About::Possible(source) => (*source, self.is_bounded(*fact)),
                About::SureOf(_) => {
                    let Some(source) = self.theory.made_of(*fact) else { continue };
                    (source, self.is_sure(*fact))
                }
                About::PossibleOf(_) => {
                    let Some(source) = self.theory.made_of(*fact) else { continue };
                    (source, self.is_bounded(*fact))
                }
                About::Value(_) => {
                    let Some(source) = self.theory.made_of(*fact) else { continue };
                    (source, !self.state.at(*fact).has_unknown())
                }
                About::ListKnown(slot) => {
                    let yes = matches!(self.state.at(*fact), Domain::Choice(set) if set.has(1));
                    let no = matches!(self.state.at(*fact), Domain::Choice(set) if set.has(0));
                    if let Some((scope, _)) = self.list(*slot)
                        && yes
                        && !no
                    {
                        asked.entry(scope).or_default().0 = true;
                    }
                    continue;
                }
                About::Asked(_)
                | About::AskedEntering(_)
                | About::ValueEntering(_)
                | About::Tag(_)
                | About::Entered
                | About::EventTime
                | About::Above
                | About::Sum(_) => continue,
            };
            let entry = asked.entry(self.theory.source(source).scope()).or_default();
            entry.0 |= known || self.theory.is_always_known(self.theory.source(source).scope());
            if known || self.theory.source(source).is_known() {
                entry.1.insert(source);
            }
        }
        for (scope, (known, _)) in &asked {
            if *known && self.is_unknown(scope) {
                return None;
            }
        }
        let known = asked.into_iter().filter(|(_, (known, _))| *known);
        Some(known.map(|(scope, (_, kinds))| (scope, kinds)).collect())
    }

    fn list(&self, slot: usize) -> Option<(&'p Scope, usize)> {
        let folds = self.theory.plan.folds.iter().map(|fold| &fold.source.scope);
        folds.into_iter().find(|scope| **scope == Scope::List(slot)).map(|scope| (scope, slot))
    }

    /// Whether a list is said to be unknown.
    fn is_unknown(&self, scope: &Scope) -> bool {
        let Scope::List(slot) = scope else { return false };
        let fact = self.state.facts.find(&About::ListKnown(*slot));
        fact.is_some_and(|fact| matches!(self.state.at(fact), Domain::Choice(set) if !set.has(1)))
    }

    /// Whether there is a number of events for sure.
    fn is_sure(&self, fact: FactId) -> bool {
        let low = self.bounds(fact).low;
        low.is_some_and(|low| low.real >= Fraction::zero())
    }

    fn is_bounded(&self, fact: FactId) -> bool {
        self.bounds(fact).high.is_some()
    }

    fn bounds(&self, fact: FactId) -> Bounds {
        match self.state.at(fact) {
            Domain::Number(numbers) => numbers.bounds(self.state.facts.at(fact).step),
            Domain::Choice(_) | Domain::Date(_) => Bounds::default(),
        }
    }

    /// The numbers of events in each region, and those of each kind.
    fn add_list(
        &mut self,
        columns: &mut Columns<'p>,
        scope: &'p Scope,
        kinds: &BTreeSet<SourceId>,
    ) {
        let kinds: Vec<SourceId> = kinds.iter().copied().collect();
        let key = (scope, kinds.clone());
        let found = match self.regions.get(&key) {
            Some(found) => found.clone(),
            None => {
                let found = regions(self.theory, scope, &kinds).map(Rc::new);
                self.regions.insert(key, found.clone());
                found
            }
        };
        let Some(regions) = found else { return };
        let moments = Moments::of(self.theory, self.state, kinds.iter().copied());
        let rows = Rows::of(self.theory, self.state);
        let (timed, mattered) = &mut self.timed;
        let timed = matches!(scope, Scope::List(list) if timed.contains(list));
        let mut counts = Vec::with_capacity(regions.len());
        for region in regions.iter() {
            let times = moments.of_events(self.theory, scope, region);
            let may_be = match times {
                Times::Some => true,
                Times::Unknown => !timed,
                Times::None => false,
            };
            **mattered |= times == Times::Unknown && timed;
            let none = Fraction::zero();
            let bounds = match may_be && rows.allow(scope, region) {
                true => Bounds::at_least(none),
                false => Bounds::exactly(none),
            };
            counts.push(columns.system.number(bounds));
        }
        columns.lists.push(List { scope, kinds, regions, counts, sums: Vec::new() });
    }

    /// A fact as a number of the system, with what it has to do with others.
    fn add_fact(&mut self, columns: &mut Columns<'p>, fact: FactId) -> Option<usize> {
        if let Some(column) = columns.facts.get(&fact) {
            return Some(*column);
        }
        let bounds = self.bounds(fact);
        let is_number = matches!(self.state.at(fact), Domain::Number(_));
        let column = match self.state.facts.at(fact).about.clone() {
            _ if !is_number => return None,
            About::Sum(terms) => {
                let terms: Option<Vec<(usize, Fraction)>> = terms
                    .into_iter()
                    .map(|(fact, times)| Some((self.add_fact(columns, fact)?, times)))
                    .collect();
                columns.system.sum(terms?, bounds)
            }
            About::Sure(source) => columns.count(source, &[Truth::True], bounds),
            About::Possible(source) => {
                columns.count(source, &[Truth::True, Truth::Unknown], bounds)
            }
            About::Value(value) => self.add_value(columns, fact, value, bounds),
            About::SureOf(_) => {
                let different = columns.system.number(bounds);
                if let Some(source) = self.theory.made_of(fact) {
                    columns.no_more_than_all(different, source);
                }
                different
            }
            About::PossibleOf(_)
            | About::Asked(_)
            | About::AskedEntering(_)
            | About::ValueEntering(_)
            | About::Tag(_)
            | About::Entered
            | About::EventTime
            | About::Above
            | About::ListKnown(_) => columns.system.number(bounds),
        };
        columns.facts.insert(fact, column);
        Some(column)
    }

    /// What is made of events depends on how many there are, and on what they are like.
    fn add_value(
        &mut self,
        columns: &mut Columns<'p>,
        fact: FactId,
        value: &'p Expr,
        bounds: Bounds,
    ) -> usize {
        let known = !self.state.at(fact).has_unknown();
        let source = self.theory.made_of(fact).filter(|_| known);
        let (ExprKind::Fold(slot), Some(source)) = (&value.kind, source) else {
            return columns.system.number(bounds);
        };
        let Some(place) = columns.lists.iter().position(|list| list.kinds.contains(&source)) else {
            return columns.system.number(bounds);
        };
        match &self.theory.plan.folds[*slot].kind {
            FoldKind::Count => {
                columns.certainly(place, source);
                columns.count(source, &[Truth::True], bounds)
            }
            FoldKind::Sum(of) => {
                columns.certainly(place, source);
                match self.summed(columns, place, source, of) {
                    Some(terms) => columns.system.sum(terms, bounds),
                    None => columns.system.number(bounds),
                }
            }
            FoldKind::Average(of) => {
                columns.certainly(place, source);
                columns.count(source, &[Truth::True], Bounds::at_least(Fraction::ONE));
                let terms = self.summed(columns, place, source, of);
                if let Some(terms) = terms {
                    columns.average(place, source, &terms, bounds);
                }
                columns.system.number(bounds)
            }
            FoldKind::CountDifferent { .. }
            | FoldKind::Min(_)
            | FoldKind::Max(_)
            | FoldKind::First(_)
            | FoldKind::Last(_) => columns.system.number(bounds),
        }
    }

    /// The sum of a value over all events of a kind, region by region.
    fn summed(
        &mut self,
        columns: &mut Columns<'p>,
        place: usize,
        source: SourceId,
        of: &'p Expr,
    ) -> Option<Vec<(usize, Fraction)>> {
        let list = &columns.lists[place];
        let kind = list.kinds.iter().position(|kind| *kind == source)?;
        let (fact, times) = self.theory.amount(list.scope, of)?;
        let known = self.theory.facts(Some(list.scope)).at(fact);
        let (step, any) = (known.step, known.domain.clone());
        let mut terms = Vec::new();
        let of: Vec<(usize, usize, Option<Bounds>)> = list
            .regions
            .iter()
            .enumerate()
            .filter(|(_, region)| region.of[kind] == Truth::True)
            .map(|(index, region)| {
                // It may be asked for later than the regions were.
                let bounds = match region.all.get(&fact).unwrap_or(&any) {
                    Domain::Number(numbers) => {
                        (!numbers.parts.is_empty()).then(|| numbers.bounds(step))
                    }
                    Domain::Choice(_) | Domain::Date(_) => Some(Bounds::default()),
                };
                (index, list.counts[index], bounds)
            })
            .collect();
        for (index, count, bounds) in of {
            // A sum is known only if all that is summed is.
            let Some(bounds) = bounds else {
                let none = vec![(count, Fraction::ONE)];
                columns.system.sum(none, Bounds::exactly(Fraction::zero()));
                continue;
            };
            let sum = columns.sum_in(place, index, fact, count, bounds);
            terms.push((sum, times));
        }
        Some(terms)
    }

    fn model(
        &self,
        known: Vec<&'p Scope>,
        columns: &Columns<'p>,
        numbers: Option<&[Fraction]>,
    ) -> Model<'p> {
        let number = |column: usize| numbers.map_or_else(Fraction::zero, |numbers| numbers[column]);
        let mut events = Vec::new();
        for list in &columns.lists {
            for (place, (region, count)) in list.regions.iter().zip(&list.counts).enumerate() {
                let count = number(*count);
                if count.is_zero() {
                    continue;
                }
                let sums = list.sums.iter().filter(|(region, ..)| *region == place);
                let sums = sums.map(|(_, fact, column)| (*fact, number(*column))).collect();
                let of = list.kinds.iter().zip(&region.of);
                let kinds =
                    of.filter(|(_, of)| **of == Truth::True).map(|(kind, _)| *kind).collect();
                let (scope, like) = (list.scope, region.like.clone());
                events.push(EventsModel { scope, count, kinds, like, sums });
            }
        }
        let facts = columns.facts.iter().filter(|_| numbers.is_some());
        Model {
            domains: self.state.domains.clone(),
            numbers: facts.map(|(fact, column)| (*fact, number(*column))).collect(),
            events,
            known,
        }
    }
}

impl Columns<'_> {
    /// There are no fewer events of a kind than belong to those of another list. What belongs to an
    /// event that surely counts is sure.
    fn rows_below(&mut self, theory: &Theory<'_>) {
        let places = 0..self.lists.len();
        for below in places.clone() {
            for kind in 0..self.lists[below].kinds.len() {
                for above in places.clone().filter(|above| *above != below) {
                    for sure in [true, false] {
                        let terms = self.less_those_above(theory, (below, kind), above, sure);
                        if !terms.is_empty() {
                            self.system.sum(terms, Bounds::at_least(Fraction::zero()));
                        }
                    }
                }
            }
        }
    }

    /// The events of a kind, less those that events of another list surely have; nothing if these have
    /// none.
    fn less_those_above(
        &self,
        theory: &Theory<'_>,
        (below, kind): (usize, usize),
        above: usize,
        sure: bool,
    ) -> Vec<(usize, Fraction)> {
        let (below, above) = (&self.lists[below], &self.lists[above]);
        let source = theory.source(below.kinds[kind]);
        let counts = |region: &Region| !sure || region.of.contains(&Truth::True);
        let above_scope = above.scope;
        let above = above.regions.iter().zip(&above.counts).filter(|(region, _)| counts(region));
        let mut terms: Vec<(usize, Fraction)> = above
            .map(|(region, count)| (*count, -nested::below(theory, above_scope, region, source)))
            .filter(|(_, least)| !least.is_zero())
            .collect();
        if !terms.is_empty() {
            let is_of = |truth| if sure { truth == Truth::True } else { truth != Truth::False };
            let of = below.regions.iter().zip(&below.counts);
            let of = of.filter(|(region, _)| is_of(region.of[kind]));
            terms.extend(of.map(|(_, count)| (*count, Fraction::ONE)));
        }
        terms
    }

    /// The number of events of a kind, of which it is sure, or possible.
    fn count(&mut self, source: SourceId, truths: &[Truth], bounds: Bounds) -> usize {
        for list in &self.lists {
            let Some(kind) = list.kinds.iter().position(|kind| *kind == source) else { continue };
            let of = list.regions.iter().zip(&list.counts);
            let of = of.filter(|(region, _)| truths.contains(&region.of[kind]));
            let terms = of.map(|(_, count)| (*count, Fraction::ONE)).collect();
            return self.system.sum(terms, bounds);
        }
        self.system.number(bounds)
    }

    /// There are no more different values than events that have one.
    fn no_more_than_all(&mut self, different: usize, source: SourceId) {
        let list = self.lists.iter().find(|list| list.kinds.contains(&source));
        let Some(list) = list else { return };
        let Some(kind) = list.kinds.iter().position(|kind| *kind == source) else { return };
        let of = list.regions.iter().zip(&list.counts);
        let of = of.filter(|(region, _)| region.of[kind] != Truth::False);
        let counts = of.map(|(_, count)| (*count, -Fraction::ONE));
        let terms = counts.chain([(different, Fraction::ONE)]).collect();
        self.system.sum(terms, Bounds::at_most(Fraction::zero()));
    }

    /// It is certain which events are of a kind.
    fn certainly(&mut self, place: usize, source: SourceId) {
        let list = &self.lists[place];
        let Some(kind) = list.kinds.iter().position(|kind| *kind == source) else { return };
        let of = list.regions.iter().zip(&list.counts);
        let of = of.filter(|(region, _)| region.of[kind] == Truth::Unknown);
        let terms = of.map(|(_, count)| (*count, Fraction::ONE)).collect();
        self.system.sum(terms, Bounds::exactly(Fraction::zero()));
    }

    /// The sum of a fact over the events of a region, each of which is between bounds.
    fn sum_in(
        &mut self,
        place: usize,
        region: usize,
        fact: FactId,
        count: usize,
        bounds: Bounds,
    ) -> usize {
        let known =
            self.lists[place].sums.iter().find(|(of, other, _)| (*of, *other) == (region, fact));
        if let Some((_, _, sum)) = known {
            return *sum;
        }
        let sum = self.system.number(Bounds::default());
        let relation = |limit: Limit| vec![(sum, Fraction::ONE), (count, -limit.real)];
        if let Some(low) = bounds.low {
            self.system.sum(relation(low), Bounds::at_least(Fraction::zero()));
        }
        if let Some(high) = bounds.high {
            self.system.sum(relation(high), Bounds::at_most(Fraction::zero()));
        }
        self.lists[place].sums.push((region, fact, sum));
        sum
    }

    /// An average is between bounds: a sum is so many times the number of events.
    fn average(
        &mut self,
        place: usize,
        source: SourceId,
        sum: &[(usize, Fraction)],
        bounds: Bounds,
    ) {
        let list = &self.lists[place];
        let Some(kind) = list.kinds.iter().position(|kind| *kind == source) else { return };
        let of = list.regions.iter().zip(&list.counts);
        let counts: Vec<usize> = of
            .filter(|(region, _)| region.of[kind] == Truth::True)
            .map(|(_, count)| *count)
            .collect();
        let relation = |limit: Limit| {
            let counts = counts.iter().map(|count| (*count, -limit.real));
            sum.iter().copied().chain(counts).collect::<Vec<_>>()
        };
        if let Some(low) = bounds.low {
            let zero = Limit { real: Fraction::zero(), small: low.small };
            self.system.sum(relation(low), Bounds { low: Some(zero), high: None });
        }
        if let Some(high) = bounds.high {
            let zero = Limit { real: Fraction::zero(), small: high.small };
            self.system.sum(relation(high), Bounds { low: None, high: Some(zero) });
        }
    }
}
