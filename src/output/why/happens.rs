//! What a decision does, in words.

use crate::eval::{Decision, Fault, Given};

use super::spoken::{Told, and};

/// What a decision does, as a sentence goes on after the customer.
pub(super) fn happens(told: Told<'_>, decision: &Result<Decision, Fault>) -> String {
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
    all.extend(decision.tags.iter().map(|tag| format!("is tagged \"{tag}\"")));
    all.extend(decision.untags.iter().map(|tag| format!("loses the tag \"{tag}\"")));
    if decision.moves.is_empty() {
        let stays = match decision.from {
            Some(stage) => format!("stays in {}", told.stage(stage)),
            None => format!("enters {}", told.stage(decision.to)),
        };
        all.insert(0, stays);
    }
    and(&all)
}

fn gets(told: Told<'_>, given: &Given) -> String {
    let of = given.event.as_deref().map_or(String::new(), |event| format!(" for {event}"));
    told.writer().gets(given.gift) + &of
}
