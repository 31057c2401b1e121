//! The range of a number.

use crate::values::{Decimal, Fixed};

/// From the lowest to the highest number that there may be.
#[derive(Clone, Copy, Debug)]
pub(in crate::records::fast) struct Range {
    pub low: i128,
    pub high: i128,
}

impl Range {
    /// The numbers with at most 20 decimals between two numbers of any size.
    pub(super) fn of(low: Decimal, high: Decimal) -> Range {
        // Nothing is as high as a low end that has no room.
        let low = Fixed::units_up_to(-low).checked_neg().unwrap_or(i128::MAX);
        Range { low, high: Fixed::units_up_to(high) }
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
            let Range { low: least, high: most } = Range::of(number(low), number(high));
            assert_eq!((least, most), range, "{low} to {high}");
        }
    }
}
