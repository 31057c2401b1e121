//! Records before and after a change.

use proptest::prelude::*;

use super::{RowUpdate, update_json};
use crate::after::{Changes, Writes};
use crate::plan::{GiftNames, Grant, Needs};
use crate::records::testing::{needs, path};
use crate::records::{Entry, Options, Reader, run};
use crate::values::Decimal;

fn moved() -> Changes<'static> {
    Changes {
        stage: Some(2),
        stage_since: Some("2026-01-31T09:30:00Z".parse().unwrap()),
        ..Changes::default()
    }
}

fn tagged(tags: &[&'static str]) -> Changes<'static> {
    Changes { tags: Some(tags.to_vec()), ..Changes::default() }
}

fn gave() -> Changes<'static> {
    let grant = |gift, cost: Option<usize>| Grant {
        gift,
        at: Some("2026-01-31T09:30:00Z".parse().unwrap()),
        event: None,
        cost: cost.map(Decimal::from),
        worth: None,
    };
    Changes { given: vec![grant(0, Some(18)), grant(1, None)], ..Changes::default() }
}

fn updated(needs: &Needs, raw: &str, changes: &Changes<'_>) -> String {
    match update_json(raw.as_bytes(), needs, changes) {
        Ok(bytes) => {
            let again = Reader::new(needs).read(&bytes).map(|_| ());
            assert_eq!(again, Ok(()), "what is written can be read");
            String::from_utf8(bytes).unwrap()
        }
        Err(fault) => fault.to_string(),
    }
}

#[test]
fn only_the_value_changes() {
    let needs = needs();
    let cases = [
        (
            "{ \"stage\" :\"engaged\" ,\"id\":1.50, \"x\":[ 1 ],\"stage_since\":null}",
            "{ \"stage\" :\"advocate\" ,\"id\":1.50, \"x\":[ 1 ],\"stage_since\":\"2026-01-31T09:30:00Z\"}",
        ),
        (
            "{\"id\":1}",
            "{\"id\":1,\"stage\":\"advocate\",\"stage_since\":\"2026-01-31T09:30:00Z\"}",
        ),
        (
            "{\n  \"id\": 1\n}",
            "{\n  \"id\": 1,\n  \"stage\": \"advocate\",\n  \"stage_since\": \"2026-01-31T09:30:00Z\"\n}",
        ),
        (
            "{\"id\":1,\"st\\u0061ge\":\"\",\"stage_since\":\"2020-01-01\"}",
            "{\"id\":1,\"st\\u0061ge\":\"advocate\",\"stage_since\":\"2026-01-31T09:30:00Z\"}",
        ),
    ];
    for (raw, want) in cases {
        assert_eq!(updated(&needs, raw, &moved()), want);
    }
    assert_eq!(updated(&needs, "{ \"id\":1 }", &Changes::default()), "{ \"id\":1 }");
}

#[test]
fn parents_are_made_where_they_are_missing() {
    let mut needs = needs();
    needs.stage = path("properties.life['the stage']");
    let changes = Changes { stage_since: None, ..moved() };
    let life = "{\"the stage\":\"advocate\"}";
    let cases = [
        ("{\"id\":1}", format!("{{\"id\":1,\"properties\":{{\"life\":{life}}}}}")),
        (
            "{\"id\":1,\"properties\":null}",
            format!("{{\"id\":1,\"properties\":{{\"life\":{life}}}}}"),
        ),
        (
            "{\"id\":1,\"properties\":\"\"}",
            format!("{{\"id\":1,\"properties\":{{\"life\":{life}}}}}"),
        ),
        (
            "{\"properties\":{ },\"id\":1}",
            format!("{{\"properties\":{{\"life\":{life} }},\"id\":1}}"),
        ),
        (
            "{\"properties\":{\"life\":{\"a\":1}},\"id\":1}",
            "{\"properties\":{\"life\":{\"a\":1,\"the stage\":\"advocate\"}},\"id\":1}".to_owned(),
        ),
    ];
    for (raw, want) in cases {
        assert_eq!(updated(&needs, raw, &changes), want);
    }
    needs.stage = path("stages[1].name");
    let fault = "the record has nowhere to write stages[1].name";
    assert_eq!(updated(&needs, "{\"id\":1,\"stages\":[{}]}", &changes), fault);
    assert_eq!(
        updated(&needs, "{\"id\":1,\"stages\":[0,{}]}", &changes),
        "{\"id\":1,\"stages\":[0,{\"name\":\"advocate\"}]}"
    );
}

#[test]
fn tags_keep_their_form() {
    let needs = needs();
    let two = tagged(&["vip", "new one"]);
    let cases = [
        ("{\"id\":1,\"tags\":[\"a\"]}", &two, "{\"id\":1,\"tags\":[\"vip\",\"new one\"]}"),
        ("{\"id\":1,\"tags\":\"a, b\"}", &two, "{\"id\":1,\"tags\":\"vip, new one\"}"),
        ("{\"id\":1,\"tags\":\"a,b\"}", &two, "{\"id\":1,\"tags\":\"vip,new one\"}"),
        ("{\"id\":1,\"tags\":\"\"}", &two, "{\"id\":1,\"tags\":\"vip, new one\"}"),
        ("{\"id\":1,\"tags\":null}", &two, "{\"id\":1,\"tags\":[\"vip\",\"new one\"]}"),
        ("{\"id\":1}", &two, "{\"id\":1,\"tags\":[\"vip\",\"new one\"]}"),
        ("{\"id\":1,\"tags\":\"a\"}", &tagged(&["x, y"]), "{\"id\":1,\"tags\":[\"x, y\"]}"),
        ("{\"id\":1,\"tags\":\"a\"}", &tagged(&[]), "{\"id\":1,\"tags\":\"\"}"),
        ("{\"id\":1,\"tags\":[\"a\"]}", &tagged(&[]), "{\"id\":1,\"tags\":[]}"),
    ];
    for (raw, changes, want) in cases {
        assert_eq!(updated(&needs, raw, changes), want);
    }
}

#[test]
fn grants_are_added_to_the_history() {
    let mut needs = needs();
    needs.gifts[1] = GiftNames::of("a \"b\"");
    let swag = "{\"name\":\"swag\",\"at\":\"2026-01-31T09:30:00Z\",\"cost\":18}";
    let other = "{\"name\":\"a \\\"b\\\"\",\"at\":\"2026-01-31T09:30:00Z\"}";
    let cases = [
        ("{\"id\":1}", format!("{{\"id\":1,\"given\":[{swag},{other}]}}")),
        ("{\"id\":1,\"given\":null}", format!("{{\"id\":1,\"given\":[{swag},{other}]}}")),
        ("{\"id\":1,\"given\":[ ]}", format!("{{\"id\":1,\"given\":[{swag},{other} ]}}")),
        (
            "{\"given\":[{\"name\":\"x\"}\n ],\"id\":1}",
            format!("{{\"given\":[{{\"name\":\"x\"}},{swag},{other}\n ],\"id\":1}}"),
        ),
    ];
    for (raw, want) in cases {
        assert_eq!(updated(&needs, raw, &gave()), want);
    }
}

/// The CSV file with the same changes to each of its records.
fn rows(needs: &Needs, input: &str, changes: &Changes<'_>) -> String {
    let reader = Reader::new(needs);
    let mut out = Vec::new();
    let writes = Writes {
        stage: changes.stage.is_some(),
        tags: changes.tags.is_some(),
        given: !changes.given.is_empty(),
        owed: changes.owed.is_some(),
    };
    run(
        input.as_bytes(),
        &Options::default(),
        &reader,
        |chunk| {
            let update = chunk.columns().map(|columns| RowUpdate::new(columns, writes));
            let entries = chunk.entries().map(|entry| match (entry, &update) {
                (Entry::Header(raw), Some(update)) => update.header(raw),
                (Entry::Record(written), Some(update)) => match written.read() {
                    Ok(_) => update.row(written.raw, changes).unwrap(),
                    Err(reject) => update.row(reject.raw, &Changes::default()).unwrap(),
                },
                (Entry::Between(raw) | Entry::Header(raw), _) => raw.to_vec(),
                (Entry::Record(written), None) => written.raw.to_vec(),
            });
            entries.flatten().collect::<Vec<u8>>()
        },
        |_chunk, bytes| {
            out.extend(bytes);
            Ok::<(), std::io::Error>(())
        },
    )
    .unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn times_have_the_offset_of_the_rules() {
    let mut needs = needs();
    needs.zone = crate::values::time::zone_named("America/Chicago").unwrap();
    let since = "2026-01-31T03:30:00-06:00";
    let json = updated(&needs, "{\"id\":1}", &moved());
    assert_eq!(json, format!("{{\"id\":1,\"stage\":\"advocate\",\"stage_since\":\"{since}\"}}"));
    let csv = rows(&needs, "id\n1\n", &moved());
    assert_eq!(csv, format!("id,stage,stage_since\n1,advocate,{since}\n"));
    assert!(updated(&needs, "{\"id\":1}", &gave()).contains(&format!("\"at\":\"{since}\"")));
}

/// The records that can be read, and the ids of those that cannot.
fn read(needs: &Needs, input: &str) -> Vec<Result<String, String>> {
    let reader = Reader::new(needs);
    let mut all = Vec::new();
    let work = |chunk: &crate::records::Chunk<'_>| {
        let read = chunk.records().map(|read| match read {
            Ok(record) => Ok(record.id.text.to_string()),
            Err(faulty) => {
                let row = String::from_utf8_lossy(faulty.raw).into_owned();
                Err(row.split([',', ';']).next().unwrap_or_default().to_owned())
            }
        });
        read.collect::<Vec<_>>()
    };
    run(input.as_bytes(), &Options::default(), &reader, work, |_chunk, read| {
        all.extend(read);
        Ok::<(), std::io::Error>(())
    })
    .unwrap();
    all
}

#[test]
fn a_row_that_was_rejected_does_not_fit_later() {
    let changes = Changes { given: gave().given, ..moved() };
    for row in ["a", "a,1", "a,1,2", "a,1,2,3", "a,1,2,3,4", "a,1,2,3,4,5", "a,\"1\"x,2", "a,,,"] {
        for end in ["\n", "\r\n", "\r"] {
            let input = format!("id,nps,city{end}{row}{end}b,2,c{end}");
            let after = rows(&needs(), &input, &changes);
            assert_eq!(read(&needs(), &after), read(&needs(), &input), "{input:?} {after:?}");
        }
    }
}

#[test]
fn rows_change_in_their_cells() {
    let since = "2026-01-31T09:30:00Z";
    assert_eq!(
        rows(&needs(), "id,stage,x\r\n1,engaged,\"a\"\"b\"\r\n2,\"\", y\r\n", &moved()),
        format!(
            "id,stage,x,stage_since\r\n1,advocate,\"a\"\"b\",{since}\r\n2,\"advocate\", y,{since}\r\n"
        )
    );
    assert_eq!(
        rows(
            &needs(),
            "id;tags\n1;\n2;a\n3;[\"\"a\"\"]\n4;\"[\"\"a\"\"]\"\nbad\n",
            &tagged(&["b", "c"])
        ),
        "id;tags\n1;b, c\n2;b, c\n3;[\"\"a\"\"]\n4;\"[\"\"b\"\",\"\"c\"\"]\"\nbad\n"
    );
    // Tags in marks stay the tags that they are.
    assert_eq!(
        rows(&needs(), "id,tags\n1,\"\"\"VIP\"\",\"\"a\"\"\"\n", &tagged(&["VIP", "a", "new"])),
        "id,tags\n1,\"VIP,a,new\"\n"
    );
    assert_eq!(
        rows(&needs(), "id,tags\n1,\"\"\"a, b\"\"\"\n", &tagged(&["a, b", "\"c\""])),
        "id,tags\n1,\"[\"\"a, b\"\",\"\"\\\"\"c\\\"\"\"\"]\"\n"
    );
    let cost =
        "{\"\"name\"\":\"\"swag\"\",\"\"at\"\":\"\"2026-01-31T09:30:00Z\"\",\"\"cost\"\":18}";
    let mut one = gave();
    one.given.truncate(1);
    assert_eq!(rows(&needs(), "id\n1\n", &one), format!("id,given\n1,\"[{cost}]\"\n"));
    let mut nested = needs();
    nested.stage = path("properties.stage");
    let changes = Changes { stage_since: None, ..moved() };
    assert_eq!(
        rows(&nested, "id,properties,stage_since\n1,,\n2,\"{\"\"a\"\":1}\",\n", &changes),
        "id,properties,stage_since\n1,\"{\"\"stage\"\":\"\"advocate\"\"}\",\n\
         2,\"{\"\"a\"\":1,\"\"stage\"\":\"\"advocate\"\"}\",\n"
    );
}

#[test]
fn a_gift_is_written_with_its_name_in_records_and_read_with_older_ones() {
    let mut needs = needs();
    needs.gifts[0] = GiftNames { written: "GC-50".to_owned(), older: vec!["card".to_owned()] };
    let raw = "{\"id\":1,\"given\":[{\"name\":\"card\"},{\"name\":\"swag\"}]}";
    let given = |raw: &str| Reader::new(&needs).read(raw.as_bytes()).map(|read| read.given.len());
    assert_eq!(given(raw), Ok(1));
    let after = updated(&needs, raw, &gave());
    assert!(
        after.contains("{\"name\":\"card\"},{\"name\":\"swag\"},{\"name\":\"GC-50\""),
        "{after}"
    );
    assert_eq!(given(&after), Ok(3));
}

/// A value, of which some hold what an update writes, and may be written with spaces.
fn value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("\"\"".to_owned()),
        Just("\"a, b\"".to_owned()),
        Just("[ ]".to_owned()),
        Just("[{\"name\":\"x\"} ]".to_owned()),
        Just("-1.5e3".to_owned()),
        Just("\"{[\\\"\"".to_owned()),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let key = prop::sample::select(vec!["a", "b", "stage", "st\\u0061ge", "tags", "x"]);
        let member = (key, prop::sample::select(vec!["", " ", "\n  "]), inner.clone());
        prop_oneof![
            3 => prop::collection::vec(member, 0..5).prop_map(|members| {
                let members = members.iter();
                let members = members.map(|(key, space, value)| format!("{space}\"{key}\"{space}:{space}{value}"));
                format!("{{{}}}", members.collect::<Vec<_>>().join(" ,"))
            }),
            1 => prop::collection::vec(inner, 0..3).prop_map(|all| format!("[{}]", all.join(", "))),
        ]
    })
}

proptest! {
    #[test]
    fn changes_at_once_come_to_the_same_as_one_after_the_other(
        value in value(),
        paths in prop::collection::vec(
            prop::sample::select(vec!["stage", "a", "b", "a.b", "a.stage", "b.a.x", "a[1]", "tags"]),
            4,
        ),
    ) {
        let mut needs = needs();
        [&mut needs.stage, &mut needs.stage_since, &mut needs.tags, &mut needs.given]
            .into_iter()
            .zip(&paths)
            .for_each(|(need, text)| *need = path(text));
        let raw = format!("{{\"id\":1, \"a\":{value}}}");
        let (moved, tagged, gave) = (moved(), tagged(&["new", "b"]), gave());
        let all = Changes { tags: tagged.tags.clone(), given: gave.given.clone(), ..moved.clone() };
        let alone = [
            Changes { stage_since: None, ..moved.clone() },
            Changes { stage: None, ..moved },
            tagged,
            gave,
        ];
        let one_by_one = alone.iter().try_fold(raw.clone().into_bytes(), |text, change| {
            update_json(&text, &needs, change)
        });
        prop_assert_eq!(update_json(raw.as_bytes(), &needs, &all), one_by_one);
    }
}
