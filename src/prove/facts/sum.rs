//! Sums of facts, each so many times.

use std::collections::BTreeMap;

use num_traits::{CheckedAdd, CheckedMul, Zero};

use super::fact::FactId;
use super::formula::Formula;
use crate::prove::linear::Fraction;

/// A sum of facts, each so many times, and a constant.
#[derive(Clone, Debug)]
pub(super) struct Sum {
    pub terms: BTreeMap<FactId, Fraction>,
    pub constant: Fraction,
    /// What must be so for it to be known.
    pub known: Vec<Formula>,
    /// What must be so for it to be unknown: one of these.
    pub unknown: Vec<Formula>,
}

impl Sum {
    pub(super) fn constant(constant: Fraction) -> Sum {
        Sum { terms: BTreeMap::new(), constant, known: Vec::new(), unknown: Vec::new() }
    }

    pub(super) fn fact(fact: FactId) -> Sum {
        Sum { terms: BTreeMap::from([(fact, Fraction::ONE)]), ..Sum::constant(Fraction::zero()) }
    }

    /// Both together; `None` if a number becomes too long.
    pub(super) fn plus(mut self, other: Sum) -> Option<Sum> {
        for (fact, times) in other.terms {
            let sum = self.terms.entry(fact).or_insert_with(Fraction::zero);
            *sum = sum.checked_add(&times)?;
        }
        self.terms.retain(|_, times| !times.is_zero());
        self.constant = self.constant.checked_add(&other.constant)?;
        self.known.extend(other.known);
        self.unknown.extend(other.unknown);
        Some(self)
    }

    /// So many times as much.
    pub(super) fn times(mut self, factor: Fraction) -> Option<Sum> {
        for times in self.terms.values_mut() {
            *times = times.checked_mul(&factor)?;
        }
        self.terms.retain(|_, times| !times.is_zero());
        self.constant = self.constant.checked_mul(&factor)?;
        Some(self)
    }

    /// What must be so for it to be known.
    pub(super) fn when_known(self) -> Formula {
        Formula::all(self.known)
    }
}
