//! `flywheel diff`: what it says and how it exits.
#![cfg(feature = "cli")]

mod support;

use support::Test;

const OLD: &str = "\
customer
  nps:       number 0 to 10
  mail_ok:   yes/no
  purchases: events
reward  swag   costs $18, once per 90 days
reward  coupon costs $5, every time
message hello  once per calendar month
limit messages to 1 per 30 days
stage Engaged
  resting
  when mail_ok send hello
  rule \"Becomes a fan\"
    after 2 purchases and nps ≥ 8 move to Fan; give swag
  when nps ≤ 3 give coupon; tag \"sad\"
stage Fan
  resting
  on entering tag \"fan\"
stage Lapsed
  resting
  after a purchase within 30 days move to Engaged
";

const NEW: &str = "\
customer
  nps:       number 0 to 10
  mail_ok:   yes/no
  purchases: events
  leave out when nps is 0
reward  bag    costs $20, once per 90 days, formerly \"swag\"
reward  coupon costs $5, every time
message hello  once per calendar month
message promo  every time
limit messages to 1 per 30 days
stage Engaged
  resting
  when nps ≥ 8 send promo
  when mail_ok send hello
  rule \"Becomes a fan\"
    after 2 purchases and nps ≥ 9 move to Fan; give bag
  when nps ≤ 2 and mail_ok give coupon; tag \"sad\"
stage Fan
  resting
  on entering tag \"fan\"
";

const CUSTOMERS: &str = r#"{"id":"ann","stage":"Engaged","nps":8,"mail_ok":true,"purchases":[{"at":"2026-03-01"},{"at":"2026-03-02"}]}
{"id":"bob","stage":"Engaged","nps":9,"mail_ok":false,"purchases":[{"at":"2026-03-01"},{"at":"2026-03-02"}]}
{"id":"cy","stage":"Engaged","nps":3,"mail_ok":true,"purchases":[]}
{"id":"dee","stage":"Engaged","nps":2,"mail_ok":false,"purchases":[]}
{"id":"eve","stage":"Lapsed","nps":2,"purchases":[]}
{"id":"fay","stage":"Engaged","nps":0,"mail_ok":true,"purchases":[]}
{"id":"gus","nps":"nine"}
{"id":"hal","stage":"Fan","nps":9,"mail_ok":true,"purchases":[]}
{"id":"ann","nps":2}
"#;

/// Two rule files and customers in NDJSON.
fn test(old: &str, new: &str, customers: &str) -> Test {
    let test = Test::new().file("old.flywheel", old).file("new.flywheel", new);
    test.file("customers.ndjson", customers)
}

fn diff(test: Test, args: &str) -> String {
    let all = "diff old.flywheel new.flywheel customers.ndjson --as-of 2026-03-31";
    test.args(&format!("{all} {args}")).run()
}

#[test]
fn all_kinds_of_differences() {
    insta::assert_snapshot!("in_words", diff(test(OLD, NEW, CUSTOMERS), ""));
    let bytes = || {
        let test = Test::new().bytes("old.flywheel", OLD.as_bytes());
        let test = test.bytes("new.flywheel", NEW.as_bytes());
        test.bytes("customers.ndjson", CUSTOMERS.as_bytes())
    };
    insta::assert_snapshot!("for_programs", diff(bytes(), "--format json"));
    insta::assert_snapshot!("for_a_pull_request", diff(bytes(), "--format markdown"));
}

#[test]
fn the_other_way_around() {
    insta::assert_snapshot!(diff(test(NEW, OLD, CUSTOMERS), ""));
}

#[test]
fn only_the_layout_changed() {
    let rules =
        "stage A\n  resting\n  when tagged \"x\" and tagged \"y\" move to B\nstage B\n  resting\n";
    let laid_out = "# A note\nstage A   resting\n  when tagged \"x\"\n    and tagged \"y\" move to B\n\nstage B resting\n";
    let customers = "{\"id\":1,\"tags\":[\"x\",\"y\"]}\n{\"id\":2}\n";
    insta::assert_snapshot!("layout", diff(test(rules, laid_out, customers), "--fail-on-change"));
    insta::assert_snapshot!("same", diff(test(rules, rules, customers), ""));
    let other = rules.replace("\"y\"", "\"z\"");
    let nobody = "{\"id\":2}\n";
    insta::assert_snapshot!("for_nobody", diff(test(rules, &other, nobody), "--fail-on-change"));
}

#[test]
fn a_change_makes_it_fail_if_asked() {
    let exit = |args: &str| {
        let all = "diff old.flywheel new.flywheel customers.ndjson --as-of 2026-03-31";
        test(OLD, NEW, CUSTOMERS).args(&format!("{all} {args}")).output().0
    };
    assert_eq!(exit(""), 3);
    assert_eq!(exit("--fail-on-change"), 1);
    let good = "{\"id\":1,\"stage\":\"Engaged\",\"nps\":3,\"mail_ok\":false,\"purchases\":[]}\n";
    let all = "diff old.flywheel new.flywheel customers.ndjson --as-of 2026-03-31";
    assert_eq!(test(OLD, NEW, good).args(all).output().0, 0);
    assert_eq!(test(OLD, OLD, CUSTOMERS).args(all).args("--fail-on-change").output().0, 3);
}

#[test]
fn rules_with_errors() {
    insta::assert_snapshot!(diff(
        test("stage A\n  resting\n  when x move to A\n", "stage\n", "{\"id\":1}\n"),
        ""
    ));
}

#[test]
fn customers_compete_under_each_of_the_rules() {
    let rules = "\
customer
  spent: money
reward card costs $30, every time, budget $30 per calendar month by spent
stage Waiting
  resting
  when spent > $0 move to Circle
  when spent < $10 give card
stage Circle
  resting
  capacity 1 by spent
";
    let more = rules.replace("capacity 1", "capacity 2").replace("budget $30", "budget $60");
    let more = more.replace("spent < $10", "spent < $20");
    let customers = "{\"id\":\"ann\",\"stage\":\"Waiting\",\"spent\":5}\n{\"id\":\"bob\",\"stage\":\"Waiting\",\"spent\":7}\n{\"id\":\"cy\",\"stage\":\"Waiting\",\"spent\":6}\n";
    insta::assert_snapshot!("more_places", diff(test(rules, &more, customers), ""));
    insta::assert_snapshot!("fewer_places", diff(test(&more, rules, customers), ""));
}

#[test]
fn the_order_of_rules_matters() {
    let rules = "\
customer
  nps: number 0 to 10
stage A
  resting
  rule \"To B\" when nps ≥ 5 move to B
  rule \"To C\" when nps ≥ 7 move to C
stage B
  resting
stage C
  resting
";
    let other = rules
        .replace("  rule \"To B\" when nps ≥ 5 move to B\n", "")
        .replace("move to C\n", "move to C\n  rule \"To B\" when nps ≥ 5 move to B\n");
    let customers = "{\"id\":1,\"stage\":\"A\",\"nps\":8}\n{\"id\":2,\"stage\":\"A\",\"nps\":6}\n";
    insta::assert_snapshot!(diff(test(rules, &other, customers), ""));
}

#[test]
fn a_name_that_means_something_else() {
    let rules = "\
customer
  visits: events
  vip:    yes/no default no
let keen = count(visits) ≥ 2
score heat at most 50
  add 5 per visit
reward pin every time
reward mug every time
stage A
  resting
  when keen give pin
  when heat ≥ 10 or vip give mug
";
    let other = rules.replace("count(visits) ≥ 2", "count(visits) ≥ 3").replace("add 5", "add 4");
    let customers =
        "{\"id\":1,\"visits\":[{\"at\":\"2026-03-01\"},{\"at\":\"2026-03-02\"}],\"vip\":false}\n";
    insta::assert_snapshot!(diff(test(rules, &other, customers), ""));
}

const TABLE: &str = "\
customer
  orders: events key \"order\" from table \"orders\" by \"customer\" at \"day\" with total money
reward receipt costs $1
stage New
  resting
  after an order where total ≥ $10 give receipt for each order where total ≥ $10
";

#[test]
fn the_rows_of_tables_count() {
    let new = TABLE.replace("total ≥ $10", "total ≥ $20");
    let rows = "order,customer,day,total\no-1,bob,2026-03-01,12\no-2,ann,2026-03-01,8\no-3,bob,2026-03-02,30\no-4,bob,2026-03-02,15\n";
    let rules = |test: Test| test.file("old.flywheel", TABLE).file("new.flywheel", &new);
    let args = "diff old.flywheel new.flywheel --table orders=orders.csv --as-of 2026-03-31";
    let joined =
        rules(Test::new()).file("orders.csv", rows).file("customers.csv", "id\nann\nbob\n");
    insta::assert_snapshot!("joined", joined.args(args).arg("customers.csv").run());
    let made = rules(Test::new()).file("orders.csv", rows);
    insta::assert_snapshot!("made_of_rows", made.args(args).run());
    let piped = rules(Test::new()).stdin(rows).file("customers.csv", "id\nann\nbob\n");
    let args = args.replace("orders.csv", "-");
    insta::assert_snapshot!("piped_rows", piped.args(&args).arg("customers.csv").run());
}

#[test]
fn tables_that_only_one_file_has() {
    let old = "customer\n  nps: number\nreward receipt costs $1, every time\nstage New\n  resting\n  when nps > 5 give receipt\n";
    let rows = "order,customer,day,total\no-1,bob,2026-03-01,12\n";
    let test = Test::new().file("old.flywheel", old).file("new.flywheel", TABLE);
    let test = test.file("orders.csv", rows).file("customers.csv", "id,nps\nann,7\nbob,2\n");
    let args = "diff old.flywheel new.flywheel customers.csv --table orders=orders.csv";
    insta::assert_snapshot!(test.args(args).args("--as-of 2026-03-31").run());
}

#[test]
fn different_customers_in_tables() {
    let new = TABLE.replace("\"orders\" by", "\"bills\" by");
    let test = Test::new().file("old.flywheel", TABLE).file("new.flywheel", &new);
    let head = "order,customer,day,total\n";
    let test = test.file("orders.csv", &format!("{head}o-1,bob,2026-03-01,12\n"));
    let test = test.file("bills.csv", &format!("{head}o-1,ann,2026-03-01,12\n"));
    let args = "diff old.flywheel new.flywheel --table orders=orders.csv --table bills=bills.csv";
    insta::assert_snapshot!(test.args(args).args("--as-of 2026-03-31").run());
}

#[test]
fn several_files_of_which_one_cannot_be_read_by_one() {
    let old = "customer\n  nps: number\nstage A\n  resting\n  when nps > 5 tag \"x\"\n";
    let new = "customer\n  id from \"key\"\n  nps: number\nstage A\n  resting\n  when nps > 5 tag \"y\"\n";
    let test = Test::new().file("old.flywheel", old).file("new.flywheel", new);
    let test = test.file("a.csv", "id,nps\nann,7\n").file("b.csv", "id,key,nps\nbob,bo,7\n");
    let args = "diff old.flywheel new.flywheel a.csv b.csv --as-of 2026-03-31";
    insta::assert_snapshot!(test.args(args).run());
}

#[test]
fn a_pipe_is_read_for_both() {
    let test = Test::new().file("old.flywheel", OLD).file("new.flywheel", NEW).stdin(CUSTOMERS);
    let args = "diff old.flywheel new.flywheel - --as-of 2026-03-31";
    let (status, stdout, _) = test.args(args).output();
    assert_eq!(status, 3);
    assert!(stdout.contains("7 customers; 6 are decided differently."), "{stdout}");
    let test = Test::new().stdin(OLD).file("new.flywheel", NEW);
    let test = test.file("customers.ndjson", CUSTOMERS);
    let args = "diff - new.flywheel customers.ndjson --as-of 2026-03-31";
    let (_, stdout, _) = test.args(args).output();
    assert!(stdout.starts_with("new.flywheel compared with <stdin>\n"), "{stdout}");
}

#[test]
fn what_is_used_wrongly() {
    let run = |args: &str| {
        let test = Test::new().bytes("old.flywheel", OLD.as_bytes());
        let test = test.bytes("new.flywheel", NEW.as_bytes());
        test.bytes("customers.csv", b"id\nann\n").args(args).run()
    };
    insta::assert_snapshot!("one_rule_file", run("diff new.flywheel customers.csv"));
    insta::assert_snapshot!("nobody", run("diff old.flywheel new.flywheel"));
    insta::assert_snapshot!("customers_first", run("diff customers.csv old.flywheel new.flywheel"));
    let three = run("diff old.flywheel new.flywheel old.flywheel customers.csv");
    insta::assert_snapshot!("three_rule_files", three);
    insta::assert_snapshot!("twice", run("diff - new.flywheel -"));
    insta::assert_snapshot!("no_such_file", run("diff old.flywheel new.flywheel nobody.csv"));
}

#[test]
fn nothing_steers_the_terminal_or_calls_anyone() {
    let rules = "customer\n  nps: number\nstage A\n  resting\n  when nps > 5 tag \"x\"\n";
    let other = rules.replace("\"x\"", "\"y\"");
    let customers = "{\"id\":\"\\u001b[31m@octocat `x`\\n| <b>\",\"nps\":7}\n";
    for format in ["text", "markdown"] {
        let test = Test::new().bytes("old.flywheel", rules.as_bytes());
        let test = test.bytes("new.flywheel", other.as_bytes());
        let test = test.bytes("customers.ndjson", customers.as_bytes());
        let args = "diff old.flywheel new.flywheel customers.ndjson --as-of 2026-03-31 --format";
        let (status, stdout, _) = test.args(args).arg(format).output();
        assert_eq!(status, 0);
        assert!(!stdout.contains('\u{1b}') && stdout.contains("octocat"), "{stdout}");
        assert!(!stdout.contains("octocat `x`") || format == "text", "{stdout}");
    }
}

#[test]
fn money_in_the_currency_of_the_file_and_in_another_zone() {
    let rules = "flywheel \"Shop\"\n  currency JPY\n  timezone Asia/Tokyo\ncustomer\n  nps: number\nreward pin costs 300 JPY, every time\nreward mug costs 900 JPY, every time\nstage A\n  resting\n  when nps > 5 give pin; give mug\n  when nps > 8 give mug\n";
    let other = rules.replace("300 JPY", "250 JPY").replace("give pin; give mug", "give pin");
    let customers = "{\"id\":1,\"nps\":7}\n{\"id\":2,\"nps\":9}\n{\"id\":3,\"nps\":6}\n";
    insta::assert_snapshot!("cheaper", diff(test(rules, &other, customers), ""));
    let cost = rules.replace("300 JPY", "250 JPY");
    insta::assert_snapshot!("only_the_cost", diff(test(rules, &cost, customers), ""));
}

const SHOP: &str = "\
customer
  closed: date
  nps:    number 0 to 10
  orders: events
reward  swag  costs $18, once
message nudge once per 90 days
stage Guest
  resting
  after an order move to Member
stage Member
  resting
  after 3 orders give swag
  rule \"Goes quiet\" when 60 days without orders move to Quiet; send nudge
stage Quiet
  resting
  on entering tag \"quiet\"
  rule \"Comes back\" after an order within 7 days move to Member; untag \"quiet\"
";

const SHOPPERS: &str = r#"{"id":"ann","orders":[{"at":"2025-01-20"},{"at":"2025-02-11"},{"at":"2025-03-02"}]}
{"id":"bob","orders":[{"at":"2025-02-03"},{"at":"2025-03-28"}],"nps":3}
{"id":"cleo","orders":[{"at":"2025-01-14"}],"closed":"2025-04-20"}
{"id":"dan","orders":[]}
{"id":"eve","orders":[{"at":"2025-01-14"}],"nps":"five"}
"#;

/// The shop, where customers go quiet after another time, and somewhere else if they are unhappy.
fn new_shop() -> String {
    let new = SHOP.replace("60 days", "50 days").replace("$18", "$20");
    let new = new.replace("after 3 orders", "after 2 orders");
    let new =
        new.replace("  orders: events\n", "  orders: events\n  leave out when closed ≤ today\n");
    let sad = "  when nps ≤ 3 and 20 days without orders move to Sad\n";
    new.replace("  rule \"Goes quiet\"", &format!("{sad}  rule \"Goes quiet\""))
        + "stage Sad\n  resting\n"
}

#[test]
fn over_the_days_of_a_replay() {
    let over = |test: Test, args: &str| {
        let all =
            "diff old.flywheel new.flywheel customers.ndjson --from 2025-01-01 --to 2025-05-31";
        test.args(&format!("{all} {args}")).run()
    };
    let new = new_shop();
    insta::assert_snapshot!("over_days", over(test(SHOP, &new, SHOPPERS), ""));
    let bytes = || {
        let test = Test::new().bytes("old.flywheel", SHOP.as_bytes());
        let test = test.bytes("new.flywheel", new.as_bytes());
        test.bytes("customers.ndjson", SHOPPERS.as_bytes())
    };
    insta::assert_snapshot!("over_days_for_programs", over(bytes(), "--format json --every week"));
    insta::assert_snapshot!("over_days_for_a_pull_request", over(bytes(), "--format markdown"));
    let later = SHOP.replace("60 days", "61 days");
    let one = "{\"id\":\"cleo\",\"stage\":\"Member\",\"stage_since\":\"2025-06-03\",\"orders\":[{\"at\":\"2025-01-14\"}]}\n";
    insta::assert_snapshot!("on_other_days", over(test(SHOP, &later, one), "--fail-on-change"));
    let nobody = over(test(SHOP, &later, one), "--start-empty --every month --fail-on-change");
    insta::assert_snapshot!("over_days_for_nobody", nobody);
}

#[test]
fn customers_compete_on_each_day() {
    let rules = "\
customer
  spent:  money
  orders: events
stage Waiting
  resting
  after an order move to Circle
stage Circle
  resting
  capacity 1 by spent
  when 40 days without orders move to Waiting
";
    let more = rules.replace("capacity 1", "capacity 2");
    let customers = "{\"id\":\"ann\",\"spent\":5,\"orders\":[{\"at\":\"2025-01-05\"}]}\n{\"id\":\"bob\",\"spent\":7,\"orders\":[{\"at\":\"2025-01-09\"}]}\n{\"id\":\"cy\",\"spent\":6,\"orders\":[{\"at\":\"2025-01-05\"}]}\n";
    let args = "diff old.flywheel new.flywheel customers.ndjson --from 2025-01-01 --to 2025-01-31";
    insta::assert_snapshot!(test(rules, &more, customers).args(args).run());
}

#[test]
fn the_rows_of_tables_count_on_their_days() {
    let new = TABLE.replace("total ≥ $10", "total ≥ $20");
    let rows = "order,customer,day,total\no-1,bob,2026-03-01,12\no-2,ann,2026-03-01,8\no-3,bob,2026-03-02,30\n";
    let test = Test::new().file("old.flywheel", TABLE).file("new.flywheel", &new);
    let test = test.file("orders.csv", rows);
    let args = "diff old.flywheel new.flywheel --table orders=orders.csv --from 2026-02-27";
    insta::assert_snapshot!(test.args(args).args("--to 2026-03-03").run());
}

#[test]
fn what_does_not_go_with_a_replay() {
    let run = |args: &str| {
        let test = Test::new().bytes("old.flywheel", SHOP.as_bytes());
        let test = test.bytes("new.flywheel", SHOP.as_bytes());
        let all = "diff old.flywheel new.flywheel customers.csv";
        test.bytes("customers.csv", b"id\nann\n").args(&format!("{all} {args}")).run()
    };
    let days = "--from 2025-01-01 --to 2025-01-31";
    insta::assert_snapshot!("a_moment", run(&format!("{days} --as-of 2025-01-31")));
    #[cfg(feature = "ledger")]
    insta::assert_snapshot!("a_ledger", run(&format!("{days} --ledger shop.ledger")));
    insta::assert_snapshot!("no_last_day", run("--from 2025-01-01"));
    insta::assert_snapshot!("no_days", run("--every week"));
    insta::assert_snapshot!("the_wrong_order", run("--from 2025-01-31 --to 2025-01-01"));
}
