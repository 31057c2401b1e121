//! What the sides of a comparison can be, and whether it holds for all of that.

use std::cmp::Ordering;

use crate::terms::Comparison;
use crate::values::{Decimal, Truth, Value};

use super::known::Known;

/// What a side of a comparison can be.
#[derive(Clone)]
pub(super) enum Possible<'v> {
    One(Known<'v>),
    /// Any whole number from what surely counts to what possibly does.
    Count {
        sure: usize,
        possible: usize,
    },
}

impl Possible<'_> {
    /// The least and the most, where it is a number.
    fn numbers(&self) -> Option<(Decimal, Decimal)> {
        match self {
            Possible::One(Some(Value::Number(number))) => Some((*number, *number)),
            Possible::One(_) => None,
            Possible::Count { sure, possible } => {
                Some((Decimal::from(*sure), Decimal::from(*possible)))
            }
        }
    }
}

/// True if it holds for all that the two can be, false if for none.
pub(super) fn compared(left: Possible<'_>, operator: Comparison, right: Possible<'_>) -> Truth {
    if let (Some(left), Some(right)) = (left.numbers(), right.numbers()) {
        return compared_ranges(left, operator, right);
    }
    let (Possible::One(Some(left)), Possible::One(Some(right))) = (left, right) else {
        return Truth::Unknown;
    };
    // Values without an order only are or are not the same.
    let same = || if left == right { Ordering::Equal } else { Ordering::Less };
    Truth::from(operator.holds(left.order(&right).unwrap_or_else(same)))
}

fn compared_ranges(
    left: (Decimal, Decimal),
    operator: Comparison,
    right: (Decimal, Decimal),
) -> Truth {
    let decided = |always: bool, never: bool| match (always, never) {
        (true, _) => Truth::True,
        (false, true) => Truth::False,
        (false, false) => Truth::Unknown,
    };
    match operator {
        Comparison::Less => decided(left.1 < right.0, left.0 >= right.1),
        Comparison::AtMost => decided(left.1 <= right.0, left.0 > right.1),
        Comparison::Greater => decided(left.0 > right.1, left.1 <= right.0),
        Comparison::AtLeast => decided(left.0 >= right.1, left.1 < right.0),
        Comparison::Is => {
            let one = left.0 == left.1 && right.0 == right.1;
            // A count is whole, so it is never equal to what is not.
            let between = (right.0 == right.1 && !right.0.is_whole() && left.0 != left.1)
                || (left.0 == left.1 && !left.0.is_whole() && right.0 != right.1);
            let apart = left.1 < right.0 || left.0 > right.1 || between;
            decided(one && left.0 == right.0, apart)
        }
        Comparison::IsNot => !compared_ranges(left, Comparison::Is, right),
    }
}
