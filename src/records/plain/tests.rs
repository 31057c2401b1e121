//! What the reader makes of each kind of value, and what it says of wrong ones.

use std::fmt::Write;

use insta::assert_snapshot;

use crate::plan::{Grant, Needs};
use crate::records::testing::{needs, needs_field, nps, path, with_field, with_purchases};
use crate::records::{FaultKind, Reader};
use crate::terms::{Choices, DateForm, FieldType, Range};
use crate::values::{Decimal, Value};

/// Each value of `x` next to what was read of it, or why not.
fn table(kind: FieldType, values: &[&str]) -> String {
    let reader = Reader::new(&needs_field(kind));
    values.iter().fold(String::new(), |mut out, value| {
        let json = format!("{{\"id\":1,\"x\":{value}}}");
        let result = match reader.read(json.as_bytes()) {
            Ok(record) => match &record.fields[0] {
                Some(value) => format!("{value:?}"),
                None => "unknown".to_owned(),
            },
            Err(fault) => format!("{} | {fault}", fault.kind.code().id),
        };
        let _ = writeln!(out, "{value:<28} -> {result}");
        out
    })
}

/// Each whole record next to what is wrong with it.
fn faults(needs: &Needs, records: &[&str]) -> String {
    let reader = Reader::new(needs);
    records.iter().fold(String::new(), |mut out, record| {
        let result = match reader.read(record.as_bytes()) {
            Ok(_) => "fine".to_owned(),
            Err(fault) => format!("{} at {} | {fault}", fault.kind.code().id, fault.offset),
        };
        let shown = record.replace('\0', "␀").replace('\u{feff}', "[U+FEFF]");
        let _ = writeln!(out, "{shown}\n    {result}");
        out
    })
}

#[test]
fn numbers() {
    assert_snapshot!(table(
        nps(),
        &[
            "9",
            "9.50",
            "1e1",
            "-0",
            "\"7\"",
            "\"\\u0037\"",
            "null",
            "\"\"",
            "0",
            "10",
            "11",
            "-1",
            "\"nine\"",
            "\"12,50\"",
            "\"12,5O\"",
            "\"1,200.50\"",
            "\"$9\"",
            "\"9 points\"",
            "\" 9 \"",
            "\"NaN\"",
            "\"1_0\"",
            "\"9.\"",
            "\"٣\"",
            "true",
            "[]",
            "[9]",
            "{}",
            "1e400",
            "1e-400",
            "0.1234567890123456789012345678901234567890",
            "\"a long text that goes on and on until nobody reads it any more\"",
        ]
    ));
}

#[test]
fn counts() {
    assert_snapshot!(table(
        FieldType::Count { notation: None },
        &[
            "3",
            "\"3\"",
            "3.0",
            "[]",
            "[1,{},[2]]",
            "null",
            "\"\"",
            "-1",
            "2.5",
            "\"2.5\"",
            "{}",
            "false",
            "\"many\"",
        ]
    ));
}

#[test]
fn amounts() {
    assert_snapshot!(table(
        FieldType::Money { in_cents: false, range: Range::default(), notation: None },
        &[
            "19.99",
            "\"19.99\"",
            "-5",
            "0.001",
            "\"29,33\"",
            "\"$29.33\"",
            "\"EUR 5\"",
            "\"1.200,50\"",
            "null",
            "true",
        ]
    ));
    assert_snapshot!(table(
        FieldType::Money { in_cents: true, range: Range::default(), notation: None },
        &["1999", "\"1999\"", "1", "0.5"]
    ));
}

#[test]
fn texts() {
    assert_snapshot!(table(
        FieldType::Text { ignoring_case: false },
        &[
            "\"\"",
            "\"a b\"",
            "\"caf\\u00e9\"",
            "12.50",
            "1e400",
            "null",
            "true",
            "[]",
            "{}",
            "\"\\ud83d\"",
            "\"\\ud83d\\ude00\"",
        ]
    ));
}

#[test]
fn yes_and_no() {
    assert_snapshot!(table(
        FieldType::YesNo,
        &[
            "true",
            "false",
            "\"TRUE\"",
            "\"Yes\"",
            "\"n\"",
            "\"off\"",
            "\"1\"",
            "0",
            "1.0",
            "null",
            "\"\"",
            "2",
            "\"maybe\"",
            "\"Ja\"",
            "\"non\"",
            "[]",
        ]
    ));
}

#[test]
fn dates() {
    assert_snapshot!(table(
        FieldType::Date(DateForm::default()),
        &[
            "\"2026-01-31\"",
            "\"2026-01-31T09:30:00+02:00\"",
            "\"2026-01-31 09:30\"",
            "null",
            "\"\"",
            "\"2025-02-30\"",
            "\"2026-01-31T24:00\"",
            "\"01/02/2026\"",
            "\"yesterday\"",
            "\"2026-01-31T09:30:00.1234567891Z\"",
            "1736899200",
            "1736899200123",
            "7",
            "true",
            "{}",
        ]
    ));
    assert_snapshot!(table(
        FieldType::Date(DateForm::Seconds),
        &["1736899200", "\"1736899200\"", "1.5", "null", "\"2026-01-31\"", "1e20", "[]",]
    ));
    assert_snapshot!(table(FieldType::Date(DateForm::Milliseconds), &["1736899200123"]));
}

#[test]
fn choices() {
    let same = |name: &str| (name.to_owned(), name.to_owned());
    let choices: Choices = ["silver", "bronze"].into_iter().map(same).collect();
    assert_snapshot!(table(
        FieldType::Choice(choices.into()),
        &["\"bronze\"", "null", "\"\"", "\"gold\"", "\"Silver\"", "\"silvr\"", "1", "[\"silver\"]",]
    ));
}

#[test]
fn sets() {
    assert_snapshot!(table(
        FieldType::Set { split: Some(";".into()), ignoring_case: false },
        &[
            "[\"a\",\"b;c\",3]",
            "\"a; b ;;c\"",
            "[]",
            "null",
            "\"\"",
            "[\"a\",null]",
            "[[]]",
            "7",
            "\"\\u0061;b\"",
        ]
    ));
    assert_snapshot!(table(FieldType::Set { split: None, ignoring_case: false }, &["\"a, b\""]));
}

#[test]
fn records_that_are_none() {
    assert_snapshot!(faults(
        &needs(),
        &[
            "{\"id\":\"a\"}",
            "{}",
            "{\"id\":null}",
            "{\"id\":\"\"}",
            "{\"id\":true}",
            "{\"id\":[1]}",
            "{\"id\":\"\\ud800\"}",
            "[{\"id\":1}]",
            "\"text\"",
            "12",
            "null",
            "",
            "[1",
            "{\"id\":1",
            "{\"id\":1}}",
            "{\"id\":1} {\"id\":2}",
            "{\"id\":1,}",
            "{'id':1}",
            "{\"id\" 1}",
            "{id:1}",
            "{\"id\":1 \"x\":2}",
            "{\"id\":1,\"x\":NaN}",
            "{\"id\":1,\"x\":None}",
            "{\"id\":05}",
            "{\"id\":1,\"x\":1_000}",
            "{\"id\":1,\"x\":.5}",
            "{\"id\":1,\"x\":\"a\\qb\"}",
            "{\"id\":1,\"x\":\"a\tb\"}",
            "{\"id\":1,\"x\":\"a\nb\"}",
            "\0{\"id\":1}",
            "{\"id\":1,\"x\":tru}",
            "{\"id\":1,\"x\":'a'}",
            "{\"id\":1} // note",
            "\u{feff}{\"id\":1}",
        ]
    ));
}

#[test]
fn built_in_fields() {
    assert_snapshot!(faults(
        &needs(),
        &[
            "{\"id\":1,\"stage\":\"enthusiast\"}",
            "{\"id\":1,\"stage\":null}",
            "{\"id\":1,\"stage\":\"\"}",
            "{\"id\":1,\"stage\":\"Enthusiast\"}",
            "{\"id\":1,\"stage\":\"lost\"}",
            "{\"id\":1,\"stage\":3}",
            "{\"id\":1,\"stage_since\":\"2026-02-30\"}",
            "{\"id\":1,\"tags\":[1,{}]}",
            "{\"id\":1,\"tags\":7}",
            "{\"id\":1,\"given\":{}}",
            "{\"id\":1,\"given\":[null]}",
            "{\"id\":1,\"given\":[{}]}",
            "{\"id\":1,\"given\":[{\"name\":7}]}",
            "{\"id\":1,\"given\":[{\"at\":\"x\",\"name\":\"swag\"}]}",
            "{\"id\":1,\"given\":[{\"at\":\"x\",\"name\":\"of another file\"}]}",
            "{\"id\":1,\"given\":[{\"name\":\"swag\",\"cost\":[]}]}",
        ]
    ));
}

#[test]
fn keys_that_stand_twice() {
    let needs =
        with_field(with_purchases(needs()), "a.b", FieldType::Text { ignoring_case: false });
    assert_snapshot!(faults(
        &needs,
        &[
            "{\"id\":1,\"id\":2}",
            "{\"id\":1,\"i\\u0064\":2}",
            "{\"id\":1,\"x\":1,\"x\":2}",
            "{\"id\":1,\"a\":{},\"a\":{}}",
            "{\"id\":1,\"a\":{\"b\":\"\",\"b\":\"\"}}",
            "{\"id\":1,\"a\":{\"c\":1,\"c\":1}}",
            "{\"id\":1,\"purchases\":null,\"purchases\":[]}",
            "{\"id\":1,\"purchases\":[{\"amount\":1},{\"amount\":1,\"amount\":1}]}",
            "{\"id\":1,\"purchases\":[{\"at\":null,\"at\":null}]}",
            "{\"id\":1,\"purchases\":[{\"order\":1,\"order\":1}]}",
            "{\"id\":1,\"purchases\":[{\"z\":1,\"z\":1}]}",
        ]
    ));
}

#[test]
fn paths_into_the_record() {
    let needs = with_field(needs(), "properties['Plan Name']", nps());
    let needs = with_field(needs, "visits[1].pages", FieldType::Count { notation: None });
    assert_snapshot!(faults(
        &needs,
        &[
            "{\"id\":1}",
            "{\"id\":1,\"properties\":null,\"visits\":\"\"}",
            "{\"id\":1,\"properties\":{}}",
            "{\"id\":1,\"properties\":\"x\"}",
            "{\"id\":1,\"properties\":[]}",
            "{\"id\":1,\"properties\":{\"Plan Name\":\"nine\"}}",
            "{\"id\":1,\"visits\":[{\"pages\":\"?\"},{\"pages\":-1}]}",
            "{\"id\":1,\"visits\":[7]}",
            "{\"id\":1,\"visits\":[7,7]}",
            "{\"id\":1,\"visits\":{\"1\":{}}}",
        ]
    ));
}

#[test]
fn events() {
    assert_snapshot!(faults(
        &with_purchases(needs()),
        &[
            "{\"id\":1,\"purchases\":[{\"amount\":\"12.50\",\"at\":\"2026-01-01\"}]}",
            "{\"id\":1,\"purchases\":{}}",
            "{\"id\":1,\"purchases\":7}",
            "{\"id\":1,\"purchases\":\"x\"}",
            "{\"id\":1,\"purchases\":[{},null]}",
            "{\"id\":1,\"purchases\":[[]]}",
            "{\"id\":1,\"purchases\":[1]}",
            "{\"id\":1,\"purchases\":[{},{},{},{\"amount\":\"12,50\"}]}",
            "{\"id\":1,\"purchases\":[{\"at\":\"1997-02-29\"}]}",
            "{\"id\":1,\"purchases\":[{\"sku\":{}}]}",
            "{\"id\":1,\"purchases\":[{\"order\":false}]}",
        ]
    ));
}

#[test]
fn what_is_required_and_what_is_default() {
    let mut needs = with_purchases(needs_field(FieldType::Count { notation: None }));
    needs.fields[0].required = true;
    needs.lists[0].required = true;
    assert_snapshot!(faults(
        &needs,
        &[
            "{\"id\":1,\"x\":0,\"purchases\":[]}",
            "{\"id\":1,\"x\":\"\",\"purchases\":[]}",
            "{\"id\":1,\"x\":1}",
        ]
    ));
    needs.fields[0].default = Some(Value::Number(Decimal::from(5usize)));
    let reader = Reader::new(&needs);
    let record = reader.read(b"{\"id\":1,\"x\":null,\"purchases\":[]}").unwrap();
    assert_eq!(record.fields[0], Some(Value::Number(Decimal::from(5usize))));
}

#[test]
fn a_record_is_read_whole() {
    let mut needs = with_field(with_purchases(needs()), "a.n", nps());
    // A list and the number of its elements may be asked for at the same path.
    needs = with_field(needs, "purchases", FieldType::Count { notation: None });
    needs.id = path("customer['the id']");
    let reader = Reader::new(&needs);
    let json = r#" {"customer":{"the id":7.0},"tags":"vip, , beta","a":{"n":9},"stage":"advocate",
        "purchases":[{"order":"","amount":1.5},{"order":12,"at":"2026-01-01","sku":"","x":[{}]}],
        "given":[{"name":"x"},{"cost":"5","name":"gift_card","at":null}],"stage_since":"2026-01-31"} "#;
    let record = reader.read(json.as_bytes()).unwrap();
    assert_eq!((&*record.id.text, record.id.is_number), ("7.0", true));
    assert_eq!(record.tags, ["vip", "beta"]);
    assert_eq!(record.stage, Some(2));
    assert_eq!(record.stage_since.unwrap().to_string(), "2026-01-31T00:00:00Z");
    let number = |n: &str| Some(Value::Number(Decimal::parse(n.as_bytes()).unwrap()));
    assert_eq!(record.fields, [number("9"), number("2")]);
    let cost = Some(Decimal::from(5usize));
    assert_eq!(record.given, [Grant { gift: 1, at: None, event: None, cost, worth: None }]);
    let events = record.lists[0].as_ref().unwrap();
    assert_eq!(events.len(), 2);
    assert_eq!(events.keys, [None, Some("12".into())]);
    assert_eq!(events.attributes[0], [number("1.5"), None]);
    assert_eq!(events.attributes[1], [None, None]);
    assert_eq!(events.at[0], None);
    let nothing = reader.read(br#"{"customer":{"the id":"x"}}"#).unwrap();
    assert_eq!((nothing.tags.len(), nothing.given.len()), (0, 0));
    assert_eq!(nothing.lists, [None]);
}

#[test]
fn bytes_that_are_not_utf8_are_named() {
    let fault = Reader::new(&needs()).read(b"{\"id\":1,\"x\":\"caf\xe9\"}").unwrap_err();
    assert_eq!((fault.kind, fault.offset), (FaultKind::Utf8, 16));
    assert!(fault.message.contains("E9"), "{fault}");
}
