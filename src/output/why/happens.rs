//! What a decision does, in words.

use std::collections::BTreeSet;

use crate::eval::{Decision, Fault, Given};
use crate::plan::GiftId;
use crate::problems::shown;

use super::spoken::Told;
use crate::output::words::and;

/// What a decision does, as a sentence goes on after the customer.
pub(in crate::output) fn happens(told: Told<'_>, decision: &Result<Decision, Fault>) -> String {
    let decision = match decision {
        Ok(decision) => decision,
        Err(fault) => return format!("cannot be decided: {fault}"),
    };
    if decision.left_out {
        return "is left out, so nothing happens".to_owned();
    }
    let moves = decision.moves.iter().map(|moved| format!("moves to {}", told.stage(moved.to)));
    let mut all: Vec<String> = moves.collect();
    all.extend(decision.given.iter().map(|given| gets(told, given)));
    all.extend(decision.tags.iter().map(|tag| format!("is tagged \"{}\"", shown(tag))));
    all.extend(decision.untags.iter().map(|tag| format!("loses the tag \"{}\"", shown(tag))));
    all.extend(no_longer_owed(told, decision));
    if decision.moves.is_empty() {
        let stays = match decision.from {
            Some(stage) => format!("stays in {}", told.stage(stage)),
            None => format!("enters {}", told.stage(decision.to)),
        };
        all.insert(0, stays);
    }
    and(&all)
}

/// `hello is no longer owed`, each gift once.
pub(super) fn no_longer_owed(told: Told<'_>, decision: &Decision) -> Vec<String> {
    let gifts: BTreeSet<GiftId> = decision.lapsed.iter().map(|owed| owed.gift).collect();
    gifts.into_iter().map(|gift| format!("{} is no longer owed", told.gift(gift))).collect()
}

/// `; hello is withheld`, what is asked for and withheld.
pub(super) fn withheld(told: Told<'_>, decision: &Result<Decision, Fault>) -> String {
    let Ok(decision) = decision else { return String::new() };
    let mut gifts: Vec<String> =
        decision.withheld.iter().map(|held| told.gift(held.gift).to_owned()).collect();
    gifts.dedup();
    match gifts.len() {
        0 => String::new(),
        1 => format!("; {} is withheld", and(&gifts)),
        _ => format!("; {} are withheld", and(&gifts)),
    }
}

fn gets(told: Told<'_>, given: &Given) -> String {
    let of = given.event.as_deref().map_or(String::new(), |event| format!(" for {}", shown(event)));
    told.writer().gets(given.gift) + &of
}
