//! Gifts that are kept: the place in the record where it says which are owed, and whether any can be.

use crate::problems::{Problem, Problems, Span, register as code};
use crate::terms::Builtin;
use crate::values::Path;

use super::Checker;
use super::model::Model;

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

/// Only what a pause, a limit or a budget withholds is kept.
pub(super) fn kept_in_vain(model: &Model, problems: &mut Problems) {
    let limits = model.limits.iter().map(|limit| &limit.gifts);
    let pauses = model.pauses.iter().map(|pause| &pause.gifts);
    let held: Vec<&Vec<usize>> = limits.chain(pauses).collect();
    for (place, gift) in model.gifts.iter().enumerate() {
        let Some(kept) = &gift.kept else { continue };
        if gift.budget.is_some() || held.iter().any(|gifts| gifts.contains(&place)) {
            continue;
        }
        let name = &gift.name;
        let title = format!("`{name}` is kept, but nothing can withhold it");
        let label = "only a pause, a limit or a budget makes a gift wait";
        let help = format!(
            "remove this, or say what withholds it, for example `limit {name} to 1 per 7 days`"
        );
        let problem = Problem::new(code::NEVER_WITHHELD, title, kept.span, label);
        problems.push(problem.help(help));
    }
}
