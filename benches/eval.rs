//! How fast rules are checked and customers decided: `cargo bench`.
//!
//! The workload is that of `advocacy.flywheel`: twenty rules over five stages, and generated
//! customer records of about a kilobyte, of whose fields the rules need a third. The same seed
//! gives the same records. The last figure, `pass_over_the_bytes`, is the floor: looking for the
//! ends of lines in the same bytes.

use std::fmt::Write;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use flywheel::Program;
use flywheel::eval::Evaluator;
use flywheel::records::{self, Chunk, Entry, Options, Reader};
use flywheel::values::AsOf;
use jiff::civil::date;

const RULES: &str = include_str!("advocacy.flywheel");
const CUSTOMERS: usize = 20_000;

fn main() {
    divan::main();
}

/// A small generator of numbers that look random: Steele and Vigna's SplitMix64.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below
    }
}

const STAGES: [&str; 5] =
    ["Engaged", "Enthusiast", "EarlyAdvocate", "TransitioningAdvocate", "FullAdvocate"];
const TAGS: [&str; 6] = ["newsletter", "beta", "vip", "speaker", "mobile", "b2b"];

/// Records, a line each.
fn customers(count: usize) -> String {
    let mut dice = Dice(1);
    let mut out = String::new();
    for number in 0..count {
        customer(&mut out, &mut dice, number);
        out.push('\n');
    }
    out
}

fn customer(out: &mut String, dice: &mut Dice, number: usize) {
    let day = |dice: &mut Dice| {
        let ago = dice.roll(1500) as i64;
        date(2026, 6, 29).saturating_sub(jiff::Span::new().days(ago))
    };
    let stage = STAGES[dice.roll(5) as usize];
    write!(
        out,
        r#"{{"id":"cus_{number:08}","email":"person.{number}@example.com","stage":"{stage}","stage_since":"{}","joined":"{}","address":{{"street":"{} Maple Ave","city":"Springfield","country":"US"}},"#,
        day(dice),
        day(dice),
        dice.roll(999)
    )
    .unwrap();
    if dice.roll(10) > 2 {
        write!(out, r#""nps":{},"#, dice.roll(11)).unwrap();
    }
    write!(out, r#""referrals":{},"purchases":["#, dice.roll(5)).unwrap();
    for place in 0..dice.roll(14) {
        let comma = if place == 0 { "" } else { "," };
        let (cents, sku) = (dice.roll(40_000), dice.roll(20));
        write!(
            out,
            r#"{comma}{{"at":"{}T{:02}:{:02}:00Z","amount":{}.{:02},"sku":"SKU-10{sku:02}"}}"#,
            day(dice),
            dice.roll(24),
            dice.roll(60),
            cents / 100,
            cents % 100
        )
        .unwrap();
    }
    out.push_str(r#"],"mentions":["#);
    for place in 0..dice.roll(4) {
        let comma = if place == 0 { "" } else { "," };
        write!(out, r#"{comma}{{"at":"{}T08:15:00Z","channel":"blog"}}"#, day(dice)).unwrap();
    }
    write!(
        out,
        r#"],"tags":["{}"],"notes":"Asked about bulk pricing. Said \"love it\" on the last call.","external_ids":{{"crm":"{:032x}"}}}}"#,
        TAGS[dice.roll(6) as usize],
        dice.roll(u64::MAX)
    )
    .unwrap();
}

fn program() -> Program {
    Program::parse("advocacy.flywheel", RULES).expect("the rules are right")
}

fn as_of() -> AsOf {
    AsOf::Day(date(2026, 6, 29))
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
    let text = customers(CUSTOMERS);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| memchr::memchr_iter(b'\n', text.as_bytes()).count());
}

#[divan::bench]
fn read(bencher: Bencher) {
    let (program, text) = (program(), customers(CUSTOMERS));
    let reader = Reader::new(&program.plan().needs);
    bencher
        .counter(BytesCount::of_str(&text))
        .counter(ItemsCount::new(CUSTOMERS))
        .bench(|| text.lines().filter(|line| reader.read(line.as_bytes()).is_ok()).count());
}

#[divan::bench]
fn read_and_decide(bencher: Bencher) {
    let (program, text) = (program(), customers(CUSTOMERS));
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

#[divan::bench(args = [1, 2, 4])]
fn in_bulk(bencher: Bencher, threads: usize) {
    let (program, text) = (program(), customers(CUSTOMERS));
    let reader = Reader::new(&program.plan().needs);
    let evaluator = Evaluator::new(program.plan(), as_of());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    let moves = |chunk: &Chunk<'_>| {
        let moved = |entry: Entry<'_>| match entry {
            Entry::Record { record, .. } => {
                evaluator.decide_among(&record).is_ok_and(|decision| !decision.moves.is_empty())
            }
            Entry::Between(_) | Entry::Header(_) | Entry::Reject(_) => false,
        };
        chunk.entries().map(moved).filter(|moved| *moved).count()
    };
    bencher.counter(BytesCount::of_str(&text)).counter(ItemsCount::new(CUSTOMERS)).bench(|| {
        let mut sum = 0;
        let each = |count: usize| {
            sum += count;
            Ok(())
        };
        pool.install(|| records::run(text.as_bytes(), &Options::default(), &reader, moves, each))
            .expect("memory can be read");
        sum
    });
}
