//! When a decision changes if nothing happens: of programs, customers and instants that nobody thought
//! of, what is decided at every moment up to then is the same, and at that moment another.

#[path = "support/cases.rs"]
mod cases;
#[path = "support/invented/mod.rs"]
mod invented;
#[path = "support/questions.rs"]
mod questions;

use std::sync::Arc;

use cases::cases;
use flywheel::Program;
use flywheel::eval::{Evaluator, Record};
use flywheel::plan::Plan;
use flywheel::records::Reader;
use flywheel::values::{AsOf, Instant};
use flywheel::when::{HORIZON_DAYS, NextChange, is_same, next_change};
use invented::Choices;
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, ToSpan};
use questions::questions;

/// What was asked and answered.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    questions: usize,
    changes: usize,
    /// Decisions in between.
    probes: usize,
}

#[test]
fn nothing_changes_until_then() {
    let mut all = Tally::default();
    questions(cases(40), |question, choices| {
        ask(question.program.plan(), question.record, question.as_of, choices, &mut all)
    });
    let Tally { questions, changes, probes } = all;
    // `.ci/long` adds these up.
    println!("law when: questions={questions} changes={changes} decisions={probes}");
    assert!(changes * 10 > questions, "{changes} changes in {questions} questions");
    assert!(probes > questions * 20, "{probes} probes for {questions} questions");
}

fn ask(
    plan: &Arc<Plan>,
    record: &Record<'_>,
    as_of: AsOf,
    choices: &mut Choices<'_>,
    tally: &mut Tally,
) -> Result<(), String> {
    let NextChange { until, change, .. } = next_change(plan, record, as_of);
    tally.questions += 1;
    let decide = |at: AsOf| Evaluator::new(plan, at).decide(record);
    let end = match &change {
        Ok(change) => {
            tally.changes += 1;
            if is_same(&until, &decide(change.at)) {
                return Err(format!("nothing changes at {}", change.at));
            }
            change.at
        }
        Err(end) => *end,
    };
    for probe in probes(plan, as_of, end, choices) {
        tally.probes += 1;
        let then = decide(probe);
        if !is_same(&until, &then) {
            return Err(format!("said {end}, but at {probe}\n{until:?}\nbecomes\n{then:?}"));
        }
    }
    Ok(())
}

/// Moments between two: all days; of instants, those at which something is likely to turn.
fn probes(plan: &Plan, from: AsOf, to: AsOf, choices: &mut Choices<'_>) -> Vec<AsOf> {
    match (from, to) {
        (AsOf::Day(from), AsOf::Day(to)) => {
            days(from, to).skip(1).filter(|day| *day < to).map(AsOf::Day).collect()
        }
        (AsOf::Instant(from), AsOf::Instant(to)) => {
            instants(plan, from, to, choices).into_iter().map(AsOf::Instant).collect()
        }
        (AsOf::Day(_), AsOf::Instant(_)) | (AsOf::Instant(_), AsOf::Day(_)) => {
            panic!("the answer is no moment of the kind that was asked about")
        }
    }
}

fn days(from: Date, to: Date) -> impl Iterator<Item = Date> {
    let next = |day: &Date| day.checked_add(1.day()).ok();
    std::iter::successors(Some(from), next).take_while(move |day| *day <= to)
}

/// Times of day around midnight, hours that clocks skip or repeat, and the times of invented events.
const TIMES: [&str; 10] = [
    "00:00",
    "00:30",
    "01:30",
    "02:30",
    "03:00",
    "04:00",
    "09:30",
    "12:00:00.5",
    "22:00",
    "23:59:59",
];

fn instants(plan: &Plan, from: Instant, to: Instant, choices: &mut Choices<'_>) -> Vec<Instant> {
    let zone = &plan.zone;
    let hair = SignedDuration::from_nanos(1);
    let mut all = vec![from + hair, to - hair];
    let (first, last) = (zone.to_datetime(from).date(), zone.to_datetime(to).date());
    for day in days(first, last) {
        let is_near = (day - first).get_days() < 35 || (last - day).get_days() < 3;
        let times = if is_near { TIMES.len() } else { 1 };
        for time in &TIMES[..times] {
            let local = day.to_datetime(time.parse::<Time>().unwrap());
            let there = zone.to_ambiguous_timestamp(local);
            let there = [there.earlier(), there.later()].into_iter().flatten();
            all.extend(there.flat_map(|at| [at - hair, at, at + hair]));
        }
    }
    let span = to.duration_since(from).as_secs().max(1) as usize;
    all.extend((0..20).map(|_| from + SignedDuration::from_secs(choices.below(span) as i64)));
    all.retain(|at| from < *at && *at < to);
    all
}

#[test]
fn it_is_the_clause_that_turns() {
    let rules = "
        customer
          purchases: events
        reward hello once per 30 days
        stage Active
          when 60 days without purchases move to Lapsed
          when 2 purchases within 90 days give hello
        stage Lapsed
          resting
    ";
    let program = Program::parse("rules.flywheel", rules).expect("the rules are right");
    let next = |record: &str, as_of: &str| {
        let plan = program.plan();
        let record = Reader::new(&plan.needs).read(record.as_bytes()).expect("a right record");
        next_change(plan, &record, AsOf::parse(as_of, &plan.zone).unwrap()).change.map(|c| c.at)
    };
    let said = |at: Result<AsOf, AsOf>| match at {
        Ok(at) => at.to_string(),
        Err(until) => format!("nothing until {until}"),
    };
    let bought = r#"{"id":"a","stage":"Active","stage_since":"2026-01-01","purchases":[{"at":"2026-01-02"},{"at":"2026-03-05"}]"#;
    let of = |given: &str, as_of: &str| said(next(&format!("{bought}{given}}}"), as_of));
    // 90 days after 2 January, the first purchase counts no longer.
    assert_eq!(of("", "2026-03-10"), "2026-04-02");
    assert_eq!(of("", "2026-03-10T12:00:00Z"), "2026-04-02T00:00:00Z");
    // The gift is free again 30 days after it was given.
    let given = r#","given":[{"name":"hello","at":"2026-02-15"}]"#;
    assert_eq!(of(given, "2026-03-10"), "2026-03-17");
    // 60 days after the last purchase.
    assert_eq!(of("", "2026-04-10"), "2026-05-04");
    let lapsed = r#"{"id":"a","stage":"Lapsed","stage_since":"2026-01-01"}"#;
    let end: Date = "2026-03-10".parse::<Date>().unwrap() + HORIZON_DAYS.days();
    assert_eq!(said(next(lapsed, "2026-03-10")), format!("nothing until {end}"));
}

/// For each form that asks about time, a program in which nothing else does: what is declared, the
/// condition of the only rule, and what the record says besides `id` and `stage`.
const FORMS: &[(&str, &str, &str)] = &[
    ("n: number\n  leave out when day of today is 9", "n > 0", r#""n":1"#),
    ("p: events", "2 p within 30 days", r#""p":[{"at":"2026-03-10"},{"at":"2026-03-12"}]"#),
    (
        "p: events",
        "2 p within 36 hours",
        r#""p":[{"at":"2026-03-30T20:00:00Z"},{"at":"2026-03-31T08:30:00Z"}]"#,
    ),
    (
        "p: events",
        "2 p within 1 month",
        r#""p":[{"at":"2026-03-28T12:00:00Z"},{"at":"2026-03-29"}]"#,
    ),
    ("p: events", "a p this calendar quarter", r#""p":[{"at":"2026-03-10"}]"#),
    ("p: events", "a p last calendar month", r#""p":[{"at":"2026-03-10"}]"#),
    ("p: events", "a p between today - 10 days and today - 5 days", r#""p":[{"at":"2026-03-29"}]"#),
    ("p: events", "60 days without p", r#""p":[{"at":"2026-03-10"}]"#),
    ("p: events", "60 days without p", r#""p":[],"stage_since":"2026-03-01""#),
    ("p: events", "45 days since last p", r#""p":[{"at":"2026-03-10"}]"#),
    ("p: events", "2 p", r#""p":[{"at":"2026-03-10"},{"at":"2026-04-20T15:00:00Z"}]"#),
    (
        "p: events with n number",
        "sum(p.n within 20 days) ≥ 5",
        r#""p":[{"at":"2026-03-25","n":7}]"#,
    ),
    (
        "p: events with due date",
        "a p where due > now",
        r#""p":[{"at":"2026-03-25","due":"2026-04-09T10:00:00Z"}]"#,
    ),
    ("p: events", "a p where (10 days since at)", r#""p":[{"at":"2026-03-25T07:00:00Z"}]"#),
    ("d: date", "3 weeks since d", r#""d":"2026-03-25T07:00:00Z""#),
    ("d: day", "today ≥ d + 1 month", r#""d":"2026-03-31""#),
    ("d: date", "now ≥ d + 36 hours", r#""d":"2026-03-31T07:30:00Z""#),
    ("d: date", "now ≤ d", r#""d":"2026-03-31T23:59:59.999999999""#),
    ("d: date", "now ≤ d or now > d + 9 days", r#""d":"2026-03-31T09:30:00""#),
    ("d: date", "d within next 7 days", r#""d":"2026-04-20T07:30:00Z""#),
    ("d: date", "d within 7 days", r#""d":"2026-04-02T07:30:00Z""#),
    ("d: day", "d this calendar month", r#""d":"2026-05-20""#),
    ("d: day", "d last calendar week", r#""d":"2026-04-20""#),
    ("d: day", "anniversary of d", r#""d":"1990-04-17""#),
    ("d: day", "anniversary of (d - 7 days)", r#""d":"2024-02-29""#),
    ("d: day", "anniversary of d within next 7 days", r#""d":"1990-04-17""#),
    ("d: day", "anniversary of d this calendar month", r#""d":"1990-06-17""#),
    ("d: day", "days from d to today ≥ 40", r#""d":"2026-03-17""#),
    ("d: day", "d > start of calendar month of today", r#""d":"2026-04-01""#),
    ("n: number", "weekday of today is Friday and n > 0", r#""n":1"#),
    ("n: number", "month of today ≥ 6 and n > 0", r#""n":1"#),
    ("n: number", "30 days in stage and n > 0", r#""n":1,"stage_since":"2026-03-20T09:00:00Z""#),
    (
        "n: number",
        "stage_since < now - 20 days and n > 0",
        r#""n":1,"stage_since":"2026-03-20T09:00:00Z""#,
    ),
    ("p: events\nscore s\n  add 5 per p for 20 days", "s ≥ 5", r#""p":[{"at":"2026-03-25"}]"#),
    (
        "p: events\nscore s\n  add 5 per p for 2 calendar months",
        "s ≥ 5",
        r#""p":[{"at":"2026-03-25"}]"#,
    ),
    ("p: events\nbalance b\n  earn 5 per p for 20 days", "b ≥ 5", r#""p":[{"at":"2026-03-25"}]"#),
    (
        "p: events\nbalance b\n  earn 5 per p for 2 calendar months",
        "b ≥ 5",
        r#""p":[{"at":"2026-03-25"}]"#,
    ),
    (
        "p: events\nbalance b\n  earn 5 per p for 60 days",
        "b expiring within 10 days ≥ 5",
        r#""p":[{"at":"2026-03-25"}]"#,
    ),
    (
        "p: events\nbalance b\n  earn 5 per p for 2 calendar months",
        "b expiring within 10 days ≥ 5",
        r#""p":[{"at":"2026-03-25"}]"#,
    ),
    (
        "p: events\nlet late = 2 p within 30 days",
        "not late",
        r#""p":[{"at":"2026-03-10"},{"at":"2026-03-12"}]"#,
    ),
];

/// The same for gifts: options and what else is declared, and what the record says.
const GIFTS: &[(&str, &str, &str)] = &[
    ("once per 30 days", "", r#""given":[{"name":"g","at":"2026-03-20T08:00:00Z"}]"#),
    (
        "2 times per calendar month",
        "",
        r#""given":[{"name":"g","at":"2026-03-30"},{"name":"g","at":"2026-03-29"}]"#,
    ),
    (
        "every time",
        "limit g to 1 per 10 days",
        r#""given":[{"name":"g","at":"2026-03-30T08:00:00Z"}]"#,
    ),
    (
        "every time",
        "limit g to 1 per calendar month",
        r#""given":[{"name":"g","at":"2026-03-30T08:00:00Z"}]"#,
    ),
    (
        "every time, costs $5",
        "limit g to $9 per 10 days",
        r#""given":[{"name":"g","at":"2026-03-30T08:00:00Z"}]"#,
    ),
    ("every time", "pause g when weekday of today is Tuesday", ""),
    (
        "every time, kept for 7 days",
        "pause g when yes_no",
        r#""yes_no":true,"owed":[{"name":"g","since":"2026-03-29T08:00:00Z"}]"#,
    ),
];

/// Asks as of a day and as of a time. Something has to change, at just the moment that deciding at all
/// others finds.
fn turns(rules: &str, record: &str) -> Result<(), String> {
    let refused =
        |refused: Box<flywheel::ProgramProblems>| format!("{rules}\n{:?}", refused.problems);
    let program = Program::parse("rules.flywheel", rules).map_err(refused)?;
    let plan = program.plan();
    let record = format!(r#"{{"id":"a","stage":"S",{record}}}"#).replace(",}", "}");
    let record = Reader::new(&plan.needs).read(record.as_bytes());
    let record = record.map_err(|fault| format!("{rules}\n{}", fault.message))?.into_owned();
    for as_of in ["2026-03-31", "2026-03-31T09:30:00"] {
        let mut tally = Tally::default();
        let moment = AsOf::parse(as_of, &plan.zone).unwrap();
        ask(plan, &record, moment, &mut Choices::rolled(5), &mut tally)
            .map_err(|told| format!("{rules}\nas of {as_of}: {told}"))?;
        if tally.changes != 1 {
            return Err(format!("{rules}\nas of {as_of}: nothing changes"));
        }
    }
    Ok(())
}

#[test]
fn each_form_that_asks_about_time_is_watched() {
    let mut wrong = Vec::new();
    for (declared, condition, record) in FORMS {
        let turned = turns(
            &format!(
                "flywheel \"F\"\n  timezone Europe/Berlin\ncustomer\n  {declared}\n\
                 stage S\n  resting\n  when {condition} tag \"x\"\n"
            ),
            record,
        );
        wrong.extend(turned.err());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn whatever_holds_gifts_back_is_watched() {
    let mut wrong = Vec::new();
    for (options, declared, record) in GIFTS {
        let give =
            if record.contains("owed") { "tagged \"never\"" } else { "not tagged \"never\"" };
        let turned = turns(
            &format!(
                "flywheel \"F\"\n  timezone Europe/Berlin\ncustomer\n  yes_no: yes/no\n\
                 reward g {options}\n{declared}\nstage S\n  resting\n  when {give} give g\n"
            ),
            record,
        );
        wrong.extend(turned.err());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
