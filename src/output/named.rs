//! Formats that are chosen by their names.

use std::iter::successors;

/// One of some formats, which people choose by its name.
///
/// Each method but [`all`](Named::all) is a match over all formats, so that the compiler lists what
/// there is to say of a new one.
pub trait Named: Copy {
    /// The one that help lists first.
    const FIRST: Self;

    /// The one that help lists after this one.
    fn next(self) -> Option<Self>;

    /// What people call it.
    fn name(self) -> &'static str;

    /// What it is, in a few words.
    fn about(self) -> &'static str;

    /// All of them, in the order of the help.
    fn all() -> impl Iterator<Item = Self> {
        successors(Some(Self::FIRST), |format| format.next())
    }
}
