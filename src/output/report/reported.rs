//! All that there is to write of a report.

use crate::report::{Asked, Figures};
use crate::values::currency::Currency;

/// The figures of a report, and what they are about.
#[derive(Clone, Copy, Debug)]
pub struct Reported<'a> {
    /// What the rules are called.
    pub title: &'a str,
    /// What the histories come from.
    pub source: &'a str,
    /// Whether that is a replay, which sends nothing.
    pub is_replay: bool,
    /// The currency of amounts.
    pub currency: &'a Currency,
    /// What was asked.
    pub asked: &'a Asked,
    /// The answers.
    pub figures: &'a Figures,
}

impl Reported<'_> {
    /// The name of a stage by its place; none is a stage that the rules do not have.
    pub(super) fn stage(&self, place: Option<usize>) -> &str {
        let stage = place.and_then(|place| self.asked.stages.get(place));
        stage.map_or("a stage not in the rules", |stage| &stage.name)
    }
}
