//! Events of a test that belong to others: they need one to belong to, and may have its time.

use crate::check::Checker;
use crate::check::model::{Events, Fact};
use crate::problems::{Span, register as code};
use crate::syntax::tree::{Name, When};

impl Checker<'_> {
    /// Each event that belongs to another has to come after one of those. `given` says, by list,
    /// whether there is one so far.
    pub(super) fn belongs_to_something(&mut self, facts: &[Fact], span: Span, given: &mut [bool]) {
        for fact in facts {
            let Fact::Events { list, count, .. } = fact else { continue };
            given[*list] |= *count > 0;
            let Some(parent) = self.lists[*list].parent() else { continue };
            if given[parent] || *count == 0 {
                continue;
            }
            let (name, parent) = (&self.lists[*list].name, self.lists[parent].name.clone());
            let one = self.an_event(&parent);
            let title = format!("Nothing is given that these `{name}` belong to");
            let label = format!("no `{parent}` are given before this");
            let help =
                format!("write `given {one}` before it: what follows belongs to the last one");
            self.refuse(code::TEST_FACT, title, span, label, help);
        }
    }

    /// Whether events can have a time here that is their own.
    pub(super) fn has_a_time(&mut self, events: &Events, name: &Name, when: &When) {
        let (Events::List(list) | Events::Within { list, .. }) = events else { return };
        let list = &self.lists[*list];
        let parent = list.parent().map(|parent| self.lists[parent].name.clone());
        match (when, parent) {
            (When::On(_) | When::Ago(_), Some(parent)) if list.at.is_none() => {
                let title = format!("`{}` have no time of their own", list.name);
                let label = format!("they happen when their `{parent}` do");
                let help = format!(
                    "say when the `{parent}` were, or add an `at` where `{}` are declared",
                    list.name
                );
                self.refuse(code::TEST_FACT, title, name.span, label, help);
            }
            (When::Now | When::On(_) | When::Ago(_), _) => {}
        }
    }
}
