//! What is read of gifts that are owed.

use crate::check::model::Model;
use crate::terms::Builtin;
use crate::values::Path;

use super::super::{Action, Gift, OwedNeed, Rule};

/// Where the gifts are that a customer is owed, and by which rules; `None` if no gift is kept.
pub(super) fn need(model: &Model, gifts: &[Gift], rules: &[Rule]) -> Option<OwedNeed> {
    if gifts.iter().all(|gift| gift.kept.is_none()) {
        return None;
    }
    let mapped = model.mappings.iter().find(|(builtin, _)| *builtin == Builtin::Owed);
    let path = mapped.map_or_else(|| Path::key("owed"), |(_, path)| path.clone());
    let gives = |rule: &Rule, gift: usize| {
        rule.actions.iter().any(|action| match action {
            Action::Give(given, _) => *given == gift,
            Action::Tag(_) | Action::Untag(_) => false,
        })
    };
    let given_by = gifts.iter().enumerate().map(|(place, gift)| {
        gift.kept.as_ref()?;
        rules.iter().position(|rule| gives(rule, place))
    });
    Some(OwedNeed {
        path,
        rules: rules.iter().map(|rule| rule.label.clone()).collect(),
        given_by: given_by.collect(),
    })
}
