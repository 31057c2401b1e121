//! All customers by one value, as far as `quintile` and `rank` ask for it.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::values::Value;

use super::crowd::{Crowd, Queue};
use super::rank::Placed;
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
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Values(Arc<Queue>);

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
            Ranking::Values(Values(values)) => Some(1 + values.above(value)),
            Ranking::Search(_) => None,
        }
    }
}

impl Values {
    pub(super) fn of(crowd: Crowd) -> Values {
        let mut values = crowd.into_queue();
        values.sort();
        Values(Arc::new(values))
    }

    /// Some that were counted, together.
    pub(super) fn sum<'c>(all: impl Iterator<Item = &'c (Value<'static>, u64)>) -> Values {
        let mut crowd = Crowd::default();
        for (value, count) in all {
            (0..*count).for_each(|_| crowd.push(value, ""));
        }
        Values::of(crowd)
    }

    /// Each value with how many have it.
    pub(super) fn counted(&self) -> Vec<(Value<'static>, u64)> {
        self.0.counted()
    }
}

impl Serialize for Values {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        written::counted::serialize(&self.counted(), to)
    }
}

impl<'d> Deserialize<'d> for Values {
    fn deserialize<D: Deserializer<'d>>(from: D) -> Result<Values, D::Error> {
        Ok(Values::sum(written::counted::deserialize(from)?.iter()))
    }
}
