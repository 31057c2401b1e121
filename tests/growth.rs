//! How work grows with the rules, in all bytes that are asked for rather than in seconds, so that it
//! is the same on every machine: what is copied again and again counts each time. This test is alone
//! in its process, since it counts for all of it.

use std::alloc::System;
use std::fmt::Write;
use std::sync::Arc;

use flywheel::Program;
use flywheel::eval::{Decision, Evaluator, FastProgram};
use flywheel::output::decisions::{Format, Run, Scribe};
use flywheel::records::{FastMemory, FastReader, Reader};
use flywheel::run::FastDecider;
use flywheel::tools::format::format;
use flywheel::values::AsOf;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const RECORD: &[u8] = br#"{"id":1,"stage":"S1","ok":true,"nps":9,"purchases":[{"amount":5}]}"#;

/// What is asked for in reading rules, and then in getting ready and deciding one customer, on the
/// fast path too unless the rules want `more` fields than it takes.
fn bytes(rules: &str, more: bool) -> [usize; 3] {
    let measured = Region::new(ALLOCATOR);
    let program = Program::parse("rules.flywheel", rules);
    let read = measured.change().bytes_allocated;
    let program = program.unwrap_or_else(|refused| {
        let first = refused.problems.iter().next().map(|problem| problem.title.clone());
        panic!("{first:?} in {}", &rules[..200])
    });
    let measured = Region::new(ALLOCATOR);
    let plan = program.plan();
    let evaluator = Evaluator::new(plan, AsOf::parse("2026-06-30", &plan.zone).expect("a day"));
    let reader = Arc::new(Reader::new(&plan.needs));
    let plain = evaluator.decide(&reader.read(RECORD).expect("it fits")).expect("few digits");
    let fast = FastProgram::new(&evaluator);
    let fast = fast.and_then(|program| FastReader::new(&reader, program));
    assert_eq!(fast.is_none(), more, "whether the rules are left to the plain path");
    if let Some(fast) = fast {
        let mut memory = FastMemory::new(&Arc::new(fast));
        let mut decision = Decision::default();
        let decider = FastDecider::new(&evaluator, &mut memory);
        let mut decider = decider.expect("it is of this evaluator");
        decider.decide(RECORD, &mut decision).expect("the fast path takes this record");
        assert_eq!(decision, plain);
    }
    let record = reader.read(RECORD).expect("it fits");
    for format in [Format::Ndjson, Format::Csv, Format::Summary, Format::Json, Format::Table] {
        let (title, as_of) = ("growth", AsOf::parse("2026-06-30", &plan.zone).expect("a day"));
        let (withheld, changes, spreadsheet) = (false, false, false);
        let run = Run { plan, title, as_of, withheld, why: None, changes, spreadsheet };
        let scribe = Scribe::new(&run, format, false);
        scribe.note(&mut scribe.part(), &record.id, &plain);
    }
    let decided = measured.change().bytes_allocated;
    let measured = Region::new(ALLOCATOR);
    format(rules).expect("it is right");
    [read, decided, measured.change().bytes_allocated]
}

/// `n` of something, written one after the other.
fn each(n: usize, one: impl Fn(usize) -> String) -> String {
    (0..n).fold(String::new(), |mut all, at| {
        let _ = writeln!(all, "{}", one(at));
        all
    })
}

const CUSTOMER: &str =
    "customer\n  ok: yes/no\n  nps: number\n  purchases: events with amount money\n";

const STAGE: &str = "stage S1\n  resting\n";

type Many = (&'static str, fn(usize) -> String);

const KINDS: &[Many] = &[
    ("stages", |n| {
        let stage = |at| format!("stage S{at}\n  when nps > 3 move to S{}", (at + 1) % n);
        CUSTOMER.to_owned() + &each(n, stage)
    }),
    ("rules", |n| {
        CUSTOMER.to_owned() + STAGE + &each(n, |at| format!("  when nps > {at} tag \"t{at}\""))
    }),
    ("tags of one rule", |n| {
        let tags = each(n, |at| format!("    tag \"t{at}\";"));
        format!("{CUSTOMER}{STAGE}  when ok\n{tags}")
    }),
    ("lets", |n| {
        let rules = each(n, |at| format!("  when l{at} > 3 tag \"t\""));
        CUSTOMER.to_owned() + &each(n, |at| format!("let l{at} = nps + {at}")) + STAGE + &rules
    }),
    ("scores", |n| {
        let score = |at| format!("score l{at}\n  add {at} per purchase\n  take 1 per purchase");
        let rules = each(n, |at| format!("  when l{at} > 3 tag \"t\""));
        CUSTOMER.to_owned() + &each(n, score) + STAGE + &rules
    }),
    ("lines of a score", |n| {
        let lines = each(n, |at| format!("  add {at} per purchase where amount > ${at}"));
        format!("{CUSTOMER}score points\n{lines}{STAGE}  when points > 3 tag \"t\"\n")
    }),
    ("gifts", |n| {
        let gifts = each(n, |at| format!("reward g{at} once\nlimit g{at} to 1 per year"));
        let pauses = each(n, |at| format!("pause g{at} when not ok"));
        let rules = each(n, |at| format!("  when ok give g{at}"));
        CUSTOMER.to_owned() + &gifts + &pauses + STAGE + &rules
    }),
    ("fields", |n| {
        let fields = each(n, |at| format!("  f{at}: number"));
        let rules = each(n, |at| format!("  when f{at} > 3 tag \"t\""));
        CUSTOMER.to_owned() + &fields + STAGE + &rules
    }),
    ("lists", |n| {
        let fields = each(n, |at| format!("  f{at}: events"));
        let rules = each(n, |at| format!("  when 2 f{at} within {} minutes tag \"t\"", at + 1));
        CUSTOMER.to_owned() + &fields + STAGE + &rules
    }),
    ("tests", |n| {
        let test = |at| format!("test \"t{at}\"\n  given ok yes\n  expect tag \"t\"");
        CUSTOMER.to_owned() + STAGE + "  when ok tag \"t\"\n" + &each(n, test)
    }),
];

/// Those that want more fields of one object than the fast path takes, which is 64.
const MORE: [&str; 2] = ["fields", "lists"];

#[test]
fn what_is_asked_for_grows_with_the_rules_and_not_faster() {
    for (what, of) in KINDS {
        let [few, some, many] = [80, 320, 1_280].map(|n| bytes(&of(n), MORE.contains(what)));
        for (at, doing) in ["read", "decide", "format"].into_iter().enumerate() {
            let (few, some, many) = (few[at], some[at], many[at]);
            println!("{what}: {few}, {some} and {many} bytes to {doing}");
            // What does not depend on the rules is not in the differences. They grow four times, and
            // a square in them sixteen times.
            let (first, second) = (some - few, many - some);
            assert!(second <= 5 * first, "{what}: {few}, {some} and {many} bytes to {doing}");
        }
    }
}
