//! What the rules of a program may change in any record.

use crate::plan::{Action, Plan};

/// Which values an update may write, whatever record it meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writes {
    /// The stage, and since when.
    pub stage: bool,
    /// The tags.
    pub tags: bool,
    /// The history of gifts.
    pub given: bool,
    /// The gifts that are owed.
    pub owed: bool,
}

impl Writes {
    /// What the rules of a plan may write.
    pub fn of(plan: &Plan) -> Writes {
        let tags = |action: &Action| match action {
            Action::Tag(_) | Action::Untag(_) => true,
            Action::Give(..) => false,
        };
        Writes {
            stage: true,
            tags: plan.rules.iter().flat_map(|rule| &rule.actions).any(tags),
            given: !plan.gifts.is_empty(),
            owed: plan.needs.owed.is_some(),
        }
    }
}
