//! Whether people were split as they should have been.

use statrs::distribution::{ChiSquared, ContinuousCDF};

/// How likely a split is at least as far from the intended one as this, if it was drawn as intended: Pearson's
/// chi-squared test of goodness of fit, `Σ (seen − expected)² ÷ expected` with one degree of freedom less than there
/// are parts. `intended` are the shares of the parts, which are made to add up to 1.
///
/// None if there are fewer than two parts or nobody, or somebody is in a part that should have nobody.
pub fn split_chance(seen: &[u64], intended: &[f64]) -> Option<f64> {
    let all: u64 = seen.iter().sum();
    let whole: f64 = intended.iter().sum();
    let pairs = || seen.iter().zip(intended).filter(|(seen, share)| **seen > 0 || **share > 0.0);
    let parts = pairs().count();
    if seen.len() != intended.len() || all == 0 || parts < 2 {
        return None;
    }
    let mut sum = 0.0;
    for (seen, share) in pairs() {
        let expected = all as f64 * share / whole;
        if expected <= 0.0 {
            return None;
        }
        sum += (*seen as f64 - expected).powi(2) / expected;
    }
    ChiSquared::new((parts - 1) as f64).ok().map(|distribution| distribution.sf(sum))
}
