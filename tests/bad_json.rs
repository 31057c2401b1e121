//! Bad, odd and hostile JSON: every file of the suite is accepted or rejected as its index says.
//! Where both are defensible, the snapshots hold what was decided.

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use flywheel::plan::{AttributeNeed, ListNeed, Needs};
use flywheel::records::{Chunk, FaultKind, Options, Reader, run};
use flywheel::terms::{DataForms, DateForm, FieldType};
use flywheel::values::currency::Currency;

/// One line of the index.
struct Case {
    file: String,
    expect: String,
    note: String,
    bytes: Vec<u8>,
}

fn suite() -> Vec<Case> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/bad-json");
    let index = fs::read_to_string(folder.join("index.tsv")).expect("the index");
    let cases = index.lines().skip(1).map(|line| {
        let mut columns = line.split('\t').map(str::to_owned);
        let mut next = || columns.next().unwrap_or_default();
        let (file, _suite, expect, _size, note) = (next(), next(), next(), next(), next());
        let bytes = fs::read(folder.join(&file)).expect("a file of the index");
        Case { file, expect, note, bytes }
    });
    cases.collect()
}

/// An id, and purchases with an amount.
fn reader() -> Reader {
    let path = |text: &str| flywheel::values::Path::parse(text).expect("a path");
    let amount = AttributeNeed {
        name: "amount".to_owned(),
        path: path("amount"),
        kind: FieldType::Money { in_cents: false, range: Default::default(), notation: None },
    };
    let purchases = ListNeed {
        name: "purchases".to_owned(),
        path: path("purchases"),
        required: false,
        at: Some(path("at")),
        at_form: DateForm::default(),
        key: None,
        attributes: vec![amount],
        table: None,
    };
    Reader::new(&Needs {
        id: path("id"),
        id_ignores_case: false,
        stage: path("stage"),
        stage_since: path("stage_since"),
        tags: path("tags"),
        owed: None,
        given: path("given"),
        fields: Vec::new(),
        lists: vec![purchases],
        tables: Vec::new(),
        stages: vec!["Engaged".to_owned()],
        gifts: Vec::new(),
        for_each: Vec::new(),
        currency: Currency::USD,
        forms: DataForms::default(),
        zone: jiff::tz::TimeZone::UTC,
    })
}

/// What a whole file comes to.
#[derive(Default)]
struct Read {
    records: usize,
    ids: Vec<String>,
    rejects: Vec<(FaultKind, String)>,
    fault: Option<String>,
}

fn read(case: &Case, reader: &Reader) -> Read {
    let options = Options { name: Some(case.file.clone()), ..Options::default() };
    let mut read = Read::default();
    let work = |chunk: &Chunk<'_>| {
        let (mut ids, mut rejects) = (Vec::new(), Vec::new());
        for record in chunk.records() {
            match record {
                Ok(record) => ids.push(record.id.text.into_owned()),
                Err(faulty) => {
                    let message = format!("line {}: {}", faulty.line, faulty.fault);
                    rejects.push((faulty.fault.kind, message));
                }
            }
        }
        (ids, rejects)
    };
    let outcome = run(&case.bytes[..], &options, reader, work, |_chunk, (ids, rejects)| {
        read.records += ids.len();
        read.ids.extend(ids);
        read.rejects.extend(rejects);
        Ok::<(), std::io::Error>(())
    });
    let outcome = outcome.expect("reading from memory does not fail");
    read.fault = outcome.fault.map(|fault| format!("line {}: {}", fault.line, fault.fault));
    read
}

fn is_document(case: &Case) -> bool {
    case.file.ends_with(".json") && !case.file.starts_with("stream-")
}

#[test]
fn a_document_within_a_record_is_json_or_is_not() {
    let reader = reader();
    let mut decisions = String::new();
    for case in suite().iter().filter(|case| is_document(case)) {
        let wrapped = [b"{\"id\":\"c1\",\"payload\":", &case.bytes[..], b"}"].concat();
        let result = reader.read(&wrapped);
        let said = match &result {
            Ok(_) => "accepted".to_owned(),
            Err(fault) => format!("{} | {fault}", fault.kind.code().id),
        };
        match case.expect.as_str() {
            "accept" => assert!(result.is_ok(), "{}: {said}", case.file),
            "reject" => assert!(result.is_err(), "{} is accepted", case.file),
            _ => {}
        }
        let _ = writeln!(decisions, "{} ({}): {said}", case.file, case.expect);
    }
    insta::assert_snapshot!(decisions);
}

#[test]
fn a_bare_document_is_rejected_for_what_is_wrong_with_it() {
    let reader = reader();
    let mut all = String::new();
    for case in suite().iter().filter(|case| is_document(case)) {
        let read = read(case, &reader);
        let is_syntax = |kind: &FaultKind| {
            matches!(
                kind,
                FaultKind::Syntax | FaultKind::Utf8 | FaultKind::TooDeep | FaultKind::Structure
            )
        };
        let broken = read.rejects.iter().any(|(kind, _)| is_syntax(kind)) || read.fault.is_some();
        let _ = write!(all, "{} ({}): {} records", case.file, case.expect, read.records);
        for (kind, message) in read.rejects.iter().take(3) {
            let _ = write!(all, "; {} {message}", kind.code().id);
        }
        if read.rejects.len() > 3 {
            let _ = write!(all, "; {} more", read.rejects.len() - 3);
        }
        all.push_str(&read.fault.map_or(String::new(), |fault| format!("; damaged {fault}")));
        all.push('\n');
        match case.expect.as_str() {
            "accept" => assert!(!broken, "{}\n{all}", case.file),
            "reject" => {
                assert!(broken || case.file == NOTHING, "{}\n{all}", case.file)
            }
            _ => {}
        }
    }
    insta::assert_snapshot!(all);
}

/// Nothing at all is no JSON document, but a stream of no records, on purpose.
const NOTHING: &str = "n_single_space.json";

#[test]
fn streams_give_their_good_records() {
    let reader = reader();
    let mut all = String::new();
    for case in suite().iter().filter(|case| !is_document(case)) {
        let read = read(case, &reader);
        let whole = read.rejects.is_empty() && read.fault.is_none();
        match case.expect.as_str() {
            "accept" => assert!(whole, "{}: {:?}", case.file, read.rejects),
            // The suite knows only UTF-8; whole streams are read in UTF-16 too.
            "reject" if case.file.starts_with("stream-utf16") => {
                assert!(whole, "{}: {:?}", case.file, read.rejects);
            }
            "reject" => assert!(!whole, "{} is accepted", case.file),
            _ => {}
        }
        if case.file.starts_with("rec-") {
            assert!(read.ids.iter().any(|id| id == "00004"), "{}: the first record", case.file);
            assert!(read.ids.iter().any(|id| id == "00021"), "{}: the last record", case.file);
        }
        let _ = writeln!(all, "{} ({}; {})", case.file, case.expect, case.note);
        let _ = writeln!(all, "    {} records", read.records);
        for (kind, message) in read.rejects.iter().take(25) {
            let _ = writeln!(all, "    {} | {message}", kind.code().id);
        }
        if read.rejects.len() > 25 {
            let _ = writeln!(all, "    {} more", read.rejects.len() - 25);
        }
        if let Some(fault) = read.fault {
            let _ = writeln!(all, "    damaged | {fault}");
        }
    }
    insta::assert_snapshot!(all);
}
