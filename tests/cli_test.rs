//! `flywheel test`: what it shows of tests that pass and of those that fail, and how it exits.
#![cfg(feature = "cli")]

mod support;

use support::Test;

const RULES: &str = "\
flywheel \"Customer advocacy\"
  timezone America/Chicago

customer
  NPS:       number 0 to 10
  purchases: events with amount money
  tickets:   events with outcome one of (solved, unsolved)
  mentions:  events with channel text
  clicks:    events

let spent         = sum(purchases.amount)
let best_customer = spent ≥ $500 and 3 purchases within 12 months

reward  swag       costs $18, once
reward  gift_card  costs 10% of spent, once per 6 months, budget $40 per calendar month
reward  surprise   costs $40, for 10% of customers
reward  perk       costs $5, holdout 10%, only in (Advocate)
reward  extra      costs $190
message whats_next once per 30 days
alert   call_them  to \"Support lead\"
program affiliate

limit rewards to $200 per year
pause messages when tagged \"not interested\"

stage Engaged
  resting
  after 3 purchases and NPS ≥ 9 move to Enthusiast; send swag

stage Enthusiast
  on entering invite to affiliate
  when best_customer give gift_card
  after 10 days in stage send whats_next
  after 30 days in stage and no clicks since entering tag \"not interested\"
  rule \"Speaks up\"
    after 1 mention within 90 days move to Advocate

stage Advocate
  resting
  when spent ≥ $60 give surprise; give perk; give swag; give extra
  after 365 days without a purchase move to Engaged

any stage
  when 2 clicks give perk
  after 2 tickets where outcome is unsolved within 30 days notify call_them
  after 365 days without a purchase move to Engaged; tag \"quiet\"
";

/// The rules with tests behind them, which alone are shown.
fn with(tests: &str) -> Test {
    let text = format!("{RULES}\n{tests}");
    Test::new().bytes("rules.flywheel", text.as_bytes()).shown("tests", tests)
}

const GOOD: &str = "\
test \"three purchases and a nine make an enthusiast\"
  given stage Engaged for 1 day, 3 purchases, NPS 9
  expect move to Enthusiast; send swag

test \"a journey round the wheel\"
  on 2026-03-01
  given stage Engaged for 40 days, 3 purchases with amount $40, NPS 9
  expect move to Enthusiast; send swag
  later 31 days
  given 1 mention with channel \"Instagram\" 2 days ago
  expect only move to Advocate; send whats_next; tag \"not interested\"
  later 1 day
  expect only give perk; withhold swag because repeat; withhold extra because limit
  later 1 year
  expect only move to Engaged; give extra; withhold perk because repeat
";

#[test]
fn tests_that_pass() {
    insta::assert_snapshot!(with(GOOD).args("test rules.flywheel").run());
}

#[test]
fn coverage() {
    insta::assert_snapshot!(with(GOOD).args("test rules.flywheel --coverage").run());
}

#[test]
fn coverage_for_programs() {
    let test = with(GOOD).args("test rules.flywheel --coverage --format json");
    insta::assert_snapshot!(test.run());
}

/// What is shown of one test that fails.
fn failing(tests: &str) -> String {
    let test = with(tests).args("test rules.flywheel");
    let shown = test.run();
    assert!(shown.contains("\nexit 1\n"), "{shown}");
    shown
}

#[test]
fn a_move_that_does_not_come() {
    insta::assert_snapshot!(failing(
        "\
test \"two are not enough\"
  given stage Engaged, 2 purchases
  expect move to Enthusiast; send swag
"
    ));
}

#[test]
fn a_gift_that_is_not_earned() {
    insta::assert_snapshot!(failing(
        "\
test \"the best get a gift certificate\"
  given stage Enthusiast for 5 days, 2 purchases with amount $100, 1 purchase
  expect give gift_card; send whats_next
"
    ));
}

#[test]
fn gifts_that_are_withheld() {
    insta::assert_snapshot!(failing(
        "\
test \"given before\"
  given stage Engaged, 3 purchases, NPS 9, swag 20 days ago
  expect send swag

test \"paused\"
  given stage Enthusiast for 20 days, tagged \"not interested\"
  expect send whats_next

test \"limited\"
  given stage Advocate for 1 day, 6 purchases with amount $10, extra 2 days ago
  expect give extra

test \"beyond the budget\"
  given stage Enthusiast for 1 day, 5 purchases with amount $100
  expect give gift_card
"
    ));
}

#[test]
fn gifts_that_are_not_for_everybody() {
    insta::assert_snapshot!(failing(
        "\
test \"not in the sample\"
  given stage Advocate for 1 day, 6 purchases with amount $10
  expect give surprise

test \"held back to compare with\"
  given id \"c-1\", stage Advocate for 1 day, 6 purchases with amount $10
  expect give perk

test \"not in the stage\"
  given stage Engaged for 1 day, 2 clicks
  expect give perk
"
    ));
}

#[test]
fn a_sample_goes_by_the_id() {
    let passes = "\
test \"in the sample\"
  given id \"c-1\", stage Advocate for 1 day, 6 purchases with amount $10
  expect give surprise
";
    let (status, stdout, _) = with(passes).args("test rules.flywheel").output();
    assert_eq!(status, 0, "{stdout}");
}

#[test]
fn a_gift_that_is_not_withheld() {
    insta::assert_snapshot!(failing(
        "\
test \"withheld\"
  given stage Engaged, 3 purchases, NPS 9
  expect withhold swag because repeat

test \"withheld for another reason\"
  given stage Engaged, 3 purchases, NPS 9, swag 20 days ago
  expect withhold swag because budget
"
    ));
}

#[test]
fn more_than_was_expected() {
    insta::assert_snapshot!(failing(
        "\
test \"only\"
  given stage Engaged, 3 purchases, NPS 9
  expect only send swag

test \"no move\"
  given stage Enthusiast for 1 day, 1 mention
  expect no move

test \"nothing\"
  given stage Enthusiast for 40 days, 2 tickets with outcome unsolved
  expect nothing
"
    ));
}

#[test]
fn rules_of_other_stages_and_none() {
    insta::assert_snapshot!(failing(
        "\
test \"from afar\"
  given stage Engaged for 1 day
  expect move to Advocate; invite to affiliate; tag \"x\"; untag \"y\"
"
    ));
}

#[test]
fn rules_that_come_too_late() {
    insta::assert_snapshot!(failing(
        "\
test \"two moves\"
  given stage Enthusiast for 400 days, 1 mention
  expect move to Engaged; tag \"quiet\"

test \"there already\"
  given stage Engaged for 400 days
  expect move to Engaged
"
    ));
}

#[test]
fn one_expect_after_the_other() {
    insta::assert_snapshot!(failing(
        "\
test \"anew\"
  given stage Engaged, 3 purchases, NPS 9
  expect move to Enthusiast
  expect send swag
"
    ));
}

#[test]
fn what_is_not_known() {
    insta::assert_snapshot!(failing(
        "\
test \"since when\"
  given stage Enthusiast
  expect send whats_next

test \"an outcome that nobody wrote down\"
  given stage Engaged for 1 day, 1 ticket with outcome unsolved, 2 tickets
  expect notify call_them
"
    ));
}

#[test]
fn what_cannot_be_calculated() {
    let huge = "99999999999999999999";
    insta::assert_snapshot!(failing(&format!(
        "\
test \"more digits than there are\"
  given stage Advocate, 1 purchase with amount ${huge}, 9999 purchases with amount $0.00000000000000000001
  expect nothing
"
    )));
}

/// Each form of a condition shows what it found.
#[test]
fn what_conditions_find() {
    const RULES: &str = "\
customer
  age:       number
  visits:    count
  vip:       yes/no
  plan:      one of (free, pro, team)
  city:      text
  interests: set of text
  joined:    date
  orders:    events

let adult  = age ≥ 18
let senior = adult and age ≥ 60

score warmth
  add 10 per order

stage A
  resting
  when age between 20 and 30 tag \"1\"
  when plan in (pro, team) tag \"2\"
  when city is known tag \"3\"
  when city starts with \"New\" tag \"4\"
  when interests contains \"tea\" tag \"5\"
  when anniversary of joined tag \"6\"
  after 2 years since joined tag \"7\"
  after 60 days without an order tag \"8\"
  after 5 visits tag \"9\"
  when warmth ≥ 30 tag \"10\"
  when senior tag \"11\"
  when not (vip or stage is A) tag \"12\"
  after 10 days since last order tag \"13\"
  when age + 1 > visits tag \"14\"
  when quintile(age) is 1 tag \"15\"
  when joined ≤ 2020-06-01 tag \"16\"
  when tagged \"x\" tag \"17\"
  when joined in (2026-01-01, 2026-02-01) tag \"18\"
";
    let all: Vec<String> = (1..=18).map(|tag| format!("tag \"{tag}\"")).collect();
    let all = all.join("; ");
    let tests = format!(
        "\
test \"unknown\"
  given stage A
  expect {all}

test \"known\"
  given stage A for 20 days, age 17, visits 20, vip yes, plan free, city \"York\", joined 2025-02-03
  given 2 orders 5 days ago, interests \"coffee\", interests \"cake\", tagged \"y\"
  expect {all}
"
    );
    let text = format!("{RULES}\n{tests}");
    let test = Test::new().bytes("rules.flywheel", text.as_bytes());
    let (_, stdout, _) = test.args("test rules.flywheel --format json").output();
    insta::assert_snapshot!(format!("{text}\n{}", labels(&stdout)));
}

/// What is found where events belong to others.
#[test]
fn what_events_of_events_find() {
    let text = "\
customer
  orders: events from table by \"customer_id\" with state one of (paid, void) key \"id\" where state is paid
  lines:  events from table by \"order\" of orders with price money, quantity number, value = price * quantity

stage A
  resting
  when sum(lines.value) ≥ $30 tag \"1\"
  when an order where sum(lines.value) ≥ $30 tag \"2\"
  when 2 orders where (no lines) tag \"3\"
  when 2 lines tag \"4\"

test \"an order that may be void\"
  given an order, 2 lines with price $20, quantity 1
  expect tag \"1\"; tag \"2\"; tag \"3\"; tag \"4\"

test \"a void order\"
  given an order with state void, 2 lines with price $20, quantity 1
  expect tag \"1\"; tag \"2\"; tag \"3\"; tag \"4\"

test \"two orders with a line each\"
  given an order with state paid, a line with price $20, quantity 1
  given an order with state paid, a line with price $20
  expect tag \"1\"; tag \"2\"; tag \"3\"; tag \"4\"
";
    let test = Test::new().bytes("rules.flywheel", text.as_bytes());
    let (_, stdout, _) = test.args("test rules.flywheel --format json").output();
    insta::assert_snapshot!(format!("{text}\n{}", labels(&stdout)));
}

/// Each failure of a document of results with what it points at.
fn labels(document: &str) -> String {
    let document: serde_json::Value = serde_json::from_str(document).unwrap();
    let mut out = String::new();
    for test in document["files"][0]["tests"].as_array().unwrap() {
        out += &format!("{}\n", test["title"].as_str().unwrap());
        for failure in test["failures"].as_array().unwrap() {
            out += &format!("  {}\n", failure["title"].as_str().unwrap());
            for other in failure["others"].as_array().unwrap() {
                let label = other["label"].as_str().unwrap();
                out += &format!("    line {}: {label}\n", other["line"]);
            }
        }
    }
    out
}

#[test]
fn only_those_with_a_word_in_the_title() {
    let test = with(GOOD).args("test rules.flywheel --filter JOURNEY");
    let (status, stdout, _) = test.output();
    assert_eq!(status, 0);
    assert!(stdout.contains("1 test passed") && !stdout.contains("make an"), "{stdout}");
    insta::assert_snapshot!(with("").args("test rules.flywheel --filter nowhere").run());
}

const BAD: &str = "\
test \"<two> & \\\"more\\\"\"
  given stage Engaged, 2 purchases
  expect move to Enthusiast
";

#[test]
fn for_continuous_integration() {
    let test = with(&format!("{GOOD}\n{BAD}"))
        .bytes("broken.flywheel", b"stage A\n  when x tag \"y\"\n")
        .args("test rules.flywheel broken.flywheel --format junit");
    insta::assert_snapshot!(test.run());
}

#[test]
fn for_programs() {
    let test = with(BAD)
        .bytes("broken.flywheel", b"stage A\n  when x tag \"y\"\n")
        .args("test rules.flywheel broken.flywheel --format json");
    insta::assert_snapshot!(test.run());
}

#[test]
fn files_with_errors_and_without_tests() {
    let test = Test::new()
        .file("broken.flywheel", "stage A\n  resting\n  when x tag \"y\"\n")
        .file("idle.flywheel", "stage A\n  resting\n")
        .args("test broken.flywheel idle.flywheel");
    insta::assert_snapshot!(test.run());
}

#[test]
fn a_file_with_the_tests_of_those_it_uses() {
    let test = Test::new()
        .file(
            "parts.flywheel",
            "customer\n  vip: yes/no\n\ntest \"of the part\"\n  given vip\n  expect tag \"x\"\n",
        )
        .file(
            "whole.flywheel",
            "use \"parts.flywheel\"\nstage A\n  resting\n  when not vip tag \"x\"\n",
        )
        .args("test whole.flywheel parts.flywheel");
    insta::assert_snapshot!(test.run());
}

#[test]
fn no_tests_at_all_is_no_failure() {
    let test =
        Test::new().bytes("idle.flywheel", b"stage A\n  resting\n").args("test idle.flywheel");
    insta::assert_snapshot!(test.run());
}

#[test]
fn the_xml_has_no_place_for_coverage() {
    insta::assert_snapshot!(with("").args("test rules.flywheel --format junit --coverage").run());
}

const FEW: &str = "\
customer
  NPS: number 0 to 10
  paid: money
  spent: money

stage Engaged
  resting
  when NPS ≥ 9 and paid < spent move to Fan

stage Fan
  resting

test \"a nine\"
  given stage Engaged, NPS 9, paid $1, spent $2
  expect move to Fan
";

fn few(arguments: &str) -> String {
    Test::new().file("rules.flywheel", FEW).args(arguments).run()
}

#[test]
fn tests_that_are_made_at_thresholds() {
    insta::assert_snapshot!(few("test rules.flywheel --generate"));
}

#[test]
fn changes_that_no_test_notices() {
    insta::assert_snapshot!(few("test rules.flywheel --mutate --fail-on-survivors"));
}

#[test]
fn changes_that_no_test_notices_for_programs() {
    insta::assert_snapshot!(few("test rules.flywheel --mutate --format json"));
}

#[test]
fn changes_are_tried_once_all_tests_pass() {
    let wrong = FEW.replace("expect move to Fan", "expect nothing");
    let test = Test::new().file("rules.flywheel", &wrong);
    insta::assert_snapshot!(test.args("test rules.flywheel --mutate").run());
}

#[test]
fn options_that_do_not_go_together() {
    for arguments in [
        "--generate --mutate",
        "--mutate --format junit",
        "--generate --format json",
        "--fail-on-survivors",
        "--mutate --filter x",
    ] {
        let shown = few(&format!("test rules.flywheel {arguments}"));
        assert!(shown.contains("\nexit 2\n"), "{shown}");
    }
}
