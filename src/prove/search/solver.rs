//! Answers whether some customer fulfils formulas.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::branches::{Branches, End};
use super::model::Model;
use super::nested;
use super::regions::Region;
use super::state::State;
use super::together::Together;
use crate::plan::{Cond, Scope};
use crate::prove::facts::{Formula, SourceId, Theory, Want};

/// Whether some customer fulfils formulas.
#[derive(Clone, Debug)]
pub(in crate::prove) enum Outcome<'p> {
    /// One who is like this may.
    Possible(Box<Model<'p>>),
    /// Nobody does.
    Impossible,
    /// It took too long to say.
    GaveUp,
}

/// Answers questions about a plan.
#[derive(Debug)]
pub(in crate::prove) struct Solver<'p> {
    pub theory: Theory<'p>,
    /// The lists of which each event has a time.
    pub timed: BTreeSet<usize>,
    /// Whether something was left out because of that.
    pub times_mattered: bool,
    /// Which kinds an event can be of at the same time, as far as that was asked.
    pub(super) regions: Regions<'p>,
}

pub(super) type Regions<'p> = HashMap<(&'p Scope, Vec<SourceId>), Option<Rc<Vec<Region>>>>;

impl<'p> Solver<'p> {
    pub(in crate::prove) fn new(theory: Theory<'p>) -> Solver<'p> {
        let (timed, regions) = (BTreeSet::new(), HashMap::new());
        Solver { theory, timed, times_mattered: false, regions }
    }

    /// Whether no event of a list is as a condition asks.
    pub(in crate::prove) fn no_event(
        &mut self,
        scope: &'p Scope,
        condition: &'p Cond,
        want: Want,
    ) -> bool {
        let formula = self.theory.of_events(scope, condition, want);
        self.theory.facts(Some(scope));
        let theory = &self.theory;
        let Some(facts) = theory.events.get(scope) else { return false };
        let mut state = State::new(facts);
        let mut branches = Branches { state: &mut state, steps: &mut 2000, depth: 0 };
        branches.search(vec![&formula], &mut |state, _| nested::agree(theory, state))
            == End::Nothing
    }

    /// Whether some customer fulfils all of these, within so many steps.
    pub(in crate::prove) fn solve(
        &mut self,
        formulas: &[&Formula],
        steps: &mut u32,
    ) -> Outcome<'p> {
        // What is asked of events makes facts of events, never of customers.
        let facts = std::mem::take(&mut self.theory.customer);
        let mut found = None;
        let end = {
            let mut state = State::new(&facts);
            let mut branches = Branches { state: &mut state, steps, depth: 0 };
            branches.search(formulas.to_vec(), &mut |state, steps| {
                let (theory, regions) = (&mut self.theory, &mut self.regions);
                let timed = (&self.timed, &mut self.times_mattered);
                let mut together = Together { theory, timed, regions, state, steps };
                let (end, model) = together.look();
                found = model;
                end
            })
        };
        self.theory.customer = facts;
        match (end, found) {
            (End::Found, Some(model)) => Outcome::Possible(Box::new(model)),
            (End::Nothing, _) => Outcome::Impossible,
            (End::GaveUp, _) | (End::Found, None) => Outcome::GaveUp,
        }
    }
}
