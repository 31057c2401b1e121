//! What became of each rule, in words.

use crate::plan::Action;
use crate::problems::{Ink, Look};
use crate::tools::why::{RuleOutcome, RuleWhy};
use crate::values::Truth;

use super::contest;
use super::lines::{self, mark};
use super::spoken::Told;
use crate::output::words::and;

pub(super) fn write(told: Told<'_>, why: &RuleWhy, look: Look, out: &mut String) {
    let truth = match why.outcome {
        RuleOutcome::Fires => Truth::True,
        RuleOutcome::MovedBy(_)
        | RuleOutcome::Full(_)
        | RuleOutcome::Entered(_)
        | RuleOutcome::False
        | RuleOutcome::NotRead => Truth::False,
        RuleOutcome::Unknown => Truth::Unknown,
    };
    let name = told.rule(why.rule);
    let words = look.wrap(&outcome(told, why), 4 + name.chars().count() + 2, 6);
    let name = look.paint(Ink::Strong, name);
    out.push_str(&format!("  {} {name}: {words}\n", mark(truth, look)));
    if let Some(lost) = &why.lost {
        let words = look.wrap(&contest::words(told, lost), 6, 8);
        out.push_str(&format!("      {words}\n"));
    }
    if let Some(clause) = &why.clause {
        lines::write(told, clause, 6, look, out);
    }
}

/// What became of it, and what it does.
fn outcome(told: Told<'_>, why: &RuleWhy) -> String {
    let does = does(told, why.rule);
    match why.outcome {
        RuleOutcome::Fires if why.clause.is_none() => {
            format!("others take the place, so: {does}")
        }
        RuleOutcome::Fires => format!("true, so: {does}"),
        RuleOutcome::MovedBy(other) => format!(
            "true, but `{}` comes first, and a customer moves once at a time. It would: {does}",
            told.rule(other)
        ),
        RuleOutcome::Full(stage) => {
            let capacity = told.plan.stages[stage].capacity.as_ref();
            let holds = capacity
                .map_or(String::new(), |capacity| format!(" (it holds {})", capacity.count));
            format!("true, but {} has no free place{holds}. It would: {does}", told.stage(stage))
        }
        RuleOutcome::Entered(stage) => format!(
            "true, but the customer entered {} in an earlier step, and each stage is entered at \
             most once in a run. It would: {does}",
            told.stage(stage)
        ),
        RuleOutcome::False => format!("not true. It would: {does}"),
        RuleOutcome::Unknown => format!("unknown, so it does nothing. It would: {does}"),
        RuleOutcome::NotRead => {
            format!("not read for this customer now. It would: {does}")
        }
    }
}

/// What a rule does: `move to Loyal, give swag`.
fn does(told: Told<'_>, rule: usize) -> String {
    let rule = &told.plan.rules[rule];
    let moves = rule.move_to.map(|stage| format!("move to {}", told.stage(stage)));
    let actions = rule.actions.iter().map(|action| match action {
        Action::Give(gift, None) => told.writer().give(*gift),
        Action::Give(gift, Some(_)) => format!("{} for each event", told.writer().give(*gift)),
        Action::Tag(tag) => format!("tag \"{tag}\""),
        Action::Untag(tag) => format!("untag \"{tag}\""),
    });
    let all: Vec<String> = moves.into_iter().chain(actions).collect();
    if all.is_empty() { "nothing".to_owned() } else { and(&all) }
}
