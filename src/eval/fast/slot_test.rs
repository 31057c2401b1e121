//! A test of one slot against two bounds.

use crate::values::{Fixed, Truth};

use super::slot::Slot;

/// Whether a slot is between two numbers, or anywhere but between them.
#[derive(Clone, Copy, Debug)]
pub(super) struct SlotTest {
    pub slot: usize,
    /// What is looked at: all bits of a number, one bit of a set.
    bits: i128,
    low: i128,
    /// How far it is from the lowest to the highest. After the highest number that there is
    /// comes the lowest, so that what is not between two numbers is between two others.
    span: u128,
}

impl SlotTest {
    /// Whether it is between two numbers, both included.
    pub(super) fn between(slot: usize, low: i128, high: i128) -> SlotTest {
        SlotTest { slot, bits: -1, low, span: high.wrapping_sub(low) as u128 }
    }

    /// Whether it is any other number; `None` for the lowest and the highest that there are.
    pub(super) fn is_not(slot: usize, number: i128) -> Option<SlotTest> {
        Some(SlotTest::between(slot, number.checked_add(1)?, number.checked_sub(1)?))
    }

    /// Whether it is a set that has the word of a bit.
    pub(super) fn has_word(slot: usize, bit: i128) -> SlotTest {
        SlotTest { bits: bit, ..SlotTest::between(slot, bit, bit) }
    }

    /// The answer for what is in the slot.
    #[inline]
    pub(super) fn asked(&self, slot: &Slot<'_>) -> Truth {
        let Slot::Whole(whole) = *slot else { return self.asked_unless_known(slot) };
        let above = (whole & self.bits).wrapping_sub(self.low) as u128;
        Truth::from(above <= self.span)
    }

    /// The same where there is not one number.
    #[cold]
    fn asked_unless_known(&self, slot: &Slot<'_>) -> Truth {
        let Slot::Between(sure, possible) = *slot else { return Truth::Unknown };
        let number = |count| Fixed::from_int(count).map_or(i128::MAX, Fixed::units);
        let count = (number(sure), number(possible));
        let (low, high) = (self.low, self.low.wrapping_add_unsigned(self.span));
        if low <= high { within(count, low, high) } else { !within(count, high + 1, low - 1) }
    }
}

/// Whether a whole number from `sure` to `possible` is between two numbers.
fn within((sure, possible): (i128, i128), low: i128, high: i128) -> Truth {
    let fraction = |units| Fixed::from_units(units).is_some_and(|number| !number.is_whole());
    let one_fraction = low == high && fraction(low);
    if one_fraction || possible < low || high < sure {
        Truth::False
    } else if low <= sure && possible <= high {
        Truth::True
    } else {
        Truth::Unknown
    }
}
