//! Where an expression looks for bare names.

/// Whose values bare names are: inside a `where`, first those of the event at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    Customer,
    /// An event of a list.
    List(usize),
    /// Something that was given.
    Given,
    /// Events that are not known: the checker stays silent.
    Broken,
}
