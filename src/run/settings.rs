//! What is wanted of a run.

/// What is wanted of a run beside the decisions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The records are wanted with what was decided in them: see [`Part::updated`](super::Part).
    pub update: bool,
}
