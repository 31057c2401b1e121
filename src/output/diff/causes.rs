//! Why one customer is decided differently, in words.

use super::{Compared, Rules, Shown};
use crate::output::why::{Told, contest_words, gift_words, happens};
use crate::output::words::and;
use crate::plan::RuleId;
use crate::problems::{Span, shown};
use crate::tools::diff::{Cause, Found, Side};
use crate::tools::why::{RuleOutcome, Why};

/// What a side decides for a customer: `moves to Enthusiast and gets swag`.
pub(super) fn decides(compared: &Compared<'_>, shown_one: &Shown, side: Side) -> String {
    match shown_one.why(side) {
        Some(why) => happens(told(compared, side, why), &why.decision),
        None => match &shown_one.person.rejected {
            Some((by, reason)) if *by == side => format!("is rejected: {}", shown(reason)),
            Some(_) | None => "is not decided".to_owned(),
        },
    }
}

/// The causes, each as a sentence without a period.
pub(super) fn sentences(compared: &Compared<'_>, shown_one: &Shown) -> Vec<String> {
    let sentence = |cause| sentence(compared, shown_one, cause);
    shown_one.causes.iter().filter_map(sentence).collect()
}

fn sentence(compared: &Compared<'_>, shown_one: &Shown, cause: &Cause) -> Option<String> {
    let rule =
        |side: Side, rule: RuleId| shown(&compared.rules(side).plan.rules[rule].label).into_owned();
    let file = |side: Side| shown(compared.rules(side).name).into_owned();
    Some(match cause {
        Cause::Clause { rule: (side, place), now, was } => {
            format!("{}: {}", rule(*side, *place), clause(now.as_ref(), was.as_ref()))
        }
        Cause::OnlyIn(side, place) => format!("{} is only in {}", rule(*side, *place), file(*side)),
        Cause::Later(side, place, first) => format!(
            "in {}, {} comes before {}, and a customer moves once at a time",
            file(*side),
            rule(*side, *first),
            rule(*side, *place),
        ),
        Cause::Does { now, was } => {
            let [does, did] = [(Side::New, *now), (Side::Old, *was)]
                .map(|(side, rule)| actions(compared, side, rule));
            let rule = rule(Side::New, *now);
            match does == did {
                true => format!("{rule} does something else in {}", file(Side::New)),
                false => format!("{rule}: `{}` (was `{}`)", shown(&does), shown(&did)),
            }
        }
        Cause::Full(side, place) => full(compared, shown_one, *side, *place)?,
        Cause::Gift(side, place) => {
            let why = shown_one.why(*side)?;
            let gift = why.gifts.get(*place)?;
            let words = gift_words(told(compared, *side, why), gift);
            let name = &compared.rules(*side).plan.gifts[gift.gift].name;
            format!("{name} in {}: {words}", file(*side))
        }
        Cause::LeftOut(side, clauses) => {
            let clauses: Vec<String> = clauses.iter().map(|one| with_found(one, "")).collect();
            format!("{} leaves the customer out: {}", file(*side), and(&clauses))
        }
    })
}

/// What a rule says that it does, after its condition.
fn actions(compared: &Compared<'_>, side: Side, rule: RuleId) -> String {
    let Rules { plan, sources, .. } = compared.rules(side);
    let rule = &plan.rules[rule];
    let condition = rule.condition.as_ref().map(|condition| plan.part(condition.id).span);
    let start = condition.map_or(rule.span.start, |condition| condition.end);
    let text = sources.line(Span { start, ..rule.span });
    let text = text.trim_start_matches([',', ':', ' ']);
    text.strip_prefix("then ").unwrap_or(text).to_owned()
}

/// `NPS ≥ 9 (was NPS ≥ 8): NPS is 8`.
fn clause(now: Option<&Found>, was: Option<&Found>) -> String {
    match (now, was) {
        (Some(now), Some(was)) if now.clause == was.clause => {
            format!("{} (before: {})", with_found(now, ""), shown(&was.found))
        }
        (Some(now), Some(was)) => with_found(now, &format!(" (was `{}`)", shown(&was.clause))),
        (Some(now), None) => with_found(now, " (new)"),
        (None, Some(was)) => with_found(was, " (no longer asked)"),
        (None, None) => String::new(),
    }
}

fn with_found(one: &Found, note: &str) -> String {
    let clause = shown(&one.clause);
    match one.found.starts_with("this is ") || one.found.is_empty() {
        true => format!("`{clause}`{note}"),
        false => format!("`{clause}`{note}: {}", shown(&one.found)),
    }
}

/// There is no place where a rule leads.
fn full(compared: &Compared<'_>, shown_one: &Shown, side: Side, place: usize) -> Option<String> {
    let why = shown_one.why(side)?;
    let rule = why.rules.get(place)?;
    let RuleOutcome::Full(stage) = rule.outcome else { return None };
    let (told, rules) = (told(compared, side, why), compared.rules(side));
    let lost = rule.lost.as_ref().map(|lost| format!(". {}", contest_words(told, lost)));
    let (stage, file) = (&rules.plan.stages[stage].name, shown(rules.name));
    Some(format!("in {file}, {stage} has no free place{}", lost.unwrap_or_default()))
}

fn told<'t>(compared: &Compared<'t>, side: Side, why: &'t Why) -> Told<'t> {
    let rules = compared.rules(side);
    Told { plan: rules.plan, sources: rules.sources, title: rules.name, why, takes: None }
}
