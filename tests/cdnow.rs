//! Real purchase histories of 23,570 customers, and answers that somebody else computed for them
//! with a database: see `examples/cdnow/README.md`.

use std::collections::BTreeMap;
use std::io::Read;

use flywheel::Program;
use flywheel::eval::Decision;
use flywheel::run::{Decided, Engine, Rejected, Room, Table, TablesWish};
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

/// The same as one table with a row for each purchase, in the order of the days.
fn transactions() -> String {
    let mut rows: Vec<(String, String)> = Vec::new();
    for line in customers().lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        for purchase in record["purchases"].as_array().unwrap() {
            let (id, at) = (record["id"].as_str().unwrap(), purchase["at"].as_str().unwrap());
            let row = format!("{id},{at},{},{}\n", purchase["units"], purchase["amount"]);
            rows.push((at.to_owned(), row));
        }
    }
    rows.sort();
    let rows: String = rows.into_iter().map(|(_, row)| row).collect();
    format!("customer_id,date,quantity,price\n{rows}")
}

/// Every customer with the decision on them: from records, and from the table of transactions.
fn decisions(rules: &str, day: &str) -> [Vec<(String, Decision)>; 2] {
    let engine = |rules: &str| {
        let program = Program::parse("rules.flywheel", rules).unwrap();
        Engine::new(program.plan(), AsOf::parse(day, &TimeZone::UTC).unwrap())
    };
    let each = |decided: Result<&Decided<'_, '_>, &Rejected<'_>>| {
        let decided = decided.unwrap_or_else(|rejected| panic!("{rejected:?}"));
        (decided.id.text.clone().into_owned(), decided.decision.clone())
    };
    let records = engine(rules).decide_all(&[customers().as_bytes()], each).unwrap();
    let from_table = "purchases: events from table \"transactions\" by \"customer_id\" at \"date\"\n    \
        with amount money from \"price\"";
    let rules = rules.replace("purchases: events with amount money", from_table);
    assert!(rules.contains(from_table));
    let (engine, rows) = (engine(&rules), transactions());
    let tables = [Table { name: "transactions".to_owned(), files: vec![rows.as_bytes()] }];
    let wish = TablesWish { customers: true, strict: true };
    let rows = engine.read_tables(&tables, wish, Room::in_memory()).unwrap();
    let customers = [rows.customers().unwrap()];
    let engine = engine.with_tables(rows, &customers).unwrap();
    [records, engine.decide_all(&customers, each).unwrap()]
}

#[test]
fn questions_have_the_answers_of_the_database() {
    let rules = include_str!("../examples/cdnow/questions.flywheel");
    let mut checked = 0;
    for (day, decisions) in DAYS.into_iter().flat_map(|day| decisions(rules, day).map(|d| (day, d)))
    {
        let mut tagged: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (id, decision) in decisions {
            for tag in decision.tags {
                tagged.entry(tag).or_default().push(id.clone());
            }
        }
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
    assert_eq!(checked, 2 * 33, "from records and from the table");
}

#[test]
fn stages_have_the_counts_of_the_database() {
    let rules = include_str!("../examples/cdnow/lifecycle.flywheel");
    let program = Program::parse("rules.flywheel", rules).unwrap();
    let mut checked = 0;
    for answer in answers(|question| question == "stage-counts") {
        for decisions in decisions(rules, answer["as_of"].as_str().unwrap()) {
            let mut counts: BTreeMap<String, u64> = BTreeMap::new();
            for (_, decision) in decisions {
                let stage = program.plan().stages[decision.to].name.to_lowercase();
                *counts.entry(stage).or_default() += 1;
            }
            assert_eq!(serde_json::to_value(counts).unwrap(), answer["counts"], "{answer}");
            checked += 1;
        }
    }
    assert_eq!(checked, 2 * 3, "from records and from the table");
}
