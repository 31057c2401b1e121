//! The numbers that a field may have: `0 to 10`, `from 0`, `to 100`.

use std::fmt;

use crate::values::Decimal;

/// From the least to the most that there may be, both included; an end that is not there is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// The least.
    pub low: Option<Decimal>,
    /// The most.
    pub high: Option<Decimal>,
}

/// Why a number is not in a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// It is less than the least, and the range has no other end.
    Below(Decimal),
    /// It is more than the most, and the range has no other end.
    Above(Decimal),
    /// It is not between the two.
    Outside(Decimal, Decimal),
}

impl Range {
    /// Between two numbers.
    pub fn between(low: Decimal, high: Decimal) -> Range {
        Range { low: Some(low), high: Some(high) }
    }

    /// Whether any number is in it.
    pub fn is_open(self) -> bool {
        self.low.is_none() && self.high.is_none()
    }

    /// Whether no number is in it.
    pub fn is_empty(self) -> bool {
        self.low.zip(self.high).is_some_and(|(low, high)| low > high)
    }

    /// The number, if it is in the range.
    ///
    /// # Errors
    ///
    /// Why it is not.
    pub fn check(self, number: Decimal) -> Result<Decimal, Beyond> {
        let below = self.low.is_some_and(|low| number < low);
        let above = self.high.is_some_and(|high| number > high);
        match (self.low, self.high) {
            _ if !below && !above => Ok(number),
            (Some(low), Some(high)) => Err(Beyond::Outside(low, high)),
            (Some(low), None) => Err(Beyond::Below(low)),
            (None, Some(high)) => Err(Beyond::Above(high)),
            (None, None) => Ok(number),
        }
    }

    /// The number in it that is nearest to 0.
    pub fn nearest_to_zero(self) -> Decimal {
        let zero = Decimal::ZERO;
        match (self.low, self.high) {
            (Some(low), _) if low > zero => low,
            (_, Some(high)) if high < zero => high,
            (Some(_) | None, Some(_) | None) => zero,
        }
    }
}

/// After "the number is".
impl fmt::Display for Beyond {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Beyond::Below(low) => write!(f, "less than {low}"),
            Beyond::Above(high) => write!(f, "more than {high}"),
            Beyond::Outside(low, high) => write!(f, "not between {low} and {high}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(number: i64) -> Decimal {
        Decimal::from(number)
    }

    #[test]
    fn both_ends_are_in_it() {
        let from = Range { low: Some(number(0)), high: None };
        let to = Range { low: None, high: Some(number(100)) };
        let between = Range::between(number(1), number(5));
        for (range, fits, beyond) in [
            (from, vec![0, 1, 1_000_000], vec![(-1, "less than 0")]),
            (to, vec![100, 0, -1_000_000], vec![(101, "more than 100")]),
            (between, vec![1, 5], vec![(0, "not between 1 and 5"), (6, "not between 1 and 5")]),
            (Range::default(), vec![-1, 0, 1], vec![]),
        ] {
            for fit in fits {
                assert_eq!(range.check(number(fit)), Ok(number(fit)), "{range:?}");
            }
            for (other, why) in beyond {
                assert_eq!(range.check(number(other)).unwrap_err().to_string(), why, "{other}");
            }
        }
    }

    #[test]
    fn the_number_nearest_to_zero_is_in_it() {
        for (low, high, nearest) in [
            (None, None, 0),
            (Some(-1), Some(1), 0),
            (Some(3), None, 3),
            (Some(3), Some(9), 3),
            (None, Some(-3), -3),
            (Some(-9), Some(-3), -3),
        ] {
            let range = Range { low: low.map(number), high: high.map(number) };
            assert_eq!(range.nearest_to_zero(), number(nearest), "{range:?}");
        }
    }
}
