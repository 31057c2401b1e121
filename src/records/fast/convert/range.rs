//! The range of a number.

use crate::terms;
use crate::values::{Decimal, Fixed};

/// From the lowest to the highest number that there may be.
#[derive(Clone, Copy, Debug)]
pub(in crate::records::fast) struct Range {
    pub low: i128,
    pub high: i128,
}

impl Range {
    /// The numbers with at most 20 decimals in a range with ends of any size; `None` if that is open.
    pub(super) fn of(range: terms::Range) -> Option<Range> {
        // Nothing is as high as a low end that has no room.
        let low = |low: Decimal| Fixed::units_up_to(-low).checked_neg().unwrap_or(i128::MAX);
        let low = range.low.map_or(i128::MIN, low);
        let high = range.high.map_or(i128::MAX, Fixed::units_up_to);
        (!range.is_open()).then_some(Range { low, high })
    }

    /// Whether a number is in it.
    #[inline(always)]
    pub(super) fn has(&self, units: i128) -> bool {
        self.low <= units && units <= self.high
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_may_be_of_any_size() {
        let number = |text: &str| Decimal::parse(text.as_bytes()).unwrap();
        let one = Fixed::from_int(1).unwrap().units();
        for (low, high, range) in [
            ("0", "10", (0, 10 * one)),
            ("-0.5", "1e30", (-one / 2, i128::MAX)),
            ("-1e37", "-1e36", (-i128::MAX, i128::MIN)),
            ("2000000000000000000", "9000000000000000000", (i128::MAX, i128::MAX)),
            ("0.000000000000000000001", "0.000000000000000000019", (1, 1)),
            ("-0.000000000000000000019", "-0.000000000000000000001", (-1, -1)),
        ] {
            let both = terms::Range::between(number(low), number(high));
            let Range { low: least, high: most } = Range::of(both).unwrap();
            assert_eq!((least, most), range, "{low} to {high}");
        }
    }

    #[test]
    fn an_end_may_be_open() {
        let five = Decimal::from(5i64);
        let units = Fixed::from_int(5).unwrap().units();
        let from = Range::of(terms::Range { low: Some(five), high: None }).unwrap();
        assert!(from.has(units) && from.has(i128::MAX) && !from.has(units - 1));
        let to = Range::of(terms::Range { low: None, high: Some(five) }).unwrap();
        assert!(to.has(units) && to.has(i128::MIN) && !to.has(units + 1));
        assert!(Range::of(terms::Range::default()).is_none());
    }
}
