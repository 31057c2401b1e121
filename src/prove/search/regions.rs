//! Which kinds an event can be of at the same time.

use std::collections::BTreeMap;

use crate::plan::Scope;
use crate::prove::facts::{Domain, FactId, Formula, SourceId, Theory, Want};
use crate::values::Truth;

use super::branches::{Branches, End};
use super::nested;
use super::state::State;

/// More kinds are not looked at together.
const MOST_KINDS: usize = 6;
/// Of more regions than this, none is looked at.
const MOST_REGIONS: usize = 60;
/// What one event may cost to look for.
const STEPS: u32 = 2000;

/// Events that are of the same kinds.
#[derive(Clone, Debug)]
pub(super) struct Region {
    /// By the kinds, whether they are of it: surely, surely not, or perhaps.
    pub of: Vec<Truth>,
    /// What one of them is like.
    pub like: Likeness,
    /// What all of them are like, as far as that is plain.
    pub all: Likeness,
}

/// What facts may be of which something is asked.
pub(super) type Likeness = BTreeMap<FactId, Domain>;

/// All that an event of a scope can be, besides of none of the kinds; `None` if that is too much to
/// look at.
pub(super) fn regions<'p>(
    theory: &mut Theory<'p>,
    scope: &'p Scope,
    kinds: &[SourceId],
) -> Option<Vec<Region>> {
    if kinds.len() > MOST_KINDS {
        return None;
    }
    let members: Vec<[Formula; 3]> = kinds
        .iter()
        .map(|kind| {
            let maybe = theory.member(*kind, Want::NotTrue);
            let maybe = maybe.and(theory.member(*kind, Want::NotFalse));
            [theory.member(*kind, Want::True), theory.member(*kind, Want::False), maybe]
        })
        .collect();
    theory.facts(Some(scope));
    let theory: &Theory<'p> = theory;
    let mut state = State::new(theory.events.get(scope)?);
    let mut found = Vec::new();
    let mut steps = STEPS.saturating_mul(1 << kinds.len().min(8));
    let mut asked = Asked { theory, members: &members, state: &mut state, steps: &mut steps };
    asked.each(&mut Vec::new(), &mut Vec::new(), &mut found)?;
    found.retain(|region: &Region| region.of.iter().any(|truth| *truth != Truth::False));
    Some(found)
}

struct Asked<'a, 's, 'p> {
    theory: &'a Theory<'p>,
    members: &'a [[Formula; 3]],
    state: &'a mut State<'s, 'p>,
    steps: &'a mut u32,
}

impl<'a> Asked<'a, '_, '_> {
    fn each(
        &mut self,
        of: &mut Vec<Truth>,
        formulas: &mut Vec<&'a Formula>,
        found: &mut Vec<Region>,
    ) -> Option<()> {
        let members = self.members;
        let Some(member) = members.get(of.len()) else {
            if found.len() >= MOST_REGIONS {
                return None;
            }
            let (all, like) = self.likeness(formulas)?;
            found.push(Region { of: of.clone(), like, all });
            return Some(());
        };
        let truths = [Truth::True, Truth::False, Truth::Unknown];
        for (formula, truth) in member.iter().zip(truths) {
            formulas.push(formula);
            of.push(truth);
            if self.exists(formulas)? {
                self.each(of, formulas, found)?;
            }
            of.pop();
            formulas.pop();
        }
        Some(())
    }

    fn exists(&mut self, formulas: &[&'a Formula]) -> Option<bool> {
        let mark = self.state.mark();
        let mut branches = Branches { state: self.state, steps: self.steps, depth: 0 };
        let theory = self.theory;
        let end = branches.search(formulas.to_vec(), &mut |state, _| nested::agree(theory, state));
        self.state.back_to(mark);
        match end {
            End::Found => Some(true),
            End::Nothing => Some(false),
            End::GaveUp => None,
        }
    }

    /// What all that fulfil formulas are like, and what one of them is like.
    fn likeness(&mut self, formulas: &[&'a Formula]) -> Option<(Likeness, Likeness)> {
        let mark = self.state.mark();
        Branches { state: self.state, steps: self.steps, depth: 0 }.settled(formulas.to_vec());
        let all = self.state.domains.clone();
        self.state.back_to(mark);
        let (mut like, theory) = (None, self.theory);
        let mut branches = Branches { state: self.state, steps: self.steps, depth: 0 };
        branches.search(formulas.to_vec(), &mut |state, _| {
            let end = nested::agree(theory, state);
            if end == End::Found {
                like = Some(state.domains.clone());
            }
            end
        });
        self.state.back_to(mark);
        Some((all, like?))
    }
}
