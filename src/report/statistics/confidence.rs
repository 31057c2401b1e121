//! How often an interval should have the true figure in it.

use statrs::distribution::{ContinuousCDF, Normal};

/// How often an interval should have the true figure in it, as a share: 0.95 for 95%.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Confidence(f64);

impl Confidence {
    /// 95%, which intervals have unless they say otherwise.
    pub const USUAL: Confidence = Confidence(0.95);

    /// What each of some comparisons needs so that all of them together are wrong in no more than 5% of cases:
    /// `1 − 0.05 ÷ comparisons` (Bonferroni's correction).
    pub fn for_each_of(comparisons: usize) -> Confidence {
        Confidence(1.0 - 0.05 / comparisons.max(1) as f64)
    }

    /// As a share.
    pub fn share(self) -> f64 {
        self.0
    }

    /// How many standard errors an interval reaches to each side: the quantile of the normal distribution at
    /// `(1 + confidence) ÷ 2`, 1.96 for 95%.
    pub(super) fn reach(self) -> f64 {
        Normal::standard().inverse_cdf(f64::midpoint(1.0, self.0))
    }
}
