//! Numbers in steps: cents, wholes, tenths.

use crate::values::{Decimal, Direction, Rounding};

/// The multiples of a step, by their indexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// How far one is from the next; more than 0.
    pub step: Decimal,
}

impl Grid {
    /// Steps of so many decimals: 2 are hundredths.
    pub fn of_decimals(decimals: u8) -> Grid {
        Grid { step: Decimal::new(1, decimals).unwrap_or_else(|_| Decimal::from(1i64)) }
    }

    /// The number with an index; `None` beyond 38 digits.
    pub fn number(self, index: i64) -> Option<Decimal> {
        Some(self.step.checked_mul(Decimal::from(index)).ok()?.normalized())
    }

    /// The index of the last one up to a number.
    pub fn down(self, number: Decimal) -> Option<i64> {
        self.index(number, Direction::Down)
    }

    /// The index of the first one from a number on.
    pub fn up(self, number: Decimal) -> Option<i64> {
        self.index(number, Direction::Up)
    }

    fn index(self, number: Decimal, direction: Direction) -> Option<i64> {
        let steps = number.checked_div(self.step)?.ok()?;
        steps.rounded(Rounding { direction, places: 0 }).ok()?.to_i64()
    }
}

/// How many decimals a number has.
pub(super) fn decimals(number: Decimal) -> u8 {
    let text = number.normalized().to_string();
    text.split_once('.').map_or(0, |(_, decimals)| decimals.len().min(20) as u8)
}
