//! `flywheel report`: what it says and how it exits.
#![cfg(feature = "cli")]

#[path = "support/moved.rs"]
mod moved;
mod support;

use flywheel::histories::{
    Aim, ExperimentEntry, GiftEntry, GiftOutcome, History, LeftBy, StayBegan, write,
};
use flywheel::values::Decimal;
use moved::{Chance, day, gone, here, history};
use support::Test;

const RULES: &str = "\
flywheel \"Corner shop\"
  currency USD

customer
  purchases: events
  signed_up: yes/no
  spent:     money
  came_from: text
  friend:    text

reward swag costs $18, once, holdout 20%, aims for 1 purchase within 30 days
reward mug  costs $7, once, aims for 1 purchase within 30 days
experiment welcome
  control 50%, ten_off 50%, aims for 1 purchase within 30 days

stage Reach
  if leaking \"The ads bring people who do not look further\"
  when signed_up move to Trial; give swag
stage Trial
  when not signed_up and welcome is ten_off move to Reach
  after 1 purchase move to Customer; give mug
stage Customer
  resting
";

const BLOCK: &str = "
report
  paying Customer, within 90 days
  value spent, margin 60%, keep 20%
  source came_from
  referred by friend, within 60 days
  spending $1,000 per calendar month on Reach
  spending $300 per 30 days on Trial
  verdict on swag at 2026-06-30
";

/// Somebody who comes into Reach on one of 120 days, goes on to Trial and Customer, sometimes back, and gets things.
fn customer(chance: &mut Chance, number: u64) -> History {
    let mut since = day("2026-01-01");
    (0..chance.below(120)).for_each(|_| since = since.tomorrow().unwrap());
    let (first, mut stays) = (since, Vec::new());
    let (mut stage, mut by) = (0, StayBegan::New);
    let stages = ["Reach", "Trial", "Customer"];
    loop {
        let mut until = since;
        (0..5 + chance.below(50)).for_each(|_| until = until.tomorrow().unwrap());
        let (from, to) = (since.to_string(), until.to_string());
        if stage == 2 || chance.below(4) == 0 || until > day("2026-06-30") {
            stays.push(match chance.below(20) {
                0 if until <= day("2026-06-30") => {
                    gone(stages[stage], &from, by, &to, LeftBy::Absent)
                }
                _ => here(stages[stage], &from, by),
            });
            break;
        }
        stays.push(gone(stages[stage], &from, by, &to, LeftBy::Move));
        stage = if stage == 1 && chance.below(5) == 0 { 0 } else { stage + 1 };
        (since, by) = (until, StayBegan::Move);
    }
    let is_held = chance.below(5) == 0;
    let is_met = chance.below(100) < if is_held { 15 } else { 30 };
    let aim = if is_met { Aim::Met } else { Aim::Missed };
    let what = if is_held { GiftOutcome::Holdout } else { GiftOutcome::Given };
    let cost = (!is_held).then(|| Decimal::parse(b"18").unwrap());
    let arm = if chance.below(2) == 0 { "control" } else { "ten_off" };
    let sources = ["ad", "friend", "search"].map(str::to_owned);
    History {
        source: sources.get(chance.below(4) as usize).cloned(),
        value: (chance.below(10) > 0).then(|| (chance.below(500) as i64).into()),
        referred_by: (chance.below(3) == 0).then(|| format!("c-{}", chance.below(650))),
        gifts: vec![GiftEntry { gift: "swag".to_owned(), what, at: first, cost, aim }],
        experiments: vec![ExperimentEntry {
            experiment: "welcome".to_owned(),
            arm: arm.to_owned(),
            at: first,
            aim,
        }],
        ..history(&format!("c-{number}"), stays)
    }
}

fn histories() -> String {
    let mut chance = Chance(7);
    let mut bytes = Vec::new();
    for number in 0..600 {
        write(&customer(&mut chance, number), &mut bytes).expect("memory can be written");
    }
    String::from_utf8(bytes).expect("text")
}

/// A test with some histories, of which the first three lines are shown.
fn test(rules: &str) -> Test {
    let all = histories();
    let first: Vec<&str> = all.lines().take(3).collect();
    Test::new()
        .file("rules.flywheel", rules)
        .bytes("histories.ndjson", all.as_bytes())
        .shown("histories.ndjson (the first 3 of 600 lines)", &first.join("\n"))
        .args("report rules.flywheel --histories histories.ndjson --period 2026-03-01..2026-04-15")
}

#[test]
fn a_report_for_people() {
    insta::assert_snapshot!(test(RULES).run());
}

#[test]
fn a_report_with_what_the_rules_say_of_it() {
    insta::assert_snapshot!(test(&format!("{RULES}{BLOCK}")).run());
}

#[test]
fn a_report_in_markdown() {
    insta::assert_snapshot!(test(&format!("{RULES}{BLOCK}")).args("--format markdown").run());
}

#[test]
fn a_report_for_programs() {
    insta::assert_snapshot!(test(&format!("{RULES}{BLOCK}")).args("--format json").run());
}

#[test]
fn a_report_for_a_spreadsheet() {
    insta::assert_snapshot!(test(&format!("{RULES}{BLOCK}")).args("--format csv").run());
}

#[test]
fn a_pipe_is_read_like_a_file() {
    let lines = histories();
    let rules = || Test::new().bytes("rules.flywheel", RULES.as_bytes());
    let piped = rules().stdin(&lines).args("report rules.flywheel --histories - --format json");
    let file = rules()
        .bytes("h.ndjson", lines.as_bytes())
        .args("report rules.flywheel --histories h.ndjson --format json");
    let [(_, piped, _), (_, file, _)] = [piped, file].map(|test| test.output());
    assert!(file.contains("\"customers\": 600"), "{file}");
    assert_eq!(piped.replace("<stdin>", "h.ndjson"), file);
}

#[test]
fn faults_are_listed_with_their_lines() {
    let lines = r#"{"id":"a","stays":[{"stage":"Reach","since":"2026-01-05","by":"new"}]}
{"id":"b","stays":[]}
not a history
{"id":"a","stays":[{"stage":"Trial","since":"2026-01-05","by":"new"}]}
{"id":"c","stays":[{"stage":"Prospect","since":"2026-01-06","by":"new"}]}
"#;
    insta::assert_snapshot!(
        Test::new()
            .file("rules.flywheel", RULES)
            .file("histories.ndjson", lines)
            .args("report rules.flywheel --histories histories.ndjson")
            .run()
    );
}

#[test]
fn wrong_arguments_say_what_to_write() {
    let mut all = String::new();
    for args in [
        "",
        "--histories nowhere.ndjson",
        "--histories empty.ndjson",
        "--histories one.ndjson --period 2026-01-01",
        "--histories one.ndjson --period 2026-02-01..2026-01-01",
        "--histories one.ndjson --period 2026-01-01..2026-03-31",
        "--histories one.ndjson --period 2025-01-01..2025-03-31",
        "--histories one.ndjson --as-of tomorrow",
    ] {
        let one = "{\"id\":\"a\",\"stays\":[{\"stage\":\"Reach\",\"since\":\"2026-01-05\",\"by\":\"new\"}]}\n";
        let said = Test::new()
            .bytes("rules.flywheel", RULES.as_bytes())
            .bytes("one.ndjson", one.as_bytes())
            .bytes("empty.ndjson", b"\n")
            .args("report rules.flywheel")
            .args(args)
            .run();
        all.push_str(&format!("{said}\n"));
    }
    insta::assert_snapshot!(all);
}

#[cfg(feature = "ledger")]
#[test]
fn a_ledger_is_reported() {
    let rules = "\
flywheel \"Corner shop\"
  currency USD
customer
  purchases: number from 0
  left:      yes/no default no
  leave out when left
reward swag costs $18, once, holdout 50%
message hello once per 30 days
limit messages to 1 per 30 days
stage Guest
  when purchases ≥ 1 move to Member; give swag; send hello
stage Member
  resting
  when purchases ≥ 3 send hello
";
    let export = |bought: [u32; 5], left: &str, last: &str| {
        let rows = ["ann", "bob", "cleo", "dan", "eve"].iter().zip(bought);
        let rows = rows.map(|(id, count)| {
            format!("{id},{count},{}\n", if *id == left { "yes" } else { "no" })
        });
        format!("id,purchases,left\n{}{last}", rows.collect::<String>())
    };
    let days = [
        ("2026-03-01", export([1, 0, 0, 0, 0], "", "")),
        ("2026-03-02", export([1, 1, 0, 0, 0], "", "fay,0,no\n")),
        ("2026-03-03", export([1, 1, 1, 0, 0], "", "fay,1,no\n")),
        ("2026-03-04", export([3, 1, 1, 0, 0], "dan", "")),
    ];
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("shop.ledger");
    for (place, (day, export)) in days.iter().enumerate() {
        let night = Test::new()
            .file("rules.flywheel", rules)
            .file("customers.csv", export)
            .args(&format!("run rules.flywheel customers.csv --as-of {day} --yes --ledger"))
            .arg(ledger.to_str().unwrap());
        let night = if place == 0 { night.args("--first-load") } else { night };
        assert!(night.run().contains("exit 0"), "night {place}");
    }
    let bytes = std::fs::read(&ledger).unwrap();
    let report = |args: &str| {
        let report = Test::new().file("rules.flywheel", rules).bytes("shop.ledger", &bytes);
        report.args("report rules.flywheel --ledger shop.ledger").args(args).run()
    };
    insta::assert_snapshot!(report(""));
    insta::assert_snapshot!(report("--period 2026-03-03..2026-03-04 --format json"));
}

/// Whoever came into an experiment before its shares were changed was split in another way.
#[test]
fn an_experiment_counts_from_the_last_change_of_its_shares() {
    let rules = |control: u32| {
        format!(
            "flywheel \"Corner shop\"\ncustomer\n  purchases: number from 0\n  orders: events\n\
             experiment welcome\n  control {control}%, ten_off {}%, aims for 1 order within 30 days\n\
             message hello once\nstage Guest\n  resting\n  \
             when purchases ≥ 1 and welcome is ten_off send hello\n",
            100 - control
        )
    };
    let rows = |last: u32| (0..last).map(|number| format!("c-{number},1\n")).collect::<String>();
    let night = |day, control, customers| (day, rules(control), rows(customers));
    let nights =
        [night("2026-03-01", 50, 10), night("2026-03-02", 50, 40), night("2026-03-03", 20, 60)];
    let ledger = ledger_of("--first-load", "id,purchases", &nights);
    let people = |control: u32| {
        let report = reported(&rules(control), &ledger);
        let one = &report["experiments"][0];
        let arms = one["arms"].as_array().unwrap().iter();
        let people: u64 = arms.map(|arm| arm["people"].as_u64().unwrap()).sum();
        (one["since"].as_str().map(str::to_owned), people)
    };
    assert_eq!(people(20), (Some("2026-03-03".to_owned()), 20));
    // With the shares of before, nobody has come into it since.
    assert_eq!(people(50), (Some("2026-03-04".to_owned()), 0));
}

/// A ledger after a first load and some nights: each has a day, rules, and rows below this
/// header.
fn ledger_of(load: &str, header: &str, nights: &[(&str, String, String)]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("shop.ledger");
    for (place, (day, rules, rows)) in nights.iter().enumerate() {
        let night = Test::new()
            .file("rules.flywheel", rules)
            .file("customers.csv", &format!("{header}\n{rows}"))
            .args(&format!("run rules.flywheel customers.csv --as-of {day} --yes --ledger"))
            .arg(ledger.to_str().unwrap());
        let night = if place == 0 { night.args(load) } else { night };
        let said = night.run();
        assert!(said.contains("exit 0"), "night {place}: {said}");
    }
    std::fs::read(&ledger).unwrap()
}

/// The report on a ledger, as programs read it.
fn reported(rules: &str, ledger: &[u8]) -> serde_json::Value {
    let report = Test::new().file("rules.flywheel", rules).bytes("l", ledger);
    let said = report.args("report rules.flywheel --ledger l --format json").run();
    let json = &said[said.find("\n{").unwrap()..said.rfind("\n}").unwrap() + 2];
    serde_json::from_str(json).unwrap()
}

/// Those who would have been given a gift at the first load are compared with nobody, so neither are those
/// of the control group, or it would have everybody from before and the others would not.
#[test]
fn nobody_of_a_first_load_is_in_a_control_group_alone() {
    let rules = "flywheel \"Corner shop\"\ncustomer\n  purchases: number from 0\n  orders: events\n\
        message hello once, holdout 50%, aims for 1 order within 30 days\n\
        stage Guest\n  resting\n  when purchases ≥ 1 send hello\n";
    let rows = |last: u32| (0..last).map(|number| format!("c-{number},1\n")).collect::<String>();
    let days = [("2026-03-01", 40), ("2026-03-02", 40), ("2026-03-03", 100)];
    let nights = days.map(|(day, count)| (day, rules.to_owned(), rows(count)));
    for load in ["--first-load", "--first-load --from 2026-02-20"] {
        let report = reported(rules, &ledger_of(load, "id,purchases", &nights));
        let people = |group: &str| report["gifts"][0][group]["people"].as_u64().unwrap();
        let (meant, held) = (people("meant"), people("holdout"));
        assert_eq!(meant + held, 60, "{load}");
        assert!(meant > 15 && held > 15, "{meant} and {held}");
    }
}

/// A record that says that the stage will be entered later is about somebody all the same.
#[test]
fn who_entered_a_stage_after_the_record_was_read_is_reported() {
    let rules = "flywheel \"Corner shop\"\ncustomer\n  purchases: number from 0\n\
        stage Guest\n  when purchases ≥ 1 move to Member\nstage Member\n  resting\n";
    let rows = "c-1,1,Guest,2026-03-30\nc-2,1,Guest,2026-01-05\n".to_owned();
    let nights = ["2026-03-01", "2026-03-02"].map(|day| (day, rules.to_owned(), rows.clone()));
    let report =
        reported(rules, &ledger_of("--first-load", "id,purchases,stage,stage_since", &nights));
    assert_eq!(report["customers"], 2);
}

const SHOP: &str = "\
flywheel \"Corner shop\"
  currency USD
  timezone America/Chicago

customer
  purchases:   events with amount money
  lead_source: one of (ad, friend)
  referrer:    text

reward mug costs $8, once, holdout 20%, aims for 1 purchase within 30 days

stage Reach
  resting
  after 1 purchase move to Buyer; give mug
stage Buyer
  resting

report
  paying Buyer, within 90 days
  value sum(purchases.amount), margin 60%, keep 20%
  source lead_source
  referred by referrer, within 60 days
  spending $310 per calendar month on Reach
  verdict on mug at 2026-04-15
";

/// What records say of five customers who were given a mug, four of them on March 1.
const RECORDS: &str = r#"{"id":"ann","lead_source":"ad","purchases":[{"at":"2026-03-01T18:00:00Z","amount":10}]}
{"id":"bob","lead_source":"ad","referrer":"ann","purchases":[{"at":"2026-03-01","amount":10},{"at":"2026-04-01T04:59:00Z","amount":20}]}
{"id":"cleo","lead_source":"friend","purchases":[{"at":"2026-03-01","amount":10},{"at":"2026-04-01T05:00:00Z","amount":30}]}
{"id":"dan","purchases":[{"at":"2026-04-20","amount":40},{"at":"2026-04-21","amount":2.5}]}
"#;

fn given(id: &str, at: &str) -> History {
    let gift = "mug".to_owned();
    let cost = Some(Decimal::parse(b"8").unwrap());
    let (what, aim) = (GiftOutcome::Given, Aim::Unknown);
    let stays = vec![
        gone("Reach", "2026-02-01", StayBegan::New, at, LeftBy::Move),
        here("Buyer", at, StayBegan::Move),
    ];
    History { gifts: vec![GiftEntry { gift, what, at: day(at), cost, aim }], ..history(id, stays) }
}

/// The shop with its histories, as of the end of April.
fn shop() -> Test {
    let mut bytes = Vec::new();
    for id in ["ann", "bob", "cleo", "eve"] {
        write(&given(id, "2026-03-01"), &mut bytes).expect("memory can be written");
    }
    write(&given("dan", "2026-04-20"), &mut bytes).expect("memory can be written");
    Test::new()
        .file("shop.flywheel", SHOP)
        .file("records.ndjson", RECORDS)
        .bytes("histories.ndjson", &bytes)
        .args("report shop.flywheel --histories histories.ndjson --as-of 2026-04-30")
        .args("--period 2026-02-01..2026-04-30")
}

#[test]
fn what_records_say_besides() {
    insta::assert_snapshot!(shop().args("records.ndjson").run());
}

/// A purchase on the day of the gift does not count, one on the last of the 30 days after it does, to its
/// last minute in Chicago, and one a minute later does not.
#[test]
fn an_aim_is_met_within_its_days() {
    let (_, report, _) = shop().args("records.ndjson --format json").output();
    let report: serde_json::Value = serde_json::from_str(&report).expect("a document");
    let meant = &report["gifts"][0]["meant"];
    // Ann and Cleo missed it, Bob met it, Dan has time, and Eve has no record.
    assert_eq!(meant["people"], 5);
    assert_eq!(
        (meant["results"]["count"].as_u64(), meant["results"]["of"].as_u64()),
        (Some(1), Some(3))
    );
    assert_eq!((meant["waiting"].as_u64(), meant["unknown"].as_u64()), (Some(1), Some(1)));
    // Without records, nothing is known of anybody.
    let (_, report, _) = shop().args("--format json").output();
    let report: serde_json::Value = serde_json::from_str(&report).expect("a document");
    assert_eq!(report["gifts"][0]["meant"]["results"]["of"], 0);
    assert_eq!(report["money"]["customers"], 0);
}

#[test]
fn a_report_as_a_page() {
    let (_, page, _) = test(RULES).args("--format html").output();
    for nothing in ["<script", "src=", "url(", "@import", "href=\"http"] {
        assert!(!page.contains(nothing), "{nothing}");
    }
    let charts: Vec<&str> = page.split("<figure").skip(1).collect();
    assert!(charts.len() >= 4, "{} charts", charts.len());
    for chart in charts {
        let drawn = chart.split_once("</figure>").expect("an end").0;
        assert!(drawn.contains("<title id=") && drawn.contains("<desc id="), "{drawn}");
    }
    for section in page.split("<section").skip(1) {
        assert!(!section.contains("<figure") || section.contains("<table"), "{section}");
    }
    let ids: Vec<&str> =
        page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let different: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), different.len(), "{ids:?}");
    for link in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(different.contains(link), "{link}");
    }
    let body = page.split_once("</head>").expect("a head").1;
    insta::assert_snapshot!(body.split_once("<h2 id=\"time\"").expect("a part on time").0);
}

/// Ann cannot be decided on some days of the replay, and can on its last: she is named, and the others are
/// reported.
#[test]
fn who_cannot_be_decided_in_a_replay_is_named() {
    let huge = "99999999999999999999999999999999999999";
    let ann = format!(
        "{{\"id\":\"ann\",\"purchases\":[{{\"at\":\"2026-01-05\",\"amount\":{huge}}},{{\"at\":\"2026-01-05\",\"amount\":{huge}}}]}}\n"
    );
    let bob = "{\"id\":\"bob\",\"purchases\":[{\"at\":\"2026-01-05\",\"amount\":5}]}\n";
    let test = Test::new()
        .file(
            "sums.flywheel",
            "flywheel \"Sums\"\n  currency USD\n\ncustomer\n  purchases: events with amount money\n\n\
             stage Guest\n  resting\n  when sum(purchases.amount within 10 days) ≥ $1 move to Member\n\
             stage Member\n  resting\n  when no purchases move to Guest\n",
        )
        .file("customers.ndjson", &(ann + bob))
        .args("report sums.flywheel customers.ndjson --from 2026-01-01 --to 2026-02-28 --start-empty");
    insta::assert_snapshot!(test.run());
}

/// The days from the first order to the next one, or to a cancellation, of customers of a British shop: what a
/// report on a replay says is what etm says of the same customers. `tests/report/elsewhere/README.md` has the source.
#[test]
fn a_shop_is_reported_as_it_is_elsewhere() {
    let rules = "\
flywheel \"Online shop\"
  currency GBP
customer
  orders:  events
  returns: events
stage Guest
  after 1 order move to First
stage First
  after 2 orders move to Again
  after 1 return move to Returned
stage Again
  resting
stage Returned
  resting
report
  wheel Guest, First, Again
";
    let customers = include_bytes!("report/elsewhere/online-retail.ndjson.gz");
    let (code, said, _) = Test::new()
        .file("rules.flywheel", rules)
        .bytes("customers.ndjson.gz", customers)
        .args("report rules.flywheel customers.ndjson.gz --from 2010-12-01 --to 2011-12-09 --start-empty")
        .args("--period 2011-01-01..2011-09-30 --format json")
        .output();
    assert_eq!(code, 0);
    let report: serde_json::Value = serde_json::from_str(&said).expect("a report is JSON");
    let first = &report["hand_offs"]["stages"][1];
    assert_eq!((&first["stage"], &first["entered"]), (&"First".into(), &2731.into()));
    let so_far = serde_json::json!({"on": 1545, "back": 0, "away": 409, "open": 777});
    assert_eq!(first["so_far"], so_far);
    let mut compared = 0;
    for line in include_str!("report/elsewhere/etm.csv").lines() {
        let Some(line) = line.strip_prefix("online-retail-first-order,") else { continue };
        let numbers: Vec<f64> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
        let [way, day, share, _, low, high, _] = numbers[..] else { panic!("{line}") };
        let horizons = first["horizons"].as_array().unwrap();
        let Some(own) = horizons.iter().find(|own| own["days"] == day as u64) else { continue };
        let own = &own[if way == 1.0 { "on" } else { "away" }];
        for (key, other) in [("share", share), ("low", low), ("high", high)] {
            let own = own[key].as_f64().unwrap();
            assert!((own - other).abs() < 1e-6, "{way} within {day}: {key} {own}, etm {other}");
        }
        compared += 1;
    }
    assert_eq!(compared, 8);
}

#[test]
fn budgets_places_and_what_is_not_known() {
    let rules =
        SHOP.replace("costs $8, once,", "costs $8, once, budget $40 per calendar month,").replace(
            "  resting\n  after 1 purchase",
            "  capacity 5\n  resting\n  when referrer is \"ann\" move to Buyer\n  after 1 purchase",
        );
    insta::assert_snapshot!(shop().file("shop.flywheel", &rules).args("records.ndjson").run());
}

#[test]
fn packed_histories_and_the_mark_of_utf_8_are_read() {
    use std::io::Write;
    let plain = test(RULES).args("--format json").output();
    let histories = histories();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(histories.as_bytes()).unwrap();
    let marked = format!("\u{feff}{histories}");
    let frames = ruzstd::encoding::compress_to_vec(
        histories.as_bytes(),
        ruzstd::encoding::CompressionLevel::Fastest,
    );
    for bytes in [packed.finish().unwrap(), marked.into_bytes(), frames] {
        let again = test(RULES).bytes("histories.ndjson", &bytes).args("--format json").output();
        assert!(again == plain, "{again:?}");
    }
}

#[test]
fn a_packed_file_of_histories_that_was_cut_short_is_not_taken_as_whole() {
    use std::io::Write;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(histories().as_bytes()).unwrap();
    let mut bytes = packed.finish().unwrap();
    bytes.truncate(bytes.len() / 2);
    let said = test(RULES).bytes("histories.ndjson", &bytes).run();
    assert!(said.contains("was it cut short?") && said.contains("exit 2"), "{said}");
}

/// The report is about more days than are known, and says so where it is read and where it is run.
#[test]
fn days_that_are_not_known_are_no_zeros() {
    let one = "{\"id\":\"a\",\"stays\":[{\"stage\":\"Reach\",\"since\":\"2026-05-14\",\"by\":\"new\"}]}\n";
    let about = |args: &str| {
        let test = Test::new().bytes("rules.flywheel", RULES.as_bytes());
        let test = test.bytes("one.ndjson", one.as_bytes());
        let args = format!("--histories one.ndjson --as-of 2026-05-19 {args}");
        test.args("report rules.flywheel").args(&args).output()
    };
    let words = "Of these 139 days, only May 14, 2026 to May 19, 2026 are known";
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for format in ["text", "markdown", "html"] {
        let (_, out, err) = about(&format!("--period 2026-01-01..2026-05-19 --format {format}"));
        assert!(flat(&out).contains(words) && flat(&err).contains(words), "{out}{err}");
    }
    let (_, out, _) = about("--period 2026-01-01..2026-05-19 --format json");
    assert!(
        flat(&out)
            .contains("\"period_known\": { \"from\": \"2026-05-14\", \"to\": \"2026-05-19\" }"),
        "{out}"
    );
    let (_, out, err) = about("--period 2026-05-14..2026-05-19");
    assert!(!out.contains("Of these") && err.is_empty(), "{out}{err}");
}

/// Ann entered before the period, and nobody entered in it: the report does not look for other reasons.
#[test]
fn what_nobody_entered_is_said_as_that() {
    let ann = "{\"id\":\"ann\",\"stays\":[{\"stage\":\"Reach\",\"since\":\"2026-01-05\",\"by\":\"new\"}]}\n";
    let (_, out, _) = Test::new()
        .bytes("rules.flywheel", format!("{RULES}{BLOCK}").as_bytes())
        .bytes("ann.ndjson", ann.as_bytes())
        .args("report rules.flywheel --histories ann.ndjson --period 2026-03-01..2026-03-31")
        .args("--as-of 2026-03-31")
        .output();
    let said = out.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "Nobody entered Reach in the period.",
        "Nobody entered in the period, so there is nobody to have brought others.",
        "Nobody paid for the first time in the period.",
    ] {
        assert!(said.contains(words), "{words}: {out}");
    }
    for words in ["0 of 0", "Fewer than a quarter", "Nothing here says"] {
        assert!(!said.contains(words), "{words}: {out}");
    }
}

#[test]
fn a_replay_has_nothing_to_say_of_gifts() {
    let (_, out, _) = Test::new()
        .bytes("rules.flywheel", RULES.as_bytes())
        .bytes("customers.ndjson", b"{\"id\":\"ann\",\"signed_up\":false,\"purchases\":[]}\n")
        .args("report rules.flywheel customers.ndjson --from 2026-01-01 --to 2026-02-28 --start-empty")
        .output();
    let said = out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("A replay sends nothing, so nothing can be said of gifts."), "{out}");
    assert!(!said.contains("swag: cannot say"), "{out}");
}
