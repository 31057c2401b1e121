//! Files as other programs save them: in other encodings, and in other forms.
#![cfg(feature = "cli")]

mod support;
#[path = "support/workbook.rs"]
mod xlsx;

use std::fs;

use support::Test;
use xlsx::workbook;

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
        .bytes("b.csv", b"id,spent\nzo\xc3\xab,1\n")
        .bytes("c.csv", b"id,spent\nzo\xeb2,1\n");
    let (status, stdout, stderr) =
        test.args("eval rules.flywheel a.ndjson b.csv c.csv --format csv").output();
    assert_eq!(status, 0, "{stderr}");
    let ids: Vec<&str> = stdout.lines().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(ids, ["id", "東京", "zoë", "zoë2"]);
    let notes = "note: a.ndjson is UTF-16, and was read as such\n\
                 note: c.csv is Windows-1252, and was read as such\n";
    assert_eq!(stderr, notes);
}

#[test]
fn a_column_that_is_needed_and_not_there_is_named() {
    let rules = "\
customer
  spent: money from \"Total Spent\"
  orders: events from table by \"customer\" with total money from \"Total\" at \"Created at\"
stage New
  when spent ≥ $100 and 1 order where total ≥ $10 within 30 days tag \"large\"
";
    let test = Test::new()
        .file("rules.flywheel", rules)
        .bytes("customers.csv", b"id,total_spent\nann,5\n")
        .bytes("orders.csv", b"customer,Sum,Created At\nann,5,2026-01-01\n");
    let args = "eval rules.flywheel customers.csv --table orders=orders.csv --format csv";
    let (status, _, stderr) = test.args(args).args("--as-of 2026-03-31").output();
    assert_eq!(status, 0, "{stderr}");
    let stderr = stderr.lines().filter(|line| line.contains(" has no column "));
    let stderr: String = stderr.map(|line| format!("{line}\n")).collect();
    let unknown = "Its values are unknown, and";
    let warnings = format!(
        "warning: orders.csv has no column \"Created at\". {unknown} the time of `orders` comes from it. \
         Did you mean \"Created At\"?\n\
         warning: orders.csv has no column \"Total\". {unknown} `orders.total` comes from it.\n\
         warning: customers.csv has no column \"Total Spent\". {unknown} New 1 depends on them. \
         Did you mean \"total_spent\"?\n"
    );
    assert_eq!(stderr, warnings);
}

const CELLS: &str = r#"
<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>city</t></is></c><c r="C1" t="inlineStr"><is><t>spent</t></is></c><c r="D1" t="inlineStr"><is><t>joined</t></is></c><c r="E1" t="inlineStr"><is><t>vip</t></is></c></row>
<row r="2"><c r="A2"><v>7</v></c><c r="B2" t="inlineStr"><is><t>Köln, "Mitte"</t></is></c><c r="C2"><v>119.98999999999999</v></c><c r="D2" s="1"><v>46112</v></c><c r="E2" t="b"><v>1</v></c></row>
<row r="4"><c r="A4" t="inlineStr"><is><t>ann</t></is></c><c r="C4"><v>5</v></c><c r="D4" s="1"><v>46112.5</v></c></row>
<row r="5"><c r="A5" t="inlineStr"><is><t>bob</t></is></c><c r="C5" t="inlineStr"><is><t>nine</t></is></c></row>"#;

/// Shows what it reads.
const SHOWING: &str = "\
customer
  city: text
  spent: number
  joined: text
  vip: yes/no
  show city, spent, joined, vip
stage New
  resting
";

fn of_workbook(bytes: &[u8], args: &str) -> Test {
    let test = Test::new().file("rules.flywheel", SHOWING).bytes("customers.xlsx", bytes);
    test.args("eval rules.flywheel customers.xlsx --as-of 2026-03-31 --format csv").args(args)
}

#[test]
fn a_workbook_is_read_like_its_sheet_as_csv() {
    let book = workbook(&[("Customers", CELLS)]);
    insta::assert_snapshot!(of_workbook(&book, "--rejects bad").result("bad").run());
    let csv = "id,city,spent,joined,vip\n7,\"Köln, \"\"Mitte\"\"\",119.99,2026-03-31,true\n\n\
               ann,,5,2026-03-31T12:00:00,\nbob,,nine,,\n";
    let same = of_workbook(csv.as_bytes(), "--input csv").output();
    assert_eq!(same, of_workbook(&book, "").output());
}

#[test]
fn a_sheet_is_chosen_by_its_name() {
    let (first, second) = ("<row><c><v>1</v></c></row>", CELLS);
    let book = workbook(&[("Read me", first), ("Customers", second)]);
    let (status, stdout, stderr) = of_workbook(&book, "--sheet Customers").output();
    assert_eq!((status, stdout.lines().count()), (3, 3), "{stderr}");
    let mut shown = of_workbook(&book, "").run();
    shown += &of_workbook(&book, "--sheet customers").run();
    shown += &of_workbook(b"id\n1\n", "--input csv --sheet Customers").run();
    insta::assert_snapshot!(shown);
}

#[test]
fn a_workbook_that_cannot_be_read_says_what_to_do() {
    let cell = |cell: &str| {
        let id = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>"#;
        workbook(&[("S", &format!(r#"{id}<row r="2">{cell}</row>"#))])
    };
    let error = cell(r#"<c r="A2" t="e"><v>#N/A</v></c>"#);
    let twice = cell(r#"<c r="B2"><v>1</v></c><c r="B2"><v>2</v></c>"#);
    let far = cell(r#"<c r="A2000000"><v>1</v></c>"#);
    let date = cell(r#"<c r="C2" s="1"><v>-5</v></c>"#);
    let cut = &workbook(&[("S", "<row><c><v>1")]);
    let none = workbook(&[]);
    let mut shown = String::new();
    for book in [&error, &twice, &far, &date, cut, &none] {
        shown += &of_workbook(book, "").run().replace(SHOWING, "");
    }
    shown +=
        &of_workbook(&workbook(&[("S", CELLS)]), "--update new.xlsx").run().replace(SHOWING, "");
    insta::assert_snapshot!(shown);
}

#[test]
fn a_workbook_as_a_program_wrote_it() {
    let book = fs::read("tests/packed/customers.xlsx").unwrap();
    insta::assert_snapshot!(of_workbook(&book, "").run());
}

#[test]
fn a_damaged_workbook_never_stops_the_program() {
    let book = fs::read("tests/packed/customers.xlsx").unwrap();
    for at in (0..book.len()).step_by(book.len() / 60) {
        let mut damaged = book.clone();
        damaged[at] ^= 0x55;
        let cut = &book[..at];
        for bytes in [&damaged[..], cut] {
            let (status, _, stderr) = of_workbook(bytes, "").output();
            assert!((0..=3).contains(&status), "{at}: {stderr}");
            assert!(!stderr.contains("panicked"), "{at}: {stderr}");
        }
    }
}

const SHOP: &str = "\
customer
  orders: events from table \"orders\" by \"customer\" with total number
stage New
  when sum(orders.total) ≥ 100 move to Regular
stage Regular
  resting
";

#[test]
fn tables_come_in_these_forms_too() {
    let text = |text: &str| format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#);
    let people = format!("<row>{}</row><row>{}</row>", text("id"), text("zoë"));
    let head = format!("<row>{}{}</row>", text("customer"), text("total"));
    let orders = format!("{head}<row>{}<c><v>99.5</v></c></row>", text("zoë"));
    let shop = Test::new()
        .file("rules.flywheel", SHOP)
        .bytes("shop.xlsx", &workbook(&[("Customers", &people), ("orders", &orders)]))
        .bytes("more.csv", b"customer;total\nzo\xeb;0.25\n")
        .bytes("wide.csv", &utf16("customer,total\nzoë,0.25\n"))
        .args("eval rules.flywheel shop.xlsx --table orders=shop.xlsx --table orders=more.csv")
        .args("--table orders=wide.csv --as-of 2026-03-31 --format csv");
    insta::assert_snapshot!(shop.run());
}
