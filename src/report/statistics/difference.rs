//! The difference between two plain shares.

use super::{Confidence, Interval, Share};

/// By how much a share is higher than another one, from -1 to 1, and where that likely is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// One share minus the other.
    pub value: f64,
    /// Where it likely is.
    pub interval: Interval,
}

impl Difference {
    /// One share minus another, with Newcombe's hybrid score interval, without correction for continuity (R. G.
    /// Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine 17,
    /// 1998, method 10). With Wilson's limits l and u of each share: `d − √((p₁ − l₁)² + (u₂ − p₂)²)` to
    /// `d + √((u₁ − p₁)² + (p₂ − l₂)²)`. None if one of them is of nobody.
    pub fn of(one: Share, other: Share, confidence: Confidence) -> Option<Difference> {
        let (share, base) = (one.value()?, other.value()?);
        let (own, others) = (one.interval(confidence)?, other.interval(confidence)?);
        let value = share - base;
        let low = value - (share - own.low).hypot(others.high - base);
        let high = value + (own.high - share).hypot(base - others.low);
        Some(Difference { value, interval: Interval { low, high } })
    }
}
