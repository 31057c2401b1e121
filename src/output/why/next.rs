//! What changes next, in words.

use std::collections::BTreeSet;

use crate::tools::why::NextWhy;
use crate::values::Truth;

use super::happens::happens;
use super::spoken::{Told, and};

/// A sentence about what changes next.
pub(super) fn sentence(told: Told<'_>, next: &NextWhy) -> String {
    let others = match next.depends_on_others {
        true => " What other customers do may change it at any time.",
        false => "",
    };
    let change = match &next.change {
        Err(until) => {
            return format!(
                "If nothing happens, nothing changes before {}.{others}",
                told.moment(*until)
            );
        }
        Ok(change) => change,
    };
    let turns = |truth: Truth, words: &str| -> Option<String> {
        let all: BTreeSet<String> = change
            .because
            .iter()
            .filter(|(_, becomes)| *becomes == truth)
            .map(|(text, _)| format!("`{text}`"))
            .collect();
        let all: Vec<String> = all.into_iter().collect();
        let becomes = if all.len() == 1 { "becomes" } else { "become" };
        (!all.is_empty()).then(|| format!("{} {becomes} {words}", and(&all)))
    };
    let freed: Vec<String> = change
        .freed
        .iter()
        .map(|gift| format!("nothing holds {} back any longer", told.gift(*gift)))
        .collect();
    let because: Vec<String> = [
        turns(Truth::True, "true"),
        turns(Truth::False, "false"),
        turns(Truth::Unknown, "unknown"),
    ]
    .into_iter()
    .flatten()
    .chain(freed)
    .collect();
    let because = match because.is_empty() {
        true => String::new(),
        false => format!(": {}", and(&because)),
    };
    format!(
        "If nothing happens, the decision changes on {}{because}. Decided then: {} {}.{others}",
        told.moment(change.at),
        told.why.id,
        happens(told, &change.then)
    )
}
