//! Inequalities.

use num_traits::Zero;

use super::number::{Fraction, Limit};
use super::simplex::Simplex;

/// Between which limits something must be; `None`: there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::prove) struct Bounds {
    pub low: Option<Limit>,
    pub high: Option<Limit>,
}

impl Bounds {
    /// No less than this.
    pub(in crate::prove) fn at_least(low: Fraction) -> Bounds {
        Bounds { low: Some(Limit::at(low)), high: None }
    }

    /// No more than this.
    pub(in crate::prove) fn at_most(high: Fraction) -> Bounds {
        Bounds { low: None, high: Some(Limit::at(high)) }
    }

    /// This alone.
    pub(in crate::prove) fn exactly(value: Fraction) -> Bounds {
        Bounds { low: Some(Limit::at(value)), high: Some(Limit::at(value)) }
    }
}

/// What some numbers must fulfil. A number is named by its place.
#[derive(Clone, Debug, Default)]
pub(in crate::prove) struct System {
    pub(super) bounds: Vec<Bounds>,
    /// What a number is the sum of, where it is one: numbers before it, each so many times.
    pub(super) sums: Vec<Option<Vec<(usize, Fraction)>>>,
}

/// What a system comes to.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::prove) enum Solution {
    /// By the places of the numbers.
    Solved(Vec<Fraction>),
    /// No numbers fulfil it.
    Impossible,
    /// It took too long, or numbers became too long.
    Unknown,
}

impl System {
    /// A number that may be anything between these.
    pub(in crate::prove) fn number(&mut self, bounds: Bounds) -> usize {
        self.bounds.push(bounds);
        self.sums.push(None);
        self.bounds.len() - 1
    }

    /// A sum of numbers that must be between these.
    pub(in crate::prove) fn sum(&mut self, of: Vec<(usize, Fraction)>, bounds: Bounds) -> usize {
        self.bounds.push(bounds);
        self.sums.push(Some(of));
        self.bounds.len() - 1
    }

    /// Whether there are no sums in it, so that each number can be chosen by itself.
    pub(in crate::prove) fn is_plain(&self) -> bool {
        self.sums.iter().all(Option::is_none)
    }

    /// Finds numbers that fulfil all of it.
    pub(in crate::prove) fn solve(&self, steps: &mut u32) -> Solution {
        let sums = self.sums.iter().flatten().count();
        let Some(left) = steps.checked_sub((sums * self.bounds.len() / 16) as u32) else {
            *steps = 0;
            return Solution::Unknown;
        };
        *steps = left;
        match Simplex::of(self).and_then(|simplex| simplex.solved(steps)) {
            None => Solution::Unknown,
            Some(None) => Solution::Impossible,
            Some(Some(values)) => match self.reals(&values) {
                Some(values) => Solution::Solved(values),
                None => Solution::Unknown,
            },
        }
    }

    /// The same without what is small: as much of it as leaves everything between its bounds.
    fn reals(&self, values: &[Limit]) -> Option<Vec<Fraction>> {
        let mut small = Fraction::ONE;
        // Halving 40 times reaches below a billionth.
        for _ in 0..40 {
            let reals: Option<Vec<Fraction>> =
                values.iter().map(|value| value.with(small)).collect();
            if let Some(reals) = reals
                && reals.iter().zip(&self.bounds).all(|(real, bounds)| bounds.hold(*real))
            {
                return Some(reals);
            }
            small /= Fraction::from_integer(2);
        }
        None
    }
}

impl Bounds {
    /// Whether a fraction is between them.
    fn hold(self, real: Fraction) -> bool {
        let above =
            |low: Limit| real > low.real || (real == low.real && low.small <= Fraction::zero());
        let below =
            |high: Limit| real < high.real || (real == high.real && high.small >= Fraction::zero());
        self.low.is_none_or(above) && self.high.is_none_or(below)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(number: i128) -> Fraction {
        Fraction::from_integer(number)
    }

    fn solved(system: &System) -> Solution {
        system.solve(&mut 1000)
    }

    #[test]
    fn numbers_between_their_bounds() {
        let mut system = System::default();
        let (a, b) = (system.number(Bounds::at_least(whole(2))), system.number(Bounds::default()));
        system.sum(vec![(a, whole(1)), (b, whole(1))], Bounds::exactly(whole(5)));
        system.sum(vec![(b, whole(1)), (a, whole(-1))], Bounds::at_least(whole(0)));
        let Solution::Solved(values) = solved(&system) else { panic!("{:?}", solved(&system)) };
        assert!(values[a] >= whole(2) && values[b] >= values[a]);
        assert_eq!(values[a] + values[b], whole(5));
    }

    #[test]
    fn nothing_is_more_than_itself() {
        let mut system = System::default();
        let (a, b) = (system.number(Bounds::default()), system.number(Bounds::default()));
        let above = Bounds { low: Some(Limit::above(whole(0))), high: None };
        system.sum(vec![(a, whole(1)), (b, whole(-1))], above);
        assert!(matches!(solved(&system), Solution::Solved(_)));
        system.sum(vec![(b, whole(1)), (a, whole(-1))], above);
        assert_eq!(solved(&system), Solution::Impossible);
    }

    #[test]
    fn three_kinds_of_which_two_are_in_each_count() {
        // a + b ≥ 3, b + c ≥ 3, a + c ≥ 3, a + b + c < 4.5
        let mut system = System::default();
        let [a, b, c] = std::array::from_fn(|_| system.number(Bounds::at_least(whole(0))));
        for [one, other] in [[a, b], [b, c], [a, c]] {
            system.sum(vec![(one, whole(1)), (other, whole(1))], Bounds::at_least(whole(3)));
        }
        let all = vec![(a, whole(1)), (b, whole(1)), (c, whole(1))];
        let mut tight = system.clone();
        system.sum(all.clone(), Bounds::at_most(Fraction::new(9, 2)));
        assert!(matches!(solved(&system), Solution::Solved(_)));
        tight.sum(all, Bounds { low: None, high: Some(Limit::below(Fraction::new(9, 2))) });
        assert_eq!(solved(&tight), Solution::Impossible);
    }
}
