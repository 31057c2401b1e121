//! What it would take, for programs: the key `takes` of the document.

use serde::Serialize;

use crate::tools::takes::{Bound, Change, Range, Takes as Found, Way as FoundWay, When};

use super::happens::happens;
use super::spoken::Told;
use super::takes;

#[derive(Serialize)]
pub(super) struct Takes<'a> {
    ways: Vec<Way<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wait: Option<Wait>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    steps: Vec<String>,
    tried_facts: usize,
    untried: Vec<&'a str>,
    depends_on_others: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contested: Vec<String>,
    in_the_way: Vec<String>,
}

#[derive(Serialize)]
struct Way<'a> {
    words: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    decision: String,
    changes: Vec<Fact<'a>>,
}

#[derive(Serialize)]
struct Wait {
    at: String,
    decision: String,
}

#[derive(Serialize)]
struct Fact<'a> {
    fact: &'a str,
    words: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    is: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<End>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<End>,
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<usize>,
}

/// Where a range of numbers begins or ends.
#[derive(Serialize)]
struct End {
    number: String,
    included: bool,
}

pub(super) fn of<'a>(told: Told<'a>, found: &'a Found) -> Takes<'a> {
    let lists = &told.plan.needs.lists;
    Takes {
        ways: found.ways.iter().map(|way| of_way(told, way)).collect(),
        wait: found.wait.as_ref().map(|wait| Wait {
            at: wait.at.to_string(),
            decision: happens(told, &Ok(wait.decision.clone())),
        }),
        steps: found.steps.iter().map(|step| takes::of_step(told, step)).collect(),
        tried_facts: found.tried,
        untried: found.untried.iter().map(|list| lists[*list].name.as_str()).collect(),
        depends_on_others: found.depends_on_others,
        contested: found.contested.iter().map(|prize| takes::of_prize(told, *prize)).collect(),
        in_the_way: if takes::is_hopeless(found) { takes::in_the_way(told) } else { Vec::new() },
    }
}

fn of_way<'a>(told: Told<'a>, way: &'a FoundWay) -> Way<'a> {
    Way {
        words: takes::words(told, way),
        from: match way.when {
            When::From(at) => Some(at.to_string()),
            When::Now | When::Until(_) => None,
        },
        until: match way.when {
            When::Until(at) => Some(at.to_string()),
            When::Now | When::From(_) => None,
        },
        decision: happens(told, &Ok(way.decision.clone())),
        changes: way.changes.iter().map(|change| of_change(told, change)).collect(),
    }
}

fn of_change<'a>(told: Told<'a>, change: &'a Change) -> Fact<'a> {
    let needs = &told.plan.needs;
    let words = takes::of_change(told, change);
    let plain = |fact: &'a str| Fact {
        fact,
        words: words.clone(),
        is: None,
        from: None,
        to: None,
        events: None,
    };
    match change {
        Change::Number { field, was, to } => {
            let Range { from, to } = *to;
            let is = was.map(|was| was.normalized().to_string());
            let (from, to) = (from.map(end), to.map(end));
            Fact { is, from, to, ..plain(&needs.fields[*field].name) }
        }
        Change::Value { field, was, .. } => {
            let need = &needs.fields[*field];
            let is = was.as_ref().map(|was| told.writer().of_type(was, &need.kind));
            Fact { is, ..plain(&need.name) }
        }
        Change::Entry { field, .. } => plain(&needs.fields[*field].name),
        Change::Tag { .. } => plain("tags"),
        Change::Events { list, count, .. } => {
            Fact { events: Some(*count), ..plain(&needs.lists[*list].name) }
        }
    }
}

fn end(bound: Bound) -> End {
    End { number: bound.value.normalized().to_string(), included: !bound.open }
}
