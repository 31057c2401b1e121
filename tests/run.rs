//! The engine, as a program of one's own calls it.

use std::borrow::Cow;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

use flywheel::Program;
use flywheel::records::{Format, Options};
use flywheel::run::{Decided, Engine, Input, Observer, Part, ReadFailure, Rejected, Settings};
use flywheel::values::AsOf;

const SHOP: &str = r#"
    customer
      spent: money
    reward gift costs $5, once
    stage New
      when spent > $10 move to Regular; give gift; tag "bought"
    stage Regular
      resting
"#;

const CIRCLE: &str = "
    customer
      spent: money
    stage Waiting
      resting
      when spent > $0 move to Circle
    stage Circle
      resting
      capacity 1 by spent
";

fn program(rules: &str) -> Program {
    Program::parse("rules.flywheel", rules).expect("rules without mistakes")
}

fn engine(program: &Program, settings: Settings) -> Engine<'_> {
    let plan = program.plan();
    Engine::new(plan, AsOf::parse("2026-03-31", &plan.zone).expect("a day")).with(settings)
}

/// `ada: Regular` or `line 3: spent: "much" is not a number`.
fn told(program: &Program, customer: Result<&Decided<'_, '_>, &Rejected<'_>>) -> String {
    match customer {
        Ok(Decided { id, decision, .. }) => {
            format!("{}: {}", id.text, program.plan().stages[decision.to].name)
        }
        Err(rejected) => format!("line {}: {}", rejected.line, rejected.fault),
    }
}

fn decided(rules: &str, settings: Settings, inputs: &[impl Input]) -> Vec<String> {
    let program = program(rules);
    let engine = engine(&program, settings);
    engine.decide_all(inputs, |customer| told(&program, customer)).expect("memory can be read")
}

/// Records in memory that note how often they are opened, and are read in small blocks.
struct Kept {
    name: &'static str,
    records: String,
    opened: AtomicUsize,
}

impl Kept {
    fn new(name: &'static str, records: impl Into<String>) -> Kept {
        Kept { name, records: records.into(), opened: AtomicUsize::new(0) }
    }
}

impl Input for Kept {
    type Stream = io::Cursor<String>;

    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.name)
    }

    fn options(&self) -> Options {
        Options { block: 64, format: Some(Format::Ndjson), ..Options::default() }
    }

    fn open(&self) -> io::Result<io::Cursor<String>> {
        self.opened.fetch_add(1, Ordering::Relaxed);
        Ok(io::Cursor::new(self.records.clone()))
    }
}

/// Customers who are only to be named.
struct Names;

impl Observer for Names {
    type Results = Vec<String>;

    fn begin(&self) -> Vec<String> {
        Vec::new()
    }

    fn decided(&self, names: &mut Vec<String>, decided: &Decided<'_, '_>) {
        let Decided { id, input, line, .. } = decided;
        names.push(format!("{input}:{line} {}", id.text));
    }

    fn rejected(&self, names: &mut Vec<String>, rejected: Rejected<'_>) {
        let Rejected { input, line, fault, .. } = rejected;
        names.push(format!("{input}:{line} {} [{}]", fault, fault.code.id));
    }
}

#[test]
fn customers_come_in_the_order_of_the_inputs() {
    let customers = |from: usize| {
        let one = |id| format!("{{\"id\":{id},\"spent\":{}}}\n", id % 20);
        Kept::new("customers", (from..from + 200).map(one).collect::<String>())
    };
    let told = decided(SHOP, Settings::default(), &[customers(0), customers(200)]);
    let stage = |id: usize| if id % 20 > 10 { "Regular" } else { "New" };
    let want: Vec<String> = (0..400).map(|id| format!("{id}: {}", stage(id))).collect();
    assert_eq!(told, want);
}

#[test]
fn both_ways_to_a_decision_are_taken_and_what_fits_neither_is_rejected() {
    let records: &[u8] = br#"{"id":"fast","spent":20}
{"id":"plain","spent":2e1}
{"id":"wrong","spent":"much"}
"#;
    let told = decided(SHOP, Settings::default(), &[records]);
    assert_eq!(
        told,
        ["fast: Regular", "plain: Regular", "line 3: spent: \"much\" is not a number"]
    );
}

#[test]
fn where_customers_compete_each_input_is_opened_once_more() {
    let program = program(CIRCLE);
    let engine = engine(&program, Settings::default());
    assert!(engine.has_limits_across_customers());
    assert_eq!(engine.passes(), 2);
    let inputs = [
        Kept::new("a", "{\"id\":\"ada\",\"spent\":10}"),
        Kept::new("b", "{\"id\":\"bob\",\"spent\":20}"),
    ];
    let told = engine.decide_all(&inputs, |customer| told(&program, customer));
    assert_eq!(told.expect("memory can be read"), ["ada: Waiting", "bob: Circle"]);
    assert_eq!(inputs.map(|input| input.opened.into_inner()), [2, 2]);
}

#[test]
fn records_come_back_with_what_was_decided_in_them() {
    let program = program(SHOP);
    let engine = engine(&program, Settings { update: true, ..Settings::default() });
    let records: &[u8] = br#"{"id":"ada","spent":20,"stage":"New"}

{"id":"bob","spent":"much"}
{"id":"eve","spent":1,"stage":"New"}"#;
    let mut updated = Vec::new();
    let whole = engine.run(&[records], &Names, |part| {
        updated.extend(part.updated);
        Ok::<(), ReadFailure>(())
    });
    assert!(whole.expect("memory can be read"));
    assert_eq!(
        String::from_utf8(updated).expect("a text"),
        r#"{"id":"ada","spent":20,"stage":"Regular","stage_since":"2026-03-31T23:59:59.999999999Z","tags":["bought"],"given":[{"name":"gift","at":"2026-03-31T23:59:59.999999999Z","cost":5}]}

{"id":"bob","spent":"much"}
{"id":"eve","spent":1,"stage":"New"}"#
    );
}

#[test]
fn an_id_that_came_before_is_rejected_where_ids_may_come_only_once() {
    let inputs = [
        Kept::new("a", "{\"id\":\"ada\"}\n{\"id\":\"bob\"}\n"),
        Kept::new("b", "{\"id\":\"eve\"}\n{\"id\":\"bob\"}\n"),
    ];
    let program = program(SHOP);
    let engine = engine(&program, Settings { unique_ids: true, ..Settings::default() });
    let mut names = Vec::new();
    let run = engine.run(&inputs, &Names, |part| {
        names.extend(part.results);
        Ok::<(), ReadFailure>(())
    });
    assert!(run.expect("memory can be read"));
    let twice = "b:2 id: this id already appeared at a:2 [duplicate-id]";
    assert_eq!(names, ["a:1 ada", "a:2 bob", "b:1 eve", twice]);
}

#[test]
fn an_input_that_breaks_off_is_told_of_and_the_others_are_decided() {
    let damaged: &[u8] = b"\xff\xfe{\x00";
    let good: &[u8] = br#"{"id":"ada","spent":1}"#;
    let program = program(SHOP);
    let engine = engine(&program, Settings::default());
    let mut names = Vec::new();
    let whole = engine.run(&[damaged, good], &Names, |part| {
        names.extend(part.results);
        Ok::<(), ReadFailure>(())
    });
    assert!(!whole.expect("memory can be read"));
    let wrong = "customers:1 the file is UTF-16: save it as UTF-8 [encoding]";
    assert_eq!(names, [wrong, "customers:1 ada"]);
}

/// Cannot be opened.
struct Locked;

impl Input for Locked {
    type Stream = io::Empty;

    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed("locked")
    }

    fn open(&self) -> io::Result<io::Empty> {
        Err(io::ErrorKind::PermissionDenied.into())
    }
}

#[test]
fn an_input_that_cannot_be_opened_is_an_error() {
    let program = program(SHOP);
    let told = engine(&program, Settings::default()).decide_all(&[Locked], |_| ());
    assert_eq!(
        told.expect_err("it is locked").to_string(),
        "cannot read locked: permission denied"
    );
}

#[test]
fn whoever_takes_the_results_can_stop_the_run() {
    #[derive(Debug, PartialEq)]
    enum Stop {
        Enough,
        Unread,
    }
    impl From<ReadFailure> for Stop {
        fn from(_: ReadFailure) -> Stop {
            Stop::Unread
        }
    }
    let program = program(SHOP);
    let engine = engine(&program, Settings::default());
    let input = Kept::new("many", "{\"id\":1}\n".repeat(10_000));
    let mut taken = 0;
    let stopped = engine.run(&[input], &Names, |part: Part<Vec<String>>| {
        taken += part.results.len();
        if taken > 10 { Err(Stop::Enough) } else { Ok(()) }
    });
    assert_eq!(stopped, Err(Stop::Enough));
    assert!(taken < 10_000, "{taken}");
    assert_eq!(engine.run(&[Locked], &Names, |_| Ok(())), Err(Stop::Unread));
}

#[test]
fn one_customer_alone_competes_with_nobody() {
    let program = program(CIRCLE);
    let engine = engine(&program, Settings::default());
    let decision = engine.decide_one(br#"{"id":"ada","spent":1}"#).expect("a record that fits");
    assert_eq!(program.plan().stages[decision.to].name, "Circle");
    let fault = engine.decide_one(br#"{"id":"ada","spent":"x"}"#).expect_err("no number");
    assert_eq!(fault.to_string(), "spent: \"x\" is not a number");
    assert_eq!(fault.code.id, "not-a-number");
}
