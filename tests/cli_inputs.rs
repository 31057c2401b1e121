//! Files as other programs save them: in other encodings, and in other forms.
#![cfg(feature = "cli")]

mod support;

use std::fs;

use support::Test;

const RULES: &str = "\
customer
  city: text
  spent: number
stage New
  when spent ≥ 100 move to Regular
stage Regular
  resting
";

const ROWS: &str = "id,city,spent\r\nzoë,Köln,120\r\nann,Łódź?,5\r\n";

fn test() -> Test {
    Test::new().bytes("rules.flywheel", RULES.as_bytes())
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_file_in_windows_1252_is_named_once() {
    // Two passes would be made if customers competed; each of them would see the encoding.
    let rules = RULES.replace("stage Regular", "stage Regular\n  capacity 1 by spent");
    let rows = b"id,city,spent\nzo\xeb,K\xf6ln,120\nann,M\xfcnchen,500\n";
    let shown = Test::new()
        .file("rules.flywheel", &rules)
        .bytes("customers.csv", rows)
        .args(
            "eval rules.flywheel customers.csv --as-of 2026-03-31 --format ndjson --update new.csv",
        )
        .result("new.csv")
        .run();
    insta::assert_snapshot!(shown);
}

#[test]
fn a_file_in_utf_16_is_read_and_written_back_in_utf_8_with_its_mark() {
    let test = test()
        .bytes("customers.csv", &utf16(&format!("\u{feff}{ROWS}")))
        .bytes("more.ndjson", &utf16("{\"id\":\"東京\",\"spent\":100}\n"));
    let test = test.args("eval rules.flywheel customers.csv --as-of 2026-03-31 --update new.csv");
    insta::assert_snapshot!(test.run());
    let new = fs::read_to_string(test.path("new.csv")).unwrap();
    let want = "\u{feff}id,city,spent,stage,stage_since\r\nzoë,Köln,120,Regular,";
    assert!(new.starts_with(want), "{new}");
}

#[test]
fn each_decoded_file_is_named() {
    let test = test()
        .bytes("a.ndjson", &utf16("{\"id\":\"東京\",\"spent\":100}\n"))
        .bytes("b.csv", b"id\nzo\xc3\xab\n")
        .bytes("c.csv", b"id\nzo\xeb2\n");
    let (status, stdout, stderr) =
        test.args("eval rules.flywheel a.ndjson b.csv c.csv --format csv").output();
    assert_eq!(status, 0, "{stderr}");
    let ids: Vec<&str> = stdout.lines().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(ids, ["id", "東京", "zoë", "zoë2"]);
    let notes = "note: a.ndjson is UTF-16, and was read as such\n\
                 note: c.csv is Windows-1252, and was read as such\n";
    assert_eq!(stderr, notes);
}
