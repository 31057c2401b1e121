//! `flywheel eval`: what it writes, where, and how it exits.
#![cfg(feature = "cli")]

mod support;

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use support::Test;

const RULES: &str = "\
flywheel \"Customer advocacy\"
  timezone America/Chicago

customer
  NPS: number 0 to 10 from \"nps\"
  purchases: events with amount money

reward swag \"Company swag\" costs $18, once
message whats_next once per 30 days
alert call_them to \"Support lead\"

stage Engaged as \"engaged\"
  after 3 purchases and NPS ≥ 9 move to Enthusiast; send swag; tag \"fan\"

stage Enthusiast
  after 10 days in stage send whats_next
  when NPS < 3 move to Engaged; notify call_them; untag \"fan\"
";

const CUSTOMERS: &str = "\
{\"id\":\"ann\",\"stage\":\"engaged\",\"nps\":9,\"purchases\":[{\"at\":\"2026-01-05\"},{\"at\":\"2026-02-05\"},{\"at\":\"2026-03-05\"}]}
{ \"id\": 7, \"nps\": 3, \"name\": \"Zoë\" }
{\"id\":\"bob\",\"stage\":\"Enthusiast\",\"stage_since\":\"2026-02-01T10:00:00Z\",\"given\":[{\"name\":\"whats_next\",\"at\":\"2026-03-20\"}]}

{\"id\":\"cy\",\"nps\":\"nine\"}
{\"id\":\"dee\",\"stage\":\"Enthusiast\",\"nps\":1,\"tags\":[\"vip\",\"fan\"]}
{\"id\":\"eve\",\"nps\":\"ten\"}
{\"id\":\"ann\"}
{\"id\":\"finn\"
";

fn test() -> Test {
    Test::new()
        .bytes("advocacy.flywheel", RULES.as_bytes())
        .bytes("customers.ndjson", CUSTOMERS.as_bytes())
        .args("eval advocacy.flywheel customers.ndjson --as-of 2026-03-31")
}

#[test]
fn the_summary() {
    insta::assert_snapshot!(test().run());
}

#[test]
fn the_table() {
    insta::assert_snapshot!(test().args("--format table").run());
}

#[test]
fn ndjson_with_updated_and_rejected_records() {
    let test = test().args("--format ndjson --update new.ndjson --rejects rejects.ndjson");
    insta::assert_snapshot!(test.result("new.ndjson").result("rejects.ndjson").run());
}

#[test]
fn json() {
    let (status, stdout, _) = test().args("--format json").output();
    assert_eq!(status, 3);
    let document: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(document["decisions"].as_array().unwrap().len(), 4);
    assert_eq!(document["rejected"].as_array().unwrap().len(), 4);
    assert_eq!(document["as_of"], "2026-03-31");
}

#[test]
fn json_of_nobody_is_json() {
    let test = Test::new().bytes("r.flywheel", RULES.as_bytes());
    let (status, stdout, _) = test.args("eval r.flywheel - --format json").output();
    assert_eq!(status, 0);
    let document: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(document["decisions"].as_array().unwrap().len(), 0);
}

#[test]
fn csv_from_csv() {
    let test = Test::new()
        .bytes("advocacy.flywheel", RULES.as_bytes())
        .stdin("id,nps,stage,city\nann,9,,\"a, b\"\nbo,\"x\",,\ncy,1,Enthusiast,\n")
        .args("eval advocacy.flywheel - --as-of 2026-03-31 --format csv --update new.csv");
    insta::assert_snapshot!(test.result("new.csv").run());
}

#[test]
fn strictly_no_id_comes_twice() {
    let test = test().args("--strict --format ndjson --update new.ndjson --rejects rejects.ndjson");
    let test = test.result("rejects.ndjson");
    insta::assert_snapshot!(test.run());
    let new = std::fs::read_to_string(test.path("new.ndjson")).unwrap();
    assert!(new.contains("\n{\"id\":\"ann\"}\n"), "a rejected record stays as it is: {new}");
}

#[test]
fn settling_goes_on_until_nobody_moves() {
    let rules = "customer\n  n: number\nstage A\n  when n > 1 move to B\nstage B\n  when n > 2 \
                 move to C\nstage C\n  when n < 0 move to A\n";
    let run = |args: &str| {
        let test = Test::new().bytes("r.flywheel", rules.as_bytes()).stdin("{\"id\":1,\"n\":5}\n");
        test.args("eval r.flywheel - --format ndjson").args(args).output().1
    };
    assert_eq!(run(""), "{\"id\":1,\"from\":null,\"to\":\"B\",\"rule\":\"A 1\"}\n");
    insta::assert_snapshot!(run("--settle"));
}

#[test]
fn the_number_of_threads_does_not_show() {
    let many: String = (0..20_000)
        .map(|n| format!("{{\"id\":{n},\"stage\":\"Enthusiast\",\"nps\":{}}}\n", n % 12))
        .collect();
    for format in ["summary", "table", "json", "ndjson", "csv"] {
        let run = |threads: &str| {
            let test = Test::new()
                .bytes("r.flywheel", RULES.as_bytes())
                .bytes("c.ndjson", many.as_bytes())
                .args("eval r.flywheel c.ndjson --as-of 2026-03-31 --update u --rejects j")
                .args("--format")
                .args(format)
                .args("--threads")
                .args(threads);
            let output = test.output();
            let read = |name: &str| std::fs::read_to_string(test.path(name)).unwrap();
            (output, read("u"), read("j"))
        };
        assert!(run("1") == run("4"), "{format}");
    }
}

#[test]
fn a_file_that_breaks_off_is_not_written_back() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(CUSTOMERS.as_bytes()).unwrap();
    let bytes = gzip.finish().unwrap();
    let test = Test::new()
        .bytes("advocacy.flywheel", RULES.as_bytes())
        .bytes("customers.gz", &bytes[..bytes.len() - 60])
        .bytes("new.ndjson", b"as it was\n")
        .args("eval advocacy.flywheel customers.gz --as-of 2026-03-31 --update new.ndjson");
    insta::assert_snapshot!(test.result("new.ndjson").run());
}

#[test]
fn a_row_that_may_hide_others_is_not_written_back() {
    let rows = "id,drink\n1,\"tea\n2,tea\n";
    let test = Test::new()
        .bytes("r.flywheel", b"stage A\n  resting\n")
        .file("customers.csv", rows)
        .bytes("new.csv", b"as it was\n")
        .args("eval r.flywheel customers.csv --as-of 2026-03-31 --update new.csv --format ndjson");
    insta::assert_snapshot!(test.result("new.csv").run());
}

#[test]
fn a_compressed_update() {
    let test = test().args("--update new.ndjson.gz");
    assert_eq!(test.output().0, 3);
    let bytes = std::fs::read(test.path("new.ndjson.gz")).unwrap();
    let mut text = String::new();
    flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text).unwrap();
    assert!(text.starts_with("{\"id\":\"ann\",\"stage\":\"Enthusiast\""), "{text}");
}

#[test]
fn nothing_is_left_beside_an_update() {
    let test = test().args("--update new.ndjson --rejects rejects.ndjson");
    test.output();
    let names = std::fs::read_dir(test.path(".")).unwrap();
    let mut names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["advocacy.flywheel", "customers.ndjson", "new.ndjson", "rejects.ndjson"]);
}

#[test]
fn rules_with_errors() {
    let rules = RULES.replace("move to Engaged", "move to Engage");
    let test = Test::new()
        .bytes("advocacy.flywheel", rules.as_bytes())
        .bytes("customers.ndjson", CUSTOMERS.as_bytes())
        .args("eval advocacy.flywheel customers.ndjson");
    insta::assert_snapshot!(test.run());
}

#[test]
fn a_day_that_does_not_exist() {
    let test = Test::new()
        .bytes("advocacy.flywheel", RULES.as_bytes())
        .bytes("customers.ndjson", CUSTOMERS.as_bytes())
        .args("eval advocacy.flywheel customers.ndjson --as-of 2026-02-30");
    insta::assert_snapshot!(test.run());
}

#[test]
fn a_reader_that_has_had_enough() {
    let many: String = (0..100_000).map(|n| format!("{{\"id\":{n}}}\n")).collect();
    let test = Test::new().bytes("r.flywheel", RULES.as_bytes()).bytes("c.ndjson", many.as_bytes());
    let mut child = Command::new(env!("CARGO_BIN_EXE_flywheel"))
        .args(["eval", "r.flywheel", "c.ndjson", "--format", "ndjson"])
        .current_dir(test.path("."))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 8];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(output.status.success());
}

const SHOWN: &str = "\
flywheel \"Everyone but ourselves\"
  timezone Europe/Berlin

customer
  email:  text
  seen:   date
  born:   day
  plan:   one of (free, pro as \"Pro!\")
  topics: set of text
  vip:    yes/no
  leave out when email ends with \"@ourshop.example\"
  show email, seen, born, plan, topics, vip, half

let half = 1 / 2

stage New
  when email is known move to Known

stage Known
  resting
";

const SHOWN_CUSTOMERS: &str = "\
{\"id\":1,\"email\":\"ann@ourshop.example\"}
{\"id\":2,\"email\":\"bob, \\\"b\\\"@example.com\",\"seen\":\"2026-01-31T09:00:00.5Z\",\"born\":\"1990-02-28\",\"plan\":\"Pro!\",\"topics\":[\"tea\",\"milk\"],\"vip\":true}
{\"id\":3,\"email\":\" \"}
";

fn shown() -> Test {
    Test::new()
        .bytes("rules.flywheel", SHOWN.as_bytes())
        .bytes("customers.ndjson", SHOWN_CUSTOMERS.as_bytes())
        .args("eval rules.flywheel customers.ndjson --as-of 2026-03-31")
}

#[test]
fn decisions_show_values_and_some_customers_are_left_out() {
    insta::assert_snapshot!("shown_summary", shown().args("--update new.ndjson").run());
    insta::assert_snapshot!("shown_ndjson", shown().args("--format ndjson").run());
    insta::assert_snapshot!("shown_json", shown().args("--format json").run());
    insta::assert_snapshot!("shown_csv", shown().args("--format csv").run());
    insta::assert_snapshot!("shown_table", shown().args("--format table").run());
}

const FORMULAS: &str = "\
flywheel \"Cells\"

customer
  name: text
  owed: money
  show name, owed

reward mug \"=A1, a mug\" costs $4, once
alert call_them to \"@support\"

stage New
  resting
  when name is known give mug; notify call_them; tag \"known\"; untag \"old\"
";

const FORMULA_CUSTOMERS: &str = "\
{\"id\":\"=1+1\",\"stage\":\"New\",\"name\":\"@home\",\"owed\":-4.50}
{\"id\":\"-7\",\"stage\":\"New\",\"name\":\"-x\",\"given\":[{\"name\":\"mug\"}],\"tags\":[\"known\"]}
{\"id\":3,\"stage\":\"New\",\"name\":\"Zoë\",\"given\":[{\"name\":\"mug\"},{\"name\":\"call_them\"}],\"tags\":[\"known\"]}
{\"id\":4,\"stage\":\"New\"}
";

fn formulas() -> Test {
    Test::new()
        .bytes("rules.flywheel", FORMULAS.as_bytes())
        .bytes("customers.ndjson", FORMULA_CUSTOMERS.as_bytes())
        .args("eval rules.flywheel customers.ndjson --as-of 2026-03-31")
}

const ADDRESSED: &str = "\
customer
  owner: text
  spent: money

reward voucher as \"GC-50\", costs 10% of spent, once
alert renewal to owner, once

stage S
  resting
  when stage is S give voucher; notify renewal
";

#[test]
fn what_depends_on_the_customer_is_in_the_row_of_a_gift() {
    let customers = "\
{\"id\":1,\"stage\":\"S\",\"spent\":125,\"owner\":\"ann@example.com\"}
{\"id\":2,\"stage\":\"S\",\"spent\":80,\"given\":[{\"name\":\"GC-50\"}]}
{\"id\":3,\"stage\":\"S\",\"spent\":60.5}
";
    let run = |args: &str| {
        let test = Test::new().bytes("rules.flywheel", ADDRESSED.as_bytes());
        let test = test.bytes("customers.ndjson", customers.as_bytes());
        let test = test.args("eval rules.flywheel customers.ndjson --as-of 2026-03-31");
        test.args(args).run()
    };
    insta::assert_snapshot!("addressed_gifts", run("--format gifts --withheld"));
    insta::assert_snapshot!("addressed_gifts_ndjson", run("--format gifts-ndjson"));
    insta::assert_snapshot!("addressed_summary", run("--format summary"));
}

#[test]
fn a_row_for_each_gift() {
    insta::assert_snapshot!("gifts", formulas().args("--format gifts").run());
    insta::assert_snapshot!("gifts_withheld", formulas().args("--format gifts --withheld").run());
    let safe = formulas().args("--format gifts --withheld --spreadsheet");
    insta::assert_snapshot!("gifts_spreadsheet", safe.run());
    let lines = formulas().args("--format gifts-ndjson --withheld");
    insta::assert_snapshot!("gifts_ndjson", lines.run());
}

#[test]
fn only_what_changes() {
    insta::assert_snapshot!("changes_ndjson", formulas().args("--format ndjson --changes").run());
    insta::assert_snapshot!("changes_summary", formulas().args("--changes").run());
}

#[test]
fn cells_that_a_spreadsheet_shows() {
    insta::assert_snapshot!(formulas().args("--format csv --spreadsheet").run());
}

#[test]
fn options_that_go_with_other_formats() {
    insta::assert_snapshot!("withheld_of_csv", formulas().args("--format csv --withheld").run());
    insta::assert_snapshot!(
        "spreadsheet_of_json",
        formulas().args("--format json --spreadsheet").run()
    );
}

/// A record without anything to say of what it lacks.
const COMPLETE: &[u8] = b"{\"id\":1,\"nps\":7,\"purchases\":[]}\n";

#[test]
fn a_moment_in_the_future_is_warned_of_and_decided_for() {
    let test = Test::new()
        .bytes("advocacy.flywheel", RULES.as_bytes())
        .bytes("customers.ndjson", COMPLETE)
        .args("eval advocacy.flywheel customers.ndjson --format csv --as-of 9998-12-31");
    let (status, stdout, stderr) = test.output();
    assert_eq!((status, stdout.lines().count()), (0, 2));
    let want = "warning: 9998-12-31 is in the future: what happens until then is missing from\n  the \
                data\n  help: leave out --as-of to decide for this moment\n";
    assert_eq!(stderr, want);
    for past in ["1998-12-31", "1998-12-31T23:59:59Z"] {
        let test = Test::new()
            .bytes("advocacy.flywheel", RULES.as_bytes())
            .bytes("customers.ndjson", COMPLETE)
            .args("eval advocacy.flywheel customers.ndjson --format csv --as-of");
        assert_eq!(test.arg(past).output().2, "");
    }
}

/// Rows of tables that are left out, and why.
#[test]
fn rows_of_nobody() {
    let rules = |by: &str| {
        format!(
            "customer\n  id from \"Customer ID\"\n  email: text\n  orders: events from table {by} \
             key \"Order ID\"\n  lines: events from table by \"Order ID\" of orders\nany stage\n  \
             when email is missing or an order or a line tag \"x\"\nstage S\n  resting\n"
        )
    };
    let (by_email, by_id) = (rules("by \"Email\" is email"), rules("by \"Email\""));
    let customers = "Customer ID,email\n1,a@x.com\n2,a@x.com\n3,b@x.com\n4,c@x.com\n";
    let orders = "Email,Order ID\na@x.com,1\nb@x.com,2\nz@x.com,3\n,4\nc@x.com,2\nc@x.com,5\n";
    let cases = [
        (&by_email, customers, orders, "Order ID\n1\n2\n5\n77\n"),
        (&by_email, customers, "Email,Order ID\nb@x.com,1\n,2\n", "Order ID\n1\n"),
        (&by_id, customers, "Email,Order ID\na@x.com,1\nb@x.com,2\n", "Order ID\n1\n"),
        // The header says enough.
        (&by_email, "Customer,email\n1,a@x.com\n", orders, "Order ID\n1\n"),
    ];
    let mut said = String::new();
    for (rules, customers, orders, lines) in cases {
        let test = Test::new().bytes("r.flywheel", rules.as_bytes());
        let test = test.bytes("c.csv", customers.as_bytes()).bytes("o.csv", orders.as_bytes());
        let test = test.bytes("l.csv", lines.as_bytes()).args("eval r.flywheel c.csv");
        let test = test.args("--as-of 2026-03-31 --table orders=o.csv --table lines=l.csv");
        let (_, stdout, stderr) = test.output();
        said += &format!("{customers}\n{orders}\n{lines}\n{stdout}{stderr}{}\n", "-".repeat(60));
    }
    insta::assert_snapshot!(said);
}

#[test]
fn a_moment_before_that_of_the_records_is_warned_of() {
    let test = Test::new().file("r.flywheel", "stage A\n  resting\n").file(
        "c.ndjson",
        "{\"id\":1,\"stage\":\"A\",\"stage_since\":\"2026-04-11\"}\n\
         {\"id\":2,\"stage\":\"A\",\"stage_since\":\"2026-04-10T12:00:00Z\"}\n",
    );
    insta::assert_snapshot!(test.args("eval r.flywheel c.ndjson --as-of 2026-04-10").run());
}

#[test]
fn a_second_run_with_a_fresh_export_is_hinted_at() {
    let run = |kept: &str, given: &str, more: &str| {
        let rules = format!("reward mug\nstage A\n  resting\n  {given}\n");
        let test = Test::new().file("r.flywheel", &rules).file("c.csv", "id\n1\n2\n");
        let test = if kept.is_empty() { test } else { test.file(kept, "id\n") };
        let eval = format!("eval r.flywheel c.csv --as-of 2026-04-10 {more}");
        test.args(&eval).run().contains("note: Both customers are new. If you ran this before")
    };
    let gives = "on entering give mug";
    assert!(run("", gives, ""), "gifts may be given again");
    assert!(run("kept.csv", gives, "--update kept.csv"), "it was written before");
    assert!(!run("", gives, "--update kept.csv"), "it is the first day");
    assert!(!run("", "on entering tag \"new\"", ""), "a tag is set again without harm");
}

#[test]
fn a_column_of_a_table_and_an_id_under_another_name_are_suggested() {
    let rules = "\
customer
  id from \"Customer ID\"
  consent: yes/no from \"Email consent\"
  orders: events from table by \"Customer ID\" with total money at \"Order Date\"
message hello once
pause messages when consent is no
stage A
  resting
  when 2 orders within 30 days send hello
";
    let orders = "Customer ID,Date,total\n1,2026-04-01,5\n2,2026-04-02,5,7\n";
    let test = |customers: &str| {
        let test = Test::new().file("r.flywheel", rules).file("orders.csv", orders);
        let eval = "eval r.flywheel c.csv --table orders=orders.csv --as-of 2026-04-10";
        test.file("c.csv", customers).args(eval).run()
    };
    let renamed = test("Email,Customer,Consent\na@example.com,1,yes\n");
    let lacking = test("Email,Customer ID,consent\na@example.com,1,yes\n");
    insta::assert_snapshot!(format!("{renamed}\n{lacking}"));
}

#[test]
fn a_field_that_a_pause_needs_is_never_said_to_do_no_harm() {
    let rules = "\
customer
  consent: yes/no
  city: text
message hello once
pause messages when consent is no
stage A
  resting
  on entering send hello
  when city is \"Rome\" or today > 2026-01-01 tag \"late\"
";
    let test = Test::new().file("r.flywheel", rules).file(
        "c.ndjson",
        "{\"id\":1,\"stage\":\"A\",\"consnt\":true}\n{\"id\":2,\"consent\":true,\"city\":\"Oslo\"}\n",
    );
    insta::assert_snapshot!(test.args("eval r.flywheel c.ndjson --as-of 2026-04-10").run());
}
