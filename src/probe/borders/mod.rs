//! Tests at each threshold of the rules: customers for whom this threshold alone decides, a step
//! below it, on it, and above. What they expect is what happens today.
//!
//! ```text
//! threshold   the thresholds of a part of a condition
//! lever       the same customer on the days around one, or with events of other sizes
//! maker       the customers, as tests
//! ```

mod lever;
mod maker;
mod threshold;

use crate::Program;
use crate::problems::Span;

/// Tests at the thresholds of a program, ready to be pasted into its first file.
#[derive(Clone, Debug, Default)]
pub struct Borders {
    /// The tests, in the order of the rules.
    pub tests: Vec<String>,
    /// Thresholds without a test.
    pub unmade: Vec<Unmade>,
}

/// A threshold for which there is no test, or not on each side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmade {
    /// Where it is.
    pub at: Span,
    /// Why.
    pub why: String,
}

/// Tests at each threshold of each rule.
pub fn borders(program: &Program) -> Borders {
    maker::Maker::new(program).borders()
}
