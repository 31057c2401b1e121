//! Experiments: which arm a customer is in, and who is told.

use crate::problems::Span;
use crate::values::{ALL_DRAWN, Decimal, end_of_share};

use super::{Cond, RuleId};

/// Customers in arms, to compare what comes of each.
#[derive(Clone, Debug)]
pub struct Experiment {
    /// Its name in rules and decisions.
    pub name: String,
    /// Where the name is declared.
    pub span: Span,
    /// Its arms, in order.
    pub arms: Vec<Arm>,
    /// The rules that name it, directly or through what they build on, each with whether its
    /// condition would hold in at least one of the arms. All else in it is as it is.
    pub rules: Vec<(RuleId, Cond)>,
}

/// An arm of an experiment.
#[derive(Clone, Debug)]
pub struct Arm {
    /// Its name in rules and decisions.
    pub name: String,
    /// The first number that is drawn beyond it, of all those of 32 bits.
    end: u64,
}

impl Experiment {
    /// Arms one after the other, each with its share of the customers.
    pub(super) fn arms(shares: impl Iterator<Item = (String, Decimal)>) -> Vec<Arm> {
        // Shares have few decimals, and add up to 1 at most.
        let mut sum = Some(Decimal::ZERO);
        let arms = shares.map(|(name, share)| {
            sum = sum.and_then(|sum| sum.checked_add(share).ok());
            Arm { name, end: sum.map_or(ALL_DRAWN, end_of_share) }
        });
        arms.collect()
    }

    /// The arm that a drawn number falls into; beyond the last, there is none.
    pub fn arm(&self, drawn: u32) -> Option<u16> {
        let place = self.arms.iter().position(|arm| u64::from(drawn) < arm.end)?;
        u16::try_from(place).ok()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn experiment(shares: &[Decimal]) -> Experiment {
        let shares = shares.iter().enumerate().map(|(at, share)| (at.to_string(), *share));
        let arms = Experiment::arms(shares);
        Experiment { name: "x".to_owned(), span: Span::default(), arms, rules: Vec::new() }
    }

    #[test]
    fn an_arm_begins_where_the_one_before_it_ends() {
        let quarter = Decimal::new(25, 2).unwrap();
        let experiment = experiment(&[quarter, quarter]);
        let ends = [0, (1 << 30) - 1, 1 << 30, (1 << 31) - 1, 1 << 31, u32::MAX];
        let arms = ends.map(|drawn| experiment.arm(drawn));
        assert_eq!(arms, [Some(0), Some(0), Some(1), Some(1), None, None]);
    }

    proptest! {
        #[test]
        fn all_of_them_together_are_everybody(drawn: u32, cut in 0..=1000i128) {
            let share = |n: i128| Decimal::new(n, 3).unwrap();
            let both = experiment(&[share(cut), share(1000 - cut)]);
            let alone = experiment(&[share(cut)]);
            prop_assert!(both.arm(drawn).is_some());
            prop_assert_eq!(both.arm(drawn) == Some(0), alone.arm(drawn) == Some(0));
        }
    }
}
