//! What it would take, as `flywheel why` says it.
#![cfg(feature = "cli")]

mod support;

use support::Test;

const HEAD: &str = "\
flywheel \"Shop\"
  timezone Europe/Vienna

customer
  nps:        number 0 to 10
  tier:       one of (basic, plus, gold)
  country:    text
  credit:     money
  mail_ok:    yes/no
  badges:     set of text
  joined:     date
  calls:      count
  purchases:  events with amount money, sku text
  visits:     events
  people_met: events (person_met)

let spent = sum(purchases.amount)
let keen = 3 purchases or nps ≥ 9

score heat at most 100
  add 10 per purchase for 30 days
  add 1 per full $10 of purchases.amount
  add 25 when tier is gold

message hello every time
message promo once per 30 days

limit messages to 1 per 30 days
pause promo when mail_ok is no

";

const CUSTOMER: &str = r#""id":"ann","stage":"A","stage_since":"2026-03-01","tier":"basic","country":"DE","credit":5,"mail_ok":true,"badges":[],"joined":"2026-01-01","calls":1,"visits":[],"people_met":[],"purchases":[{"at":"2026-03-10","amount":12.5,"sku":"pen"}]"#;

/// What it would take under some rules in stage A, each asked about in a way.
fn takes(cases: &[(&str, &str, &str)]) -> String {
    let mut all = String::new();
    for (rules, more, about) in cases {
        let rules = format!("{HEAD}stage A\n  {rules}\nstage B\n  resting\nstage C\n  resting\n");
        let test = Test::new().bytes("rules.flywheel", rules.as_bytes());
        let test = test.bytes("customers.ndjson", customer(more).as_bytes());
        let args = "why rules.flywheel customers.ndjson --as-of 2026-03-31 --id ann";
        let (_, stdout, _) = test.args(&format!("{args} {about}")).output();
        let said =
            stdout.split_once("What it would take\n").map_or("(nothing)\n", |(_, said)| said);
        let said = said.split("\nNext\n").next().unwrap_or_default();
        all.push_str(&format!("{}\n", rules_of(&rules)));
        let asked = [more, about].into_iter().filter(|asked| !asked.is_empty());
        asked.for_each(|asked| all.push_str(&format!("({asked})\n")));
        all.push_str(&format!("{said}\n"));
    }
    all
}

fn rules_of(rules: &str) -> String {
    let (_, own) = rules.split_once("stage A\n").expect("there is a stage A");
    let (own, _) = own.split_once("\nstage B").expect("there is a stage B");
    own.lines().map(str::trim).collect::<Vec<_>>().join("\n")
}

/// The customer, with some values in place of others.
fn customer(more: &str) -> String {
    let parse = |text: &str| -> serde_json::Map<String, serde_json::Value> {
        serde_json::from_str(&format!("{{{text}}}")).expect("the customer is JSON")
    };
    let mut customer = parse(CUSTOMER);
    customer.extend(parse(more));
    format!("{}\n", serde_json::Value::Object(customer))
}

#[test]
fn numbers_and_events() {
    insta::assert_snapshot!(takes(&[
        ("when keen move to B", r#""nps":7"#, ""),
        ("when spent ≥ $100 move to B", "", ""),
        ("when heat ≥ 60 move to B", "", ""),
        ("after 2 purchases within 30 days move to B", "", ""),
        ("when nps between 7 and 8 move to B", r#""nps":9"#, ""),
        ("when nps > 8 move to B", r#""nps":5"#, ""),
        ("when nps > 8 move to B", "", ""),
        ("when calls ≥ 4 or calls < 1 move to B", "", ""),
        ("when average(purchases.amount) ≥ $20 move to B", "", ""),
        ("when credit / 2 > $10 move to B", "", ""),
        ("when count(different purchases.sku) ≥ 3 move to B", "", ""),
        ("when 2 people_met move to B", "", ""),
        ("when last(purchases.sku) is \"mug\" move to B", "", ""),
        ("when max(purchases.amount) ≥ $50 and nps ≥ 9 move to B", r#""nps":3"#, ""),
        ("when calls + count(purchases) ≥ 4 move to B", "", ""),
    ]));
}

/// What is said of each of several changes is enough whatever the others are of what is said of them.
#[test]
fn several_together() {
    insta::assert_snapshot!(takes(&[
        // Two events of which only one may be large.
        ("when 3 purchases and average(purchases.amount) < $30 move to B", "", ""),
        (
            "when average(purchases.amount) ≥ $30 move to C\n  when 3 purchases move to B",
            "",
            "--stage B"
        ),
        // Events that must be alike.
        ("when 3 purchases and count(purchases where amount ≥ $10) ≠ 2 move to B", "", ""),
        ("when 13 purchases and count(purchases where amount ≥ $10) ≠ 7 move to B", "", ""),
        ("when 13 purchases and sum(purchases.amount) < $100 move to B", "", ""),
        // Two numbers that are unknown.
        ("when nps + credit / $1 < 8 move to B", r#""credit":null"#, ""),
    ]));
}

#[test]
fn other_values() {
    insta::assert_snapshot!(takes(&[
        ("when tier is not basic move to B", "", ""),
        ("when country in (\"AT\", \"CH\") and mail_ok is no move to B", "", ""),
        ("when tagged \"vip\" or badges contains \"fan\" move to B", "", ""),
        ("when not tagged \"vip\" and nps is known move to B", r#""tags":["vip"]"#, ""),
    ]));
}

#[test]
fn one_change_can_be_too_much() {
    insta::assert_snapshot!(takes(&[
        // One more lets an earlier rule win.
        ("when spent ≥ $200 move to C\n  when spent ≥ $100 move to B", "", "--stage B"),
        ("when fewer than 4 purchases and spent ≥ $100 move to B", "", ""),
        (
            "when 2 purchases where sku is \"mug\" and 1 purchase where amount ≥ $50 move to B",
            "",
            ""
        ),
        ("when 30 days without purchases move to C\n  when 2 purchases move to B", "", "--stage B"),
    ]));
}

#[test]
fn gifts_that_are_held_back() {
    insta::assert_snapshot!(takes(&[
        ("when 1 visit send promo", "", "--gift promo"),
        (
            "when 1 visit send promo",
            r#""given":[{"name":"hello","at":"2026-03-20"}]"#,
            "--gift promo"
        ),
        ("when 1 visit send promo", r#""mail_ok":false"#, "--gift promo"),
        ("rule \"Hello\" when 1 visit send hello", "", "--rule Hello"),
    ]));
}

#[test]
fn what_only_time_brings() {
    insta::assert_snapshot!(takes(&[
        ("after 60 days in stage move to B", "", ""),
        ("after 60 days in stage or nps ≥ 9 move to B", "", ""),
        ("when 30 days without purchases and 2 purchases move to B", "", ""),
        (
            "when a purchase since entering move to B",
            r#""stage_since":"2026-03-31T23:59:59.999999999+02:00""#,
            ""
        ),
        ("when joined < 2020-01-01 and nps > 8 move to B", r#""nps":7"#, ""),
        ("when 2 purchases move to B", "", "--stage C"),
    ]));
}

#[test]
fn a_stage_further_on() {
    let rules = "when 2 purchases move to B\nstage B\n  when nps ≥ 9 move to C\nstage C\n  resting\nstage D";
    let rules = format!("{HEAD}stage A\n  {rules}\n  resting\n");
    let test = Test::new().bytes("rules.flywheel", rules.as_bytes());
    let test = test.bytes("customers.ndjson", format!("{{{CUSTOMER}}}\n").as_bytes());
    let args = "why rules.flywheel customers.ndjson --as-of 2026-03-31 --id ann --stage C";
    insta::assert_snapshot!(test.args(args).run());
}

#[test]
fn as_a_document() {
    let rules =
        format!("{HEAD}stage A\n  when keen or spent ≥ $20 move to B\nstage B\n  resting\n");
    let test = Test::new().bytes("rules.flywheel", rules.as_bytes());
    let test = test.bytes("customers.ndjson", format!("{{{CUSTOMER}}}\n").as_bytes());
    let args = "why rules.flywheel customers.ndjson --as-of 2026-03-31 --id ann --format json";
    let (_, stdout, _) = test.args(args).output();
    let (_, takes) = stdout.split_once("\"takes\"").expect("it says what it would take");
    let (takes, _) = takes.split_once("\"next\"").expect("what changes next follows");
    insta::assert_snapshot!(takes);
}
