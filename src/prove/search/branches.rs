//! Tries what is left open, the fewest ways first.

use super::state::{Standing, State};
use crate::prove::facts::Formula;

/// How a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Facts were found.
    Found,
    /// There are none.
    Nothing,
    /// It took too long.
    GaveUp,
}

/// A search for facts that fulfil formulas.
pub(super) struct Branches<'b, 's, 'p> {
    pub state: &'b mut State<'s, 'p>,
    pub steps: &'b mut u32,
    /// How many choices were made.
    pub depth: usize,
}

/// No more choices are made one after the other.
const DEEPEST: usize = 200;

impl<'f, 's, 'p> Branches<'_, 's, 'p> {
    /// Finds facts that fulfil all formulas, and something that is asked of several of them at once.
    pub(super) fn search(
        &mut self,
        open: Vec<&'f Formula>,
        last: &mut dyn FnMut(&mut State<'s, 'p>, &mut u32) -> End,
    ) -> End {
        let Some(open) = self.settled(open) else { return End::Nothing };
        let Some(open) = open else { return End::GaveUp };
        let Some((fewest, parts)) = self.fewest(&open) else {
            return last(self.state, self.steps);
        };
        if self.depth >= DEEPEST {
            return End::GaveUp;
        }
        self.depth += 1;
        let mut end = End::Nothing;
        for part in parts {
            let mark = self.state.mark();
            let mut rest = open.clone();
            rest[fewest] = part;
            match self.search(rest, last) {
                End::Found => return End::Found,
                End::GaveUp => end = End::GaveUp,
                End::Nothing => {}
            }
            self.state.back_to(mark);
            if *self.steps == 0 {
                end = End::GaveUp;
                break;
            }
        }
        self.depth -= 1;
        end
    }

    /// Narrows facts by all that has one way only, until nothing changes. What is left has several
    /// ways; `None` if something has none, `Some(None)` if it took too long.
    #[allow(clippy::option_option)]
    pub(super) fn settled(
        &mut self,
        mut open: Vec<&'f Formula>,
    ) -> Option<Option<Vec<&'f Formula>>> {
        loop {
            let mut left = Vec::with_capacity(open.len());
            let mut changed = false;
            let mut stack = open;
            stack.reverse();
            while let Some(formula) = stack.pop() {
                let Some(steps) = self.steps.checked_sub(1) else { return Some(None) };
                *self.steps = steps;
                match formula {
                    Formula::All(parts) => stack.extend(parts.iter().rev()),
                    Formula::In(fact, domain) => {
                        let mark = self.state.mark();
                        if !self.state.narrow(*fact, domain) {
                            return None;
                        }
                        changed |= self.state.mark() > mark;
                    }
                    Formula::Any(parts) => match self.ways(parts) {
                        Ways::Done => {}
                        Ways::None => return None,
                        Ways::One(part) => stack.push(part),
                        Ways::Several => left.push(formula),
                    },
                }
            }
            if !changed || left.is_empty() {
                return Some(Some(left));
            }
            open = left;
        }
    }

    /// The formula with the fewest ways, and these.
    fn fewest(&mut self, open: &[&'f Formula]) -> Option<(usize, Vec<&'f Formula>)> {
        let mut best: Option<(usize, Vec<&'f Formula>)> = None;
        for (place, formula) in open.iter().enumerate() {
            let Formula::Any(parts) = formula else { continue };
            let ways: Vec<&Formula> =
                parts.iter().filter(|part| self.state.standing(part) != Standing::Fails).collect();
            let fewer = best.as_ref().is_none_or(|(_, best)| ways.len() < best.len());
            if fewer {
                let done = ways.len() <= 2;
                best = Some((place, ways));
                if done {
                    break;
                }
            }
        }
        best
    }

    fn ways(&self, parts: &'f [Formula]) -> Ways<'f> {
        let mut one = None;
        let mut several = false;
        for part in parts {
            match self.state.standing(part) {
                Standing::Holds => return Ways::Done,
                Standing::Fails => {}
                Standing::Open => {
                    several |= one.is_some();
                    one = one.or(Some(part));
                }
            }
        }
        match one {
            _ if several => Ways::Several,
            Some(part) => Ways::One(part),
            None => Ways::None,
        }
    }
}

/// How many ways there are to fulfil a formula.
enum Ways<'f> {
    /// It holds already.
    Done,
    None,
    One(&'f Formula),
    Several,
}
