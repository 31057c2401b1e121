//! A bounded sample of the different values of a column, with how often each appears.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::spot::Spot;

/// How many different values are kept: of more, those with the lowest hashes, which are a fair
/// sample. What is kept was counted from the start.
const MOST: usize = 4096;

/// Of so many values, one may be repeated by mistake.
const FEW: u64 = 4;

/// A value that was seen twice.
#[derive(Clone, Debug)]
pub(super) struct Twice {
    pub value: String,
    pub first: Spot,
    pub second: Spot,
}

/// The different values of a column: all of them, or a sample of 4,096.
#[derive(Clone, Debug, Default)]
pub(super) struct Sketch {
    counts: BTreeMap<u64, (u32, Spot)>,
    /// The first value that was seen twice, and where.
    twice: Option<Twice>,
    /// No hash above it is kept.
    limit: Option<u64>,
}

impl Sketch {
    pub(super) fn see(&mut self, value: &str, spot: Spot) {
        // As ids lose the apostrophe with which Excel marks them.
        let value = match value.strip_prefix('\'') {
            Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit() || "+-=@".contains(c)) => {
                rest
            }
            Some(_) | None => value,
        };
        let hash = hash(value);
        if self.limit.is_some_and(|limit| hash > limit) {
            return;
        }
        let (count, first) = self.counts.entry(hash).or_insert((0, spot));
        *count = count.saturating_add(1);
        if *count == 2 && self.twice.is_none() {
            self.twice = Some(Twice { value: value.to_owned(), first: *first, second: spot });
        }
        if self.counts.len() > MOST {
            self.counts.pop_last();
            self.limit = self.counts.last_key_value().map(|(hash, _)| *hash);
        }
    }

    /// Whether no value was seen twice.
    pub(super) fn is_unique(&self) -> bool {
        self.counts.values().all(|(count, _)| *count == 1)
    }

    /// Whether a few rows at most repeat a value, and one of not many others.
    pub(super) fn is_nearly_unique(&self) -> bool {
        let surplus = self.surplus();
        let all = self.counts.len() as u64 + surplus;
        surplus * 10 <= all || surplus == 1 && all >= FEW
    }

    /// How many values are repetitions of others.
    pub(super) fn surplus(&self) -> u64 {
        self.counts.values().map(|(count, _)| u64::from(*count).saturating_sub(1)).sum()
    }

    /// The first value that was seen twice.
    pub(super) fn twice(&self) -> Option<&Twice> {
        self.twice.as_ref()
    }

    /// How many values there are for each different one, times 100.
    pub(super) fn repeats(&self) -> u64 {
        let all: u64 = self.counts.values().map(|(count, _)| u64::from(*count)).sum();
        all * 100 / (self.counts.len() as u64).max(1)
    }

    /// How many of its values another column has too, in percent; `None` if there is nothing to
    /// compare.
    pub(super) fn share_in(&self, other: &Sketch) -> Option<u64> {
        self.found_in(other).map(|found| found.both * 100 / found.all)
    }

    /// How many values were seen that are not the only ones of their kind; `None` of a sample.
    pub(super) fn shared(&self) -> Option<u64> {
        let shared = self.counts.values().filter(|(count, _)| *count > 1);
        self.limit.is_none().then(|| shared.map(|(count, _)| u64::from(*count)).sum())
    }

    /// Whether only a sample of the different values was kept.
    pub(super) fn is_sample(&self) -> bool {
        self.limit.is_some()
    }

    /// How many of its values another column has too; `None` if there is nothing to compare.
    pub(super) fn found_in(&self, other: &Sketch) -> Option<Found> {
        let limit = other.limit.unwrap_or(u64::MAX);
        let comparable = self.counts.keys().take_while(|hash| **hash <= limit);
        let (mut all, mut both) = (0, 0);
        for hash in comparable {
            all += 1;
            both += u64::from(other.counts.contains_key(hash));
        }
        let is_sample = self.is_sample() || other.is_sample();
        (all > 0).then_some(Found { all, both, is_sample })
    }
}

/// How many different values of a column another one has too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub all: u64,
    pub both: u64,
    /// Whether these are not all values, but a sample.
    pub is_sample: bool,
}

pub(super) fn hash(value: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: impl Iterator<Item = u32>) -> Sketch {
        let mut sketch = Sketch::default();
        values.for_each(|value| sketch.see(&value.to_string(), Spot::Somewhere));
        sketch
    }

    #[test]
    fn a_sample_tells_what_all_values_would() {
        let all = of(0..50_000);
        assert!(all.is_unique() && all.counts.len() == MOST);
        assert_eq!(of((0..50_000).map(|n| n / 2)).repeats(), 200);
        assert_eq!(of(10_000..20_000).share_in(&all), Some(100));
        assert_eq!(all.share_in(&of(50_000..90_000)), Some(0));
        let half = all.share_in(&of(0..25_000)).unwrap();
        assert!((45..55).contains(&half), "{half}");
    }

    #[test]
    fn an_apostrophe_of_excel_is_no_part_of_a_value() {
        let (mut one, mut other) = (Sketch::default(), Sketch::default());
        one.see("'0461", Spot::Row(2));
        other.see("0461", Spot::Row(2));
        assert_eq!(one.share_in(&other), Some(100));
    }
}
