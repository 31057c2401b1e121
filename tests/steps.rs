//! How much work the grammar is, in steps of the parser rather than in seconds, so that it is the
//! same on every machine. What recovery reads again is counted in `src/syntax/effort.rs`.
//!
//! The limit of steps is one for the whole process, so these tests are alone in theirs, and there
//! is only one of them at a time.

#![allow(missing_docs, reason = "the rules of a grammar have none")]

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};
use std::thread;

use pest::error::ErrorVariant;
use pest::{Parser, RuleType};

/// The grammar itself, without what reads its answers.
#[derive(pest_derive::Parser)]
#[grammar = "../grammar/flywheel.pest"]
struct Grammar;

/// Whatever needs more steps for each byte than this may never come to an end.
const MOST_FOR_A_BYTE: usize = 1_000;

/// Brackets are followed by recursion, and a build for tests puts more of it on the stack.
const STACK: usize = 256 << 20;

static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Whether the grammar comes to an answer, yes or no, in so many steps.
fn ends_within<R: RuleType, G: Parser<R>>(steps: usize, rule: R, text: &str) -> bool {
    pest::set_call_limit(NonZeroUsize::new(steps));
    match G::parse(rule, text) {
        Ok(_) => true,
        Err(error) => match error.variant {
            ErrorVariant::ParsingError { .. } => true,
            ErrorVariant::CustomError { message } => {
                assert_eq!(message, "call limit reached", "{text}");
                false
            }
        },
    }
}

/// How many steps the grammar needs for a text that it takes or does not take, nearly;
/// `None` if it needs far too many.
fn steps<R: RuleType, G: Parser<R>>(rule: R, text: &str) -> Option<usize> {
    let most = MOST_FOR_A_BYTE * (text.len() + 10);
    let mut enough = 64;
    while !ends_within::<R, G>(enough, rule, text) {
        if enough > most {
            return None;
        }
        enough *= 2;
    }
    let mut too_few = enough / 2;
    while enough - too_few > 1 + enough / 32 {
        let between = too_few.midpoint(enough);
        match ends_within::<R, G>(between, rule, text) {
            true => enough = between,
            false => too_few = between,
        }
    }
    Some(enough)
}

/// Whether four times as much text takes four times as many steps at most.
fn grows_with_the_text<R: RuleType + Sync, G: Parser<R>>(
    rule: R,
    of: impl Fn(usize) -> String + Sync,
    n: usize,
) -> Result<(), String> {
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let (few, many) = (of(n), of(4 * n));
    let count = || (steps::<R, G>(rule, &few), steps::<R, G>(rule, &many));
    let counted = thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(STACK);
        let counter = builder.spawn_scoped(scope, count).expect("a thread can be started");
        counter.join().expect("the grammar does not panic")
    });
    match counted {
        (Some(few), Some(many)) if 10 * many < 44 * few => Ok(()),
        (few, many) => Err(format!("{few:?} steps, and {many:?} for four times {:?}", of(1))),
    }
}

fn assert_grows_with_the_text(rule: Rule, of: impl Fn(usize) -> String + Sync, n: usize) {
    grows_with_the_text::<_, Grammar>(rule, of, n).unwrap_or_else(|words| panic!("{words}"));
}

#[test]
fn nested_parts_are_read_once() {
    let parts: &[(&str, &str, &str)] = &[
        ("(", "1", ")"),
        ("(", "1", ""),
        ("(", "", ")"),
        ("(", "a and b", ")"),
        ("(a or ", "b", ")"),
        ("(1 + ", "1", ") * 2"),
        ("not (", "a", ")"),
        ("- (", "1", ")"),
        ("quintile(", "x", ")"),
        ("quintile(", "x", ""),
        ("count(x where (", "1", "))"),
        ("count(x where (", "1", ""),
        ("sum(x.y where ", "z", ")"),
        ("3 x where (", "y", ")"),
        ("3 x where y is (", "z", ")"),
        ("no x where (", "y", ")"),
        ("30 days without x where (", "y", ")"),
        ("a between (", "1", ") and 2"),
        ("a in (", "1", ")"),
        ("a ≥ (", "1", ")"),
        ("exactly 3 x where (", "y", ") within 30 days"),
    ];
    for (open, inside, close) in parts {
        let expression = |depth| format!("{}{inside}{}", open.repeat(depth), close.repeat(depth));
        let binding = |depth| format!("let a = {}", expression(depth));
        let rule = |depth| format!("when {} move to B; send x", expression(depth));
        // The second time they are as deep as a text may be.
        assert_grows_with_the_text(Rule::lone_declarations, binding, 25);
        assert_grows_with_the_text(Rule::lone_statements, rule, 25);
    }
}

#[test]
fn long_parts_are_read_once() {
    let parts: &[(&str, &str)] = &[
        ("", "not "),
        ("", "- "),
        ("1", " + 1"),
        ("1", " * 2 - 1"),
        ("b", " and b"),
        ("b", " or not b and c"),
        ("", "3 b where "),
        ("", "3 b where a between 1 and "),
        ("a in (1", ", 2"),
        ("a is b", " is b"),
        ("3 a", " within 3 days"),
        ("x", ".y"),
        ("", "30 days without a b and "),
        ("", "30 days since "),
        ("", "count(different "),
        ("", "exactly "),
    ];
    for (begin, more) in parts {
        for end in ["", "?"] {
            let binding = |length| format!("let a = {begin}{}{end}", more.repeat(length));
            assert_grows_with_the_text(Rule::lone_declarations, binding, 25);
        }
    }
}

#[test]
fn many_lines_are_read_once() {
    let lines: &[(Rule, &str)] = &[
        (Rule::file, "stage A\n  resting\n  when 3 purchases and NPS ≥ 9 move to B; send x\n"),
        (Rule::file, "stage A\n  capacity 5, when full move lowest spent to B\n"),
        (Rule::file, "any stage\n  on entering tag \"x\"; notify y\n"),
        (Rule::file, "customer\n  a: number 0 to 10 from \"a.b\" default 3 required\n"),
        (
            Rule::file,
            "customer\n  e: events with amount money, b one of (c, d as \"e\") at \"t\"\n",
        ),
        (Rule::file, "flywheel \"x\" currency EUR timezone Europe/Berlin\n"),
        (Rule::file, "reward a \"A\" costs $18, worth $30, fades 50%, once per 30 days\n"),
        (Rule::file, "reward a for 10% of customers, budget $5 per calendar month by b\n"),
        (Rule::file, "limit a to 2 per 7 days pause b when c and (d or e)\n"),
        (Rule::file, "score s add 10 per a where b is c for 180 days take 0.5 per d\n"),
        (Rule::file, "test \"t\" on 2026-01-01 given 3 a with b 1, c 2 on 2026-01-01, d\n"),
        (Rule::file, "test \"t\" given stage A, no a, b 20 days ago expect move to B; no move\n"),
        (Rule::file, "simulate \"s\" 5 enter A each rotation 75% of A move to B whole people\n"),
        (Rule::file, "use \"a.flywheel\" let a = 1\n"),
        (Rule::file, "# nothing\n\n"),
        (Rule::lone_statements, "when a move to B; give c; tag \"d\"\n"),
        (Rule::lone_statements, "rule \"a\" after 3 b within 90 days move to B\n"),
        (Rule::lone_entries, "a: events with b text, c money at \"d\" key \"e\"\n"),
        (Rule::lone_settings, "currency EUR start A language 1\n"),
        (Rule::lone_score_lines, "add 1 per a where b is 1 for 3 days\n"),
        (Rule::lone_test_lines, "given a with b 1 and c 2 on 2026-01-01, d 3 days ago\n"),
        (Rule::lone_simulate_lines, "75% of A move to B\n"),
        (Rule::file, "report wheel A, B paying B within 9 days value s, margin 60% source p\n"),
        (Rule::lone_report_lines, "spending $5 per month on A verdict on x at 2026-01-01\n"),
    ];
    for (rule, line) in lines {
        // As they are, and with what nobody reads at their end.
        for end in ["", "? ! %"] {
            assert_grows_with_the_text(*rule, |lines| format!("{}{end}", line.repeat(lines)), 5);
        }
    }
}

/// Grammars that read some of a text again, to see that it would be noticed.
mod careless {
    #[derive(pest_derive::Parser)]
    #[grammar_inline = r#"
        doubling  = { "(" ~ doubling ~ ")!" | "(" ~ doubling ~ ")" | "1" }
        squares   = { SOI ~ (line ~ "?" | line)* ~ EOI }
        line      = { &(ANY ~ rest) ~ "a" }
        rest      = { one* }
        one       = { ANY }
        careful   = { SOI ~ one* ~ EOI }
    "#]
    pub(crate) struct Careless;
}

#[test]
fn what_is_read_again_is_noticed() {
    use careless::{Careless, Rule};
    let nested = |depth| format!("{}1{}", "(".repeat(depth), ")".repeat(depth));
    let flat = |length| "a".repeat(length);
    assert!(grows_with_the_text::<_, Careless>(Rule::doubling, nested, 4).is_err());
    assert!(grows_with_the_text::<_, Careless>(Rule::doubling, nested, 25).is_err());
    assert!(grows_with_the_text::<_, Careless>(Rule::squares, flat, 25).is_err());
    assert_eq!(grows_with_the_text::<_, Careless>(Rule::careful, flat, 25), Ok(()));
}
