//! Survey files with numbers that nobody surveyed: they are refused, or they decide something, and nothing overflows,
//! panics or takes forever.

#[path = "support/cases.rs"]
mod cases;

use cases::cases;
use flywheel::Program;
use flywheel::run::{Basis, Engine, Merging, SurveyFile};
use flywheel::values::AsOf;
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::Value;
use twox_hash::XxHash3_64;

const RULES: &str = r#"
customer
  spent: money
  price: money
reward card costs price, every time, budget $100 per calendar month by spent
reward pin every time, at most 7 per 7 days
reward hug every time, costs $0, budget $5 per calendar month
stage A
  resting
  when quintile(spent) is 5 move to B
  when rank(spent) ≤ 40 move to C
  when spent > $10 give card; give pin; give hug
stage B
  resting
  capacity 6 by spent, when full move lowest spent to D
  when spent > $90 move to C
stage C
  resting
  capacity 4 by spent
stage D
  resting
"#;

/// The numbers that the counts of a file are replaced by.
const COUNTS: [&str; 8] = [
    "0",
    "1",
    "7",
    "1048576",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551614",
    "18446744073709551615",
];

/// The same for amounts, which are texts.
const AMOUNTS: [&str; 8] = [
    "0",
    "-1",
    "99999999999999999999999999999999999999",
    "-99999999999999999999999999999999999999",
    "0.00000000000000000000000000000000000001",
    "0.5",
    "100",
    "12345678901234567890.123456789012345678",
];

fn customers(part: usize) -> String {
    let record = |index: usize| {
        let stage = ["A", "A", "A", "B", "C"][index % 5];
        let (spent, price) = (index * 37 % 101, index % 7);
        let given =
            r#"[{"name":"card","at":"2026-06-02","cost":3},{"name":"pin","at":"2026-06-29"}]"#;
        format!(
            r#"{{"id":"{part}-{index}","stage":"{stage}","spent":{spent},"price":{price},"given":{given}}}"#
        )
    };
    (0..30).map(record).collect::<Vec<_>>().join("\n")
}

/// Replaces each number and each text that is one, if it is chosen.
fn replace(value: &mut Value, next: &mut impl FnMut() -> Option<usize>) {
    match value {
        Value::Number(number) => {
            if let Some(choice) = next() {
                *number = COUNTS[choice % COUNTS.len()].parse::<u64>().unwrap().into();
            }
        }
        Value::String(text) if text.parse::<f64>().is_ok() => {
            if let Some(choice) = next() {
                *text = AMOUNTS[choice % AMOUNTS.len()].to_owned();
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|one| replace(one, next)),
        Value::Object(all) => {
            // Somebody who would get a gift may not want it a million times, or the file is refused.
            let wanted = all.get("placed").and(all.get("count")).cloned();
            all.values_mut().for_each(|one| replace(one, next));
            if let Some(wanted) = wanted {
                all["count"] = next().map_or(wanted, |choice| (choice % 100).into());
            }
        }
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

/// The file with other numbers, about one of so many.
fn made_up(file: &SurveyFile, choices: &[usize], every: usize) -> Vec<u8> {
    let bytes = file.write().unwrap();
    let body = bytes.split(|byte| *byte == b'\n').nth(1).unwrap();
    let mut value: Value = serde_json::from_slice(body).unwrap();
    let mut all = choices.iter().cycle();
    let mut next = || {
        let choice = *all.next()?;
        (choice % every == 0).then_some(choice / every)
    };
    // What is known has to be the same in all parts, and so have the inputs in all rounds.
    match value["part"].is_null() {
        true => replace(&mut value["known"], &mut next),
        false => replace(&mut value["part"]["survey"], &mut next),
    }
    let body = serde_json::to_vec(&value).unwrap();
    [head(&body).as_bytes(), &body, b"\n"].concat()
}

/// The first line above a body, with the right checksum.
fn head(body: &[u8]) -> String {
    let checksum = XxHash3_64::oneshot(body);
    format!("{{\"flywheel_survey\":2,\"checksum\":\"{checksum:016x}\"}}\n")
}

fn read_again(file: &SurveyFile) -> SurveyFile {
    SurveyFile::parse(&file.write().unwrap()).unwrap()
}

/// Merges two parts in as many rounds as it takes, with other numbers in each file, and decides. Says how many parts
/// were taken as they were made up.
fn decide(program: &Program, choices: &[usize], every: usize) -> usize {
    let as_of = AsOf::Day(date(2026, 6, 30));
    let basis = || Basis::new(program.sources(), as_of, false);
    let records = [customers(0), customers(1)];
    let mut engine = Engine::new(program.plan(), as_of);
    let mut taken = 0;
    for round in 0..3 {
        let mut merging = Merging::default();
        for (part, records) in records.iter().enumerate() {
            let survey = engine.survey_part(basis(), &[records.as_bytes()]).unwrap();
            let Some(file) = survey.map(|survey| survey.whole().unwrap()) else { return taken };
            let from = (round * 2 + part) * 7 % choices.len();
            let choices = [&choices[from..], &choices[..from]].concat();
            let made_up = SurveyFile::parse(&made_up(&file, &choices, every));
            taken += usize::from(made_up.is_ok());
            merging.add(made_up.unwrap_or_else(|_| read_again(&file))).unwrap();
        }
        let merged = merging.finish().unwrap().unwrap();
        let made_up = SurveyFile::parse(&made_up(&merged, choices, every));
        let merged = made_up.unwrap_or_else(|_| read_again(&merged));
        engine = engine.among(&merged, &basis()).unwrap().expecting(&merged);
        for records in &records {
            let decided = engine.decide_all(&[records.as_bytes()], |one| one.is_ok()).unwrap();
            assert!(decided.len() >= 30);
        }
    }
    taken
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(150), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_number_in_a_file_is_too_much(
        choices in prop::collection::vec(0usize..1000, 50..200),
        every in 1usize..12,
    ) {
        let program = Program::parse("rules.flywheel", RULES).unwrap();
        decide(&program, &choices, every);
    }
}

/// Files with other numbers are taken, or the property would say nothing.
#[test]
fn files_with_other_numbers_are_taken() {
    let program = Program::parse("rules.flywheel", RULES).unwrap();
    for seed in 1..20 {
        let choices: Vec<usize> = (0..101).map(|one| one * seed * 7919 % 1000).collect();
        assert_eq!(decide(&program, &choices, 3), 6);
    }
}

/// A count that no rules come to is refused: it would take forever to give that many gifts.
#[test]
fn a_wish_for_more_gifts_than_anybody_gets_is_refused() {
    let program = Program::parse(
        "rules.flywheel",
        "customer\n  spent: money\nreward pin every time, at most 7 per 7 days\nstage A\n  resting\n  when spent > $1 give pin\n",
    )
    .unwrap();
    let as_of = AsOf::Day(date(2026, 6, 30));
    let basis = Basis::new(program.sources(), as_of, false);
    let records: &[u8] = b"{\"id\":\"a\",\"spent\":2}";
    let survey =
        Engine::new(program.plan(), as_of).survey_part(basis, &[records]).unwrap().unwrap();
    let text = String::from_utf8(survey.whole().unwrap().write().unwrap()).unwrap();
    let body = text.lines().nth(1).unwrap();
    let one = r#""count":1,"cost""#;
    assert!(body.contains(one), "{body}");
    let parse = |count: u64| {
        let body = body.replace(one, &format!(r#""count":{count},"cost""#));
        SurveyFile::parse(&[head(body.as_bytes()).as_bytes(), body.as_bytes()].concat())
    };
    assert!(parse(1 << 20).is_ok());
    let refused = parse((1 << 20) + 1).unwrap_err().to_string();
    assert!(refused.contains("nobody gets 1048577 gifts at once"), "{refused}");
}
