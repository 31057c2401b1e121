//! Gifts that are given for each event of a list, and all that rules give.

use crate::problems::Span;

use super::{Action, Events, Filter, Model};

/// The events of a list with a key, for each of which a gift is given.
#[derive(Clone, Debug)]
pub struct ForEach {
    pub span: Span,
    pub events: Events,
    pub filter: Filter,
}

impl Model {
    /// What rules do besides moving, in the order of the file, and what is done on entering.
    pub fn actions(&self) -> impl Iterator<Item = &Action> {
        let rules = self.stages.iter().flat_map(|stage| &stage.rules).chain(&self.any_stage);
        let entering = self.stages.iter().flat_map(|stage| &stage.on_entering);
        let entering = entering.flat_map(|on| &on.actions);
        rules.flat_map(|rule| &rule.actions).chain(entering)
    }

    /// The events for each of which some gift is given.
    pub fn for_eaches(&self) -> impl Iterator<Item = &ForEach> {
        self.actions().filter_map(|action| match action {
            Action::Give { each, .. } => each.as_ref(),
            Action::Tag(_) | Action::Untag(_) => None,
        })
    }
}
