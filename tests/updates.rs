//! A law of records that are written back: a run on the result finds the customers that the run
//! before it found, or nothing is written.

use std::borrow::Cow;
use std::io;

use flywheel::Program;
use flywheel::records::{Format, Options};
use flywheel::run::{Decided, Engine, Input, LedgerRow, Observer, ReadFailure, Rejected, Settings};
use flywheel::values::AsOf;
use proptest::prelude::*;
use proptest::sample::select;

const RULES: &str = r#"
customer
  drink: text
reward mug once
stage A
  resting
  when drink is known tag "says \"hi\", often"; give mug
"#;

/// Records in memory, read in blocks of few bytes.
struct Records<'r> {
    bytes: &'r [u8],
    format: Option<Format>,
    limit: usize,
}

impl<'r> Input for Records<'r> {
    type Stream = &'r [u8];

    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed("customers")
    }

    fn options(&self) -> Options {
        Options { format: self.format, max_record: self.limit, block: 32, ..Options::default() }
    }

    fn open(&self) -> io::Result<&'r [u8]> {
        Ok(self.bytes)
    }
}

/// Who was found, and what was said of the others.
#[derive(Debug, Default, PartialEq)]
struct Found {
    customers: Vec<String>,
    rejected: Vec<String>,
}

struct Finder;

impl Observer for Finder {
    type Results = Found;

    fn begin(&self) -> Found {
        Found::default()
    }

    fn decided(&self, found: &mut Found, decided: &Decided<'_, '_>) {
        found.customers.push(decided.id.text.to_string());
    }

    fn left_out(&self, _: &mut Found, _known: Option<LedgerRow>) {}

    fn rejected(&self, found: &mut Found, rejected: Rejected<'_>) {
        found.rejected.push(format!("{}: {}", rejected.line, rejected.fault));
    }
}

/// One run: who is found, and the updated records, if they may be written.
fn run(engine: &Engine, records: &Records<'_>) -> (Found, Option<Vec<u8>>) {
    let settings = Settings { update: true };
    let (mut found, mut updated) = (Found::default(), Vec::new());
    let whole = engine.run(std::slice::from_ref(records), settings, &Finder, |part| {
        found.customers.extend(part.results.customers);
        found.rejected.extend(part.results.rejected);
        updated.extend(part.updated);
        Ok::<(), ReadFailure>(())
    });
    (found, whole.unwrap().then_some(updated))
}

fn engine() -> Engine {
    let program = Program::parse("rules.flywheel", RULES).unwrap();
    let plan = program.plan();
    Engine::new(plan, AsOf::parse("2026-03-31", &plan.zone).unwrap())
}

/// Whether the result was written, in which whoever was found must be found again.
fn kept(engine: &Engine, text: &str, format: Format, limit: usize) -> Result<bool, String> {
    let records = Records { bytes: text.as_bytes(), format: Some(format), limit };
    let (before, updated) = run(engine, &records);
    let Some(updated) = updated else { return Ok(false) };
    let again = Records { bytes: &updated, ..records };
    let (after, _) = run(engine, &again);
    if before.customers == after.customers {
        return Ok(true);
    }
    let updated = String::from_utf8_lossy(&updated);
    Err(format!("{text}\n---\n{updated}\n---\n{before:#?}\n{after:#?}"))
}

const CSV: &str = "id,drink,note\n1,tea,\"a, b\"\n2,,\"says \"\"hi\"\"\"\n3,\"milk\",c\n4,tea,\n";
const JSON: &str = r#"[
  {"id": 1, "drink": "tea"},
  {"id": 2, "note": {"a": [1, "}"]}},
  {"id": 3, "drink": "a \"b\"", "tags": ["x"]},
  {"id": 4, "drink": "tea"}
]
"#;
const NDJSON: &str = r#"{"id":1,"drink":"tea"}
{"id":2,"note":{"a":[1,"}"]}}
{"id":3,"drink":"a \"b\"","tags":["x"]}
{"id":4,"drink":"tea"}
"#;

const LONG: usize = 1 << 20;

#[test]
fn a_row_that_may_hide_others_is_not_written_back() {
    let rows = [
        // Never closed, in a cell of its own, at the start of a cell, at the end of the file.
        "id,drink\n1,\"tea\n2,tea\n",
        "id,drink\n1,tea\n\"2,tea\n3,tea\n",
        "id,drink\n1,tea\n2,\"",
        "id,drink\n1,tea\n2,\"\"\"\n3,tea\n",
        "id;drink\r\n1;\"tea\r\n2;tea\r\n",
        "id,drink\r1,\"tea\r2,tea\r",
        "id,drink\n1,\"tea \"\"hot\"\"\n2,tea\n",
        "id,drink\n1,\"a\"\n\",b\n2,tea\n",
    ];
    for text in rows {
        assert_eq!(kept(&engine(), text, Format::Csv, LONG), Ok(false), "{text}");
    }
    // Never closed within as many bytes as a record may have.
    let long = format!("id,drink\n1,\"{}\n2,tea\n", "x".repeat(500));
    assert_eq!(kept(&engine(), &long, Format::Csv, 400), Ok(false));
}

#[test]
fn a_broken_record_keeps_nobody_else_from_being_written_back() {
    let rows = [
        "id,drink\n1,te\"a\n2,tea\n",
        "id,drink\n1,\"te\"a\n2,tea\n",
        "id,drink\n1,tea,more\n2,tea\n",
        "id,drink\n1\n2,tea\n",
        "id,drink\n\n1,tea\n,tea\n2,tea",
    ];
    for text in rows {
        assert_eq!(kept(&engine(), text, Format::Csv, LONG), Ok(true), "{text}");
    }
    let documents = [
        "[{\"id\":1},\n{\"id\":\"2},\n{\"id\":3}]",
        "[{\"id\":1},\n{\"id\":2,\n{\"id\":3}]",
        "[{\"id\":1},\n{\"id\":2}}\n{\"id\":3}]",
        "[{\"id\":1}\n{\"id\":2}\n{\"id\":3}",
        "[{\"id\":1,},{\"id\":2},,{\"id\":3},]",
        "{\"id\":1,\"note\":[}\n{\"id\":2}\n",
        "{\"id\":1}{\"id\":2,\"drink\":\"tea\\\"}\n{\"id\":3}\n",
    ];
    for text in documents {
        for format in [Format::Json, Format::Ndjson] {
            assert_eq!(kept(&engine(), text, format, LONG), Ok(true), "{format:?} {text}");
        }
    }
}

#[test]
fn a_record_that_would_outgrow_the_limit_stays_as_it_was() {
    for (text, format) in [(CSV, Format::Csv), (JSON, Format::Json), (NDJSON, Format::Ndjson)] {
        let records = Records { bytes: text.as_bytes(), format: Some(format), limit: 60 };
        let (found, updated) = run(&engine(), &records);
        assert!(found.rejected.iter().all(|why| why.contains("longer than flywheel reads")));
        assert_eq!(found.rejected.len() + found.customers.len(), 4);
        let again = Records { bytes: &updated.unwrap(), ..records };
        assert_eq!(run(&engine(), &again).0, found, "{text}");
    }
}

/// Night after night, each event gets its gift once: the history that is written says for which.
#[test]
fn each_event_gets_its_gift_once_night_after_night() {
    let rules = "customer\n  friends: events key \"no\"\nreward mug\nlimit mug to 2 per 7 days\n\
                 stage A\n  resting\n  when a friend give mug for each friend\n";
    let program = Program::parse("rules.flywheel", rules).expect("the rules are right");
    let mut records =
        "{\"id\":1,\"stage\":\"A\",\"friends\":[{\"no\":\"b\"},{\"no\":7},{\"no\":\"c\"},{}]}\n"
            .to_owned();
    for night in ["2026-06-01", "2026-06-01", "2026-06-05", "2026-06-08", "2026-06-20"] {
        let as_of = AsOf::parse(night, &program.plan().zone).unwrap();
        let engine = Engine::new(program.plan(), as_of);
        let format = Some(Format::Ndjson);
        let input = Records { bytes: records.as_bytes(), format, limit: 1 << 20 };
        let (_, written) = run(&engine, &input);
        records = String::from_utf8(written.expect("it is written")).unwrap();
    }
    let given = |no: &str, night: &str| {
        format!("{{\"name\":\"mug\",\"at\":\"{night}T23:59:59.999999999Z\",\"for\":\"{no}\"}}")
    };
    let all = [given("b", "2026-06-01"), given("7", "2026-06-01"), given("c", "2026-06-08")];
    let all = format!("\"given\":[{}]", all.join(","));
    assert!(records.contains(&all), "{records}");
}

/// A stretch of a text is replaced by what breaks records.
fn mutant() -> impl Strategy<Value = (String, Format, usize)> {
    let all = [(CSV, Format::Csv), (JSON, Format::Json), (NDJSON, Format::Ndjson)];
    let marks =
        select(vec!["", "\"", ",", "\n", "\r", "{", "}", "[", "]", "\\", "\"\n", "\"\"", "]["]);
    let long = (marks, select(vec![0, 0, 0, 500]))
        .prop_map(|(mark, more)| mark.to_owned() + &"x\n".repeat(more));
    (select(all.to_vec()), any::<prop::sample::Index>(), 0..9_usize, long, select(vec![400, LONG]))
        .prop_map(|((text, format), at, cut, new, limit)| {
            let at = at.index(text.len());
            let end = text.len().min(at + cut);
            (format!("{}{new}{}", &text[..at], &text[end..]), format, limit)
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn who_was_found_is_found_again((text, format, limit) in mutant()) {
        if let Err(lost) = kept(&engine(), &text, format, limit) {
            prop_assert!(false, "{lost}");
        }
    }
}
