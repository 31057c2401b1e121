//! The engine, as a program of one's own calls it.

use std::borrow::Cow;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

use flywheel::Program;
use flywheel::records::{Format, Options};
use flywheel::run::{
    Decided, Decider, Engine, Fault, Found, Input, LedgerRow, LimitsAcrossCustomers, Observer,
    Part, PathTaken, ReadFailure, Rejected, Settings, Surveyed, Unread,
};
use flywheel::values::AsOf;

/// Threads of a server share them, and objects of another language keep them.
const _: () = {
    const fn kept<T: Send + Sync + 'static>() {}
    kept::<Engine>();
    kept::<Decider>();
    kept::<Surveyed>();
    kept::<Found>();
};

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

fn engine(rules: &str) -> Engine {
    let program = Program::parse("rules.flywheel", rules).expect("rules without mistakes");
    let plan = program.plan();
    Engine::new(plan, AsOf::parse("2026-03-31", &plan.zone).expect("a day"))
}

/// `ada: Regular` or `line 3: spent: "much" is not a number`.
fn told(engine: &Engine, customer: Result<&Decided<'_, '_>, &Rejected<'_>>) -> String {
    match customer {
        Ok(Decided { id, decision, .. }) => {
            format!("{}: {}", id.text, engine.plan().stages[decision.to].name)
        }
        Err(rejected) => format!("line {}: {}", rejected.line, rejected.fault),
    }
}

fn decided(engine: &Engine, inputs: &[impl Input]) -> Vec<String> {
    engine.decide_all(inputs, |customer| told(engine, customer)).expect("memory can be read")
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

    fn left_out(&self, names: &mut Vec<String>, _known: Option<LedgerRow>) {
        names.push("somebody is left out".to_owned());
    }

    fn rejected(&self, names: &mut Vec<String>, rejected: Rejected<'_>) {
        let Rejected { id, input, line, fault, .. } = rejected;
        let whose = id.map(|id| format!("{}: ", id.text)).unwrap_or_default();
        names.push(format!("{input}:{line} {whose}{} [{}]", fault, fault.code.id));
    }
}

#[test]
fn customers_come_in_the_order_of_the_inputs() {
    let customers = |from: usize| {
        let one = |id| format!("{{\"id\":{id},\"spent\":{}}}\n", id % 20);
        Kept::new("customers", (from..from + 200).map(one).collect::<String>())
    };
    let told = decided(&engine(SHOP), &[customers(0), customers(200)]);
    let stage = |id: usize| if id % 20 > 10 { "Regular" } else { "New" };
    let want: Vec<String> = (0..400).map(|id| format!("{id}: {}", stage(id))).collect();
    assert_eq!(told, want);
}

#[test]
fn both_paths_to_a_decision_are_taken_and_what_fits_neither_is_rejected() {
    let records: &[u8] = br#"{"id":"fast","spent":20}
{"id":"plain","spent":"2\u0030"}
{"id":"wrong","spent":"much"}
"#;
    let engine = engine(SHOP);
    let ways = engine.decide_all(&[records], |customer| {
        (told(&engine, customer), customer.ok().map(Decided::path_taken))
    });
    let want = [
        ("fast: Regular", Some(PathTaken::Fast)),
        ("plain: Regular", Some(PathTaken::Plain)),
        ("line 3: spent: \"much\" is not a number", None),
    ];
    let want = want.map(|(told, way)| (told.to_owned(), way));
    assert_eq!(ways.expect("memory can be read"), want);
}

#[test]
fn the_record_is_there_whichever_path_decided() {
    let records: &[u8] = br#"{"id":"fast","spent":20,"stage":"New"}
{"id":"plain","spent":"2\u0030","stage":"New"}
"#;
    let engine = engine(SHOP);
    let read = engine.decide_all(&[records], |customer| {
        let decided = customer.expect("records that fit");
        let record = decided.record()?;
        assert_eq!(record.id, *decided.id);
        Ok::<_, Fault>((decided.path_taken(), record.stage, format!("{:?}", record.fields)))
    });
    let read = read.expect("memory can be read");
    let [Ok(fast), Ok(plain)] = read.as_slice() else { panic!("{read:?}") };
    assert_eq!((fast.0, plain.0), (PathTaken::Fast, PathTaken::Plain));
    assert_eq!((fast.1, &fast.2), (plain.1, &plain.2));
}

#[test]
fn settling_repeats_steps_unless_customers_compete() {
    let rules = "
        customer
          spent: money
        stage New
          when spent > $10 move to Regular
        stage Regular
          when spent > $20 move to Best
        stage Best
          resting
    ";
    let records: &[u8] = br#"{"id":"fast","spent":30}
{"id":"plain","spent":"3\u0030"}
"#;
    let engine = engine(rules);
    assert_eq!(decided(&engine, &[records]), ["fast: Regular", "plain: Regular"]);
    let settling = engine.settling().expect("nobody competes");
    assert_eq!(decided(&settling, &[records]), ["fast: Best", "plain: Best"]);
    let (_, decision) = settling.decide_one(br#"{"id":"ada","spent":30}"#).expect("it fits");
    assert_eq!(settling.plan().stages[decision.to].name, "Best");
}

#[test]
fn rules_with_limits_across_customers_cannot_settle() {
    let refused = engine(CIRCLE).settling().map(|_| ());
    assert_eq!(refused, Err(LimitsAcrossCustomers));
}

#[test]
fn an_engine_outlives_its_program_and_is_shared_by_threads() {
    let engine = std::sync::Arc::new(engine(SHOP));
    let other = std::sync::Arc::clone(&engine);
    let thread = std::thread::spawn(move || {
        let json = br#"{"id":"ada","spent":20}"#.to_vec();
        let (id, decision) = other.decide_one(&json).expect("a record that fits");
        (id.text.into_owned(), decision.to)
    });
    let (id, to) = thread.join().expect("no panic");
    assert_eq!((id.as_str(), engine.plan().stages[to].name.as_str()), ("ada", "Regular"));
}

#[test]
fn where_customers_compete_each_input_is_opened_once_more() {
    let engine = engine(CIRCLE);
    assert!(engine.has_limits_across_customers());
    assert_eq!(engine.passes(), 2);
    let inputs = [
        Kept::new("a", "{\"id\":\"ada\",\"spent\":10}"),
        Kept::new("b", "{\"id\":\"bob\",\"spent\":20}"),
    ];
    assert_eq!(decided(&engine, &inputs), ["ada: Waiting", "bob: Circle"]);
    assert_eq!(inputs.map(|input| input.opened.into_inner()), [2, 2]);
}

#[test]
fn records_come_back_with_what_was_decided_in_them() {
    let settings = Settings { update: true };
    let records: &[u8] = br#"{"id":"ada","spent":20,"stage":"New"}

{"id":"bob","spent":"much"}
{"id":"eve","spent":1,"stage":"New"}"#;
    let mut updated = Vec::new();
    let whole = engine(SHOP).run(&[records], settings, &Names, |part| {
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
fn an_id_that_came_before_is_rejected() {
    let inputs = [
        Kept::new("a", "{\"id\":\"ada\"}\n{\"id\":\"bob\"}\n"),
        Kept::new("b", "{\"id\":\"eve\"}\n{\"id\":\"bob\"}\n"),
    ];
    let settings = Settings::default();
    let mut names = Vec::new();
    let run = engine(SHOP).run(&inputs, settings, &Names, |part| {
        names.extend(part.results);
        Ok::<(), ReadFailure>(())
    });
    assert!(run.expect("memory can be read"));
    let twice = "b:2 bob: id: this id already appeared at a:2, and each id is one customer; for a \
                 table with several rows for one customer, such as orders, write `orders: events \
                 from table by \"id\"` [duplicate-id]";
    assert_eq!(names, ["a:1 ada", "a:2 bob", "b:1 eve", twice]);
}

#[test]
fn an_input_that_breaks_off_is_told_of_and_the_others_are_decided() {
    let damaged: &[u8] = b"%PDF-1.7\n";
    let good: &[u8] = br#"{"id":"ada","spent":1}"#;
    let mut names = Vec::new();
    let whole = engine(SHOP).run(&[damaged, good], Settings::default(), &Names, |part| {
        names.extend(part.results);
        Ok::<(), ReadFailure>(())
    });
    assert!(!whole.expect("memory can be read"));
    let wrong = "customers:1 the file is a PDF, which has no cells: export the data as CSV UTF-8 [encoding]";
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
    let told = engine(SHOP).decide_all(&[Locked], |_| ());
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
    let (engine, settings) = (engine(SHOP), Settings::default());
    let input = Kept::new("many", "{\"id\":1}\n".repeat(10_000));
    let mut taken = 0;
    let stopped = engine.run(&[input], settings, &Names, |part: Part<Vec<String>>| {
        taken += part.results.len();
        if taken > 10 { Err(Stop::Enough) } else { Ok(()) }
    });
    assert_eq!(stopped, Err(Stop::Enough));
    assert!(taken < 10_000, "{taken}");
    assert_eq!(engine.run(&[Locked], settings, &Names, |_| Ok(())), Err(Stop::Unread));
}

#[test]
fn one_customer_alone_competes_with_nobody() {
    let engine = engine(CIRCLE);
    let (id, decision) =
        engine.decide_one(br#"{"id":"ada","spent":1}"#).expect("a record that fits");
    assert_eq!(id.text, "ada");
    assert_eq!(engine.plan().stages[decision.to].name, "Circle");
    let fault = engine.decide_one(br#"{"id":"ada","spent":"x"}"#).expect_err("no number");
    assert_eq!(fault.to_string(), "spent: \"x\" is not a number");
    assert_eq!(fault.code.id, "not-a-number");
}

#[test]
fn a_decider_is_kept_by_a_thread_while_records_come_and_go() {
    fn is_kept_by_threads(_: &(impl Send + 'static)) {}
    let engine = engine(SHOP);
    let mut decider = engine.decider();
    is_kept_by_threads(&decider);
    let mut told = Vec::new();
    for (id, spent) in [("fast", "20"), ("plain", "2e1"), ("wrong", "\"much\""), ("less", "5")] {
        let json = format!("{{\"id\":\"{id}\",\"spent\":{spent}}}");
        told.push(match decider.decide(json.as_bytes()) {
            Ok((id, decision)) => {
                format!("{}: {}", id.text, engine.plan().stages[decision.to].name)
            }
            Err(fault) => fault.to_string(),
        });
    }
    let wrong = "spent: \"much\" is not a number";
    assert_eq!(told, ["fast: Regular", "plain: Regular", wrong, "less: New"]);
}

#[test]
fn a_decider_of_many_threads_is_made_from_one_engine() {
    let engine = engine(SHOP);
    let decided = |spent: usize| {
        let mut decider = engine.decider();
        let json = format!("{{\"id\":1,\"spent\":{spent}}}");
        decider.decide(json.as_bytes()).expect("a record that fits").1.to
    };
    let stages = std::thread::scope(|scope| {
        let threads = [5, 20, 5, 20].map(|spent| scope.spawn(move || decided(spent)));
        threads.map(|thread| thread.join().expect("no panic"))
    });
    assert_eq!(stages, [0, 1, 0, 1]);
}

#[test]
fn a_text_of_the_rules_is_compared_with_texts_of_records_that_come_and_go() {
    let rules = r#"
        customer
          plan: text, default "free"
          first: text
        let trial = "trial"
        stage New
          when plan is "free" tag "a"
          when plan is trial tag "b"
          when plan is first tag "c"
          when first starts with "fr" tag "d"
    "#;
    let engine = engine(rules);
    let mut decider = engine.decider();
    let mut tags = |json: &str| {
        let json = json.to_owned();
        let (_, decision) = decider.decide(json.as_bytes()).expect("a record that fits");
        assert_eq!(*decision, engine.decide_one(json.as_bytes()).expect("it fits").1);
        decision.tags.concat()
    };
    assert_eq!(tags(r#"{"id":1}"#), "a");
    assert_eq!(tags(r#"{"id":2,"plan":"trial","first":"from"}"#), "bd");
    assert_eq!(tags(r#"{"id":3,"first":"free"}"#), "acd");
    assert_eq!(tags(r#"{"id":4,"plan":"x","first":"x"}"#), "c");
}

#[test]
fn a_decider_alone_competes_with_nobody_and_one_among_all_with_everybody() {
    let engine = engine(CIRCLE);
    let customers: &[u8] = br#"{"id":"ada","spent":1}
{"id":"bob","spent":2}"#;
    let to = |decider: &mut Decider, json: &str| {
        let (_, decision) = decider.decide(json.as_bytes()).expect("a record that fits");
        engine.plan().stages[decision.to].name.clone()
    };
    let mut alone = engine.decider();
    assert_eq!(to(&mut alone, r#"{"id":"ada","spent":1}"#), "Circle");
    assert_eq!(to(&mut alone, r#"{"id":"bob","spent":2}"#), "Circle");
    let mut among = engine.surveyed(&[customers]).expect("memory can be read").decider();
    assert_eq!(to(&mut among, r#"{"id":"ada","spent":1}"#), "Waiting");
    assert_eq!(to(&mut among, r#"{"id":"bob","spent":2}"#), "Circle");
}

#[test]
fn a_customer_is_found_by_id_with_what_all_others_get() {
    let engine = engine(CIRCLE);
    let inputs = [
        Kept::new("a", "{\"id\":\"ada\",\"spent\":1}\n{\"id\":\"bob\",\"spent\":\"much\"}\n"),
        Kept::new("b", "{\"id\":\"bob\",\"spent\":5e0}\n{\"id\":\"\\u0065ve\",\"spent\":3}\n"),
        Kept::new("c", "{\"id\":7,\"spent\":2}\n{\"id\":\"7\",\"spent\":4}\n"),
    ];
    let surveyed = engine.surveyed(&inputs).expect("memory can be read");
    let find = |id: &str| {
        let found = surveyed.find(&inputs, id).expect("memory can be read")?;
        let found = match found {
            Ok(found) => found,
            Err(unread) => {
                return Some(format!("{}:{} {}", unread.input, unread.line, unread.fault));
            }
        };
        let decision = found.decision().expect("nothing beyond 38 digits");
        let to = engine.plan().stages[decision.to].name.as_str();
        let (id, raw) = (&found.record.id, String::from_utf8_lossy(&found.raw));
        Some(format!("{}:{} {} {raw} {to}", found.input, found.line, id.text))
    };
    let found = |text: &str| Some(text.to_owned());
    assert_eq!(find("ada"), found(r#"a:1 ada {"id":"ada","spent":1} Waiting"#));
    // The first record with this id is the customer, and it is rejected.
    insta::assert_snapshot!(find("bob").expect("a record"));
    assert_eq!(find("eve"), found(r#"b:2 eve {"id":"\u0065ve","spent":3} Circle"#));
    assert_eq!(find("7"), found(r#"c:1 7 {"id":7,"spent":2} Waiting"#));
    assert_eq!(find("nobody"), None);
    // In one pass, each is found where it is found alone.
    let place = |found: &Option<Result<Found, Unread>>| {
        let found = found.as_ref()?;
        Some(match found {
            Ok(found) => (found.input.clone(), found.line),
            Err(unread) => (unread.input.clone(), unread.line),
        })
    };
    let ids = ["7", "nobody", "bob", "ada", "eve"];
    let all = surveyed.find_all(&inputs, &ids).expect("memory can be read");
    let alone = ids.map(|id| place(&surveyed.find(&inputs, id).expect("memory can be read")));
    assert_eq!(all.iter().map(place).collect::<Vec<_>>(), alone);
    assert_eq!(surveyed.find_all(&inputs, &[]).map(|all| all.len()).ok(), Some(0));
}

#[test]
fn parts_say_which_input_they_are_of() {
    let inputs = [
        Kept::new("a", "{\"id\":\"ada\"}\n{\"id\":\"bob\",\"spent\":\"much\"}\n"),
        Kept::new("b", "{\"id\":\"ann\"}\n{\"id\":\"ada\"}\n{\"id\":\"eve\"}\n"),
    ];
    let mut parts = Vec::new();
    let whole = engine(SHOP).run(&inputs, Settings::default(), &Names, |part| {
        parts.push((part.input, part.results.len()));
        Ok::<(), ReadFailure>(())
    });
    assert_eq!(whole.ok(), Some(true));
    let of = |input: Option<usize>| -> usize {
        parts.iter().filter(|(of, _)| *of == input).map(|(_, count)| count).sum()
    };
    assert_eq!((of(Some(0)), of(Some(1)), of(None)), (2, 3, 0), "{parts:?}");
}

#[test]
fn a_customer_is_found_in_a_row_too() {
    let engine = engine(SHOP);
    let rows: &[u8] = b"id,spent,name\nada,1,x\nbob,20,\"y\nz\"\n";
    let surveyed = engine.surveyed(&[rows]).expect("memory can be read");
    let found = surveyed
        .find(&[rows], "bob")
        .expect("memory can be read")
        .expect("he is there")
        .expect("a right record");
    assert_eq!((found.line, &*found.raw), (3, &b"bob,20,\"y\nz\""[..]));
    let decision = found.decision().expect("nothing beyond 38 digits");
    assert_eq!(engine.plan().stages[decision.to].name, "Regular");
    let missing = surveyed.find(&[Locked], "bob").map(|_| ()).expect_err("it is locked");
    assert_eq!(missing.to_string(), "cannot read locked: permission denied");
}
