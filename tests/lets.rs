//! How explanations grow where `let`s use others more than once, in all bytes that are asked for rather than in
//! seconds: with the `let`s, and not with all the ways through them, which double with each. This test is alone
//! in its process, since it counts for all of it.

use std::alloc::System;
use std::sync::Arc;

use flywheel::Program;
use flywheel::eval::Evaluator;
use flywheel::output::why::{Format, Told};
use flywheel::plan::Places;
use flywheel::problems::Look;
use flywheel::records::Reader;
use flywheel::tools::tenure::tenures;
use flywheel::tools::why::{About, Patience, Question, Step, because};
use flywheel::values::AsOf;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What each is called, its first `let`, the next one by the name of the one before, and what a rule asks of the last.
const KINDS: &[(&str, &str, &str, &str)] = &[
    ("conditions", "n > 1", "@ and (not @ or n > #)", "@"),
    (
        "conditions of events",
        "n > 1",
        "@ and (not @ or n > #)",
        "2 calls where (@ and minutes > 3)",
    ),
    ("the time in a stage", "30 days in stage", "@ or not @", "@"),
    ("unknown numbers", "sum(orders.amount)", "@ + @", "@ > $5"),
    ("numbers", "n", "@ + @", "@ > 5"),
    ("the greatest", "n", "greatest(@ + 1, @ + 1)", "@ > 5"),
    ("dates", "joined", "greatest(@, @ + 1 day)", "@ < today"),
    ("dates that move", "today", "greatest(@, @ + 1 day)", "@ > joined"),
];

const CUSTOMER: &str = "\
customer
  n:      number
  joined: date
  calls:  events with minutes number
  orders: events with amount money
";

const RECORD: &[u8] = br#"{"id":1,"stage":"Active","stage_since":"2026-01-01","n":3,"joined":"2026-02-01","calls":[{"at":"2026-02-03","minutes":2},{"minutes":7}]}"#;

/// Rules with so many `let`s.
fn rules(many: usize, (_, first, next, asked): (&str, &str, &str, &str)) -> String {
    let next = |at: usize| {
        let value = next.replace('@', &format!("x{}", at - 1)).replace('#', &at.to_string());
        format!("let x{at} = {value}\n")
    };
    let lets: String = (1..many).map(next).collect();
    let asked = asked.replace('@', &format!("x{}", many - 1));
    format!(
        "{CUSTOMER}let x0 = {first}\n{lets}stage Active\n  resting\n  when {asked} tag \"a\"\n  \
         when not ({asked}) move to Gone\nstage Gone\n  resting\n"
    )
}

/// What is asked for in explaining a customer in all ways.
fn bytes(rules: &str) -> usize {
    let program = Program::parse("rules.flywheel", rules).unwrap_or_else(|refused| {
        let titles: Vec<_> = refused.problems.iter().map(|problem| &problem.title).collect();
        panic!("{titles:?} in {rules}")
    });
    let (plan, sources) = (program.plan(), program.sources());
    let as_of = AsOf::parse("2026-03-31", &plan.zone).unwrap();
    let (evaluator, reader) = (Evaluator::new(plan, as_of), Reader::new(&plan.needs));
    let record = reader.read(RECORD).unwrap();
    let measured = Region::new(ALLOCATOR);
    let question = Question {
        sources,
        evaluator: &evaluator,
        as_of,
        record: &record,
        about: About::Everything,
        step: Step::default(),
        patience: &Patience::endless(),
    };
    let (why, takes) = (question.answer(), question.takes());
    let told = Told { plan, sources, title: "rules", why: &why, takes: takes.as_ref() };
    for format in [Format::Text, Format::Json] {
        assert!(!format.write(&told, Look::PLAIN).is_empty());
    }
    let decision = why.decision.as_ref().unwrap();
    because(sources, &Arc::new(Places::of(plan)), &evaluator, &record, decision);
    tenures(plan, 0);
    measured.change().bytes_allocated
}

#[test]
fn what_is_asked_for_grows_with_the_lets_and_not_with_the_ways_through_them() {
    for kind in KINDS {
        let [few, some] = [6, 12].map(|many| bytes(&rules(many, *kind)));
        println!("{}: {few} and {some} bytes", kind.0);
        // Twice as many `let`s, each explained within the one before, are four times as much to write, and dates
        // have more ways to move. All the ways through them would be 64 times as many.
        assert!(some <= 10 * few, "{}: {few} and {some} bytes", kind.0);
    }
}
