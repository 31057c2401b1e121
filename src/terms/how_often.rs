//! How often a customer may get a gift.

use super::Per;

/// How often a customer may get a gift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HowOften {
    /// Once for each stay in a stage: what holds where the rules do not say.
    OncePerStay,
    /// Once ever.
    Once,
    /// `once per 90 days` is 1, `3 times per year` is 3.
    Times(u32, Per),
    /// Whenever a rule says so.
    EveryTime,
}
