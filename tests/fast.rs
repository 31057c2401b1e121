//! The fast path says what the plain path says, or leaves it to that: of programs, customers and
//! instants that nobody thought of, and of all examples.

#[path = "support/cases.rs"]
mod cases;
#[path = "support/invented/mod.rs"]
mod invented;
mod support;

use std::cell::Cell;
use std::fs;
use std::path::Path;

use cases::cases;
use flywheel::Program;
use invented::{Choices, IN_LINE, Invented, Json, Style, Tally, agreement, as_of, person};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use support::Test;

#[test]
fn what_is_invented_is_mostly_right() {
    let right = |seed: &u64| {
        let invented = Invented::program(&mut Choices::rolled(*seed));
        Program::parse("invented.flywheel", &invented.rules).is_ok()
    };
    let right = (0..300).filter(right).count();
    assert!(right >= 240, "only {right} of 300 programs are right");
}

#[test]
fn both_paths_say_the_same() {
    let all = Cell::new(Tally::default());
    let config = Config { cases: cases(300), failure_persistence: None, ..Config::default() };
    let told = TestRunner::new(config).run(&(vec(any::<u8>(), 0..1500), any::<u64>()), |case| {
        let (rules, seed) = case;
        let tally = invented_agreement(&rules, seed).map_err(TestCaseError::fail)?;
        all.set(all.get() + tally);
        Ok(())
    });
    told.unwrap_or_else(|told| panic!("{told}"));
    let Tally { records, good, fast, settled, looks, fast_looks } = all.get();
    assert!(good * 2 > records, "only {good} of {records} records are good");
    assert!(fast * 5 > good, "the fast path was taken for {fast} of {good} good records");
    assert!(settled * 7 > good, "{settled} of {good} good records settled on the fast path");
    assert!(looks > good / 5, "there were {looks} looks at {good} good records");
    assert!(fast_looks * 5 > looks, "the fast path was taken for {fast_looks} of {looks}");
}

/// Records as one program writes them, each like the last, of which now and then one has a byte
/// more, or less, or another one: what was learned from the others must not hide it.
#[test]
fn one_byte_among_records_that_are_all_alike_is_seen() {
    let rules = fs::read_to_string("benches/advocacy.flywheel").unwrap();
    let program = Program::parse("advocacy.flywheel", &rules).expect("the rules are right");
    let choices = &mut Choices::rolled(7);
    let (mut good, mut all) = (0, 0);
    for record in ALIKE {
        let mut records = Vec::new();
        for at in 0..record.len() {
            records.extend([record.as_bytes().to_vec(), other_byte(record, at, choices)]);
        }
        let tally = agreement(&rules, program.plan(), "2026-06-30T00:00:00Z", &records);
        let tally = tally.unwrap_or_else(|told| panic!("{told}"));
        good += tally.good;
        all += tally.records;
        assert!(tally.fast * 2 >= tally.records, "{} of {}", tally.fast, tally.records);
    }
    assert!(good < all * 9 / 10, "{good} of {all} are good");
}

/// The record with one byte more, or less, or another one.
fn other_byte(record: &str, at: usize, choices: &mut Choices<'_>) -> Vec<u8> {
    let mut bytes = record.as_bytes().to_vec();
    let other = *choices.of(b"\"\\,:{}[]01eEnt .-Z\n\x00\xff\xc3");
    match choices.below(3) {
        0 => bytes.insert(at, other),
        1 => bytes[at] = other,
        _ => {
            bytes.remove(at);
        }
    }
    bytes
}

const ALIKE: [&str; 4] = [
    concat!(
        r#"{"id":"c1","email":"a@b.c","stage":"Engaged","joined":"2024-11-09","address":{"#,
        r#""city":"Lyon","zip":"7"},"nps":9,"referrals":1,"tickets":{"open":1,"closed":0},"#,
        r#""purchases":[{"at":"2026-05-08T17:48:27Z","amount":43.92,"sku":"S1"},"#,
        r#"{"at":"2026-06-08T17:48:27+02:00","amount":206.08,"sku":"S2"},"#,
        r#"{"at":"2026-06-09T00:00:00Z","amount":7,"sku":"S2"}],"mentions":[{"at":"#,
        r#""2026-01-01T00:00:00Z","channel":"x"}],"tags":["newsletter"],"notes":"C:\\x","#,
        r#""external_ids":{"crm":"b4"},"updated_at":"2026-06-29T07:41:48Z"}"#
    ),
    concat!(
        r#"{ "id": 17, "stage": "FullAdvocate", "joined": null, "nps": null, "csat": 3.2, "#,
        r#""purchases": [ {"sku": "S1", "amount": "12.50", "at": "2026-05-08T17:48:27.5Z"}, "#,
        r#"{"sku": "S2", "amount": 0, "at": "2026-05-08T17:48:27.5Z"} ], "mentions": [], "#,
        r#""tags": "vip, beta", "referrals": [1, 2, 3], "note": "Müller" }"#
    ),
    concat!(
        r#"{"id":"d4","stage":"Engaged","nps":9,"referrals":1,"given":[{"name":"coupon10","at":"#,
        r#""2026-01-02T09:30:00Z","cost":4,"by":"mail"},{"name":"swag","at":"2026-01-03T09:30:00Z","#,
        r#""cost":12.5,"by":"post"},{"name":"gone","at":"2026-02-03","cost":0,"by":"mail"}],"tags":[]}"#
    ),
    r#"{"purchases":null,"a_name_of_22_letters__":1,"mentions":"","tags":[],"stage":"","id":"x"}"#,
];

/// Records of one program are not all alike: members are left out, are null in one and a text in
/// the next, and have long names that differ at their ends. That is nothing odd, and what is wrong
/// in a few of them is seen.
#[test]
fn records_that_are_nearly_alike_are_nothing_odd() {
    let rules = r#"
        customer
          visits: count  from "props.number_of_visits_on_the_page_1"
          spent:  money  from "props.spent"
          born:   date   from "props.born"
          orders: events with amount money from "amount_in_the_currency_of_the_shop"
        stage S
          when visits ≥ 2 and spent > $5 tag "a"
          when 2 orders and sum(orders.amount) ≥ $8 tag "b"
          when 30 days since born tag "c"
    "#;
    let program = Program::parse("alike.flywheel", rules).expect("the rules are right");
    for seed in 0..40 {
        let choices = &mut Choices::rolled(seed);
        let is_right = seed % 2 == 0;
        let mut records = Vec::new();
        for _ in 0..100 {
            let record = nearly_alike(choices);
            let at = choices.below(record.len());
            let wrong = !is_right && choices.once_in(3);
            records.push(if wrong { other_byte(&record, at, choices) } else { record.into() });
        }
        let tally = agreement(rules, program.plan(), "2026-06-30T00:00:00Z", &records);
        let Tally { good, fast, settled, .. } = tally.unwrap_or_else(|told| panic!("{told}"));
        assert!(!is_right || (fast, settled) == (good, good), "{fast} and {settled} of {good}");
        assert!(good > 50, "{good} are good");
    }
}

fn nearly_alike(choices: &mut Choices<'_>) -> String {
    let any = ["null", r#""a""#, "1", "{}", r#"{"b":null}"#, r#"{"b":""}"#, "[]", "[1]"];
    let numbers = ["null", "3", r#""7""#, "0", r#""""#];
    let order = |choices: &mut Choices<'_>| {
        let members = [
            ("at", r#""2026-06-01""#),
            ("note", *choices.of(&any)),
            ("amount_in_the_currency_of_the_shop", *choices.of(&numbers)),
            ("amount_in_the_currency_of_the_card", *choices.of(&any)),
        ];
        some_of(&members, choices)
    };
    let orders = format!("[{},{},{}]", order(choices), order(choices), order(choices));
    let props = [
        ("number_of_visits_on_the_page_0", *choices.of(&any)),
        ("number_of_visits_on_the_page_1", *choices.of(&["null", "1", r#""2""#, "[]", "[1,[2]]"])),
        ("spent", *choices.of(&numbers)),
        ("x", *choices.of(&any)),
        ("born", *choices.of(&["null", r#""2026-01-01""#, r#""""#])),
    ];
    let props = some_of(&props, choices);
    let y = *choices.of(&any);
    let z = *choices.of(&any);
    let all = [("y", y), ("props", &props), ("orders", &orders), ("id", r#""a""#), ("z", z)];
    // Whoever has no id is no customer.
    some_of(&all, choices)
}

/// An object that has most of these members.
fn some_of(members: &[(&str, &str)], choices: &mut Choices<'_>) -> String {
    let some = members.iter().filter(|_| !choices.once_in(6));
    let some: Vec<_> = some.map(|(key, value)| format!(r#""{key}":{value}"#)).collect();
    format!("{{{}}}", some.join(","))
}

/// Some programs escape whatever is not ASCII, in keys too.
#[test]
fn escapes_are_nothing_odd_where_names_and_words_are_wanted() {
    let rules = r#"
        customer
          plan: one of (small, large as "groß\\b")
          größe: number
        stage Tiny
          when größe ≥ 9 and plan is large and tagged "über" move to Böse
        stage Böse
          resting
    "#;
    let program = Program::parse("escaped.flywheel", rules).expect("the rules are right");
    let records = [
        r#"{"id":"Zoë","stage":"T\u0069ny","tags":["\u00FCber"],"gr\u00f6\u00dfe":9}"#,
        r#"{"id":"😀","stage":"B\u00f6se","plan":"gro\u00df\\b","tags":"a,\u00fcber"}"#,
        r#"{"id":7,"stage":"","plan":"small","\u0070lan_b":"","größe":null}"#,
        // These are right in no way.
        r#"{"id":"a","plan":"groß\b"}"#,
        r#"{"id":"a","gr\u00f6\u00dfe":1,"größe":1}"#,
        r#"{"id":"\ud83d"}"#,
    ];
    let records = records.map(|record| record.as_bytes().to_vec());
    let tally = agreement(rules, program.plan(), "2026-06-30", &records);
    let tally = tally.unwrap_or_else(|told| panic!("{told}"));
    assert_eq!((tally.good, tally.fast, tally.settled), (3, 3, 3));
}

/// The program of these bytes, with people and instants of this seed.
fn invented_agreement(rules: &[u8], seed: u64) -> Result<Tally, String> {
    let Invented { rules, schema } = Invented::program(&mut Choices::listed(rules));
    let Ok(program) = Program::parse("invented.flywheel", &rules) else {
        return Ok(Tally::default());
    };
    let choices = &mut Choices::rolled(seed);
    // A strict plan reads all that is declared, not only what the rules use.
    let strict = program.strict_plan();
    let plan = if choices.once_in(2) { &strict } else { program.plan() };
    let records: Vec<Vec<u8>> = (0..25).map(|_| person(&schema, choices)).collect();
    let mut both = || agreement(&rules, plan, &as_of(choices), &records);
    let tally = both().and_then(|tally| Ok(tally + both()?));
    tally.map_err(|difference| difference.to_string())
}

#[test]
fn examples_take_the_fast_path() {
    let mut taken = 0;
    for (rules, customers) in examples() {
        let text = fs::read_to_string(&rules).unwrap();
        let load = |path: &str| fs::read_to_string(path).map_err(|error| error.to_string());
        // A part of a program decides nothing.
        let Ok(program) = Program::load(&rules, &text, &load) else { continue };
        // A record that says what is owed is left to the plain path.
        let owes = |record: &&Vec<u8>| record.windows(6).any(|key| key == b"\"owed\"");
        let owing = customers.iter().filter(owes).count();
        for as_of in ["2026-06-29", "2026-03-31T10:00:00", "1998-06-30"] {
            let tally = agreement(&rules, program.plan(), as_of, &customers);
            let Tally { good, fast, .. } = tally.unwrap_or_else(|told| panic!("{told}"));
            assert!(
                (fast + owing) * 100 > good * 95 || good == 0,
                "{rules}: the fast path for {fast} of {good}"
            );
            taken += usize::from(fast > 0);
        }
    }
    assert!(taken >= 18, "the fast path was taken {taken} times only");
}

/// All rule files that there are, by their paths, with the customers beside them.
fn examples() -> Vec<(String, Vec<Vec<u8>>)> {
    let mut all = Vec::new();
    let folders = [files("examples"), files("examples/loyalty-programs")].concat();
    for folder in folders.into_iter().filter(|path| Path::new(path).is_dir()) {
        let files = files(&folder);
        let data = files.iter().filter(|file| file.ends_with(".ndjson"));
        let customers: Vec<Vec<u8>> = data.flat_map(|file| first_lines(file)).collect();
        let rules = files.into_iter().filter(|file| file.ends_with(".flywheel"));
        all.extend(rules.map(|rules| (rules, customers.clone())));
    }
    let customers = first_lines("examples/advocacy/customers.ndjson");
    all.push(("benches/advocacy.flywheel".to_owned(), customers));
    all
}

/// What a folder has in it, in order.
fn files(folder: &str) -> Vec<String> {
    let path = |entry: fs::DirEntry| entry.path().to_string_lossy().into_owned();
    let mut files: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| path(entry.unwrap())).collect();
    files.sort();
    files
}

/// The beginning of a file: more of it would only be more of the same.
fn first_lines(file: &str) -> Vec<Vec<u8>> {
    let text = fs::read_to_string(file).unwrap();
    text.lines().take(500).map(|line| line.as_bytes().to_vec()).collect()
}

#[test]
fn the_way_a_file_is_written_makes_no_difference() {
    for (folder, as_of) in [
        ("advocacy", "2026-06-30"),
        ("ecommerce", "2026-06-30"),
        ("lifecycle", "2026-06-30"),
        ("marketing", "2026-06-30"),
    ] {
        let rules = fs::read(format!("examples/{folder}/{folder}.flywheel")).unwrap();
        let customers = fs::read_to_string(format!("examples/{folder}/customers.ndjson")).unwrap();
        let decisions = |customers: &str| {
            let args =
                format!("eval rules.flywheel customers.ndjson --as-of {as_of} --format ndjson");
            let test = Test::new().bytes("rules.flywheel", &rules);
            let (_, stdout, _) =
                test.bytes("customers.ndjson", customers.as_bytes()).args(&args).output();
            let mut lines: Vec<String> = stdout.lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        let as_it_stands = decisions(&customers);
        assert!(!as_it_stands.is_empty());
        for seed in 0..3 {
            let rewritten = rewritten(&customers, &mut Choices::rolled(seed));
            assert_eq!(decisions(&rewritten), as_it_stands, "{folder}:\n{rewritten}");
        }
    }
}

const COMPETING: &str = r#"
customer
  spent: money
  keen: yes/no
reward card costs $30, every time, budget $1,000 per calendar month by spent
reward pin every time, at most 20 per 7 days by spent
stage A
  when keen move to B; give pin
  when keen move to C
  when quintile(spent) ≥ 4 give card
stage B
  capacity 40 by spent, when full move lowest spent to C
  when spent ≥ $90 move to C
stage C
  when keen and rank(spent) ≤ 100 move to D
stage D
  resting
  capacity 50
"#;

const SETTLING: &str = r#"
customer
  spent: money
  keen: yes/no
reward card costs $30, once
stage A
  when keen move to B; give card
stage B
  when spent ≥ $50 move to C; tag "large"
stage C
  resting
  when not keen give card; tag "late"
"#;

/// An escape in an id leads off the fast path, so two files with the same customers show whether
/// a whole run says the same on both paths, and where they meet.
#[test]
fn a_run_says_the_same_on_both_paths() {
    for (rules, settle) in [(COMPETING, ""), (SETTLING, " --settle")] {
        let decisions = |escaped: fn(usize) -> bool| {
            let args = "eval rules.flywheel customers.ndjson --as-of 2026-06-30 --format ndjson";
            let test = Test::new().bytes("rules.flywheel", rules.as_bytes());
            let test = test.bytes("customers.ndjson", competitors(escaped).as_bytes());
            let (status, stdout, stderr) = test.args(&format!("{args}{settle}")).output();
            assert_eq!(status, 0, "{stderr}");
            stdout
        };
        let plain = decisions(|_| true);
        assert_eq!(plain.lines().count(), 400);
        assert_eq!(decisions(|_| false), plain);
        assert_eq!(decisions(|place| place % 3 == 0), plain);
    }
}

/// Customers, with an escape in the id where that is wanted.
fn competitors(escaped: fn(usize) -> bool) -> String {
    let choices = &mut Choices::rolled(11);
    let mut text = String::new();
    for place in 0..400 {
        let c = if escaped(place) { "\\u0063" } else { "c" };
        // All of them, in some order.
        let (id, stage) = (place * 7 % 400, choices.of(&["A", "B", "C"]));
        let (spent, keen) = (choices.below(1200), choices.once_in(2));
        let given = match choices.once_in(40) {
            true => r#","given":[{"name":"card","at":"2026-06-02"}]"#,
            false => "",
        };
        let spent = format!("{}.{}", spent / 10, spent % 10);
        text += &format!(
            "{{\"id\":\"{c}{id}\",\"stage\":\"{stage}\",\"spent\":{spent},\"keen\":{keen}{given}}}\n"
        );
    }
    text
}

/// The same customers in another order, written in other ways.
fn rewritten(customers: &str, choices: &mut Choices<'_>) -> String {
    let mut lines: Vec<String> =
        customers.lines().map(|line| line_rewritten(line, choices)).collect();
    for place in 1..lines.len() {
        lines.swap(place, choices.below(place + 1));
    }
    lines.join("\n")
}

fn line_rewritten(line: &str, choices: &mut Choices<'_>) -> String {
    // What is no JSON stays as it is.
    let Ok(value) = serde_json::from_str(line) else {
        return line.to_owned();
    };
    let spaces = if choices.once_in(2) { IN_LINE } else { &[] };
    let style = Style { spaces, shuffled: true, escapes: choices.once_in(4) };
    let mut out = String::new();
    json(&value).write(style, choices, &mut out);
    out
}

fn json(value: &serde_json::Value) -> Json {
    match value {
        serde_json::Value::String(text) => Json::text(text.as_str()),
        serde_json::Value::Array(values) => Json::List(values.iter().map(json).collect()),
        serde_json::Value::Object(entries) => {
            Json::Object(entries.iter().map(|(key, value)| (key.clone(), json(value))).collect())
        }
        single @ (serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Number(_)) => Json::raw(single.to_string()),
    }
}

/// The two paths agree about this record.
fn agrees(rules: &str, record: &str) {
    let program = Program::parse("rules.flywheel", rules).expect("rules without mistakes");
    let records = [record.as_bytes().to_vec()];
    let told = agreement(rules, program.plan(), "2026-03-30", &records);
    told.unwrap_or_else(|told| panic!("{told}"));
}

#[test]
fn sums_end_where_decimals_end() {
    let rules = "
        reward swag every time
        stage A
          resting
          when sum(swag.cost) > $1 tag \"more\"
    ";
    let costs = ["800000000000000000", "800000000000000000", "0.00000000000000000001"];
    let given = costs.map(|cost| format!(r#"{{"name":"swag","cost":{cost}}}"#)).join(",");
    agrees(rules, &format!(r#"{{"id":1,"stage":"A","given":[{given}]}}"#));

    let rules = "
        customer
          purchases: events with amount number
        stage A
          when sum(purchases.amount) > 1 tag \"more\"
    ";
    for last in ["0.00000000000000001", "0.00000000000000000001", "100000000000000000"] {
        let amounts = [costs[0], costs[1], last];
        let purchases = amounts.map(|amount| format!(r#"{{"amount":{amount}}}"#)).join(",");
        agrees(rules, &format!(r#"{{"id":1,"stage":"A","purchases":[{purchases}]}}"#));
    }
}

#[test]
fn ways_into_a_record_end_where_brackets_are_too_deep() {
    // A build for tests takes more of the stack for each bracket than threads of tests have.
    let deep = std::thread::Builder::new().stack_size(64 << 20).spawn(ways_of_all_lengths);
    deep.expect("a thread").join().expect("no difference");
}

fn ways_of_all_lengths() {
    for steps in [1, 63, 64, 65, 511, 512, 600] {
        let path = vec!["a"; steps].join(".");
        let rules =
            format!("customer\n  n: number from \"{path}\"\nstage A\n  when n > 1 tag \"more\"\n");
        let (open, close) = ("{\"a\":".repeat(steps - 1), "}".repeat(steps));
        agrees(&rules, &format!(r#"{{"id":1,"stage":"A","a":{open}2{close}"#));
    }
}

#[test]
fn zeros_at_the_end_of_a_product_take_no_room() {
    let rules = "
        customer
          n: number
          m: number
        stage A
          when n * n * m + n * n * m > 1 tag \"more\"
    ";
    agrees(rules, r#"{"id":1,"stage":"A","n":0.99000000000000000,"m":0.9900}"#);
}
