//! `flywheel why`: what it says and how it exits.
#![cfg(feature = "cli")]

mod support;

use support::Test;

const RULES: &str = "\
flywheel \"Fans\"
  timezone Europe/Vienna

customer
  nps:       number 0 to 10 from \"survey.nps\"
  mail_ok:   yes/no
  purchases: events with amount money, sku text

reward  swag    costs $18, once per 90 days
message hello   every time
message promo   once per calendar month, only in (Fan)
alert   call    to \"Sales\"

limit messages to 1 per 30 days
pause messages when mail_ok is no

let loyal = count(purchases) ≥ 3 and nps ≥ 9

score heat at most 50
  add 5 per purchase for 30 days
  add 10 when nps is 10

stage Engaged
  rule \"Becomes a fan\"
    when loyal move to Fan; give swag
  when 60 days without purchases move to Lapsed
  when heat ≥ 10 or nps is 10 send hello
  after 2 purchases where sku is \"mug\" within 90 days send promo

stage Fan
  resting
  when nps ≤ 6 notify call

stage Lapsed
  resting
";

const CUSTOMERS: &str = r#"{"id":"ann","stage":"Engaged","stage_since":"2026-01-01","survey":{"nps":10},"mail_ok":true,"purchases":[{"at":"2026-01-03","amount":5,"sku":"mug"},{"at":"2026-03-01","amount":40,"sku":"pen"},{"at":"2026-03-20","amount":7,"sku":"mug"},{"at":"2026-03-21"}]}
{"id":"bob","stage":"Engaged","stage_since":"2026-01-01","survey":{"nps":7},"mail_ok":true,"purchases":[{"at":"2026-03-01","amount":40,"sku":"mug"},{"amount":4},{"at":"2026-02-11"}],"given":[{"name":"hello","at":"2026-03-15"}]}
{"id":"cy","stage":"Engaged","stage_since":"2026-01-01","mail_ok":false,"purchases":[{"at":"2026-03-01"},{"at":"2026-03-02"},{"at":"2026-03-03"}],"given":[{"name":"swag","at":"2026-02-15"}]}
{"id":"dee","stage":"Engaged","stage_since":"2026-01-01","survey":{"nps":9},"purchases":[{"at":"2026-03-01"},{"at":"2026-03-02"},{"at":"2026-03-03"}],"given":[{"name":"swag","at":"2026-02-15"}]}
{"id":"eve"}
{"id":"fay","stage":"Nowhere"}
"#;

fn why(args: &str) -> String {
    let test = Test::new().bytes("fans.flywheel", RULES.as_bytes());
    let test = test.bytes("customers.ndjson", CUSTOMERS.as_bytes());
    test.args(&format!("why fans.flywheel customers.ndjson --as-of 2026-03-31 {args}")).run()
}

#[test]
fn all_that_happens_and_does_not() {
    for id in ["ann", "bob", "cy", "dee", "eve"] {
        insta::assert_snapshot!(format!("all_of_{id}"), why(&format!("--id {id}")));
    }
}

#[test]
fn one_thing_at_a_time() {
    insta::assert_snapshot!("one_gift", why("--id dee --gift swag"));
    insta::assert_snapshot!("a_gift_nobody_asked_for", why("--id bob --gift swag"));
    insta::assert_snapshot!("one_stage", why("--id bob --stage Fan"));
    insta::assert_snapshot!("a_rule_of_another_stage", {
        let test = Test::new().bytes("fans.flywheel", RULES.as_bytes());
        let test = test.bytes("customers.ndjson", CUSTOMERS.as_bytes());
        let args = "why fans.flywheel customers.ndjson --as-of 2026-03-31 --id bob --rule";
        test.args(args).arg("Fan 1").run()
    });
}

#[test]
fn as_a_document() {
    insta::assert_snapshot!(why("--id bob --format json"));
}

#[test]
fn as_of_an_instant() {
    let args = "why fans.flywheel customers.ndjson --as-of 2026-03-31T09:00:00 --id bob";
    let test = Test::new().bytes("fans.flywheel", RULES.as_bytes());
    insta::assert_snapshot!(test.bytes("customers.ndjson", CUSTOMERS.as_bytes()).args(args).run());
}

#[test]
fn what_is_not_there() {
    insta::assert_snapshot!("nobody", why("--id zoe"));
    insta::assert_snapshot!("no_such_gift", why("--id ann --gift swga"));
    insta::assert_snapshot!("no_such_stage", why("--id ann --stage Enthusiast"));
    insta::assert_snapshot!("rejected", why("--id fay"));
    insta::assert_snapshot!("two_questions", why("--id ann --gift swag --stage Fan"));
}

#[test]
fn the_rows_of_tables_count() {
    let rules = "\
customer
  orders: events from table \"orders\" by \"customer\" at \"day\" with total money
reward mug once
stage New
  after 2 orders where total ≥ $10 give mug
";
    let test = Test::new().file("rules.flywheel", rules);
    let test = test.file("customers.csv", "id\nann\nbob\n");
    let rows = "customer,day,total\nbob,2026-03-01,12\nann,2026-03-01,8\nbob,2026-03-02,30\n";
    let test = test.file("orders.csv", rows);
    let args = "why rules.flywheel customers.csv --table orders=orders.csv --id bob";
    insta::assert_snapshot!(test.args(&format!("{args} --as-of 2026-03-31")).run());
}

#[test]
fn where_customers_compete_all_are_read_first() {
    let rules = "\
customer
  spent: money
stage Waiting
  when spent > $0 move to Circle
stage Circle
  resting
  capacity 1 by spent
";
    let test = Test::new().file("rules.flywheel", rules);
    let test = test.file("customers.csv", "id,stage,spent\nann,Waiting,5\nbob,Waiting,7\n");
    let args = "why rules.flywheel customers.csv --id ann --as-of 2026-03-31";
    insta::assert_snapshot!(test.args(args).run());
}

#[test]
fn a_budget_that_is_spent() {
    let rules = "\
customer
  spent: money
reward card costs $30, every time, budget $70 per calendar month by spent
stage Here
  resting
  when spent ≥ $10 give card
";
    let test = Test::new().file("rules.flywheel", rules);
    let customers =
        "id,stage,spent\nann,Here,15\nbob,Here,70\ncy,Here,30\ndee,Here,20\neve,Here,5\n";
    let test = test.file("customers.csv", customers);
    let args = "why rules.flywheel customers.csv --id ann --as-of 2026-03-31";
    insta::assert_snapshot!(test.args(args).run());
}

#[test]
fn each_decision_says_why_in_short() {
    let eval = |args: &str| {
        let test = Test::new().bytes("fans.flywheel", RULES.as_bytes());
        let test = test.bytes("customers.ndjson", CUSTOMERS.as_bytes());
        test.args(&format!("eval fans.flywheel customers.ndjson --as-of 2026-03-31 {args}")).run()
    };
    insta::assert_snapshot!("short_in_ndjson", eval("--why --format ndjson"));
    insta::assert_snapshot!("short_in_json", eval("--why --format json --changes"));
    insta::assert_snapshot!("short_in_gifts", eval("--why --format gifts --withheld"));
    insta::assert_snapshot!("short_in_gifts_ndjson", eval("--why --format gifts-ndjson"));
    insta::assert_snapshot!("short_in_a_summary", eval("--why"));
    insta::assert_snapshot!("short_and_settled", eval("--why --settle --format ndjson"));
}
