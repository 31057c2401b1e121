//! What facts may be by now.

use std::collections::BTreeMap;

use crate::prove::facts::{Domain, FactId, Facts, Formula};

/// What facts may be by now, and what they were before, to go back to.
pub(super) struct State<'s, 'p> {
    pub facts: &'s Facts<'p>,
    /// Of the facts that something is asked of.
    pub domains: BTreeMap<FactId, Domain>,
    trail: Vec<(FactId, Option<Domain>)>,
}

/// Whether a formula holds by what facts may be by now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Holds,
    Fails,
    Open,
}

impl<'s, 'p> State<'s, 'p> {
    pub(super) fn new(facts: &'s Facts<'p>) -> State<'s, 'p> {
        State { facts, domains: BTreeMap::new(), trail: Vec::new() }
    }

    pub(super) fn at(&self, fact: FactId) -> &Domain {
        self.domains.get(&fact).unwrap_or_else(|| &self.facts.at(fact).domain)
    }

    /// A place to go back to.
    pub(super) fn mark(&self) -> usize {
        self.trail.len()
    }

    pub(super) fn back_to(&mut self, mark: usize) {
        while self.trail.len() > mark {
            match self.trail.pop() {
                Some((fact, Some(domain))) => {
                    self.domains.insert(fact, domain);
                }
                Some((fact, None)) => {
                    self.domains.remove(&fact);
                }
                None => {}
            }
        }
    }

    /// The facts that something is asked of.
    pub(super) fn asked(&self) -> impl Iterator<Item = FactId> {
        self.domains.keys().copied()
    }

    /// A fact is in a set: whether that may be.
    pub(super) fn narrow(&mut self, fact: FactId, to: &Domain) -> bool {
        let kind = self.facts.at(fact);
        let now = self.at(fact);
        if kind.is_within(now, to) {
            return true;
        }
        let both = kind.both(now, to);
        if kind.is_empty(&both) {
            return false;
        }
        let before = self.domains.insert(fact, both);
        self.trail.push((fact, before));
        true
    }

    /// Whether a formula holds as far as each fact alone says.
    pub(super) fn standing(&self, formula: &Formula) -> Standing {
        match formula {
            Formula::In(fact, domain) => {
                let kind = self.facts.at(*fact);
                let now = self.at(*fact);
                if kind.is_within(now, domain) {
                    Standing::Holds
                } else if kind.are_apart(now, domain) {
                    Standing::Fails
                } else {
                    Standing::Open
                }
            }
            Formula::All(parts) => self.joined(parts, Standing::Fails, Standing::Holds),
            Formula::Any(parts) => self.joined(parts, Standing::Holds, Standing::Fails),
        }
    }

    fn joined(&self, parts: &[Formula], decides: Standing, else_it: Standing) -> Standing {
        let mut whole = else_it;
        for part in parts {
            let standing = self.standing(part);
            if standing == decides {
                return decides;
            }
            if standing == Standing::Open {
                whole = Standing::Open;
            }
        }
        whole
    }
}
