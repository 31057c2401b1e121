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
        let changes = Changes::of(&read.tags, &decision, evaluator.clock().as_of());
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

/// What an update writes of a record as of the middle of June.
fn updated(rules: &str, record: &str) -> String {
    let program = Program::parse("rules", rules).unwrap();
    let plan = program.plan();
    let as_of = AsOf::parse("2026-06-15T00:00:00Z", &plan.zone).unwrap();
    let evaluator = Evaluator::new(plan, as_of);
    let read = Reader::new(&plan.needs).read(record.as_bytes()).unwrap();
    let decision = evaluator.decide(&read).unwrap();
    let changes = Changes::of(&read.tags, &decision, evaluator.clock().as_of());
    String::from_utf8(update_json(record.as_bytes(), &plan.needs, &changes).unwrap()).unwrap()
}

#[test]
fn what_the_rules_cannot_give_stays_owed_as_it_is_written() {
    let rules = r#"
customer
  busy:   yes/no default no
  visits: events key "id"
reward receipt every time, kept for 7 days
reward later   every time, kept for 7 days
reward stopped kept for 7 days
reward unkept  once
reward visited kept for 7 days
pause rewards when busy
stage S
  resting
  when stage is S give receipt
  when busy give later; give unkept; give visited for each visit
"#;
    let left_alone = [
        // Owed still, with a rule that is called something else by now, and what others noted.
        r#"{ "name":"later", "since":"2026-06-14", "rule":"Once upon a time","note":[1, {}] }"#,
        r#"{"name":"stopped","since":"2026-06-14T00:00:00Z","rule":"S 1"}"#,
        r#"{"rule":7,"name":"unkept","since":"2026-06-14T00:00:00Z"}"#,
        r#"{"name":"undeclared","since":"who knows"}"#,
        r#"{"name":"visited","since":"2026-06-14T00:00:00Z"}"#,
        r#"{"name":"receipt","for":"v-1","since":"2026-06-14T00:00:00Z"}"#,
        r#"{"name":"receipt","for":["v-1"],"since":"not read"}"#,
        r#"{"name":"visited","for":"v-2","since":"2030-01-01"}"#,
    ];
    let goes = r#"{"name":"receipt","since":"2026-06-14T00:00:00Z","rule":"S 1"}"#;
    let lapses = r#"{"name":"visited","for":"v-3","since":"2026-06-01T00:00:00Z"}"#;
    let owed = [&left_alone[1..4], &[goes], &left_alone[4..], &[lapses]].concat().join(" ,\n");
    let record = format!(r#"{{"id":1,"stage":"S","owed":[{owed}]}}"#);
    let given = r#""given":[{"name":"receipt","at":"2026-06-15T00:00:00Z"}]"#;
    let stays = left_alone[1..].join(",");
    assert_eq!(
        updated(rules, &record),
        format!(r#"{{"id":1,"stage":"S","owed":[{stays}],{given}}}"#)
    );
    // What stays owed is not written again either, and what begins to be comes after it.
    let record = format!(r#"{{"id":1,"stage":"S","busy":true,"owed":[{}]}}"#, left_alone[0]);
    let begins = r#"{"name":"receipt","since":"2026-06-15T00:00:00Z","rule":"S 1"}"#;
    let owed = format!(r#""owed":[{},{begins}]"#, left_alone[0]);
    assert_eq!(updated(rules, &record), format!(r#"{{"id":1,"stage":"S","busy":true,{owed}}}"#));
}

/// What is written of the only customer in a format.
#[cfg(feature = "output")]
fn written(format: flywheel::output::decisions::Format) -> String {
    use flywheel::output::decisions::{Run, Scribe};
    let program = Program::parse("rules", RULES).unwrap();
    let plan = program.plan();
    let as_of = AsOf::parse("2026-06-15T00:00:00Z", &plan.zone).unwrap();
    let record = r#"{"id":"c","stage":"S","busy":false,"asks":false,"late":false,"owed":[
        {"name":"receipt","since":"2026-06-14T00:00:00Z","rule":"S 1"}]}"#;
    let read = Reader::new(&plan.needs).read(record.as_bytes()).unwrap();
    let decision = Evaluator::new(plan, as_of).decide(&read).unwrap();
    let (title, withheld, changes, spreadsheet) = ("kept", true, true, false);
    let run = Run { plan, title, as_of, withheld, why: None, changes, spreadsheet };
    let scribe = Scribe::new(&run, format, false);
    let mut part = scribe.part();
    scribe.note(&mut part, &read.id, &decision);
    String::from_utf8(part.decisions).unwrap()
}

#[cfg(feature = "output")]
#[test]
fn what_lapses_is_in_every_format() {
    use flywheel::output::decisions::Format;
    let lapsed = r#""lapsed":[{"gift":"receipt","since":"2026-06-14T00:00:00Z","rule":"S 1"}]"#;
    assert_eq!(
        written(Format::Ndjson),
        format!("{{\"id\":\"c\",\"from\":\"S\",\"to\":\"S\",{lapsed}}}\n")
    );
    assert_eq!(written(Format::Csv), "c,S,S,,,,,receipt (lapsed)\n");
    assert_eq!(written(Format::Gifts), "c,receipt,reward,,,,,S 1,lapsed\n");
    assert_eq!(
        written(Format::GiftsNdjson),
        "{\"id\":\"c\",\"gift\":\"receipt\",\"kind\":\"reward\",\"rule\":\"S 1\",\
         \"withheld\":\"lapsed\"}\n"
    );
}
