//! What in the rules depends on something of a record.

use super::super::{Action, Plan, Recipient};
use super::Datum;
use super::finder::Finder;
use crate::problems::Span;

/// Something in the rules that depends on a datum, directly or through others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependent {
    /// What the rule file calls it: `Engaged 1`, `let loyal`, `reward swag`.
    pub name: String,
    /// Where it is.
    pub span: Span,
}

impl Plan {
    /// Whether some pause depends on a datum: where that is unknown, the pause may hold.
    pub fn pauses_read(&self, datum: Datum) -> bool {
        let mut finder = Finder::new(self, true);
        self.pauses.iter().any(|pause| finder.condition(&pause.condition).contains(&datum))
    }

    /// What depends on a datum, in the order of the file.
    pub fn dependents(&self, datum: Datum) -> Vec<Dependent> {
        let mut finder = Finder::new(self, true);
        let mut all: Vec<Dependent> = Vec::new();
        let mut add = |reads: bool, name: String, span: Span| {
            let dependent = Dependent { name, span };
            if reads && !all.contains(&dependent) {
                all.push(dependent);
            }
        };
        for rule in &self.rules {
            let condition = rule.condition.as_ref();
            let asks = condition.is_some_and(|asked| finder.condition(asked).contains(&datum));
            let gives = rule.actions.iter().any(|action| match action {
                Action::Give(_, Some(each)) => finder.events(*each).contains(&datum),
                Action::Give(_, None) | Action::Tag(_) | Action::Untag(_) => false,
            });
            add(asks || gives, rule.label.clone(), rule.span);
        }
        for named in &self.conditions {
            let reads = finder.condition(&named.value).contains(&datum);
            add(reads, format!("let {}", named.name), named.span);
        }
        for named in &self.lets {
            let word = if named.is_score { "score" } else { "let" };
            let reads = finder.value(&named.value).contains(&datum);
            add(reads, format!("{word} {}", named.name), named.span);
        }
        for pause in &self.pauses {
            let reads = finder.condition(&pause.condition).contains(&datum);
            add(reads, "a pause".to_owned(), self.part(pause.condition.id).span);
        }
        if let Some(condition) = &self.leave_out {
            let reads = finder.condition(condition).contains(&datum);
            add(reads, "leave out".to_owned(), self.part(condition.id).span);
        }
        for shown in &self.shows {
            let reads = finder.value(&shown.value).contains(&datum);
            add(reads, format!("show {}", shown.name), self.part(shown.value.id).span);
        }
        for gift in &self.gifts {
            let by = gift.budget.as_ref().and_then(|budget| budget.by.as_ref());
            let to = gift.to.as_ref().and_then(Recipient::value);
            let mut reads = by.into_iter().chain(gift.calculated()).chain(to);
            let reads = reads.any(|value| finder.value(value).contains(&datum));
            add(reads, format!("{} {}", gift.kind.word(), gift.name), gift.span);
        }
        for gift in &self.gifts {
            let kept = gift.kept.as_ref().and_then(|kept| kept.condition.as_ref());
            let Some(condition) = kept else { continue };
            let name = format!("{} {}", gift.kind.word(), gift.name);
            add(finder.condition(condition).contains(&datum), name, gift.span);
        }
        for stage in &self.stages {
            let Some(capacity) = &stage.capacity else { continue };
            let values = capacity.by.iter().chain(capacity.makes_room.iter().map(|way| &way.by));
            let reads = values.into_iter().any(|by| finder.value(by).contains(&datum));
            add(reads, format!("capacity of {}", stage.name), stage.span);
        }
        all.sort_by_key(|dependent| (dependent.span.file, dependent.span.start));
        all
    }
}
