//! What became of each gift, in words.

use crate::eval::{Held, Reason};
use crate::output::words::reason_for;
use crate::plan::{GiftId, Grant, RuleId};
use crate::problems::{Ink, Look, shown};
use crate::tools::why::{GiftOutcome, GiftWhy};
use crate::values::{AsOf, Clock, Instant, Truth};

use super::contest;
use super::lines::{self, dates, mark};
use super::spoken::Told;
use crate::output::words::and;

pub(super) fn write(told: Told<'_>, why: &GiftWhy, look: Look, out: &mut String) {
    let truth = match why.outcome {
        GiftOutcome::Given { .. } => Truth::True,
        GiftOutcome::Withheld { .. }
        | GiftOutcome::OnlyIn { .. }
        | GiftOutcome::Sample { .. }
        | GiftOutcome::NoneLeft { .. }
        | GiftOutcome::NoEvent { .. }
        | GiftOutcome::LeftOut
        | GiftOutcome::NotAsked(_) => Truth::False,
    };
    let of = why.event.as_ref().map_or(String::new(), |event| format!(" for {}", shown(event)));
    let name = look.paint(Ink::Strong, &format!("{}{of}", told.gift(why.gift)));
    let width = 4 + told.gift(why.gift).len() + of.len() + 2;
    let words = look.wrap(&outcome(told, why), width, 6);
    out.push_str(&format!("  {} {name}: {words}\n", mark(truth, look)));
    if let GiftOutcome::Withheld { pauses, .. } = &why.outcome {
        pauses.iter().for_each(|clause| lines::write(told, clause, 6, look, out));
    }
}

/// What became of a gift, as a sentence goes on after its name.
pub(in crate::output) fn outcome(told: Told<'_>, why: &GiftWhy) -> String {
    match &why.outcome {
        GiftOutcome::Given { rule, cost } => {
            let cost = cost.map(|cost| format!(", and costs {}", told.plan.currency.write(cost)));
            format!("given, because of `{}`{}", told.rule(*rule), cost.unwrap_or_default())
        }
        GiftOutcome::Withheld {
            rule,
            reason,
            kept,
            kept_until,
            lost,
            held,
            free,
            pauses,
            contest,
        } => {
            let because = match (reason, pauses.iter().any(|pause| pause.truth == Truth::True)) {
                (Reason::Pause, true) => "it is paused".to_owned(),
                (_, _) => because(told, why.gift, *reason, held.as_ref()),
            };
            let kept = match (kept, lost) {
                (true, _) => of_kept(told, *kept_until),
                (false, true) => match is_on_entering(told, *rule) {
                    true => ". It is asked for only on entering, so it is lost".to_owned(),
                    false => {
                        ". The customer moves on to where it is not asked for again, so it is lost"
                            .to_owned()
                    }
                },
                (false, false) => String::new(),
            };
            let asked = told.rule(*rule);
            let contest = contest.as_deref();
            let contest = contest.map(|lost| format!(". {}", contest::words(told, lost)));
            let because = because + &contest.unwrap_or_default();
            format!(
                "withheld: {because}{kept}{}{}. `{asked}` asks for it",
                free_from(told, why.gift, *free),
                new_period(told, why.gift),
            )
        }
        GiftOutcome::OnlyIn { rule, stages } => {
            let stages: Vec<String> =
                stages.iter().map(|stage| told.stage(*stage).to_owned()).collect();
            format!("`{}` asks for it, but it is given only in {}", told.rule(*rule), and(&stages))
        }
        GiftOutcome::Sample { rule } => format!(
            "`{}` asks for it, but it is for a share of customers, and this one is not among them",
            told.rule(*rule)
        ),
        GiftOutcome::NoneLeft { rule } => format!(
            "`{}` asks for it for each event, and it was given for all of them before",
            told.rule(*rule)
        ),
        GiftOutcome::NoEvent { rule } => {
            format!("`{}` asks for it for each event, and no event counts", told.rule(*rule))
        }
        GiftOutcome::LeftOut => "not asked for: the customer is left out".to_owned(),
        GiftOutcome::NotAsked(rules) if rules.is_empty() => "no rule gives it".to_owned(),
        GiftOutcome::NotAsked(rules) => not_asked(told, rules),
    }
}

fn is_on_entering(told: Told<'_>, rule: RuleId) -> bool {
    told.plan.stages.iter().any(|stage| stage.on_entering.contains(&rule))
}

/// Until when something is kept.
fn of_kept(told: Told<'_>, until: Option<Instant>) -> String {
    match until {
        Some(until) => {
            format!(". It is kept for later, and no longer owed from {}", told.instant(until))
        }
        None => ". It is kept for later".to_owned(),
    }
}

/// When a new period of the budget begins, if that may bring it.
fn new_period(told: Told<'_>, gift: GiftId) -> String {
    let mut periods = told.why.next.iter().flat_map(|next| &next.new_periods);
    let begins = periods.find(|(other, _)| *other == gift);
    begins.map_or(String::new(), |(_, at)| {
        format!(". A new period of the budget begins on {}", told.moment(*at))
    })
}

/// The rules that would give it: those with a condition, and what is done on entering a stage.
fn not_asked(told: Told<'_>, rules: &[RuleId]) -> String {
    let entered =
        |rule: &RuleId| told.plan.stages.iter().position(|stage| stage.on_entering.contains(rule));
    let others = rules.iter().filter(|rule| entered(rule).is_none());
    let others: Vec<String> = others.map(|rule| format!("`{}`", told.rule(*rule))).collect();
    let mut words = "not asked for".to_owned();
    if !others.is_empty() {
        let would = if others.len() == 1 { "which does not fire" } else { "none of which fires" };
        words.push_str(&format!(". It comes from {}, {would}", and(&others)));
    }
    for to in rules.iter().filter_map(entered) {
        let rules = told.plan.rules_in(told.why.stage);
        let moving = rules.filter(|rule| told.plan.rules[*rule].move_to == Some(to));
        let moving: Vec<String> = moving.map(|rule| format!("`{}`", told.rule(rule))).collect();
        let stage = told.stage(to);
        words.push_str(&match moving.as_slice() {
            [] => format!(
                ". It is given on entering {stage}, and no rule for {} moves there",
                told.stage(told.why.stage)
            ),
            [one] => format!(". It is given on entering {stage}, and {one} moves there"),
            _ => format!(". It is given on entering {stage}, and {} move there", and(&moving)),
        });
    }
    words
}

fn free_from(told: Told<'_>, gift: GiftId, free: Option<AsOf>) -> String {
    let Some(free) = free else { return String::new() };
    let limits = told.plan.limits.iter().filter(|limit| limit.gifts.contains(&gift));
    let unless = match limits.count() {
        0 => "",
        _ => ", unless other gifts use up its limit",
    };
    format!(". If nothing happens, it can be given again from {}{unless}", told.moment(free))
}

/// Why it is withheld.
fn because(told: Told<'_>, gift: GiftId, reason: Reason, held: Option<&Held>) -> String {
    match (reason, held) {
        (Reason::Repeat, Some(held)) => {
            let often = told.writer().how_often(gift);
            format!("given {}, and it is given {often}", on(told, held))
        }
        (Reason::Repeat, None) => "it was given as often as allowed".to_owned(),
        (Reason::Limit, Some(Held { limit: Some(limit), counted, .. })) => {
            let text = told.written(told.plan.limits[*limit].span);
            let given: Vec<String> = counted.iter().map(|grant| counts(told, grant)).collect();
            match (told.plan.limits[*limit].is_of_money(), given.is_empty()) {
                (_, true) => format!("`{text}` leaves no room for it after what is given now"),
                (false, false) => format!("`{text}` is reached: {}", and(&given)),
                (true, false) => format!("`{text}` leaves no room for it after {}", and(&given)),
            }
        }
        (Reason::Limit, _) => limit_reached(told, gift),
        (Reason::Pause, _) => "we can't tell whether it is paused, so it is held back".to_owned(),
        (Reason::Unknown, _) => reason_for(told.plan, gift, reason).to_owned(),
        (Reason::Holdout, _) => "this customer is in the control group, and stays there".to_owned(),
        (Reason::Budget, _) => match &told.plan.gifts[gift].budget {
            Some(budget) => {
                format!("the budget over all customers, {}, is spent", told.writer().budget(budget))
            }
            None => "the budget over all customers is spent".to_owned(),
        },
    }
}

/// `swag ($18.00, 2026-03-22)`: a gift that counts for a limit.
fn counts(told: Told<'_>, grant: &Grant) -> String {
    let now = Clock::new(told.why.as_of, told.plan.zone.clone()).as_of();
    let cost = grant.cost.map(|cost| told.plan.currency.write(cost));
    let at = grant.at.map(|at| match at == now {
        true => "given now".to_owned(),
        false => told.instant(at),
    });
    let said: Vec<String> = cost.into_iter().chain(at).collect();
    match said.is_empty() {
        true => told.gift(grant.gift).to_owned(),
        false => format!("{} ({})", told.gift(grant.gift), said.join(", ")),
    }
}

/// With what is given in this very step, a limit is reached.
fn limit_reached(told: Told<'_>, gift: GiftId) -> String {
    let limits = told.plan.limits.iter().filter(|limit| limit.gifts.contains(&gift));
    let limits: Vec<String> =
        limits.map(|limit| format!("`{}`", told.written(limit.span))).collect();
    match limits.as_slice() {
        [one] => format!("{one} is reached with what is given now"),
        _ => format!("one of {} is reached with what is given now", and(&limits)),
    }
}

fn on(told: Told<'_>, held: &Held) -> String {
    let all: Vec<_> = held.counted.iter().map(|grant| grant.at).collect();
    match all.as_slice() {
        all if all.iter().any(Option::is_none) => "at a time that is not known".to_owned(),
        _ => format!("on {}", dates(told, &all)),
    }
}
