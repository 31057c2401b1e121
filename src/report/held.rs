//! What was held back, as a ledger counts it.

/// What was held back in the period, and what is owed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// By gift and reason, in the order of their names.
    pub gifts: Vec<HeldGift>,
    /// How many nights of the period were decided.
    pub nights: u64,
    /// How many customers are owed something now.
    pub owed: u64,
}

/// A gift that was held back for a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldGift {
    /// The name of the gift in the rules.
    pub gift: String,
    /// The reason, as decisions say it.
    pub reason: String,
    /// On how many nights.
    pub nights: u64,
    /// From how many customers on the night with most of them.
    pub most: u64,
    /// From how many customers on the last night of the period.
    pub last: u64,
}
