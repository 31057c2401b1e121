use std::fmt;

use crate::plan::Needs;
use crate::values::{Decimal, Instant, Path};

/// What a decision changes in a record; `None` and empty leave things as they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes<'c> {
    /// The outside name of the stage.
    pub stage: Option<&'c str>,
    /// When that stage was entered, where that changed.
    pub stage_since: Option<Instant>,
    /// All tags as they now stand.
    pub tags: Option<Vec<&'c str>>,
    /// What is to be added to the history.
    pub given: Vec<GrantOut<'c>>,
}

/// One grant as it is written into a record.
#[derive(Clone, Debug, PartialEq)]
pub struct GrantOut<'c> {
    /// The gift.
    pub name: &'c str,
    /// When it was given.
    pub at: Instant,
    /// What it cost.
    pub cost: Option<Decimal>,
    /// What it was worth.
    pub worth: Option<Decimal>,
}

/// The record has no place for a value: its path leads through a list that is not that long, or
/// through something that is neither a list nor an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoPlace {
    /// The path that leads to no place.
    pub path: String,
}

impl fmt::Display for NoPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the record has no place for {}", self.path)
    }
}

impl std::error::Error for NoPlace {}

/// One of the values that an update may write.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Edit<'c> {
    Stage(&'c str),
    StageSince(Instant),
    Tags(&'c [&'c str]),
    Given(&'c [GrantOut<'c>]),
}

impl<'c> Changes<'c> {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.edits().next().is_none()
    }

    pub(super) fn edits(&self) -> impl Iterator<Item = Edit<'_>> {
        let given = (!self.given.is_empty()).then_some(Edit::Given(&self.given));
        [
            self.stage.map(Edit::Stage),
            self.stage_since.map(Edit::StageSince),
            self.tags.as_deref().map(Edit::Tags),
            given,
        ]
        .into_iter()
        .flatten()
    }
}

impl Edit<'_> {
    /// Where the value stands in a record.
    pub fn path<'n>(&self, needs: &'n Needs) -> &'n Path {
        match self {
            Edit::Stage(_) => &needs.stage,
            Edit::StageSince(_) => &needs.stage_since,
            Edit::Tags(_) => &needs.tags,
            Edit::Given(_) => &needs.given,
        }
    }

    pub fn no_place(&self, needs: &Needs) -> NoPlace {
        NoPlace { path: self.path(needs).to_string() }
    }
}
