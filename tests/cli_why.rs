//! `flywheel why`: what it says and how it exits.
#![cfg(feature = "cli")]

mod support;

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
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

/// What `why` says of one customer under some rules.
fn of_one(rules: &str, customer: &str, args: &str) -> String {
    let test = Test::new().file("rules.flywheel", rules).file("customers.ndjson", customer);
    let why = "why rules.flywheel customers.ndjson --as-of 2026-03-31 --id ann";
    test.args(&format!("{why} {args}")).run()
}

#[test]
fn events_that_do_not_count_say_why() {
    let rules = "\
customer
  bar:     money default $30
  flights: events key \"no\" with total money, sku text
  visits:  events
let spent = sum(flights.total where sku is \"air\" within 60 days)
stage New
  resting
  when 3 flights where (total ≥ bar and sku is \"air\") tag \"flyer\"
  when 2 flights where total ≥ $30 within 60 days tag \"often\"
  when fewer than 2 flights where total ≥ $10 tag \"rare\"
  when spent ≥ $100 tag \"big\"
  when 4 visits last calendar month tag \"visitor\"
";
    let customer = r#"{"id":"ann","stage":"New","stage_since":"2026-01-01","flights":[{"no":"f-1","at":"2025-11-02","total":40,"sku":"air"},{"no":"f-2","at":"2026-01-03","total":29.99,"sku":"air"},{"no":"f-3","at":"2026-02-03","total":31,"sku":"rail"},{"no":"f-4","at":"2026-03-03","total":5,"sku":"rail"},{"no":"f-5","at":"2026-03-04","sku":"air"}],"visits":[{"at":"2026-01-01"},{"at":"2026-01-02"},{"at":"2026-01-03"},{"at":"2026-01-04"},{"at":"2026-01-05"},{"at":"2026-01-06"},{"at":"2026-02-06"},{"at":"2026-03-06"}]}"#;
    insta::assert_snapshot!("events_that_do_not_count", of_one(rules, customer, ""));
    let rules = rules.replace("when 3 flights", "rule \"Flyer\" when 3 flights");
    let asked = of_one(&rules, customer, "--rule Flyer --format json");
    let (_, told) = asked.split_once("\"by_rule\"").expect("it says what became of the rule");
    let (told, _) = told.split_once("\"names\"").expect("names follow");
    insta::assert_snapshot!("events_that_do_not_count_for_programs", told);
}

#[test]
fn until_when_a_gift_is_held_back_that_this_step_leaves_no_room_for() {
    let rules = "\
customer
  bought: yes/no
message hello every time
message promo every time
message news every time, kept for 14 days
limit messages to 1 per 30 days
stage New
  resting
  when bought send hello; send promo; send news
";
    let customer = r#"{"id":"ann","stage":"New","bought":true}"#;
    insta::assert_snapshot!("a_limit_that_this_step_fills", of_one(rules, customer, ""));
    let customer = r#"{"id":"ann","stage":"New","bought":true,"given":[{"name":"hello","at":"2026-03-20"}],"owed":[{"name":"news","since":"2026-03-21"}]}"#;
    insta::assert_snapshot!("what_is_owed", of_one(rules, customer, ""));
}

#[test]
fn the_way_to_a_gift_on_entering_a_stage() {
    let rules = "\
customer
  nps:       number 0 to 10
  purchases: events
reward mug once
reward pin once
stage New
  rule \"Joins\" when nps ≥ 9 move to Fan
stage Fan
  on entering give mug
  after 2 purchases move to Circle
stage Circle
  resting
  on entering tag \"circle\"
  when nps is 10 give pin
";
    let customer = r#"{"id":"ann","stage":"New","nps":7,"purchases":[]}"#;
    insta::assert_snapshot!("a_gift_on_entering", of_one(rules, customer, "--gift mug"));
    insta::assert_snapshot!("a_gift_further_on", of_one(rules, customer, "--gift pin"));
    let there = r#"{"id":"ann","stage":"Circle","nps":7,"purchases":[]}"#;
    insta::assert_snapshot!("a_gift_that_is_behind", of_one(rules, there, "--gift mug"));
}

#[test]
fn scores_at_their_bounds_and_defaults_say_so() {
    let rules = "\
customer
  calls:  count default 0
  visits: events
score heat at most 20
  add 15 per visit
score cool at least 5
  add 1 per visit where (30 days since at)
stage New
  resting
  when heat ≥ 20 tag \"hot\"
  when cool ≥ 6 tag \"cold\"
  when calls ≥ 1 tag \"called\"
";
    let customer =
        r#"{"id":"ann","stage":"New","visits":[{"at":"2026-03-30"},{"at":"2026-03-31"}]}"#;
    insta::assert_snapshot!(of_one(rules, customer, ""));
}

#[test]
fn an_id_is_found_in_any_case_where_ids_ignore_it() {
    let rules = "\
customer
  id from \"email\" ignoring case
  nps: number
stage New
  resting
  when nps > 8 tag \"fan\"
";
    let test = Test::new().bytes("rules.flywheel", rules.as_bytes());
    let test = test.bytes("customers.csv", b"email,stage,nps\nAnn@Example.com,New,7\n");
    let args = "why rules.flywheel customers.csv --as-of 2026-03-31 --id ANN@example.COM";
    let (status, stdout, stderr) = test.args(args).output();
    assert_eq!((status, stderr.as_str()), (0, ""));
    assert!(stdout.starts_with("ann@example.com is in New.\n"), "{stdout}");
}

#[test]
fn a_file_that_cannot_be_read_to_its_end_is_not_one_without_the_customer() {
    let rules = "customer\n  nps: number\nstage New\n  resting\n  when nps > 8 tag \"fan\"\n";
    let lines = (0..5000).map(|id| format!("{{\"id\":\"c-{id}\",\"nps\":{}}}\n", id * 7919 % 9973));
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(lines.collect::<String>().as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let cut = &packed[..packed.len() / 2];
    let asked = |id: &str, bytes: &[u8]| {
        let test = Test::new().bytes("rules.flywheel", rules.as_bytes());
        let test = test.bytes("customers.gz", bytes);
        let args = "why rules.flywheel customers.gz --as-of 2026-03-31 --format json --id";
        test.args(&format!("{args} {id}")).output()
    };
    let (status, stdout, stderr) = asked("c-4999", cut);
    assert_eq!((status, stdout.as_str()), (2, ""), "{stderr}");
    assert!(stderr.contains("cannot read customers.gz: line "), "{stderr}");
    assert!(stderr.contains("the gzip file ends"), "{stderr}");
    assert_eq!(asked("c-3", cut).0, 0);
    assert_eq!(asked("c-4999", &packed).0, 0);
    let broken = b"{\"id\":\"a\",\"nps\":9}\n{\"nps\":3,\"id\":\"b\n{\"id\":\"c\"}\n";
    let (status, stdout, stderr) = asked("b", broken);
    assert_eq!((status, stdout.as_str()), (2, ""), "{stderr}");
    assert!(stderr.contains("cannot read customers.gz: line 2: "), "{stderr}");
    assert_eq!(asked("c", broken).0, 0);
    let (status, stdout, stderr) = asked("c-5000", &packed);
    assert_eq!((status, stdout.as_str()), (2, ""));
    assert!(stderr.contains("has the id c-5000"), "{stderr}");
}

#[test]
fn a_rule_that_is_not_read_says_so_to_programs() {
    let said = |args: &str| {
        let test = Test::new().bytes("fans.flywheel", RULES.as_bytes());
        let test = test.bytes("customers.ndjson", CUSTOMERS.as_bytes());
        let args =
            format!("why fans.flywheel customers.ndjson --as-of 2026-03-31 --format json {args}");
        let (_, stdout, _) = test.args(&args).arg("--rule").arg("Fan 1").output();
        let said: serde_json::Value = serde_json::from_str(&stdout).expect("it is JSON");
        let rule = &said["by_rule"][0];
        (rule["outcome"].clone(), rule["clause"]["read"].clone())
    };
    assert_eq!(said("--id bob"), ("not read".into(), false.into()));
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

/// Two rules that are true: the first one's stage is full, so the second moves the customer.
#[test]
fn a_full_stage_is_said_of_the_rule_that_comes_first() {
    let rules = "\
customer
  spent: money

stage Guest
  rule \"Best\"
    when spent ≥ $10 move to Gold
  rule \"Good\"
    when spent ≥ $5 move to Silver

stage Silver
  resting

stage Gold
  capacity 1 by spent
  resting
";
    let customers = "\
{\"id\":\"ann\",\"stage\":\"Guest\",\"spent\":20}
{\"id\":\"bob\",\"stage\":\"Guest\",\"spent\":15}
";
    let said = asked(rules, customers, "--id bob");
    assert!(said.contains("Best: true, but Gold has no free place (it holds 1)"), "{said}");
    assert!(said.contains("Good: true, so: move to Silver"), "{said}");
}

/// What `why` says, as of 2026-03-31.
fn asked(rules: &str, customers: &str, args: &str) -> String {
    let test = Test::new().bytes("rules.flywheel", rules.as_bytes());
    let test = test.bytes("customers.ndjson", customers.as_bytes());
    test.args(&format!("why rules.flywheel customers.ndjson --as-of 2026-03-31 {args}")).run()
}

/// The words of an answer without its lines.
fn flat(said: &str) -> String {
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn who_is_left_out_is_not_outside_of_a_share() {
    let rules = "\
customer
  staff: yes/no

leave out when staff

reward mug costs $5, once

stage Guest
  on entering give mug
  resting
";
    let said = asked(rules, "{\"id\":\"cy\",\"staff\":true}\n", "--id cy --gift mug");
    assert!(said.contains("mug: not asked for: the customer is left out"), "{said}");
    assert!(!said.contains("share"), "{said}");
}

#[test]
fn what_leads_to_a_contest_is_not_promised() {
    let rules = "\
customer
  spent: money

stage Waiting
  when spent > $0 move to Circle

stage Circle
  capacity 1 by spent
  resting
";
    let customers = "\
{\"id\":\"bob\",\"stage\":\"Waiting\",\"stage_since\":\"2026-01-01\",\"spent\":7}
{\"id\":\"ann\",\"stage\":\"Waiting\",\"stage_since\":\"2026-01-01\",\"spent\":5}
{\"id\":\"dan\",\"stage\":\"Waiting\",\"stage_since\":\"2026-01-01\",\"spent\":0}
";
    for id in ["ann", "dan"] {
        let said = flat(&asked(rules, customers, &format!("--id {id}")));
        let compete =
            "Customers compete for the places in Circle, so what leads there is not shown.";
        assert!(said.contains(compete), "{said}");
        assert!(!said.contains("$0.01 or more"), "{said}");
    }
    let said = asked(rules, customers, "--id ann");
    assert!(said.contains("- Circle has no free place"), "{said}");
}

#[test]
fn waiting_does_not_make_room() {
    let rules = "\
customer
  spent: money

stage Waiting
  after 30 days in stage move to Circle

stage Circle
  capacity 1 by spent
  resting
";
    let customers = "\
{\"id\":\"ann\",\"stage\":\"Waiting\",\"stage_since\":\"2026-03-20\",\"spent\":5}
{\"id\":\"bob\",\"stage\":\"Circle\",\"stage_since\":\"2026-03-20\",\"spent\":5}
";
    let said = flat(&asked(rules, customers, "--id ann"));
    assert!(!said.contains("wait until"), "{said}");
    assert!(said.contains("Customers compete for the places in Circle"), "{said}");
}

#[test]
fn what_changes_next_names_what_turns_on_that_day() {
    let rules = "\
customer
  orders: events
  visits: events

stage Active
  when 10 days without visits and 20 days without orders move to Quiet

stage Quiet
  resting
";
    let customers = "{\"id\":\"ann\",\"stage\":\"Active\",\"stage_since\":\"2026-01-01\",\
        \"orders\":[{\"at\":\"2026-03-30\"}],\"visits\":[{\"at\":\"2026-03-28\"}]}\n";
    let said = flat(&asked(rules, customers, "--id ann"));
    assert!(said.contains("on 2026-04-19: `20 days without orders` becomes true."), "{said}");
}

#[test]
fn somebody_new_waits_from_today_on() {
    let rules = "\
customer
  spent: money

stage New
  after 30 days in stage move to Old

stage Old
  resting
";
    let said = flat(&asked(rules, "{\"id\":\"n\"}\n", "--id n"));
    assert!(said.contains("- wait until 2026-04-30 → moves to Old"), "{said}");
    assert!(
        said.contains("30 days in stage: this is not so; true from 2026-04-30")
            || said.contains("true from 2026-04-30"),
        "{said}"
    );
}

#[test]
fn a_gift_for_each_event_that_never_counted_was_not_given_before() {
    let rules = "\
customer
  payments: events with amount money, key \"reference\"

reward bonus costs $5, every time

stage Active
  resting
  when spent_once give bonus for each payment where amount > $100

let spent_once = a payment
";
    let customers = "{\"id\":\"ann\",\"stage\":\"Active\",\"stage_since\":\"2026-01-01\",\
        \"payments\":[{\"at\":\"2026-03-30\",\"amount\":5,\"reference\":\"p-1\"}]}\n";
    let said = flat(&asked(rules, customers, "--id ann --gift bonus"));
    assert!(said.contains("asks for it for each event, and no event counts"), "{said}");
}

#[test]
fn a_limit_of_money_says_what_is_used() {
    let rules = "\
customer
  spent: money

reward gold costs $10, every time
reward fix  costs $20, every time

limit rewards to $25 per 30 days

stage Active
  resting
  when spent > $0 give fix
";
    let customers = "{\"id\":\"ann\",\"stage\":\"Active\",\"stage_since\":\"2026-01-01\",\"spent\":1,\
        \"given\":[{\"name\":\"gold\",\"at\":\"2026-03-12\",\"cost\":10}]}\n";
    let said = flat(&asked(rules, customers, "--id ann"));
    let limit =
        "`limit rewards to $25 per 30 days` leaves no room for it after gold ($10.00, 2026-03-12)";
    assert!(said.contains(limit), "{said}");
}

#[test]
fn only_rules_that_would_do_it_are_in_the_way() {
    let rules = "\
customer
  visits: events

reward mug costs $5, once

stage Active
  when not (2 visits within 10 days) and 1 visit move to Quiet
  when 9 visits give mug

stage Quiet
  resting
";
    let visits = "{\"at\":\"2026-03-29\"},{\"at\":\"2026-03-30\"}";
    let customers = format!(
        "{{\"id\":\"ann\",\"stage\":\"Active\",\"stage_since\":\"2026-01-01\",\"visits\":[{visits}]}}\n"
    );
    let said = flat(&asked(rules, &customers, "--id ann"));
    assert!(!said.contains("`9 visits`"), "{said}");
}

#[test]
fn a_gift_that_no_rule_gives() {
    let rules = "\
customer
  spent: money

reward mug   costs $5, once
reward promo costs $5, once

stage Active
  resting
  when spent > $9 give mug
";
    let customers =
        "{\"id\":\"ann\",\"stage\":\"Active\",\"stage_since\":\"2026-01-01\",\"spent\":1}\n";
    let said = asked(rules, customers, "--id ann --gift promo");
    assert!(said.contains("promo: no rule gives it"), "{said}");
}

#[test]
fn a_day_that_passes_is_not_said_to_last() {
    let rules = "\
customer
  birthday: date
  renews:   date
  orders:   events with amount money
  calls:    events

let total = sum(orders.amount) + count(calls) * $10

stage Active
  when anniversary of birthday move to Quiet
  when renews within next 7 days move to Quiet
  when total > $99 move to Quiet

stage Quiet
  resting
";
    let customers = "{\"id\":\"ann\",\"stage\":\"Active\",\"stage_since\":\"2026-01-01\",\
        \"birthday\":\"1990-06-01\",\"renews\":\"2026-04-20\",\
        \"orders\":[{\"at\":\"2026-03-01\",\"amount\":5}],\"calls\":[{\"at\":\"2026-03-02\"}]}\n\
        {\"id\":\"bob\",\"stage\":\"Active\",\"stage_since\":\"2026-01-01\",\"calls\":[]}\n";
    let said = flat(&asked(rules, customers, "--id ann"));
    assert!(said.contains("true on 2026-06-01 if nothing happens"), "{said}");
    assert!(said.contains("true from 2026-04-13 to 2026-04-19 if nothing happens"), "{said}");
    assert!(said.contains("orders: 2026-03-01 calls: 2026-03-02"), "{said}");
    let said = flat(&asked(rules, customers, "--id bob"));
    assert!(said.contains("count(calls) * $10` `orders` is not in the record"), "{said}");
}
