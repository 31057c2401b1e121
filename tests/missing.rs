//! What customers have no value for, and which rules are unknown because of it.
#![cfg(feature = "cli")]

#[path = "support/cases.rs"]
mod cases;
#[path = "support/invented/mod.rs"]
mod invented;
#[path = "missing/slowly.rs"]
mod slowly;
mod support;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::Arc;

use cases::cases;
use flywheel::Program;
use flywheel::output::decisions::{Format, Run, Scribe, Tally};
use flywheel::plan::Plan;
use flywheel::records::Reader;
use flywheel::run::{Engine, Part, ReadFailure, Settings};
use flywheel::values::AsOf;
use invented::{Choices, Invented, as_of, person};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use slowly::Counts;
use support::Test;

const RULES: &str = r#"
customer
  nps: number 0 to 10 from "profile.nps"
  plan: text default "free"
  city: text
  birthday: day
  referrals: number
  purchases: events with amount money

  leave out when city is "Nowhere"

let loyal = 3 purchases and nps ≥ 9

reward swag costs $5

stage New
  when loyal move to Fan
  when city is "Rome" tag "rome"
  when referrals > 2 or city is "Oslo" give swag
  when 30 days since entering tag "old"
  when sum(purchases.amount) > $10 and plan is "pro" tag "pro"
  when birthday is missing tag "ask"

stage Fan
  when nps < 5 move to New
"#;

const CUSTOMERS: &str = r#"{"id":"ann","stage":"New","NPS":9,"purchases":[{"at":"2026-01-01","amount":5}],"referral":3}
{"id":"bob","stage":"New","stage_since":"2026-01-01T00:00:00Z","NPS":9,"purchase":[],"city":"Rome"}
{"id":"cy","profile":{"nps":null},"plan":"pro"}
{"id":"dee","stage":"Fan","NPS":9,"city":""}
{"id":"eve","city":"Nowhere"}
{"id":"finn","referrals":"many"}
"#;

fn test(customers: &str) -> Test {
    Test::new()
        .bytes("rules.flywheel", RULES.as_bytes())
        .bytes("customers.ndjson", customers.as_bytes())
        .args("eval rules.flywheel customers.ndjson --as-of 2026-03-31")
}

#[test]
fn the_summary_counts_them() {
    insta::assert_snapshot!(test(CUSTOMERS).run());
}

#[test]
fn the_document_lists_all() {
    insta::assert_snapshot!(test(CUSTOMERS).args("--format json").run());
}

#[test]
fn other_formats_leave_it_to_standard_error() {
    insta::assert_snapshot!(test(CUSTOMERS).args("--format csv").run());
}

#[test]
fn settling_counts_a_customer_once() {
    insta::assert_snapshot!(test(CUSTOMERS).args("--settle").run());
}

#[test]
fn a_json_array_is_no_different() {
    let customers = format!("[{}]", CUSTOMERS.trim().replace('\n', ",\n"));
    let array = test(&customers).args("--input json");
    assert_eq!(missing(array), missing(test(CUSTOMERS)));
}

/// A column that is there but empty is counted, and not warned of.
#[test]
fn columns_of_csv() {
    let customers = "id,stage,stage since,NPS,city,referrals,plan\n\
                     ann,New,2026-01-01,9,Rome,,\n\
                     bob,Fan,,,,,pro\n";
    let rows = Test::new()
        .bytes("rules.flywheel", RULES.as_bytes())
        .bytes("customers.csv", customers.as_bytes())
        .args("eval rules.flywheel customers.csv --as-of 2026-03-31");
    insta::assert_snapshot!(rows.run());
}

/// Because of a typing error, everyone would have the default without a word. Who has it for a good
/// reason is not mentioned.
#[test]
fn defaults_that_everyone_has() {
    let rules = r#"
customer
  plan: text from "account.plan" default "free"
  seats: number default 1
  vip: yes/no default no
let big = seats > 5
stage New
  when plan is "pro" tag "pro"
  when big and not vip tag "big"
"#;
    let run = |name: &str, customers: &str| {
        let test = Test::new().bytes("rules.flywheel", rules.as_bytes());
        let test = test.bytes(name, customers.as_bytes());
        test.args("eval rules.flywheel --as-of 2026-03-31").arg(name).run()
    };
    let customers = r#"{"id":"ann","account":{"Plan":"pro"},"seat":7,"vip":false}
{"id":"bob","account":{"Plan":"free"}}
"#;
    insta::assert_snapshot!(run("customers.ndjson", customers));
    // An exponent is left to the plain path.
    let plainly = customers.replace("\"seat\":7", "\"seats\":1e0");
    insta::assert_snapshot!(run("customers.ndjson", &plainly));
    insta::assert_snapshot!(run("customers.csv", "id,Plan,vip\nann,pro,\n"));
}

/// Who has no rows has no events, and that is known.
#[test]
fn customers_without_rows() {
    let rules = r#"
customer
  id from "id"
  enough: money
  orders: events from table "orders" by "customer"
    with total money
stage New
  when no orders tag "none"
  when 2 orders where total > enough tag "many"
"#;
    let rows = "customer,at,total\nann,2026-01-01,5\nann,2026-01-02,6\n";
    let joined = Test::new()
        .bytes("rules.flywheel", rules.as_bytes())
        .bytes("customers.csv", b"id,enough,stage\nann,,New\nbob,,New\ncy,3,New\n")
        .bytes("orders.csv", rows.as_bytes())
        .args("eval rules.flywheel customers.csv --table orders=orders.csv --as-of 2026-03-31");
    insta::assert_snapshot!(joined.run());
}

/// The most harmful first, and not more than a person reads.
#[test]
fn what_is_too_much_to_read_is_counted() {
    let (mut fields, mut rules) = (String::new(), String::new());
    for at in 0..12 {
        fields += &format!("  field_{at}: number\n");
        rules += &format!("  when field_{at} > 1 tag \"{at}\"\n");
        rules += &format!("  when field_{at} > 2 and field_0 > 1 tag \"{at}b\"\n");
    }
    let rules = format!("customer\n{fields}stage New\n{rules}");
    let many = |format: &str| {
        Test::new()
            .bytes("rules.flywheel", rules.as_bytes())
            .bytes("customers.ndjson", b"{\"id\":1,\"field_11\":1}\n{\"id\":2,\"field_10\":0}\n")
            .args("eval rules.flywheel customers.ndjson --as-of 2026-03-31 --format")
            .arg(format)
            .run()
    };
    insta::assert_snapshot!(many("summary"));
    insta::assert_snapshot!(many("gifts"));
}

/// Neither the order of the records nor the threads make a difference.
#[test]
fn order_and_threads_make_no_difference() {
    let choices = &mut Choices::rolled(3);
    let mut records: Vec<String> = (0..4_000).map(|id| record(id, choices)).collect();
    let on = |records: &[String], threads: &str| {
        missing(test(&records.join("\n")).args("--threads").arg(threads))
    };
    let first = on(&records, "1");
    assert_eq!(on(&records, "3"), first);
    records.reverse();
    assert_eq!(on(&records, "2"), first);
}

/// What a run says of it, in the document and next to it.
fn missing(test: Test) -> (String, String) {
    let (_, stdout, stderr) = test.args("--format json").output();
    let missing = stdout.split_once("\"missing\":").expect("something is missing").1;
    let warnings = stderr.lines().filter(|line| line.starts_with("warning"));
    (missing.to_owned(), warnings.collect::<Vec<_>>().join("\n"))
}

/// Somebody who lacks this and that.
fn record(id: usize, choices: &mut Choices<'_>) -> String {
    let members = [
        r#""stage":"New""#,
        r#""stage_since":"2026-01-01T00:00:00Z""#,
        r#""city":"Oslo""#,
        r#""profile":{"nps":9}"#,
        r#""referrals":3"#,
        r#""purchases":[{"at":"2026-01-01","amount":20},{"amount":1}]"#,
    ];
    let some = members.into_iter().filter(|_| !choices.once_in(4));
    let members: Vec<&str> = some.collect();
    format!("{{\"id\":{id},\"filler\":[{}]{}}}", "1,".repeat(200) + "1", {
        members.iter().map(|member| format!(",{member}")).collect::<String>()
    })
}

/// Of programs and customers that nobody thought of, a run counts what going through each rule of
/// each customer finds.
#[test]
fn counts_are_those_that_a_slow_count_finds() {
    let unknown = Cell::new(0);
    let config = Config { cases: cases(150), failure_persistence: None, ..Config::default() };
    let told = TestRunner::new(config).run(&(vec(any::<u8>(), 0..1500), any::<u64>()), |case| {
        let (rules, seed) = case;
        let Invented { rules, schema } = Invented::program(&mut Choices::listed(&rules));
        let Ok(program) = Program::parse("invented.flywheel", &rules) else { return Ok(()) };
        let choices = &mut Choices::rolled(seed);
        let Ok(as_of) = AsOf::parse(&as_of(choices), &program.plan().zone) else { return Ok(()) };
        let records = good(program.plan(), (0..40).map(|_| person(&schema, choices)));
        let Some(slow) = Counts::of(program.plan(), as_of, &records) else { return Ok(()) };
        unknown.set(unknown.get() + slow.rules.values().sum::<u64>());
        let engine = Engine::new(program.plan(), as_of);
        prop_assert_eq!(counted(&engine, &records), slow.clone(), "{}", rules);
        let settling = engine.settling().expect("nobody competes");
        let settled = counted(&settling, &records);
        // A later step may ask for what cannot be calculated, so that the record is rejected.
        prop_assert!(settled == slow || settled.decided < slow.decided, "{}", rules);
        Ok(())
    });
    told.unwrap_or_else(|told| panic!("{told}"));
    assert!(unknown.get() > 100, "{} rules were unknown", unknown.get());
}

/// The records that can be read, one of each customer, on a line each.
fn good(plan: &Plan, records: impl Iterator<Item = Vec<u8>>) -> Vec<Vec<u8>> {
    let (reader, mut ids) = (Reader::new(&plan.needs), BTreeSet::new());
    let is_good = |record: &Vec<u8>| {
        let id = reader.read(record).map(|record| record.id.text.to_string());
        !record.contains(&b'\n') && id.is_ok_and(|id| ids.insert(id))
    };
    records.filter(is_good).collect()
}

/// What a run counts.
fn counted(engine: &Engine, records: &[Vec<u8>]) -> Counts {
    let plan: &Arc<Plan> = engine.plan();
    let (withheld, changes, spreadsheet) = (false, false, false);
    let as_of = engine.as_of();
    let run = Run { plan, title: "", as_of, withheld, why: None, changes, spreadsheet };
    let scribe = Scribe::new(&run, Format::Summary, false);
    let mut tally = Tally::new(plan);
    let input = records.join(&b'\n');
    let take = |part: Part<_>| {
        let part: flywheel::output::decisions::Part = part.results;
        tally.merge(part.tally);
        Ok::<(), ReadFailure>(())
    };
    engine.run(&[&*input], Settings::default(), &scribe, take).expect("it is in memory");
    let mut counts = Counts { decided: tally.decided, ..Counts::default() };
    for gap in tally.gaps.all(plan) {
        counts.customers.insert(gap.datum, gap.customers);
        counts.rules.extend(gap.rules.iter().map(|(rule, count)| ((gap.datum, *rule), *count)));
    }
    counts
}
