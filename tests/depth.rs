//! How deep rules may go: everything is read, checked and evaluated on the stack of a small thread,
//! or refused with a problem that says so.

use std::fmt::Write;
use std::sync::Arc;
use std::thread;

use flywheel::Program;
use flywheel::eval::{Decision, Evaluator, FastProgram};
use flywheel::records::{FastMemory, FastReader, Reader};
use flywheel::run::FastDecider;
use flywheel::tools::{format::format, rule_test::Runner};
use flywheel::values::AsOf;

/// What a thread of a program of one's own has, if it asks for nothing else.
const STACK: usize = 2 << 20;

const CUSTOMER: &str = "
customer
  nps: number 0 to 10
  ok: yes/no
  joined: date
  purchases: events with amount money
";

const RECORD: &[u8] =
    br#"{"id":1,"stage":"A","nps":9,"ok":true,"joined":"2026-01-01","purchases":[{"at":"2026-02-01","amount":5}]}"#;

/// What came of rules.
#[derive(Debug, PartialEq)]
enum Done {
    Decided(Taken),
    /// The codes of their errors.
    Refused(Vec<&'static str>),
}

/// The path that a decision took.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Taken {
    Fast,
    Plain,
}

/// The codes of the errors of rules, or nothing.
fn codes(rules: String) -> Vec<&'static str> {
    match done(rules) {
        Done::Decided(_) => Vec::new(),
        Done::Refused(codes) => codes,
    }
}

/// Does everything with rules that one can, on a small stack.
fn done(rules: String) -> Done {
    let work = move || {
        let _ = format(&rules);
        let program = match Program::parse("rules.flywheel", &rules) {
            Ok(program) => program,
            Err(refused) => {
                return Done::Refused(refused.problems.iter().map(|one| one.code.id).collect());
            }
        };
        let path = decide(&program.strict_plan());
        let runner = Runner::new(program.model(), program.plan(), program.sources());
        let mut coverage = runner.coverage();
        for test in &program.model().tests {
            runner.run(test, &mut coverage);
        }
        Done::Decided(path)
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(work);
    thread.expect("a thread can be started").join().expect("nothing panics")
}

/// Decides on both paths, and says whether the fast one was taken.
fn decide(plan: &Arc<flywheel::plan::Plan>) -> Taken {
    let evaluator = Evaluator::new(plan, AsOf::parse("2026-06-30", &plan.zone).expect("a day"));
    let reader = Arc::new(Reader::new(&plan.needs));
    let plain = evaluator.decide(&reader.read(RECORD).expect("it fits")).expect("few digits");
    let fast = FastProgram::new(&evaluator);
    let Some(fast) = fast.and_then(|program| FastReader::new(&reader, program)) else {
        return Taken::Plain;
    };
    let mut memory = FastMemory::new(&Arc::new(fast));
    let decider = FastDecider::new(&evaluator, &mut memory);
    let mut decision = Decision::default();
    if decider.expect("it is of this evaluator").decide(RECORD, &mut decision).is_err() {
        return Taken::Plain;
    }
    assert_eq!(decision, plain);
    Taken::Fast
}

/// A rule with a condition, and a test of it that fails, so that it is explained.
fn rule(condition: &str) -> String {
    format!(
        "stage A\n  resting\n  when {condition} tag \"x\"\n\
         test \"not so\"\n  given stage A, nps 0, ok no\n  expect tag \"y\"\n"
    )
}

fn alone(condition: String) -> String {
    format!("{CUSTOMER}{}", rule(&condition))
}

/// Declarations each of which builds on the one before, the first one last.
fn chain(length: usize, first: &str, next: impl Fn(usize) -> String, condition: &str) -> String {
    let mut text = CUSTOMER.to_owned();
    for at in (1..=length).rev() {
        let _ = writeln!(text, "{}", next(at));
    }
    format!("{text}{first}\n{}", rule(&condition.replace('#', &length.to_string())))
}

type Deep = (&'static str, fn(usize) -> String);

/// What it is, how deep it may be at least, and one that is `n` deep.
type Nested = (&'static str, usize, fn(usize) -> String);

const EXPRESSIONS: &[Nested] = &[
    ("brackets around a value", 98, |n| {
        alone(format!("{}nps{} > 3", "(".repeat(n), ")".repeat(n)))
    }),
    ("brackets around a condition", 98, |n| alone(format!("{}ok{}", "(".repeat(n), ")".repeat(n)))),
    ("open brackets", 0, |n| alone(format!("{}ok", "(".repeat(n)))),
    ("not", 248, |n| alone(format!("{}ok", "not ".repeat(n)))),
    ("not with brackets", 98, |n| alone(format!("{}ok{}", "not (".repeat(n), ")".repeat(n)))),
    ("not after where", 248, |n| {
        alone(format!("2 purchases where {}amount > $3", "not ".repeat(n)))
    }),
    ("minus", 248, |n| alone(format!("{}nps < 3", "-".repeat(n)))),
    ("minus with brackets", 98, |n| alone(format!("{}nps{} < 3", "-(".repeat(n), ")".repeat(n)))),
    ("a sum", 248, |n| alone(format!("nps{} > 3", " + nps".repeat(n)))),
    ("a product", 248, |n| alone(format!("nps{} > 3", " * 1".repeat(n)))),
    ("a date", 248, |n| alone(format!("joined{} < today", " + 1 day".repeat(n)))),
    ("and in or", 128, |n| {
        alone(format!("{}ok{}", "ok and (ok or (".repeat(n / 4), "))".repeat(n / 4)))
    }),
    ("brackets after where", 98, |n| {
        alone(format!("2 purchases where {}amount > $3{}", "(".repeat(n), ")".repeat(n)))
    }),
    ("where in where", 48, |n| {
        let open = "sum(purchases.amount where amount > ".repeat(n);
        alone(format!("2 purchases where amount > {open}$3{}", ")".repeat(n)))
    }),
    ("rank", 1, |n| alone(format!("{}nps{} > 3", "rank(".repeat(n), ")".repeat(n)))),
];

/// Declarations that build on each other, `n` of them.
const CHAINS: &[Deep] = &[
    ("lets", |n| chain(n, "let l0 = nps", |at| format!("let l{at} = l{} + 1", at - 1), "l# > 3")),
    ("conditions", |n| {
        chain(n, "let l0 = nps > 3", |at| format!("let l{at} = not l{}", at - 1), "l#")
    }),
    ("counts", |n| {
        let next = |at| format!("let l{at} = count(purchases where l{} > 1)", at - 1);
        chain(n, "let l0 = nps", next, "l# > 3")
    }),
    ("windows", |n| {
        let next = |at| format!("let l{at} = max(purchases.at since l{})", at - 1);
        chain(n, "let l0 = joined", next, "l# is known")
    }),
    ("without", |n| {
        let next = |at| format!("let l{at} = 3 days without a purchase where l{}", at - 1);
        chain(n, "let l0 = ok", next, "l#")
    }),
    ("scores", |n| {
        let next = |at| format!("score l{at}\n  add 1 per purchase where l{} ≥ 1", at - 1);
        chain(n, "score l0\n  add 1 per purchase", next, "l# > 3")
    }),
    ("filters", |n| {
        let next = |at| format!("customer\n  p{at}: events where 2 p{}", at - 1);
        chain(n, "customer\n  p0: events", next, "2 p#")
    }),
];

#[test]
fn whatever_is_accepted_fits_a_small_stack_and_the_rest_is_refused() {
    for (what, fine, of) in EXPRESSIONS {
        if *fine > 0 {
            assert_eq!(done(of(*fine)), Done::Decided(Taken::Fast), "{what}, {fine} deep");
        }
        for steps in [98, 248].into_iter().filter(|steps| steps > fine) {
            let codes = codes(of(steps));
            let known = ["too-deep", "unclosed", "let-cycle"];
            let refused = !codes.is_empty() && codes.iter().all(|code| known.contains(code));
            assert!(refused, "{what}, {steps} deep: {codes:?}");
        }
    }
    for (what, of) in CHAINS {
        assert_eq!(done(of(10)), Done::Decided(Taken::Fast), "10 {what}");
        let (mut fine, mut refused) = (60, 100);
        while refused - fine > 1 {
            let between = (fine + refused) / 2;
            match &*codes(of(between)) {
                [] => fine = between,
                codes => {
                    assert_eq!(codes, ["long-chain"], "{between} {what}");
                    refused = between;
                }
            }
        }
        assert!(fine > 60, "only {fine} {what}");
    }
}

#[test]
fn a_rule_may_not_be_too_deep_with_what_it_builds_on() {
    let lets = |condition: &str| {
        chain(70, "let l0 = nps", |at| format!("let l{at} = l{} + 1", at - 1), condition)
    };
    assert!(codes(lets("l# > 3")).is_empty());
    assert_eq!(codes(lets(&format!("l#{} > 3", " + 1".repeat(200)))), ["long-chain"]);
}

#[test]
fn nothing_is_followed_however_deep_it_is() {
    for (what, _, of) in EXPRESSIONS {
        let codes = codes(of(5_000));
        assert!(matches!(*codes, ["too-deep"] | ["too-deep", "unclosed"]), "{what}: {codes:?}");
    }
    for (what, of) in CHAINS {
        assert_eq!(codes(of(700)), ["long-chain"], "{what}");
    }
}

#[test]
fn a_circle_of_any_length_is_a_circle() {
    for length in [2, 20, 700] {
        let lets = |at| format!("let l{at} = l{} + 1", at - 1);
        let first = format!("let l0 = l{length} + 1");
        assert_eq!(codes(chain(length, &first, lets, "l# > 3")), ["let-cycle"], "{length}");
    }
    let scores = |at| format!("score l{at}\n  add 1 per purchase where l{} ≥ 1", at - 1);
    let first = "score l0\n  add 1 per purchase where l700 ≥ 1";
    assert_eq!(codes(chain(700, first, scores, "l# > 3")), ["let-cycle"]);
    let lists = |at| format!("customer\n  p{at}: events where 2 p{}", at - 1);
    let first = "customer\n  p0: events where 2 p700";
    assert_eq!(codes(chain(700, first, lists, "2 p#")), ["door-cycle"]);
}

#[test]
fn many_things_next_to_each_other_are_not_deep() {
    for (what, condition) in [
        ("and", ["nps > 3"; 1_000].join(" and ")),
        ("or", ["nps > 30"; 1_000].join(" or ")),
        ("in", format!("nps in ({})", ["3"; 1_000].join(", "))),
    ] {
        let codes = codes(alone(condition));
        assert!(codes.iter().all(|code| *code == "never-true"), "{what}: {codes:?}");
    }
    let lines = "  add 1 per purchase\n".repeat(1_000);
    assert!(codes(format!("{CUSTOMER}score points\n{lines}{}", rule("points ≥ 1000"))).is_empty());
    let stage = |at: usize| format!("stage S{at}\n  when ok move to S{}\n", (at + 1) % 400);
    let stages: String = (0..400).map(stage).collect();
    assert!(codes(format!("{CUSTOMER}stage A\n  when ok move to S0\n{stages}")).is_empty());
}

#[test]
fn each_of_many_files_may_use_the_next() {
    let work = || {
        let load = |name: &str| {
            let at: usize = name[1..].parse().map_err(|_| "no number".to_owned())?;
            let next = format!("use \"f{}\"\n", at + 1);
            Ok(if at < 700 { next } else { CUSTOMER.to_owned() })
        };
        let rules = format!("use \"f1\"\n{}", rule("ok"));
        Program::load("f0", &rules, &load).is_ok()
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(work);
    assert!(thread.expect("a thread can be started").join().expect("nothing panics"));
}

/// Lists each of which is of the one before, with a row each, and a filter that may ask for the next.
fn rows_of_rows(length: usize, filtered: bool) -> (String, String) {
    let (mut rules, mut record) = ("customer\n".to_owned(), "{\"id\":1,\"stage\":\"A\"".to_owned());
    for at in 0..length {
        let _ = write!(rules, "  p{at}: events from table by \"of\"");
        if at > 0 {
            let _ = write!(rules, " of p{}", at - 1);
        }
        rules += " key \"id\"";
        if filtered && at + 1 < length {
            let _ = write!(rules, " where (1 p{})", at + 1);
        }
        rules += "\n";
        let _ = write!(record, ",\"table:p{at}\":[{{\"id\":1,\"of\":1}}]");
    }
    let last = length - 1;
    let _ = write!(
        rules,
        "stage A\n  resting\n  when 1 p{last} tag \"x\"\n  when a p0 where (1 p{last}) tag \"y\"\n"
    );
    (rules, record + "}")
}

#[test]
fn rows_of_rows_fit_a_small_stack() {
    let tags = |length, filtered| {
        let (rules, record) = rows_of_rows(length, filtered);
        let work = move || {
            let program = match Program::parse("rules.flywheel", &rules) {
                Ok(program) => program,
                Err(refused) => {
                    let codes = refused.problems.iter().map(|one| one.code.id);
                    return codes.map(str::to_owned).collect();
                }
            };
            let plan = program.plan();
            let as_of = AsOf::parse("2026-06-30", &plan.zone).expect("a day");
            let reader = Reader::new(&plan.needs);
            let record = reader.read(record.as_bytes()).expect("it fits");
            Evaluator::new(plan, as_of).decide(&record).expect("few digits").tags
        };
        let thread = thread::Builder::new().stack_size(STACK).spawn(work);
        thread.expect("a thread can be started").join().expect("nothing panics")
    };
    for (filtered, fine) in [(false, 120), (true, 40)] {
        assert_eq!(tags(2, filtered), ["x", "y"]);
        assert_eq!(tags(fine, filtered), ["x", "y"], "{fine} lists, {filtered}");
        assert!(
            tags(300, filtered)
                .iter()
                .all(|code| ["long-chain", "door-cycle"].contains(&code.as_str()))
        );
    }
}
