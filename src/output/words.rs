//! The few words and numbers that all outputs for people share.

use crate::eval::{Decision, Reason};
use crate::plan::Plan;

/// Why a gift is held back, for a person.
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Pause => "paused, or not known whether it should be",
        Reason::Limit => "limit reached",
        Reason::Holdout => "control group",
        Reason::Budget => "budget spent",
        Reason::Repeat => "already given as often as allowed",
    }
}

/// Each gift that is held back with the word for the reason: `swag (repeat)`, or
/// `receipt (limit, kept)` for one that is owed.
pub fn withheld(plan: &Plan, decision: &Decision) -> Vec<String> {
    let withheld = decision.withheld.iter();
    withheld
        .map(|withheld| {
            let kept = if withheld.kept { ", kept" } else { "" };
            let (name, reason) = (&plan.gifts[withheld.gift].name, withheld.reason.word());
            format!("{name} ({reason}{kept})")
        })
        .collect()
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
