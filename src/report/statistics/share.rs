//! A plain share: how many of how many.

use super::{Confidence, Interval};

/// How many of how many, where each of them has been seen to the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many it is true of.
    pub count: u64,
    /// How many there are.
    pub of: u64,
}

impl Share {
    /// Counts one more.
    pub fn add(&mut self, is_true: bool) {
        self.of += 1;
        self.count += u64::from(is_true);
    }

    /// The share, from 0 to 1; none of nobody.
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| self.count as f64 / self.of as f64)
    }

    /// Wilson's score interval, without correction for continuity (E. B. Wilson, Probable inference, the law of
    /// succession, and statistical inference, Journal of the American Statistical Association 22, 1927):
    /// `(p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) ÷ (1 + z²/n)`. None of nobody.
    pub fn interval(self, confidence: Confidence) -> Option<Interval> {
        let (share, count, reach) = (self.value()?, self.of as f64, confidence.reach());
        let square = reach * reach / count;
        let middle = share + square / 2.0;
        let half = reach * (share * (1.0 - share) / count + square / (4.0 * count)).sqrt();
        let low = (middle - half) / (1.0 + square);
        let high = (middle + half) / (1.0 + square);
        Some(Interval {
            low: if self.count == 0 { 0.0 } else { low },
            high: if self.count == self.of { 1.0 } else { high },
        })
    }
}
