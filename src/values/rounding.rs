//! Rounding numbers to so many decimals.

/// In which direction a number is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// To the next lower one: -1.5 becomes -2.
    Down,
    /// To the next higher one: -1.5 becomes -1.
    Up,
    /// To the nearest one. What is in the middle goes away from zero: -1.5 becomes -2, and 1.5
    /// becomes 2.
    Nearest,
}

/// How a number is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rounding {
    /// In which direction.
    pub direction: Direction,
    /// How many decimals are left, at most [`Rounding::MOST_PLACES`].
    pub places: u8,
}

impl Rounding {
    /// The most decimals that can be asked for.
    pub const MOST_PLACES: u8 = 20;

    /// The multiple of `step`, which is above 0, that a number becomes, divided by `step`.
    pub(super) fn steps(self, number: i128, step: i128) -> i128 {
        let (down, rest) = (number.div_euclid(step), number.rem_euclid(step));
        let up = match self.direction {
            Direction::Down => false,
            Direction::Up => rest > 0,
            // Twice the rest might not fit, so it is held against what is left of the step.
            Direction::Nearest if number < 0 => rest > step - rest,
            Direction::Nearest => rest > 0 && rest >= step - rest,
        };
        down + i128::from(up)
    }
}
