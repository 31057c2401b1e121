//! A comparison for programs: version 1 of a document of our own. `docs/diff.md` describes it.

use serde::Serialize;

use super::{Compared, Shown, causes};
use crate::plan::Plan;
use crate::problems::document;
use crate::tools::diff::{Alike, End, Group, Kind, OtherDays, Side};
use crate::tools::why::Why;
use crate::values::Decimal;

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    old: &'a str,
    new: &'a str,
    as_of: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    replay: Option<Replay>,
    rules: &'static str,
    customers: u64,
    different: u64,
    gaining: u64,
    losing: u64,
    stages: Vec<Stage<'a>>,
    gifts: Vec<Gift<'a>>,
    recosted: Vec<Recosted<'a>>,
    tags: Vec<Tag<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    other_days: Option<Vec<Other<'a>>>,
    left_out: Vec<OneSided<'a>>,
    without_stage: Vec<OneSided<'a>>,
    rejected: Vec<OneSided<'a>>,
    first: Vec<Customer<'a>>,
}

#[derive(Serialize)]
struct Replay {
    from: String,
    to: String,
    every: &'static str,
    start_empty: bool,
}

#[derive(Serialize)]
struct Stage<'a> {
    from: Option<&'a str>,
    old: Reached<'a>,
    new: Reached<'a>,
    customers: u64,
    first: Vec<&'a str>,
}

#[derive(Serialize)]
struct Reached<'a> {
    stage: &'a str,
    rule: Option<&'a str>,
}

#[derive(Serialize)]
struct Gift<'a> {
    gift: &'a str,
    change: &'static str,
    customers: u64,
    gifts: u64,
    cost: Option<String>,
    currency: &'a str,
    withheld: std::collections::BTreeMap<&'static str, u64>,
    first: Vec<&'a str>,
}

#[derive(Serialize)]
struct Recosted<'a> {
    gift: &'a str,
    gifts: u64,
    old: Option<String>,
    new: Option<String>,
}

#[derive(Serialize)]
struct Tag<'a> {
    tag: &'a str,
    action: &'static str,
    change: &'static str,
    customers: u64,
    first: Vec<&'a str>,
}

#[derive(Serialize)]
struct Other<'a> {
    what: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    gift: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tag: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<&'static str>,
    customers: u64,
    first: Vec<&'a str>,
}

#[derive(Serialize)]
struct OneSided<'a> {
    by: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<&'a str>,
    customers: u64,
    first: Vec<&'a str>,
}

#[derive(Serialize)]
struct Customer<'a> {
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<String>,
    old: Decided<'a>,
    new: Decided<'a>,
    because: Vec<String>,
}

#[derive(Serialize)]
struct Decided<'a> {
    words: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rejected: Option<&'a str>,
    left_out: bool,
    from: Option<&'a str>,
    to: Option<&'a str>,
    rule: Option<&'a str>,
    given: Vec<Given<'a>>,
    tags: Vec<&'a str>,
    untags: Vec<&'a str>,
}

#[derive(Serialize)]
struct Given<'a> {
    gift: &'a str,
    #[serde(rename = "for", skip_serializing_if = "Option::is_none")]
    event: Option<&'a str>,
    rule: &'a str,
}

pub(super) fn write(compared: &Compared<'_>) -> String {
    let counts = compared.counts;
    let kinds = || counts.kinds.iter();
    let first = compared.shown.iter().map(|one| customer(compared, one));
    let recosted = counts.recosted.iter().map(|(gift, sums)| Recosted {
        gift: compared.pair.gift_name(*gift),
        gifts: sums.gifts,
        old: amount(sums.old),
        new: amount(sums.new),
    });
    document(&Document {
        version: VERSION,
        old: compared.old.name,
        new: compared.new.name,
        as_of: compared.as_of.to_string(),
        replay: compared.days.map(|days| Replay {
            from: days.from.to_string(),
            to: days.to.to_string(),
            every: days.every.word(),
            start_empty: days.start_empty,
        }),
        rules: match compared.alike {
            Alike::Same => "same",
            Alike::Layout => "layout",
            Alike::Differ => "differ",
        },
        customers: counts.customers,
        different: counts.different,
        gaining: counts.gaining,
        losing: counts.losing,
        stages: kinds().filter_map(|(kind, group)| stage(compared, kind, group)).collect(),
        gifts: kinds().filter_map(|(kind, group)| gift(compared, kind, group)).collect(),
        recosted: recosted.collect(),
        tags: kinds().filter_map(|(kind, group)| tag(kind, group)).collect(),
        other_days: compared.days.map(|_| {
            kinds().filter_map(|(kind, group)| other_days(compared, kind, group)).collect()
        }),
        left_out: kinds().filter_map(|(kind, group)| left_out(kind, group)).collect(),
        without_stage: kinds()
            .filter_map(|(kind, group)| without_stage(compared, kind, group))
            .collect(),
        rejected: kinds().filter_map(|(kind, group)| rejected(kind, group)).collect(),
        first: first.collect(),
    })
}

fn stage<'a>(compared: &Compared<'a>, kind: &Kind, group: &'a Group) -> Option<Stage<'a>> {
    let Kind::Stage { from, old, new } = kind else { return None };
    let reached = |side: Side, end: &End| Reached {
        stage: compared.pair.stage_name(end.stage),
        rule: end.rule.map(|rule| &*compared.rules(side).plan.rules[rule].label),
    };
    Some(Stage {
        from: from.map(|from| compared.pair.stage_name(from)),
        old: reached(Side::Old, old),
        new: reached(Side::New, new),
        customers: group.customers,
        first: ids(group),
    })
}

fn gift<'a>(compared: &Compared<'a>, kind: &Kind, group: &'a Group) -> Option<Gift<'a>> {
    let Kind::Gift { gift, gained } = kind else { return None };
    let side = if *gained { Side::New } else { Side::Old };
    Some(Gift {
        gift: compared.pair.gift_name(*gift),
        change: change(*gained),
        customers: group.customers,
        gifts: group.gifts,
        cost: amount(group.cost),
        currency: compared.rules(side).plan.currency.code(),
        withheld: group.withheld.iter().map(|(why, count)| (why.word(), *count)).collect(),
        first: ids(group),
    })
}

fn tag<'a>(kind: &'a Kind, group: &'a Group) -> Option<Tag<'a>> {
    let Kind::Tag { tag, set, gained } = kind else { return None };
    let (change, customers) = (change(*gained), group.customers);
    Some(Tag { tag, action: action(*set), change, customers, first: ids(group) })
}

fn other_days<'a>(compared: &Compared<'a>, kind: &'a Kind, group: &'a Group) -> Option<Other<'a>> {
    let Kind::OtherDays(what) = kind else { return None };
    let (what, gift, tag) = match what {
        OtherDays::Moves => ("moves", None, None),
        OtherDays::Gift(gift) => ("gift", Some(compared.pair.gift_name(*gift)), None),
        OtherDays::Tag { tag, set } => ("tag", None, Some((&**tag, action(*set)))),
        OtherDays::LeftOut => ("left_out", None, None),
    };
    let (tag, action) = tag.unzip();
    Some(Other { what, gift, tag, action, customers: group.customers, first: ids(group) })
}

fn left_out<'a>(kind: &Kind, group: &'a Group) -> Option<OneSided<'a>> {
    let Kind::LeftOut(by) = kind else { return None };
    Some(one_sided(*by, None, group))
}

fn rejected<'a>(kind: &Kind, group: &'a Group) -> Option<OneSided<'a>> {
    let Kind::Rejected(by) = kind else { return None };
    Some(one_sided(*by, None, group))
}

fn without_stage<'a>(
    compared: &Compared<'a>,
    kind: &Kind,
    group: &'a Group,
) -> Option<OneSided<'a>> {
    let Kind::NoStage(by, stage) = kind else { return None };
    Some(one_sided(*by, Some(compared.pair.stage_name(*stage)), group))
}

fn one_sided<'a>(by: Side, stage: Option<&'a str>, group: &'a Group) -> OneSided<'a> {
    let by = match by {
        Side::Old => "old",
        Side::New => "new",
    };
    OneSided { by, stage, customers: group.customers, first: ids(group) }
}

fn action(set: bool) -> &'static str {
    if set { "set" } else { "removed" }
}

fn change(gained: bool) -> &'static str {
    if gained { "gained" } else { "lost" }
}

/// The first customers, those whose ids are known.
fn ids(group: &Group) -> Vec<&str> {
    let ids = group.first.iter().map(|person| {
        let [old, new] = &person.ids;
        new.as_deref().or(old.as_deref())
    });
    ids.flatten().collect()
}

fn customer<'a>(compared: &'a Compared<'_>, one: &'a Shown) -> Customer<'a> {
    let [old, new] = &one.person.ids;
    Customer {
        id: new.as_deref().or(old.as_deref()),
        on: compared.day_of(one).map(|day| day.to_string()),
        old: decided(compared, one, Side::Old),
        new: decided(compared, one, Side::New),
        because: causes::sentences(compared, one),
    }
}

fn decided<'a>(compared: &'a Compared<'_>, one: &'a Shown, side: Side) -> Decided<'a> {
    let plan = compared.rules(side).plan;
    let words = causes::decides(compared, one, side);
    let why = one.why(side);
    let nothing = Decided {
        words,
        rejected: one.person.rejected.as_ref().filter(|(by, _)| *by == side).map(|(_, why)| &**why),
        left_out: false,
        from: None,
        to: None,
        rule: None,
        given: Vec::new(),
        tags: Vec::new(),
        untags: Vec::new(),
    };
    match why {
        Some(Why { decision: Ok(decision), .. }) if decision.left_out => {
            Decided { left_out: true, ..nothing }
        }
        Some(Why { decision: Ok(decision), .. }) => Decided {
            from: decision.from.map(|stage| stage_name(plan, stage)),
            to: Some(stage_name(plan, decision.to)),
            rule: decision.moves.last().map(|moved| &*plan.rules[moved.rule].label),
            given: decision
                .given
                .iter()
                .map(|given| Given {
                    gift: &plan.gifts[given.gift].name,
                    event: given.event.as_deref(),
                    rule: &plan.rules[given.rule].label,
                })
                .collect(),
            tags: decision.tags.iter().map(String::as_str).collect(),
            untags: decision.untags.iter().map(String::as_str).collect(),
            ..nothing
        },
        Some(_) | None => nothing,
    }
}

fn stage_name(plan: &Plan, stage: usize) -> &str {
    &plan.stages[stage].name
}

fn amount(amount: Option<Decimal>) -> Option<String> {
    amount.map(|amount| amount.normalized().to_string())
}
