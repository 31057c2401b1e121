//! A customer that was found.

use std::collections::BTreeMap;

use crate::plan::Scope;
use crate::prove::facts::{Domain, FactId, SourceId};
use crate::prove::linear::Fraction;

/// What a customer is like who fulfils some formulas, as far as the theory knows.
#[derive(Clone, Debug)]
pub(in crate::prove) struct Model<'p> {
    /// What the facts of customers may be of which something is asked.
    pub domains: BTreeMap<FactId, Domain>,
    /// Facts that depend on each other have these numbers.
    pub numbers: BTreeMap<FactId, Fraction>,
    /// The events of the lists that are asked for.
    pub events: Vec<EventsModel<'p>>,
    /// The lists whose events are known.
    pub known: Vec<&'p Scope>,
}

/// Events that are alike.
#[derive(Clone, Debug)]
pub(in crate::prove) struct EventsModel<'p> {
    /// The list.
    pub scope: &'p Scope,
    /// How many.
    pub count: Fraction,
    /// The kinds that they surely are of.
    pub kinds: Vec<SourceId>,
    /// What the facts of events may be of which something is asked.
    pub like: BTreeMap<FactId, Domain>,
    /// What a fact of theirs comes to in sum.
    pub sums: Vec<(FactId, Fraction)>,
}
