//! Against serde_json: whatever the order of keys, the white space and the escapes, the same
//! values are found, and the same texts are JSON.

use proptest::prelude::*;
use serde_json::Value as Json;

use crate::records::json::Scanner;
use crate::records::testing::{needs, with_field};
use crate::records::{FaultKind, Reader};
use crate::terms::FieldType;
use crate::values::Value;

fn json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        (-1000i32..1000, 1u8..5).prop_map(|(n, d)| Json::from(f64::from(n) / f64::from(d))),
        "\\PC{0,12}".prop_map(Json::from),
        "[\\x00-\\x20\"\\\\/é😀]{0,9}".prop_map(Json::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Json::from),
            proptest::collection::vec(("[a-e\"\\\\é]{0,3}", inner), 0..5)
                .prop_map(|pairs| pairs.into_iter().collect::<serde_json::Map<_, _>>().into()),
        ]
    })
}

/// Writes JSON with white space and escapes as `noise` has it.
fn write(json: &Json, noise: &mut impl Iterator<Item = u8>, out: &mut String) {
    space(noise, out);
    match json {
        Json::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                out.push_str(if i > 0 { "," } else { "" });
                write(item, noise, out);
            }
            space(noise, out);
            out.push(']');
        }
        Json::Object(map) => {
            out.push('{');
            for (i, (key, item)) in map.iter().enumerate() {
                out.push_str(if i > 0 { "," } else { "" });
                space(noise, out);
                text(key, noise, out);
                space(noise, out);
                out.push(':');
                write(item, noise, out);
            }
            space(noise, out);
            out.push('}');
        }
        Json::String(string) => text(string, noise, out),
        Json::Null | Json::Bool(_) | Json::Number(_) => out.push_str(&json.to_string()),
    }
    space(noise, out);
}

fn space(noise: &mut impl Iterator<Item = u8>, out: &mut String) {
    for _ in 0..noise.next().unwrap_or(0) % 3 {
        out.push([' ', '\n', '\t', '\r'][usize::from(noise.next().unwrap_or(0) % 4)]);
    }
}

fn text(text: &str, noise: &mut impl Iterator<Item = u8>, out: &mut String) {
    out.push('"');
    let mut units = [0; 2];
    for c in text.chars() {
        if c < ' ' || matches!(c, '"' | '\\') || noise.next().unwrap_or(0) < 64 {
            for unit in c.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out.push('"');
}

fn is_json(text: &str) -> bool {
    let mut scanner = Scanner::new(text);
    scanner.skip().and_then(|()| scanner.end()).is_ok()
}

proptest! {
    #[test]
    fn the_reader_finds_what_serde_json_says(
        (wanted, others) in ("\\PC{0,9}", proptest::collection::vec(json(), 3)),
        order in Just(vec![0usize, 1, 2, 3, 4]).prop_shuffle(),
        noise in proptest::collection::vec(any::<u8>(), 1..200),
    ) {
        let mut noise = noise.into_iter().cycle();
        let mut members = [
            ("id", Json::from("né w")),
            ("outer", serde_json::json!({ "other": others[0], "wanted": wanted })),
            ("list", others[1].clone()),
            ("sto", others[2].clone()),
            ("Id", Json::from(1)),
        ];
        let mut out = String::from("{");
        for (i, place) in order.into_iter().enumerate() {
            let (key, value) = &mut members[place];
            out.push_str(if i > 0 { "," } else { "" });
            space(&mut noise, &mut out);
            text(key, &mut noise, &mut out);
            out.push(':');
            write(value, &mut noise, &mut out);
        }
        out.push('}');
        let whole: Json = serde_json::from_str(&out).expect("what was written is JSON");
        let record = Reader::new(&with_field(needs(), "outer.wanted", FieldType::Text { ignoring_case: false }));
        let record = record.read(out.as_bytes()).expect("a record");
        prop_assert_eq!(&*record.id.text, whole["id"].as_str().unwrap());
        let found = match &record.fields[0] {
            Some(Value::Text(text)) => Some(&**text),
            _ => None,
        };
        let said = whole["outer"]["wanted"].as_str().filter(|text| !text.trim().is_empty());
        prop_assert_eq!(found, said);
    }

    #[test]
    fn a_changed_byte_is_judged_as_serde_json_judges_it(
        json in json(),
        noise in proptest::collection::vec(any::<u8>(), 1..50),
        (place, with) in (any::<prop::sample::Index>(), "[\\x00-\\x7f]"),
    ) {
        let mut out = String::new();
        write(&json, &mut noise.into_iter().cycle(), &mut out);
        prop_assert!(is_json(&out));
        let at = place.index(out.len());
        prop_assume!(out.is_char_boundary(at) && out.is_char_boundary(at + 1));
        out.replace_range(at..=at, &with);
        let theirs = serde_json::from_str::<serde::de::IgnoredAny>(&out).is_ok();
        prop_assert_eq!(is_json(&out), theirs, "{}", out);
    }

    #[test]
    fn no_bytes_are_too_odd(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        // Whatever they are, there is an answer; that there is one is all that is asked.
        let read = Reader::new(&needs()).read(&bytes).is_ok();
        let is_json = std::str::from_utf8(&bytes).is_ok_and(is_json);
        prop_assert!(is_json || !read);
    }
}

#[test]
fn a_fault_deep_within_is_found() {
    let deep = format!("{{\"id\":1,\"x\":{}01{}}}", "[".repeat(99), "]".repeat(99));
    let fault = Reader::new(&needs()).read(deep.as_bytes()).unwrap_err();
    assert_eq!(fault.kind, FaultKind::Syntax);
}
