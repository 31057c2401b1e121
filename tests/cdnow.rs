//! Real purchase histories of 23,570 customers, and answers that somebody else computed for them
//! with a database: see `examples/cdnow/README.md`.

use std::collections::BTreeMap;
use std::io::Read;

use flywheel::Program;
use flywheel::eval::Evaluator;
use flywheel::records::Reader;
use flywheel::values::AsOf;
use jiff::tz::TimeZone;
use serde_json::Value;
use sha2::{Digest, Sha256};

const CUSTOMERS: &[u8] = include_bytes!("../examples/cdnow/customers.ndjson.gz");
const ANSWERS: &str = include_str!("../examples/cdnow/answers.json");
const DAYS: [&str; 3] = ["1997-02-15", "1997-09-30", "1998-06-30"];

fn customers() -> String {
    let mut text = String::new();
    flate2::read::GzDecoder::new(CUSTOMERS).read_to_string(&mut text).unwrap();
    text
}

fn answers(wanted: impl Fn(&str) -> bool) -> Vec<Value> {
    let answers: Value = serde_json::from_str(ANSWERS).unwrap();
    let answers = answers["answers"].as_array().unwrap();
    answers.iter().filter(|answer| wanted(answer["question"].as_str().unwrap())).cloned().collect()
}

/// Every customer with the decision on them.
fn decide_all(rules: &str, day: &str, mut each: impl FnMut(&str, &flywheel::eval::Decision)) {
    let program = Program::parse("rules.flywheel", rules).unwrap();
    let as_of = AsOf::parse(day, &TimeZone::UTC).unwrap();
    let evaluator = Evaluator::new(program.plan(), as_of);
    let reader = Reader::new(&program.plan().needs);
    for line in customers().lines() {
        let record = reader.read(line.as_bytes()).unwrap();
        each(&record.id.text, &evaluator.decide(&record).unwrap());
    }
}

#[test]
fn questions_have_the_answers_of_the_database() {
    let rules = include_str!("../examples/cdnow/questions.flywheel");
    let mut checked = 0;
    for day in DAYS {
        let mut tagged: BTreeMap<String, Vec<String>> = BTreeMap::new();
        decide_all(rules, day, |id, decision| {
            for tag in &decision.tags {
                tagged.entry(tag.clone()).or_default().push(id.to_owned());
            }
        });
        for answer in answers(|question| question != "stage-counts") {
            if answer["as_of"] != day {
                continue;
            }
            let mut ids = tagged.remove(answer["question"].as_str().unwrap()).unwrap_or_default();
            ids.sort();
            let hash = Sha256::digest(ids.iter().map(|id| format!("{id}\n")).collect::<String>());
            let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(ids.len() as u64, answer["count"], "{answer}");
            assert_eq!(hash, answer["ids_sha256"], "{answer}");
            checked += 1;
        }
    }
    assert_eq!(checked, 33);
}

#[test]
fn stages_have_the_counts_of_the_database() {
    let rules = include_str!("../examples/cdnow/lifecycle.flywheel");
    for answer in answers(|question| question == "stage-counts") {
        let program = Program::parse("rules.flywheel", rules).unwrap();
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        decide_all(rules, answer["as_of"].as_str().unwrap(), |_, decision| {
            let stage = program.plan().stages[decision.to].name.to_lowercase();
            *counts.entry(stage).or_default() += 1;
        });
        assert_eq!(serde_json::to_value(counts).unwrap(), answer["counts"], "{answer}");
    }
}
