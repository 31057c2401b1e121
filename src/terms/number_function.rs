//! What is made of numbers.

/// The functions of values that are written in parentheses: `floor(spent / 10)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberFunction {
    /// Rounded down.
    Floor,
    /// Rounded up.
    Ceil,
    /// Rounded to the nearest, half away from zero.
    Round,
    /// The least of them.
    Least,
    /// The greatest of them.
    Greatest,
}

impl NumberFunction {
    /// As the language has it.
    pub fn word(self) -> &'static str {
        match self {
            NumberFunction::Floor => "floor",
            NumberFunction::Ceil => "ceil",
            NumberFunction::Round => "round",
            NumberFunction::Least => "least",
            NumberFunction::Greatest => "greatest",
        }
    }
}
