//! How many of how many, with the share that it stands for.

use super::statistics::{Confidence, Curve, Estimate, Share, Spells};

/// Of fewer people than these, only how many of how many is shown: a share would claim too much.
pub const FEWEST: u64 = 10;

/// How many of how many, with the share that is likely in the long run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counted {
    /// How many it is true of so far.
    pub count: u64,
    /// How many there are.
    pub of: u64,
    /// The share. It is not the quotient where not everybody was seen for long enough.
    pub share: Known,
}

/// A share, if it can be said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Known {
    /// The share.
    Share(Estimate),
    /// Nobody was seen for as long, and somebody is still there.
    NotYet,
    /// There are fewer than [`FEWEST`].
    TooFew,
}

impl Known {
    /// The share, if there is one.
    pub fn share(self) -> Option<Estimate> {
        match self {
            Known::Share(estimate) => Some(estimate),
            Known::NotYet | Known::TooFew => None,
        }
    }

    pub(super) fn of(count: u64, estimate: Option<Estimate>) -> Known {
        match estimate {
            _ if count == 0 => Known::TooFew,
            None => Known::NotYet,
            Some(_) if count < FEWEST => Known::TooFew,
            Some(estimate) => Known::Share(estimate),
        }
    }
}

impl Counted {
    /// A plain share, where everybody was seen to the end.
    pub fn plain(share: Share) -> Counted {
        let estimate = share.value().map(|value| Estimate {
            share: value,
            variance: value * (1.0 - value) / share.of as f64,
            interval: share.interval(Confidence::USUAL),
        });
        Counted { count: share.count, of: share.of, share: Known::of(share.of, estimate) }
    }

    /// What has ended in a way within some days.
    pub(super) fn within<const WAYS: usize>(
        spells: &Spells<WAYS>,
        curve: &Curve<WAYS>,
        way: usize,
        days: u32,
    ) -> Counted {
        let estimate = curve.ended(way, days, Confidence::USUAL);
        let share = Known::of(curve.count(), estimate);
        Counted { count: spells.ended_within(way, days), of: curve.count(), share }
    }
}
