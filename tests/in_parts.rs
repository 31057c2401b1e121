//! Customers in parts are decided as one run decides them: programs and customers that nobody thought of,
//! dealt out to parts, of which only what survey files say goes from one to another.

#[path = "support/cases.rs"]
mod cases;
#[path = "support/invented/mod.rs"]
mod invented;

use std::borrow::Cow;
use std::cell::Cell;
use std::io;

use cases::cases;
use flywheel::Program;
use flywheel::records::{Format, Options};
use flywheel::run::{Basis, Decided, Engine, Input, Merging, Rejected, SurveyFile};
use flywheel::values::AsOf;
use invented::{Choices, Invented, as_of, person};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// Records in memory, which are read in small blocks.
struct Part(Vec<u8>);

impl Input for Part {
    type Stream = io::Cursor<Vec<u8>>;

    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed("customers")
    }

    fn options(&self) -> Options {
        Options { block: 256, format: Some(Format::Ndjson), ..Options::default() }
    }

    fn open(&self) -> io::Result<io::Cursor<Vec<u8>>> {
        Ok(io::Cursor::new(self.0.clone()))
    }
}

/// What is decided for each customer, or why nothing is.
fn decided(engine: &Engine, records: &[String]) -> Vec<String> {
    let told = |customer: Result<&Decided<'_, '_>, &Rejected<'_>>| match customer {
        Ok(Decided { id, decision, .. }) => format!("{}: {decision:?}", id.text),
        Err(Rejected { id, fault, .. }) => {
            format!("{:?}: {fault}", id.as_ref().map(|id| &id.text))
        }
    };
    engine.decide_all(&[Part(records.join("\n").into())], told).unwrap()
}

/// The same where each part is decided by itself, with what is known of all of them.
fn decided_in_parts(program: &Program, as_of: AsOf, parts: &[Vec<String>]) -> Vec<String> {
    let engine = || Engine::new(program.plan(), as_of);
    let basis = || Basis::new(program.sources(), as_of, false);
    let mut known: Option<Vec<u8>> = None;
    let among = |known: &Option<Vec<u8>>| match known {
        Some(known) => {
            let known = SurveyFile::parse(known).unwrap();
            engine().among(&known, &basis()).unwrap().expecting(&known)
        }
        None => engine(),
    };
    while !among(&known).phases_left().is_empty() {
        let mut merging = Merging::default();
        for records in parts.iter().rev() {
            let part = [Part(records.join("\n").into())];
            let survey = among(&known).survey_part(basis(), &part).unwrap().unwrap();
            let file = survey.whole().unwrap();
            merging.add(SurveyFile::parse(&file.write().unwrap()).unwrap()).unwrap();
        }
        known = Some(merging.finish().unwrap().unwrap().write().unwrap());
    }
    parts.iter().flat_map(|records| decided(&among(&known), records)).collect()
}

/// A record for each customer, whose ids differ; those that nobody can read are left out.
fn customers(invented: &Invented, count: usize, choices: &mut Choices<'_>) -> Vec<String> {
    let record = |index: usize, bytes: Vec<u8>| {
        let mut record: serde_json::Map<String, serde_json::Value> =
            serde_json::from_slice(&bytes).ok()?;
        record.insert("id".to_owned(), format!("c{index}").into());
        serde_json::to_string(&record).ok()
    };
    (0..count).filter_map(|index| record(index, person(&invented.schema, choices))).collect()
}

#[test]
fn parts_are_decided_as_all_at_once() {
    let competing = Cell::new(0);
    let count = cases(150);
    let config = Config { cases: count, failure_persistence: None, ..Config::default() };
    let told = TestRunner::new(config).run(&(any::<u64>(), any::<u64>()), |(seed, other)| {
        let invented = Invented::program(&mut Choices::rolled(seed));
        let Ok(program) = Program::parse("invented.flywheel", &invented.rules) else {
            return Ok(());
        };
        // Each customer needs an id of their own, which is easy to give where it is not somewhere else.
        if invented.rules.contains("  id from ") {
            return Ok(());
        }
        let choices = &mut Choices::rolled(other);
        let Ok(moment) = AsOf::parse(&as_of(choices), &program.plan().zone) else { return Ok(()) };
        let engine = Engine::new(program.plan(), moment);
        if !engine.has_limits_across_customers() {
            return Ok(());
        }
        competing.set(competing.get() + 1);
        let records = customers(&invented, 30, choices);
        let mut whole = decided(&engine, &records);
        whole.sort();
        for count in [1, 2, 8] {
            let mut parts = vec![Vec::new(); count];
            records.iter().for_each(|record| parts[choices.below(count)].push(record.clone()));
            let mut together = decided_in_parts(&program, moment, &parts);
            together.sort();
            prop_assert_eq!(&together, &whole, "{} parts\n{}", count, invented.rules);
        }
        Ok(())
    });
    told.unwrap_or_else(|told| panic!("{told}"));
    assert!(competing.get() * 5 > count, "{} of {count} programs compete", competing.get());
}
