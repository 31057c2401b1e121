//! Explanations for programs: version 1 of a document of our own. `docs/why.md` describes it.

use serde::Serialize;

use crate::eval::{Decision, Fault};
use crate::problems::document;
use crate::tools::why::{
    self, Clause, ClauseKind, Counted, GiftOutcome, GiftWhy, Leaf, LostWhy, NamedWhy, NextWhy,
    RuleOutcome, RuleWhy,
};
use crate::values::{Instant, Truth};

use super::happens::happens;
use super::spoken::Told;
use super::takes_json;

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    rules: &'a str,
    as_of: String,
    id: &'a str,
    stage: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    stage_since: Option<String>,
    new: bool,
    decision: Decided<'a>,
    by_rule: Vec<Rule<'a>>,
    by_gift: Vec<Gift<'a>>,
    names: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    takes: Option<takes_json::Takes<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Next<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<Part<'a>>,
}

/// All steps of a customer in one run.
#[derive(Serialize)]
struct Run<'a> {
    version: u32,
    steps: Vec<Document<'a>>,
}

#[derive(Default, Serialize)]
struct Decided<'a> {
    words: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
    given: Vec<&'a str>,
    withheld: Vec<&'a str>,
    tags: Vec<&'a str>,
    untags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    lapsed: Vec<&'a str>,
    left_out: bool,
}

#[derive(Serialize)]
struct Rule<'a> {
    rule: &'a str,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    moved_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contest: Option<Contest<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<Part<'a>>,
}

#[derive(Serialize)]
struct Contest<'a> {
    wanted: u64,
    got: u64,
    place: Option<u64>,
    by: Option<&'a str>,
    own: Option<&'a str>,
    last: Option<&'a str>,
}

#[derive(Serialize)]
struct Part<'a> {
    text: &'a str,
    truth: &'static str,
    read: bool,
    decides: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    joined: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    as_above: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Part<'a>>,
    #[serde(flatten)]
    leaf: Option<Found<'a>>,
}

#[derive(Serialize)]
struct Found<'a> {
    found: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    needed: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<Events<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    missing: Vec<Missing<'a>>,
}

#[derive(Serialize)]
struct Events<'a> {
    of: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<String>,
    counted: Vec<Option<String>>,
    doubtful: Vec<Doubtful<'a>>,
    not_counted: Vec<NotCounted<'a>>,
    #[serde(skip_serializing_if = "is_none")]
    more_not_counted: usize,
}

#[derive(Serialize)]
struct NotCounted<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'a str>,
    at: Option<String>,
    because: &'a str,
}

#[derive(Serialize)]
struct Doubtful<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'a str>,
    at: Option<String>,
    lacks: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    because: &'a Vec<String>,
}

#[derive(Serialize)]
struct Missing<'a> {
    name: &'a str,
    path: &'a str,
}

#[derive(Serialize)]
struct Gift<'a> {
    gift: &'a str,
    #[serde(skip_serializing_if = "Option::is_none", rename = "for")]
    event: Option<&'a str>,
    outcome: &'static str,
    rules: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cost: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    counted: Vec<Counts<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pauses: Vec<Part<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contest: Option<Contest<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kept: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kept_until: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lost: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    free_from: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    only_in: Vec<&'a str>,
}

#[derive(Serialize)]
struct Counts<'a> {
    gift: &'a str,
    at: Option<String>,
}

#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    held_at: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sum: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<Events<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    more_events: Vec<Events<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    missing: Vec<Missing<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    points: Vec<Points<'a>>,
}

#[derive(Serialize)]
struct Points<'a> {
    line: &'a str,
    points: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
}

#[derive(Serialize)]
struct Next<'a> {
    updated: bool,
    until: Decided<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<Decided<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    because: Vec<Turns<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nothing_until: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    new_periods: Vec<Begins<'a>>,
    depends_on_others: bool,
}

/// A new period of the budget for a gift.
#[derive(Serialize)]
struct Begins<'a> {
    gift: &'a str,
    at: String,
}

#[derive(Serialize)]
struct Turns<'a> {
    text: &'a str,
    becomes: &'static str,
}

pub(super) fn write(told: &Told<'_>) -> String {
    document(&of(told))
}

/// The steps of a run.
pub(super) fn write_steps(steps: &[Told<'_>]) -> String {
    document(&Run { version: VERSION, steps: steps.iter().map(of).collect() })
}

fn of<'a>(told: &Told<'a>) -> Document<'a> {
    let (told, why) = (*told, told.why);
    Document {
        version: VERSION,
        rules: told.title,
        as_of: why.as_of.to_string(),
        id: &why.id,
        stage: told.stage(why.stage),
        stage_since: why.since.map(|since| instant(told, since)),
        new: why.is_new,
        decision: decided(told, &why.decision),
        by_rule: why.rules.iter().map(|rule| of_rule(told, rule)).collect(),
        by_gift: why.gifts.iter().map(|gift| of_gift(told, gift)).collect(),
        names: why.names.iter().map(|named| of_name(told, named)).collect(),
        takes: told.takes.map(|takes| takes_json::of(told, takes)),
        next: why.next.as_ref().map(|next| of_next(told, next)),
        left_out: why.left_out.as_ref().map(|clause| part(told, clause)),
    }
}

/// For what is left out where there is nothing more.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

fn instant(told: Told<'_>, at: Instant) -> String {
    crate::values::time::written(at, &told.plan.zone)
}

fn truth(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "true",
        Truth::False => "false",
        Truth::Unknown => "unknown",
    }
}

fn decided<'a>(told: Told<'a>, decision: &'a Result<Decision, Fault>) -> Decided<'a> {
    let words = happens(told, decision);
    let decision = match decision {
        Ok(decision) => decision,
        Err(fault) => {
            return Decided { words, fault: Some(fault.to_string()), ..Decided::default() };
        }
    };
    Decided {
        words,
        fault: None,
        to: Some(told.stage(decision.to)),
        rule: decision.moves.last().map(|moved| told.rule(moved.rule)),
        given: decision.given.iter().map(|given| told.gift(given.gift)).collect(),
        withheld: decision.withheld.iter().map(|held| told.gift(held.gift)).collect(),
        tags: decision.tags.iter().map(String::as_str).collect(),
        untags: decision.untags.iter().map(String::as_str).collect(),
        lapsed: decision.lapsed.iter().map(|owed| told.gift(owed.gift)).collect(),
        left_out: decision.left_out,
    }
}

fn of_rule<'a>(told: Told<'a>, why: &'a RuleWhy) -> Rule<'a> {
    let (outcome, moved_by, full) = match why.outcome {
        RuleOutcome::Fires => ("fires", None, None),
        RuleOutcome::MovedBy(rule) => ("moved by another rule", Some(told.rule(rule)), None),
        RuleOutcome::Full(stage) => ("stage full", None, Some(told.stage(stage))),
        RuleOutcome::Entered(_) => ("stage entered before", None, None),
        RuleOutcome::False => ("false", None, None),
        RuleOutcome::Unknown => ("unknown", None, None),
        RuleOutcome::NotRead => ("not read", None, None),
    };
    let clause = why.clause.as_ref().map(|clause| part(told, clause));
    Rule {
        rule: told.rule(why.rule),
        outcome,
        moved_by,
        full,
        contest: why.lost.as_ref().map(contest),
        clause,
    }
}

fn contest(lost: &LostWhy) -> Contest<'_> {
    Contest {
        wanted: lost.wanted,
        got: lost.got,
        place: lost.place,
        by: lost.by.as_deref(),
        own: lost.own.as_deref(),
        last: lost.last.as_deref(),
    }
}

fn part<'a>(told: Told<'a>, clause: &'a Clause) -> Part<'a> {
    let all = |parts: &'a [Clause]| parts.iter().map(|inner| part(told, inner)).collect();
    let (joined, name, parts, leaf) = match &clause.kind {
        ClauseKind::All(parts) => (Some("all"), None, all(parts), None),
        ClauseKind::Any(parts) => (Some("any"), None, all(parts), None),
        ClauseKind::Not(inner) => (Some("not"), None, vec![part(told, inner)], None),
        ClauseKind::Named(name, inner) => {
            (Some("name"), Some(name.as_str()), vec![part(told, inner)], None)
        }
        ClauseKind::Again(name) => (Some("name"), Some(name.as_str()), Vec::new(), None),
        ClauseKind::Leaf(leaf) => (None, None, Vec::new(), Some(found(told, leaf))),
    };
    Part {
        text: &clause.text,
        truth: truth(clause.truth),
        read: clause.read,
        decides: clause.decides,
        fault: clause.fault.as_deref(),
        joined,
        name,
        as_above: matches!(clause.kind, ClauseKind::Again(_)),
        parts,
        leaf,
    }
}

fn found<'a>(told: Told<'a>, leaf: &'a Leaf) -> Found<'a> {
    let far = leaf.far.as_ref();
    Found {
        found: &leaf.found,
        needed: far.and_then(|far| far.by.as_deref()),
        from: far.and_then(|far| far.from).map(|from| from.to_string()),
        until: far.and_then(|far| far.until).map(|until| until.to_string()),
        events: leaf.counted.as_ref().map(|counted| events(told, counted)),
        missing: leaf.missing.iter().map(missing).collect(),
    }
}

fn missing(missing: &why::Missing) -> Missing<'_> {
    Missing { name: &missing.name, path: &missing.path }
}

fn events<'a>(told: Told<'a>, counted: &'a Counted) -> Events<'a> {
    let at = |at: Option<Instant>| at.map(|at| instant(told, at));
    Events {
        of: &counted.of,
        since: at(counted.since),
        counted: counted.sure.iter().map(|event| at(*event)).collect(),
        doubtful: counted
            .doubtful
            .iter()
            .map(|event| Doubtful {
                key: event.key.as_deref(),
                at: at(event.at),
                lacks: &event.lacks,
                because: &event.because,
            })
            .collect(),
        not_counted: counted
            .left_out
            .iter()
            .map(|event| NotCounted {
                key: event.key.as_deref(),
                at: at(event.at),
                because: &event.because,
            })
            .collect(),
        more_not_counted: counted.more_left_out,
    }
}

fn of_gift<'a>(told: Told<'a>, why: &'a GiftWhy) -> Gift<'a> {
    let mut gift = Gift {
        gift: told.gift(why.gift),
        event: why.event.as_deref(),
        outcome: "",
        rules: Vec::new(),
        cost: None,
        reason: None,
        limit: None,
        counted: Vec::new(),
        pauses: Vec::new(),
        contest: None,
        kept: None,
        kept_until: None,
        lost: None,
        free_from: None,
        only_in: Vec::new(),
    };
    match &why.outcome {
        GiftOutcome::Given { rule, cost } => {
            gift.outcome = "given";
            gift.rules.push(told.rule(*rule));
            gift.cost = cost.map(|cost| cost.normalized().to_string());
        }
        GiftOutcome::Withheld {
            rule,
            reason,
            kept,
            kept_until,
            lost,
            held,
            pauses,
            contest: of,
            free,
        } => {
            gift.kept_until = kept_until.map(|until| instant(told, until));
            gift.contest = of.as_deref().map(contest);
            gift.lost = Some(*lost);
            gift.outcome = "withheld";
            gift.rules.push(told.rule(*rule));
            gift.reason = Some(reason.word());
            gift.kept = Some(*kept);
            gift.free_from = free.map(|free| free.to_string());
            gift.pauses = pauses.iter().map(|clause| part(told, clause)).collect();
            let limit = held.as_ref().and_then(|held| held.limit);
            gift.limit = limit.map(|limit| told.written(told.plan.limits[limit].span));
            let counted = held.iter().flat_map(|held| &held.counted);
            gift.counted = counted
                .map(|grant| Counts {
                    gift: told.gift(grant.gift),
                    at: grant.at.map(|at| instant(told, at)),
                })
                .collect();
        }
        GiftOutcome::OnlyIn { rule, stages } => {
            gift.outcome = "not in this stage";
            gift.rules.push(told.rule(*rule));
            gift.only_in = stages.iter().map(|stage| told.stage(*stage)).collect();
        }
        GiftOutcome::Sample { rule } => {
            gift.outcome = "not in the sample";
            gift.rules.push(told.rule(*rule));
        }
        GiftOutcome::NoneLeft { rule } => {
            gift.outcome = "given for all events";
            gift.rules.push(told.rule(*rule));
        }
        GiftOutcome::NoEvent { rule } => {
            gift.outcome = "no event counts";
            gift.rules.push(told.rule(*rule));
        }
        GiftOutcome::LeftOut => gift.outcome = "left out",
        GiftOutcome::NotAsked(rules) => {
            gift.outcome = "not asked for";
            gift.rules = rules.iter().map(|rule| told.rule(*rule)).collect();
        }
    }
    gift
}

fn of_name<'a>(told: Told<'a>, named: &'a NamedWhy) -> Named<'a> {
    let points = named.points.iter().map(|points| Points {
        line: &points.line,
        points: points.points.as_deref(),
        at: points.at.map(|at| instant(told, at)),
        until: points.until.map(|until| instant(told, until)),
    });
    let mut all = named.counted.iter().map(|counted| events(told, counted));
    Named {
        name: &named.name,
        value: &named.value,
        text: named.text.as_deref(),
        held_at: named.bounded.as_ref().map(|held| if held.is_most { "most" } else { "least" }),
        sum: named.bounded.as_ref().map(|held| held.sum.as_str()),
        events: all.next(),
        more_events: all.collect(),
        missing: named.missing.iter().map(missing).collect(),
        points: points.collect(),
    }
}

fn of_next<'a>(told: Told<'a>, next: &'a NextWhy) -> Next<'a> {
    let change = next.change.as_ref().ok();
    let turns = change.into_iter().flat_map(|change| &change.because);
    Next {
        updated: next.updated,
        until: decided(told, &next.until),
        at: change.map(|change| change.at.to_string()),
        decision: change.map(|change| decided(told, &change.then)),
        because: turns.map(|(text, becomes)| Turns { text, becomes: truth(*becomes) }).collect(),
        nothing_until: next.change.as_ref().err().map(ToString::to_string),
        new_periods: next
            .new_periods
            .iter()
            .map(|(gift, at)| Begins { gift: told.gift(*gift), at: at.to_string() })
            .collect(),
        depends_on_others: next.depends_on_others,
    }
}
