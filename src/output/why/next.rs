//! What changes next, in words.

use std::collections::BTreeSet;

use crate::eval::{Decision, Fault, Reason};
use crate::tools::why::{NextChange, NextWhy};
use crate::values::Truth;

use super::happens::{happens, withheld};
use super::spoken::Told;
use crate::output::words::and;

/// Sentences about what changes next.
pub(super) fn sentences(told: Told<'_>, next: &NextWhy) -> String {
    let id = told.id();
    let mut all: Vec<String> = Vec::new();
    if next.updated {
        all.push("This is about the record with today's changes written into it.".to_owned());
    }
    if next.updated && !next.depends_on_others && does_something(&next.until) {
        all.push(format!(
            "As it is then, the next run decides: {id} {}.",
            happens(told, &next.until)
        ));
    }
    all.push(match (&next.change, next.depends_on_others) {
        (Err(until), false) => {
            format!("If nothing happens, nothing changes before {}.", told.moment(*until))
        }
        (Ok(change), false) => {
            let then = happens(told, &change.then) + &withheld(told, &change.then);
            let is_same = then == happens(told, &next.until) + &withheld(told, &next.until);
            let for_others = if is_same { ", for other reasons than before" } else { "" };
            format!(
                "If nothing happens, the decision changes on {}{}. Decided then: {id} \
                 {then}{for_others}.",
                told.moment(change.at),
                because(told, change),
            )
        }
        // What others get, and when a budget begins anew, is not known from one record.
        (Err(until), true) => format!(
            "What comes next depends on other customers too. Nothing in this record changes it \
             before {}.",
            told.moment(*until)
        ),
        (Ok(change), true) => format!(
            "What comes next depends on other customers too. In this record, something changes on \
             {}{}.",
            told.moment(change.at),
            because(told, change),
        ),
    });
    for (gift, at) in &next.new_periods {
        let (at, gift) = (told.moment(*at), told.gift(*gift));
        all.push(format!(
            "On {at}, a new period of the budget begins, and {id} may be among those who get {gift}."
        ));
    }
    all.join(" ")
}

/// Whether somebody moves or gets something.
fn does_something(decision: &Result<Decision, Fault>) -> bool {
    let Ok(decision) = decision else { return false };
    !decision.moves.is_empty() || !decision.given.is_empty()
}

/// `: ...`, the clauses that turn, and the gifts that nothing holds back any longer.
fn because(told: Told<'_>, change: &NextChange) -> String {
    let turns = |truth: Truth, words: &str| -> Option<String> {
        let turning = change.because.iter().filter(|(_, becomes)| *becomes == truth);
        let all: BTreeSet<String> = turning.map(|(text, _)| format!("`{text}`")).collect();
        let all: Vec<String> = all.into_iter().collect();
        let becomes = if all.len() == 1 { "becomes" } else { "become" };
        (!all.is_empty()).then(|| format!("{} {becomes} {words}", and(&all)))
    };
    let all = [
        turns(Truth::True, "true"),
        turns(Truth::False, "false"),
        turns(Truth::Unknown, "unknown"),
    ];
    let freed = change.freed.iter();
    let freed = freed.map(|(gift, reason)| match reason {
        Reason::Budget => format!("a new period of the budget for {} begins", told.gift(*gift)),
        Reason::Pause | Reason::Repeat | Reason::Unknown | Reason::Limit | Reason::Holdout => {
            format!("nothing holds {} back any longer", told.gift(*gift))
        }
    });
    let all: Vec<String> = all.into_iter().flatten().chain(freed).collect();
    if all.is_empty() { String::new() } else { format!(": {}", and(&all)) }
}
