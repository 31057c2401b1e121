//! Laws of gifts that are kept: from night to night, what is owed is given exactly once, never after
//! its time, and never lost if it could have been given.

use flywheel::Program;
use flywheel::after::Changes;
use flywheel::eval::Evaluator;
use flywheel::records::{Reader, update_json};
use flywheel::values::AsOf;
use proptest::prelude::*;

const RULES: &str = r#"
customer
  busy: yes/no
  asks: yes/no
  late: yes/no
reward receipt every time, kept for 7 days while late
pause receipt when busy
stage S
  resting
  when asks give receipt
"#;

/// One night: whether the customer is busy, asks, and is late.
type Night = (bool, bool, bool);

/// The record of a night, with what the nights before it wrote.
fn tonight(record: &str, (busy, asks, late): Night) -> String {
    let (_, kept) = record.split_once("\"end\":0").unwrap();
    format!(
        "{{\"id\":\"c\",\"stage\":\"S\",\"busy\":{busy},\"asks\":{asks},\"late\":{late},\"end\":0{kept}"
    )
}

/// Whether the gift is given, night by night, when each record is the one that the night before wrote.
fn given(program: &Program, nights: &[Night]) -> Vec<bool> {
    let plan = program.plan();
    let mut record = "\"end\":0}".to_owned();
    let mut all = Vec::new();
    for (day, night) in nights.iter().enumerate() {
        record = tonight(&record, *night);
        let as_of = AsOf::parse(&format!("2026-01-{:02}", day + 1), &plan.zone).unwrap();
        let evaluator = Evaluator::new(plan, as_of);
        let read = Reader::new(&plan.needs).read(record.as_bytes()).unwrap();
        let decision = evaluator.decide(&read).unwrap();
        let changes = Changes::of(&read, &decision, evaluator.clock().as_of());
        let updated = update_json(record.as_bytes(), &plan.needs, &changes).unwrap();
        all.push(!decision.given.is_empty());
        record = String::from_utf8(updated).unwrap();
    }
    all
}

/// The same by the words of the reference.
fn meant(nights: &[Night]) -> Vec<bool> {
    let mut owed = None;
    let nights = nights.iter().enumerate().map(|(day, (busy, asks, late))| {
        owed = owed.filter(|since| *late && day - since < 7);
        let given = !busy && (*asks || owed.is_some());
        owed = if given { None } else { owed.or((*asks && *late).then_some(day)) };
        given
    });
    nights.collect()
}

proptest! {
    #[test]
    fn from_night_to_night_what_is_owed_is_given_once_and_in_time(
        nights in prop::collection::vec(
            (prop::bool::weighted(0.8), prop::bool::weighted(0.2), prop::bool::weighted(0.9)),
            1..30,
        )
    ) {
        let program = Program::parse("rules", RULES).unwrap();
        prop_assert_eq!(given(&program, &nights), meant(&nights));
    }
}

#[test]
fn a_field_where_the_record_says_what_is_owed_is_a_mistake() {
    let rules = RULES.replace("  late: yes/no", "  late: yes/no\n  owed: yes/no");
    let problems = Program::parse("rules", &rules).unwrap_err();
    assert!(format!("{problems:?}").contains("is where the record says which gifts are owed"));
    let moved = rules.replace("  owed: yes/no", "  owed: yes/no\n  owed from \"flywheel_owed\"");
    assert!(Program::parse("rules", &moved).is_ok());
    let ordinary = rules.replace(", kept for 7 days while late", "");
    assert!(Program::parse("rules", &ordinary).is_ok());
}
