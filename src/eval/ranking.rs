//! All customers by one value, as far as `quintile` and `rank` ask for it.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::values::Value;

use super::crowd::{Crowd, Queue};
use super::rank::{Placed, compared};
use super::written;

/// All customers by one value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Ranking {
    /// The first of each fifth but the lowest, by value and then by id.
    Fifths(Vec<Placed>),
    /// Between whom each of these is, where that is all that is known so far.
    Search(Vec<Between>),
    /// All values.
    Values(Values),
}

/// Customers in a row: from one to another, both included. Without these, from the first and to the last.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Between {
    pub from: Option<Placed>,
    pub to: Option<Placed>,
}

/// All values in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    queue: Arc<Queue>,
    /// How many customers have the value at each place of the queue or one after it. Nothing where each
    /// place is one customer.
    from: Option<Arc<[u64]>>,
}

impl Ranking {
    /// Whether nobody has to be looked at again.
    pub(super) fn is_complete(&self) -> bool {
        match self {
            Ranking::Fifths(_) | Ranking::Values(_) => true,
            Ranking::Search(_) => false,
        }
    }

    /// Where the first of each fifth are to be looked for.
    pub(super) fn windows(&self) -> Vec<Between> {
        match self {
            Ranking::Search(windows) => windows.clone(),
            Ranking::Fifths(_) | Ranking::Values(_) => Vec::new(),
        }
    }

    /// 1 for the lowest fifth to 5 for the highest; of ranks, 1 for the highest, and those with the same
    /// value share one. `None` as long as it is not known.
    pub(super) fn place(&self, value: &Value<'_>, id: &str) -> Option<usize> {
        match self {
            Ranking::Fifths(first) => {
                Some(1 + first.iter().filter(|first| first.is_up_to(value, id)).count())
            }
            Ranking::Values(values) => Some(values.above(value).saturating_add(1)),
            Ranking::Search(_) => None,
        }
    }
}

impl Values {
    pub(super) fn of(crowd: Crowd) -> Values {
        let mut queue = crowd.into_queue();
        queue.sort();
        Values { queue: Arc::new(queue), from: None }
    }

    /// Some that were counted, together.
    pub(super) fn sum(mut all: Vec<(Value<'static>, u64)>) -> Values {
        all.sort_by(|(a, _), (b, _)| compared(a, b));
        let (mut crowd, mut from) = (Crowd::default(), Vec::new());
        for same in all.chunk_by(|(a, _), (b, _)| compared(a, b).is_eq()) {
            if same.first().is_some_and(|(value, _)| crowd.push(value, "")) {
                from.push(same.iter().fold(0, |sum: u64, (_, count)| sum.saturating_add(*count)));
            }
        }
        let mut after = 0;
        for count in from.iter_mut().rev() {
            after = count.saturating_add(after);
            *count = after;
        }
        Values { from: Some(from.into()), ..Values::of(crowd) }
    }

    /// How many customers have a higher value.
    fn above(&self, value: &Value<'_>) -> usize {
        let places = self.queue.above(value);
        match &self.from {
            None => places,
            Some(from) => {
                let first = from.len().checked_sub(places).and_then(|place| from.get(place));
                usize::try_from(*first.unwrap_or(&0)).unwrap_or(usize::MAX)
            }
        }
    }

    /// Each value with how many have it.
    pub(super) fn counted(&self) -> Vec<(Value<'static>, u64)> {
        let mut counted = self.queue.counted();
        if let Some(from) = &self.from {
            let after = from.iter().skip(1).chain(&[0]);
            let counts = from.iter().zip(after).map(|(from, after)| from.saturating_sub(*after));
            counted.iter_mut().zip(counts).for_each(|((_, count), known)| *count = known);
        }
        counted
    }
}

impl PartialEq for Values {
    fn eq(&self, other: &Values) -> bool {
        self.counted() == other.counted()
    }
}

impl Serialize for Values {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        written::counted::serialize(&self.counted(), to)
    }
}

impl<'d> Deserialize<'d> for Values {
    fn deserialize<D: Deserializer<'d>>(from: D) -> Result<Values, D::Error> {
        Ok(Values::sum(written::counted::deserialize(from)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Decimal;

    fn number(text: &str) -> Value<'static> {
        Value::Number(Decimal::parse(text.as_bytes()).unwrap())
    }

    #[test]
    fn counted_values_rank_as_each_customer_would() {
        let parts = [("2", 3), ("-1", 1), ("2.0", 2), ("10", 1), ("0.5", 4)];
        let counted: Vec<_> = parts.iter().map(|(value, count)| (number(value), *count)).collect();
        let (values, mut crowd) = (Values::sum(counted), Crowd::default());
        for (value, count) in parts {
            (0..count).for_each(|_| assert!(crowd.push(&number(value), "")));
        }
        let each = Values::of(crowd);
        assert_eq!(values, each);
        for value in ["-2", "-1", "0", "0.5", "2", "2.00", "3", "10", "11"] {
            assert_eq!(values.above(&number(value)), each.above(&number(value)), "{value}");
        }
    }

    /// A file can say that more customers have a value than there can be.
    #[test]
    fn as_many_as_a_file_says_take_no_time() {
        let values = Values::sum(vec![(number("1"), u64::MAX), (number("2"), u64::MAX)]);
        assert_eq!(Ranking::Values(values).place(&number("0"), ""), Some(usize::MAX));
    }
}
