//! The place in the record where it says which gifts are owed.

use crate::problems::{Problem, Span, register as code};
use crate::terms::Builtin;
use crate::values::Path;

use super::Checker;

impl Checker<'_> {
    /// If some gift is kept, nothing else may be where records say what is owed.
    pub(super) fn owed_has_its_place(&mut self, mappings: &[(Builtin, Path)]) {
        let Some(kept) = self.gifts.iter().find(|gift| gift.kept.is_some()) else { return };
        let kept = (kept.name.clone(), kept.span);
        let mapped = mappings.iter().find(|(builtin, _)| *builtin == Builtin::Owed);
        let place = mapped.map_or_else(|| Path::key("owed"), |(_, path)| path.clone());
        let fields = self.fields.iter().map(|field| (&field.name, field.span, &field.path));
        let lists = self.lists.iter().filter(|list| list.table.is_none());
        let lists = lists.map(|list| (&list.name, list.span, &list.path));
        let taken: Vec<(String, Span)> = fields
            .chain(lists)
            .filter(|(.., path)| **path == place)
            .map(|(name, span, _)| (name.clone(), span))
            .collect();
        for (name, span) in taken {
            let title = format!("`{name}` is where the record says which gifts are owed");
            let label = "flywheel reads and writes this place itself";
            let help = "add `owed from \"flywheel_owed\"` to the `customer` block to have what is owed \
                        written somewhere else";
            let problem = Problem::new(code::MISPLACED, title, span, label);
            let why = format!("because `{}` is kept", kept.0);
            self.problems.push(problem.and_at(kept.1, why).help(help));
        }
    }
}
