//! `flywheel replay`: what it writes, what it says, and how it exits.
#![cfg(feature = "cli")]

mod support;

use support::Test;

const RULES: &str = "\
flywheel \"Corner shop\"
  currency USD
customer
  points:  number
  mail_ok: yes/no default yes
  orders:  events
  leave out when points is 13
reward  swag  costs $18, once
message nudge once per 90 days
pause messages when mail_ok is no
stage Guest
  resting
  after an order move to Member
stage Member
  resting
  after 3 orders give swag
  when points ≥ 5 tag \"fan\"
  when 60 days without orders move to Quiet; send nudge
stage Quiet
  resting
  after an order within 7 days move to Member
";

const CUSTOMERS: &str = r#"{"id":"ann","orders":[{"at":"2025-01-20"},{"at":"2025-02-11"},{"at":"2025-03-02"}],"points":9}
{"id":"bob","orders":[{"at":"2025-02-03"}],"mail_ok":false}
{"id":"cy","points":"many","orders":[]}
{"id":"dee","points":13,"orders":[{"at":"2025-01-02"}]}
{"id":"ann","orders":[]}
{"id":"eve","stage":"Member","stage_since":"2024-12-24","tags":["old"],"given":[{"name":"nudge","at":"2025-02-01"}],"orders":[{"at":"2024-12-31"}]}
"#;

/// Five places for those who have the most points.
const COMPETING: &str = "\
customer
  points: number
  orders: events
reward mug costs $9, once, budget $9 per calendar month by points
stage Guest
  resting
  after an order move to Member; give mug
stage Member
  resting
  capacity 2 by points
";

const POINTS: &str = r#"{"id":"ann","points":1,"orders":[{"at":"2025-01-02"}]}
{"id":"bob","points":2,"orders":[{"at":"2025-01-02"}]}
{"id":"cy","points":3,"orders":[{"at":"2025-01-03"}]}
{"id":"dee","points":"four","orders":[]}
"#;

fn test(args: &str) -> Test {
    let test = Test::new().file("rules.flywheel", RULES).file("customers.ndjson", CUSTOMERS);
    test.args(&format!("replay rules.flywheel customers.ndjson {args}"))
}

fn replay(args: &str) -> String {
    test(&format!("--from 2025-01-01 --to 2025-06-30 {args}")).run()
}

#[test]
fn it_says_what_changes_and_when() {
    insta::assert_snapshot!("summary", replay(""));
    insta::assert_snapshot!("table", replay("--format table"));
    insta::assert_snapshot!("ndjson", replay("--format ndjson"));
    insta::assert_snapshot!("csv", replay("--format csv --start-empty"));
    insta::assert_snapshot!("gifts", replay("--format gifts"));
    insta::assert_snapshot!("gifts_ndjson", replay("--format gifts-ndjson"));
}

#[test]
fn days_may_be_far_apart() {
    insta::assert_snapshot!("weeks", replay("--format csv --every week"));
    insta::assert_snapshot!("months", replay("--format csv --every month"));
}

#[test]
fn histories_say_who_was_where() {
    insta::assert_snapshot!("histories", replay("--histories -"));
    let files = test(
        "--from 2025-01-01 --to 2025-06-30 --start-empty --histories h.ndjson --update u.ndjson \
         --rejects r.ndjson",
    );
    let files = files.result("h.ndjson").result("u.ndjson").result("r.ndjson");
    insta::assert_snapshot!("files", files.run());
}

#[test]
fn customers_compete_day_after_day() {
    let test = |args: &str| {
        let test = Test::new().file("rules.flywheel", COMPETING).file("customers.ndjson", POINTS);
        let all = "replay rules.flywheel customers.ndjson --from 2025-01-01 --to 2025-02-02";
        test.args(&format!("{all} {args}"))
    };
    insta::assert_snapshot!("competing", test("--format csv").run());
    let files = test("--update u.ndjson --rejects r.ndjson");
    insta::assert_snapshot!("competing_files", files.result("u.ndjson").result("r.ndjson").run());
}

#[test]
fn rows_of_csv_are_written_as_if_on_each_day() {
    let rules = "customer\n  orders: events from table by \"customer\"\nreward mug once\nstage Guest\n  \
                 resting\n  after an order move to Member\nstage Member\n  resting\n  when 2 days in \
                 stage give mug\n";
    let test = Test::new()
        .file("rules.flywheel", rules)
        .file("customers.csv", "id,name\nann,\"Ann, the first\"\nbob\ncy,Cy\n")
        .file("orders.csv", "customer,at\nann,2025-01-03\ncy,2025-02-01\nzoe,2025-01-01\n");
    let args = "replay rules.flywheel customers.csv --table orders=orders.csv --from 2025-01-01 --to \
                2025-01-31 --format csv --update updated.csv";
    insta::assert_snapshot!("rows", test.args(args).result("updated.csv").run());
}

#[test]
fn what_cannot_be_decided_on_some_day_is_said_once() {
    let rules = "customer\n  orders: events\n    with amount number\nstage Guest\n  resting\n  when \
                 sum(orders.amount) * sum(orders.amount) > 5 move to Member\nstage Member\n  resting\n";
    let big = "99999999999999999999999999999999999999";
    let customers = format!(
        "{{\"id\":\"ann\",\"orders\":[{{\"at\":\"2025-01-03\",\"amount\":{big}}},{{\"at\":\"2025-01-05\",\
         \"amount\":-{big}}},{{\"at\":\"2025-01-06\",\"amount\":7}}]}}\n"
    );
    let test = Test::new().file("rules.flywheel", rules).file("customers.ndjson", &customers);
    let args =
        "replay rules.flywheel customers.ndjson --from 2025-01-01 --to 2025-01-31 --format csv";
    insta::assert_snapshot!("fault", test.args(args).run());
}

#[test]
fn usage() {
    let said = [
        test("--from 2025-01-02 --to 2025-01-01"),
        test("--from 2025-01-02T10:00:00Z --to 2025-01-03"),
        test("--from 2025-01-02 --to tomorrow"),
        test("--from 0001-01-01 --to 2025-01-01"),
        test("--from 2025-01-01 --to 2025-01-02 --histories - --format csv"),
        test("--from 2025-01-01 --to 2025-01-02 --histories a.ndjson --update a.ndjson"),
        test("--from 2025-01-01 --to 2025-01-02 --histories customers.ndjson"),
        test("--from 2025-01-01 --to 2025-01-02 --spreadsheet"),
    ];
    let said: Vec<String> = said.into_iter().map(|test| test.run()).collect();
    insta::assert_snapshot!("usage", said.join("\n"));
}

#[test]
fn whoever_is_let_in_later_is_new() {
    let rules = "customer\n  joined: date\n  orders: events\n  leave out when joined > today\nstage Guest\n  \
                 resting\n  after an order move to Member\nstage Member\n  resting\n";
    let customers = r#"{"id":"ann","joined":"2025-01-02","orders":[{"at":"2025-01-03"}]}
{"id":"bob","joined":"2026-01-01","orders":[]}
{"id":"cy","orders":[]}
"#;
    let test = Test::new().file("rules.flywheel", rules).file("customers.ndjson", customers);
    let args =
        "replay rules.flywheel customers.ndjson --from 2025-01-01 --to 2025-01-09 --histories -";
    insta::assert_snapshot!("new_later", test.args(args).run());
}

#[test]
fn whoever_may_be_hidden_keeps_histories_from_being_written() {
    let rules = "stage Guest\n  resting\n";
    let test = Test::new().file("rules.flywheel", rules);
    let test = test.file("customers.csv", "id,name\nann,Ann\nbob,\"Bob\ncy,Cy\n");
    let args = "replay rules.flywheel customers.csv --from 2025-01-01 --to 2025-01-02 --histories \
                h.ndjson --update u.csv";
    let test = test.args(args).result("h.ndjson").result("u.csv");
    insta::assert_snapshot!("hidden", test.run());
}
