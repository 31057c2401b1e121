//! How an engine decides.

/// What a run does besides one step for each customer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Steps are repeated until nobody moves anymore. Limits across customers do not apply then.
    pub settle: bool,
    /// The records are wanted with what was decided in them: see [`Part::updated`](super::Part).
    pub update: bool,
    /// An id may come only once: a customer whose id came before is rejected.
    pub unique_ids: bool,
}
