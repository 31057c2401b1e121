//! The few words and numbers that all outputs for people share.

use crate::eval::{Decision, Reason, Withheld};
use crate::plan::{GiftId, Plan};
pub use crate::values::listing::{and, or};

/// Why a gift is held back, for a person.
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Pause => "paused, or not known whether it should be",
        Reason::Unknown => "cost, worth or event unknown",
        Reason::Limit => "limit reached",
        Reason::Holdout => "control group",
        Reason::Budget => "budget spent",
        Reason::Repeat => "already given as often as allowed",
    }
}

/// The same, as far as the gift tells more: only one for each event can lack a key, and only one
/// with calculated amounts can cost what is unknown.
pub fn reason_for(plan: &Plan, gift: GiftId, why: Reason) -> &'static str {
    let gift = &plan.gifts[gift];
    let calculated = gift.calculated().next().is_some();
    match why {
        Reason::Unknown if gift.each.is_some() && !calculated => "the event has no key",
        Reason::Unknown if gift.each.is_none() => "cost or worth unknown",
        Reason::Pause
        | Reason::Unknown
        | Reason::Limit
        | Reason::Holdout
        | Reason::Budget
        | Reason::Repeat => reason(why),
    }
}

/// Each gift, and the event that it is for, if it is for one: `bonus for r-17`.
pub fn given(plan: &Plan, decision: &Decision) -> Vec<String> {
    let given = decision.given.iter();
    given.map(|given| gift(plan, given.gift, given.event.as_deref())).collect()
}

/// Each gift that is held back with the word for the reason: `swag (repeat)`, or
/// `receipt (limit, kept)` for one that is owed; and each that is owed no longer: `receipt (lapsed)`.
pub fn withheld(plan: &Plan, decision: &Decision) -> Vec<String> {
    let one = |withheld: &Withheld| {
        let gift = gift(plan, withheld.gift, withheld.event.as_deref());
        let kept = if withheld.kept { ", kept" } else { "" };
        format!("{gift} ({}{kept})", withheld.reason.word())
    };
    let lapsed = decision.lapsed.iter();
    let lapsed = lapsed.map(|owed| gift(plan, owed.gift, owed.event.as_deref()) + " (lapsed)");
    decision.withheld.iter().map(one).chain(lapsed).collect()
}

fn gift(plan: &Plan, gift: GiftId, event: Option<&str>) -> String {
    let name = &plan.gifts[gift].name;
    event.map_or_else(|| name.clone(), |event| format!("{name} for {event}"))
}

/// The arm of each experiment that a customer takes part in: `welcome_offer: ten_off`.
pub fn arms(plan: &Plan, decision: &Decision) -> Vec<String> {
    let arm = |(experiment, arm): &(usize, u16)| {
        let experiment = &plan.experiments[*experiment];
        format!("{}: {}", experiment.name, experiment.arms[usize::from(*arm)].name)
    };
    decision.experiments.iter().map(arm).collect()
}

/// `1,234,567`.
pub fn number(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 customer`, `1,234 customers`.
pub fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(1_000), "1,000");
        assert_eq!(number(1_234_567), "1,234,567");
        assert_eq!(counted(1, "customer", "customers"), "1 customer");
    }
}
