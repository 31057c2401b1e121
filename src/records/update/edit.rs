//! One value of a record that an update writes.

use std::fmt;

use jiff::tz::TimeZone;

use crate::after::Changes;
use crate::plan::{Grant, Needs, Owed, OwedNeed};
use crate::values::{Instant, Path};

/// The record has no place for a value: its path leads through a list that is not that long, or
/// through something that is neither a list nor an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdateFault {
    /// The path that leads to no place.
    pub path: String,
}

impl fmt::Display for UpdateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the record has nowhere to write {}", self.path)
    }
}

impl std::error::Error for UpdateFault {}

/// One of the values that an update may write.
#[derive(Clone, Copy, Debug)]
pub(super) enum Edit<'c> {
    /// The outside name of the stage.
    Stage(&'c str),
    StageSince(Instant, &'c TimeZone),
    Tags(&'c [&'c str]),
    /// What is added to the history, and what to call the gifts.
    Given(&'c [Grant], &'c Needs),
    /// All that is owed, where it is, and what to call the gifts.
    Owed(&'c [Owed], &'c OwedNeed, &'c Needs),
    /// Nothing, in place of whatever is at this path.
    Nothing(&'c Path),
}

impl<'c> Edit<'c> {
    /// Takes away what rules did to the customer before, but not the tags, which others may have set.
    pub(super) fn emptying(needs: &'c Needs) -> impl Iterator<Item = Edit<'c>> {
        let owed = needs.owed.as_ref().map(|owed| &owed.path);
        let paths = [&needs.stage, &needs.stage_since, &needs.given].into_iter().chain(owed);
        paths.map(Edit::Nothing)
    }

    /// The values that are written for some changes.
    pub(super) fn all(
        changes: &'c Changes<'_>,
        needs: &'c Needs,
    ) -> impl Iterator<Item = Edit<'c>> {
        let given = (!changes.given.is_empty()).then_some(&*changes.given);
        [
            changes.stage.map(|stage| Edit::Stage(&needs.stages[stage])),
            changes.stage_since.map(|since| Edit::StageSince(since, &needs.zone)),
            changes.tags.as_deref().map(Edit::Tags),
            given.map(|given| Edit::Given(given, needs)),
            changes
                .owed
                .as_deref()
                .zip(needs.owed.as_ref())
                .map(|(owed, need)| Edit::Owed(owed, need, needs)),
        ]
        .into_iter()
        .flatten()
    }

    /// Where the value is in a record.
    pub(super) fn path<'n>(&self, needs: &'n Needs) -> &'n Path
    where
        'c: 'n,
    {
        match self {
            Edit::Stage(_) => &needs.stage,
            Edit::StageSince(..) => &needs.stage_since,
            Edit::Tags(_) => &needs.tags,
            Edit::Given(..) => &needs.given,
            Edit::Owed(_, need, _) => &need.path,
            Edit::Nothing(path) => path,
        }
    }

    pub(super) fn fault(&self, needs: &Needs) -> UpdateFault {
        UpdateFault { path: self.path(needs).to_string() }
    }
}
