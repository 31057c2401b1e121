//! What is made of many events.

/// The functions over events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// How many there are.
    Count,
    /// Of a number or an amount.
    Sum,
    /// Of a number or an amount.
    Average,
    /// The least, or the earliest.
    Min,
    /// The most, or the latest.
    Max,
    /// That of the earliest event.
    First,
    /// That of the latest event.
    Last,
}
