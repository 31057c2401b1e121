//! What the tests of a rule file leave open: tests at each threshold of its rules, made to be pasted
//! in, and changes to the rules that no test notices.
//!
//! ```text
//! files      the rule files, changed and with tests pasted in
//! unpaused   who gets what rules give them
//! borders    customers on both sides of each threshold, as tests
//! mutants    changes to the rules: which tests notice, and who would
//! ```

mod borders;
mod files;
mod mutants;
mod titles;
mod unpaused;

pub use borders::{Borders, Unmade, borders};
pub use mutants::{Fate, Kind, Mutant, Trials};
