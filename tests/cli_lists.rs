//! `flywheel eval --lists`: a list for each gift, written whole or not at all.
#![cfg(feature = "cli")]

mod support;

use std::fs;

use support::Test;

const RULES: &str = "\
customer
  email: text
  spent: number
  show email, spent
reward swag \"A bag\" costs $5, once
reward gift_card \"$10 off\" once
message hello once
stage New
  when spent ≥ 10 give swag
  when spent ≥ 10 send hello
  when spent ≥ 1000 give gift_card
";

const CUSTOMERS: &str = "\
id,email,spent
1,\"ann, bob@example.com\",10
2,,12.50
=3,-@example.com,-4
=4,=SUM(A1)@example.com,40
";

fn test() -> Test {
    Test::new().bytes("rules.flywheel", RULES.as_bytes()).bytes("c.csv", CUSTOMERS.as_bytes())
}

fn names(test: &Test, folder: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(test.path(folder)) else { return Vec::new() };
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn every_gift_has_a_list_even_if_nobody_gets_it() {
    let shown = Test::new()
        .file("rules.flywheel", RULES)
        .file("c.csv", CUSTOMERS)
        .args("eval rules.flywheel c.csv --as-of 2026-03-31 --format csv --lists new/lists")
        .result("new/lists/swag.csv")
        .result("new/lists/hello.csv")
        .result("new/lists/gift_card.csv")
        .run();
    insta::assert_snapshot!(shown);
}

#[test]
fn lists_are_safe_to_open_in_a_spreadsheet_if_that_is_asked_for() {
    let test = test().args("eval rules.flywheel c.csv --lists lists --spreadsheet");
    let (status, _, stderr) = test.output();
    assert_eq!(status, 0, "{stderr}");
    let swag = fs::read_to_string(test.path("lists/swag.csv")).unwrap();
    assert!(swag.ends_with("\n'=SUM(A1)@example.com,40,'=4,swag\n"), "{swag}");
}

#[test]
fn lists_are_the_same_with_every_format_and_number_of_threads() {
    let header = "id,email,spent\n";
    let rows = (0..30_000).map(|n| format!("{n},{n}@example.com,{}\n", n % 20));
    let many = header.to_owned() + &rows.collect::<String>();
    let mut all = Vec::new();
    for more in
        ["summary", "table", "json", "ndjson --threads 1", "gifts --changes", "gifts-ndjson"]
    {
        let test = Test::new()
            .bytes("rules.flywheel", RULES.as_bytes())
            .bytes("c.csv", many.as_bytes())
            .args(&format!("eval rules.flywheel c.csv --lists lists --format {more}"));
        let (status, _, stderr) = test.output();
        assert_eq!(status, 0, "{stderr}");
        assert!(stderr.contains("swag.csv (15,000)"), "{stderr}");
        all.push(fs::read_to_string(test.path("lists/swag.csv")).unwrap());
    }
    assert_eq!(all[0].lines().count(), 15_001);
    assert!(all.iter().all(|list| *list == all[0]));
}

#[test]
fn lists_that_are_not_whole_take_no_place() {
    let broken = b"\x1f\x8b\x08\0\0\0\0\0\0\xff";
    let test = test()
        .bytes("broken.csv.gz", broken)
        .bytes("old/swag.csv", b"of yesterday\n")
        .args("eval rules.flywheel c.csv broken.csv.gz --lists old");
    let (status, _, stderr) = test.output();
    assert_eq!(status, 3);
    assert!(stderr.contains("the lists in old were not written, because not all"), "{stderr}");
    assert_eq!(names(&test, "old"), ["swag.csv"]);
    assert_eq!(fs::read_to_string(test.path("old/swag.csv")).unwrap(), "of yesterday\n");

    let test = self::test()
        .bytes("broken.csv.gz", broken)
        .args("eval rules.flywheel broken.csv.gz --lists new");
    assert_eq!(test.output().0, 3);
    assert!(!test.path("new").exists(), "a new folder without lists goes again");
}

#[test]
fn a_gift_for_each_event_has_a_row_for_each() {
    let rules = "customer\n  friends: events key \"id\"\nreward bonus\nreward mug once\nstage A\n  resting\n  when 1 friend give bonus for each friend; give mug\n";
    let customers = r#"{"id":1,"friends":[{"id":"b,1"},{"id":"a"},{}]}"#;
    let shown = Test::new()
        .file("rules.flywheel", rules)
        .file("c.ndjson", customers)
        .args("eval rules.flywheel c.ndjson --as-of 2026-03-31 --format gifts --lists lists")
        .result("lists/bonus.csv")
        .result("lists/mug.csv")
        .run();
    insta::assert_snapshot!(shown);
}

#[test]
fn lists_have_places_of_their_own() {
    let rules = format!("{RULES}  when spent is 3 give nul\nreward nul\n");
    let twice = format!("{RULES}  when spent is 3 give Swag\nreward Swag\n");
    let mut shown = String::new();
    for args in [
        "eval rules.flywheel c.csv --lists c.csv",
        "eval rules.flywheel lists/swag.csv --lists lists",
        "eval rules.flywheel c.csv --lists . --rejects swag.csv",
        "eval nul.flywheel c.csv --lists lists",
        "eval twice.flywheel c.csv --lists lists",
        "eval rules.flywheel c.csv --lists c.csv/lists",
    ] {
        let test = test()
            .bytes("lists/swag.csv", b"id\n1\n")
            .bytes("nul.flywheel", rules.as_bytes())
            .bytes("twice.flywheel", twice.as_bytes());
        shown += &test.args(args).run();
    }
    insta::assert_snapshot!(shown);
}
