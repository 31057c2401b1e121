//! The `where`s around what is being checked: in one on the events of a list, what belongs to these
//! events means that of the event at hand.

use crate::syntax::tree::Name;

use super::Checker;
use super::model::Events;

impl Checker<'_> {
    /// The events of a word: in a `where`, those of the event at hand, if they belong to such.
    pub(super) fn events_here(&mut self, name: &Name) -> Events {
        match self.events_named(name) {
            Events::List(list) => match self.of(list) {
                Some(of) => Events::Within { list, of },
                None => Events::List(list),
            },
            events @ (Events::Within { .. }
            | Events::Count(_)
            | Events::Given(_)
            | Events::Broken) => events,
        }
    }

    /// The innermost list around whose events the events of this list belong to.
    fn of(&self, list: usize) -> Option<usize> {
        let mut above = self.lists[list].parent();
        let mut lists = Vec::new();
        while let Some(parent) = above {
            lists.push(parent);
            above = self.lists[parent].parent();
        }
        self.around.iter().rev().find(|around| lists.contains(around)).copied()
    }

    /// Checks what is asked of each of these events.
    pub(super) fn among<T>(&mut self, events: &Events, check: impl FnOnce(&mut Self) -> T) -> T {
        let (mut around, list) = match events {
            Events::Within { list, .. } => (self.around.clone(), Some(*list)),
            Events::List(list) => (Vec::new(), Some(*list)),
            Events::Count(_) | Events::Given(_) | Events::Broken => (Vec::new(), None),
        };
        around.extend(list);
        let outside = std::mem::replace(&mut self.around, around);
        let checked = check(self);
        self.around = outside;
        checked
    }
}
