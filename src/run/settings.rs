//! What is wanted of a run.

/// What is wanted of a run beside the decisions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The records are wanted with what was decided in them: see [`Part::updated`](super::Part).
    pub update: bool,
    /// An id may come only once: a customer whose id came before is rejected. All ids are kept in
    /// memory to the end of the run, so memory grows with the number of customers.
    pub unique_ids: bool,
}
