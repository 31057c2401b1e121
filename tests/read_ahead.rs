//! The fast path reads several records of a chunk before it decides the first of them. Each is decided as if
//! it were the only one, whatever the records around it are like.

#[path = "support/cases.rs"]
mod cases;

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write;
use std::io;

use cases::cases;
use flywheel::Program;
use flywheel::eval::{Decision, Id};
use flywheel::records::Options;
use flywheel::run::{Decided, Engine, Input, PathTaken, Rejected};
use flywheel::values::AsOf;
use proptest::prelude::*;
use proptest::test_runner::Config;

const RULES: &str = r#"
customer
  nps:    number
  city:   text
  orders: events with total money
reward mug costs $8, once
reward pin every time
limit rewards to 3 per 30 days
stage A
  when sum(orders.total) ≥ $100 move to B; give pin
  when nps ≥ 9 give mug; tag "happy"
  when city is "Lyon" tag "near"
  when city is "far" untag "near"
stage B
  when 2 orders within 90 days give pin
  when nps < 3 move to A
"#;

/// What a record is like.
#[derive(Clone, Copy, Debug)]
enum Like {
    Usual,
    /// The keys are in another order than those of the others.
    Turned,
    /// With a number that only the plain path has room for.
    Long,
    /// With so many events that it is read by itself.
    Large,
    GivenBefore,
    /// Its events are written alike, and some of their values are null.
    Nulls,
    /// Its events have a key twice.
    Twice,
    WithoutNps,
    WrongType,
    Broken,
    /// The id of the record before.
    Again,
}

const ALL: [Like; 11] = [
    Like::Usual,
    Like::Turned,
    Like::Long,
    Like::Large,
    Like::GivenBefore,
    Like::Nulls,
    Like::Twice,
    Like::WithoutNps,
    Like::WrongType,
    Like::Broken,
    Like::Again,
];

fn record(like: Like, number: usize, seed: u32) -> String {
    let stage = if seed.is_multiple_of(3) { "B" } else { "A" };
    let (nps, city) = (seed % 11, ["Lyon", "far", "Łódź"][seed as usize % 3]);
    let events = if matches!(like, Like::Large) { 900 } else { seed as usize % 6 };
    let mut orders = String::new();
    for event in 0..events {
        let comma = if event == 0 { "" } else { "," };
        let (day, cents) = (event % 28 + 1, seed as usize * 37 % 9000 + event);
        let (time, total) = (format!("\"2026-03-{day:02}T10:00:00Z\""), format!("{cents}.25"));
        let has_nulls = matches!(like, Like::Nulls);
        let total = if has_nulls && event % 2 == 1 { "null".to_owned() } else { total };
        let time = if has_nulls && event % 3 == 2 { "null".to_owned() } else { time };
        let more = if matches!(like, Like::Twice) { r#","total":null"# } else { "" };
        let _written = write!(orders, r#"{comma}{{"at":{time},"total":{total}{more}}}"#);
    }
    let id = format!(r#""id":"c-{number}""#);
    let rest = format!(r#""stage":"{stage}","city":"{city}","orders":[{orders}]"#);
    match like {
        Like::Usual | Like::Large | Like::Nulls | Like::Twice => {
            format!(r#"{{{id},"nps":{nps},{rest}}}"#)
        }
        Like::Turned => format!(r#"{{{rest},"nps":{nps},{id}}}"#),
        Like::Long => format!(r#"{{{id},"nps":{nps}.{:024},{rest}}}"#, 1),
        Like::GivenBefore => format!(
            r#"{{{id},"nps":{nps},{rest},"given":[{{"gift":"mug","at":"2026-01-0{}"}}]}}"#,
            seed % 9 + 1
        ),
        Like::WithoutNps => format!("{{{id},{rest}}}"),
        Like::WrongType => format!(r#"{{{id},"nps":"many",{rest}}}"#),
        Like::Broken => format!(r#"{{{id},"nps":{nps},{rest}"#),
        Like::Again => {
            format!(r#"{{"id":"c-{}","nps":{nps},{rest}}}"#, number.saturating_sub(1))
        }
    }
}

struct Lines(String);

impl Input for Lines {
    type Stream = io::Cursor<String>;

    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed("customers.ndjson")
    }

    fn options(&self) -> Options {
        Options::default()
    }

    fn open(&self) -> io::Result<io::Cursor<String>> {
        Ok(io::Cursor::new(self.0.clone()))
    }
}

fn said(id: &Id<'_>, decision: &Decision) -> String {
    format!("{} {decision:?}", id.text)
}

fn engine() -> Engine {
    let program = Program::parse("rules.flywheel", RULES).expect("rules without mistakes");
    let plan = program.plan();
    Engine::new(plan, AsOf::parse("2026-03-31", &plan.zone).expect("a day"))
}

/// What is said of each record of a stream.
fn of_stream(engine: &Engine, lines: &[String]) -> Vec<String> {
    let each = |decided: Result<&Decided<'_, '_>, &Rejected<'_>>| match decided {
        Ok(decided) => said(decided.id, decided.decision),
        Err(rejected) => rejected.fault.code.id.to_owned(),
    };
    engine.decide_all(&[Lines(lines.join("\n"))], each).expect("the stream can be read")
}

/// The same of each by itself, on the plain path.
fn alone(engine: &Engine, lines: &[String]) -> Vec<String> {
    let mut met = HashSet::new();
    let of = |line: &String| {
        let said = match engine.decide_one(line.as_bytes()) {
            Ok((id, decision)) => said(&id, &decision),
            Err(fault) => fault.code.id.to_owned(),
        };
        // Whose a broken record is, is not known.
        let id = line.split('"').skip_while(|text| *text != "id").nth(2);
        let is_first = said == "garbled" || id.is_none_or(|id| met.insert(id.to_owned()));
        if is_first { said } else { "duplicate-id".to_owned() }
    };
    lines.iter().map(of).collect()
}

proptest! {
    #![proptest_config(Config { cases: cases(100), failure_persistence: None, ..Config::default() })]

    #[test]
    fn each_record_is_decided_as_if_it_were_the_only_one(
        records in prop::collection::vec((prop::sample::select(&ALL[..]), any::<u32>()), 1..120),
    ) {
        let engine = engine();
        let lines: Vec<String> =
            records.iter().enumerate().map(|(n, (like, seed))| record(*like, n, seed % 997)).collect();
        prop_assert_eq!(of_stream(&engine, &lines), alone(&engine, &lines));
    }
}

#[test]
fn most_are_decided_on_the_fast_path() {
    let engine = engine();
    let lines: Vec<String> = (0..100).map(|n| record(Like::Usual, n, n as u32 * 13)).collect();
    let each = |decided: Result<&Decided<'_, '_>, &Rejected<'_>>| {
        decided.is_ok_and(|decided| decided.path_taken() == PathTaken::Fast)
    };
    let fast = engine.decide_all(&[Lines(lines.join("\n"))], each).expect("they can be read");
    assert_eq!(fast.iter().filter(|fast| **fast).count(), 100);
}
