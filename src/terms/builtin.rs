//! What every customer has without being declared.

/// What every customer has without being declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Builtin {
    /// The id, which is different for every customer.
    Id,
    /// The stage that they are in.
    Stage,
    /// When they entered it.
    StageSince,
    /// Their tags.
    Tags,
    /// The history of what they were given.
    Given,
}
