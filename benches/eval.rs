//! How fast the library checks rules and decides for customers: `cargo bench --bench eval`.
//!
//! The workload is in `support`: twenty rules, and customers that are the same on every machine.
//! `pass_over_the_bytes` is the floor: looking for the ends of lines in the same bytes. What the
//! whole command takes is for `whole` to tell.

mod support;

use std::fmt::Write;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use flywheel::Program;
use flywheel::eval::Evaluator;
use flywheel::records::Reader;
use flywheel::run::{Decided, Engine, LedgerRow, Observer, Part, ReadFailure, Rejected, Settings};
use flywheel::values::AsOf;

use support::{AS_OF, Customers, RULES};

const CUSTOMERS: usize = 20_000;

fn main() {
    divan::main();
}

/// Records, a line each.
fn customers() -> String {
    Customers::new().take(CUSTOMERS).collect()
}

fn program() -> Program {
    Program::parse("advocacy.flywheel", RULES).expect("the rules are right")
}

fn as_of() -> AsOf {
    AsOf::Day(AS_OF)
}

#[divan::bench]
fn check_the_rules(bencher: Bencher) {
    bencher.bench(program);
}

/// The twenty rules again and again, each time under other stages: checking grows with the file.
#[divan::bench(args = [10, 100, 1_000, 10_000])]
fn check_so_many_rules(bencher: Bencher, rules: usize) {
    let mut text =
        String::from("customer\n  nps: number 0 to 10\n  purchases: events\nreward gift\n");
    for rule in 0..rules {
        if rule % 4 == 0 {
            let next = if rule + 4 < rules { rule + 4 } else { 0 };
            writeln!(
                text,
                "stage S{rule}\n  when 3 purchases and nps ≥ 9 move to S{next}; give gift"
            )
            .unwrap();
        } else {
            let (count, days) = (rule % 7 + 1, rule % 90 + 1);
            writeln!(text, "  when {count} purchases within {days} days tag \"t{rule}\"").unwrap();
        }
    }
    let checked = || Program::parse("rules.flywheel", &text).expect("the rules are right");
    bencher.counter(ItemsCount::new(rules)).bench(checked);
}

#[divan::bench]
fn pass_over_the_bytes(bencher: Bencher) {
    let text = customers();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| memchr::memchr_iter(b'\n', text.as_bytes()).count());
}

#[divan::bench]
fn read(bencher: Bencher) {
    let (program, text) = (program(), customers());
    let reader = Reader::new(&program.plan().needs);
    bencher
        .counter(BytesCount::of_str(&text))
        .counter(ItemsCount::new(CUSTOMERS))
        .bench(|| text.lines().filter(|line| reader.read(line.as_bytes()).is_ok()).count());
}

#[divan::bench]
fn read_and_decide(bencher: Bencher) {
    let (program, text) = (program(), customers());
    let reader = Reader::new(&program.plan().needs);
    let evaluator = Evaluator::new(program.plan(), as_of());
    bencher.counter(BytesCount::of_str(&text)).counter(ItemsCount::new(CUSTOMERS)).bench(|| {
        let decide = |line: &str| {
            let record = reader.read(line.as_bytes()).ok()?;
            evaluator.decide_among(&record).ok()
        };
        text.lines().filter_map(decide).filter(|decision| !decision.moves.is_empty()).count()
    });
}

#[divan::bench]
fn one_at_a_time(bencher: Bencher) {
    let (program, text) = (program(), customers());
    let mut decider = Engine::new(program.plan(), as_of()).decider();
    bencher.counter(BytesCount::of_str(&text)).counter(ItemsCount::new(CUSTOMERS)).bench_local(
        || {
            let mut moves = |line: &str| {
                let decided = decider.decide(line.as_bytes());
                decided.is_ok_and(|(_, decision)| !decision.moves.is_empty())
            };
            text.lines().filter(|line| moves(line)).count()
        },
    );
}

#[divan::bench(args = [1, 2, 4])]
fn in_bulk(bencher: Bencher, threads: usize) {
    let (program, text) = (program(), customers());
    let engine = Engine::new(program.plan(), as_of());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    bencher.counter(BytesCount::of_str(&text)).counter(ItemsCount::new(CUSTOMERS)).bench(|| {
        let mut sum = 0;
        let take = |part: Part<usize>| {
            sum += part.results;
            Ok::<(), ReadFailure>(())
        };
        let run = || engine.run(&[text.as_bytes()], Settings::default(), &Moves, take);
        pool.install(run).expect("memory can be read");
        sum
    });
}

/// Counts those who move.
struct Moves;

impl Observer for Moves {
    type Results = usize;

    fn begin(&self) -> usize {
        0
    }

    fn decided(&self, moves: &mut usize, decided: &Decided<'_, '_>) {
        *moves += usize::from(!decided.decision.moves.is_empty());
    }

    fn left_out(&self, _results: &mut Self::Results, _known: Option<LedgerRow>) {}

    fn rejected(&self, _moves: &mut usize, _rejected: Rejected<'_>) {}
}
