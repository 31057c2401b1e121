//! Customers in parts: `flywheel survey`, and `flywheel eval --known`, come to what one run comes to.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use tempfile::TempDir;

/// Everything that customers compete for.
const RULES: &str = r#"
customer
  spent: money
  keen: yes/no
reward card costs 10% of spent, every time, budget $100 per calendar month by spent
reward pin every time, at most 7 per 7 days
stage A
  resting
  when quintile(spent) is 5 move to B
  when keen move to C
  when keen give card; give pin
  when rank(spent) ≤ 3 tag "top"
stage B
  resting
  capacity 6 by spent, when full move lowest spent to D
stage C
  resting
  capacity 4 by spent
stage D
  resting
"#;

/// One whose customers have rows of a table.
const ORDERS: &str = r#"
customer
  orders: events from table by "customer" with total money
reward card costs $10, every time, budget $30 per calendar month by sum(orders.total)
stage A
  resting
  when 1 order give card
"#;

/// One that has only places.
const PLACES: &str = r#"
customer
  spent: money
stage A
  resting
  when spent > $10 move to B
  when spent < $3 move to C
stage B
  resting
  capacity 3 by spent
stage C
  resting
"#;

fn customers(from: usize, to: usize) -> String {
    (from..to).fold(String::new(), |mut text, index| {
        let (stage, spent) = (["A", "A", "A", "B", "C"][index % 5], index * 37 % 101);
        let keen = index % 3 > 0;
        writeln!(text, r#"{{"id":"c{index:05}","stage":"{stage}","spent":{spent},"keen":{keen}}}"#)
            .unwrap();
        text
    })
}

fn flywheel(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("flywheel").unwrap();
    command.args(arguments).current_dir(folder).output().unwrap()
}

/// What a command that has to work writes.
fn written(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = flywheel(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    output.stdout
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with the rules, and customers in parts.
fn folder(rules: &str, parts: &[(usize, usize)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("rules.flywheel"), rules).unwrap();
    for (number, (from, to)) in (1..).zip(parts) {
        fs::write(folder.path().join(format!("{number}.ndjson")), customers(*from, *to)).unwrap();
    }
    folder
}

#[test]
fn parts_are_decided_as_one_run_decides_them() {
    let folder = folder(RULES, &[(0, 50), (50, 51), (51, 51), (51, 300)]);
    let folder = folder.path();
    fs::write(folder.join("all.ndjson"), customers(0, 300)).unwrap();
    let as_of = ["--as-of", "2026-06-30"];
    let whole = ["eval", "rules.flywheel", "all.ndjson", "--format", "ndjson"];
    let whole = written(folder, &[&whole[..], &as_of].concat());

    let mut known: Option<String> = None;
    for round in 1..=3 {
        let surveys: Vec<String> = (1..=4)
            .map(|part| {
                let (input, output) = (format!("{part}.ndjson"), format!("{round}-{part}.survey"));
                let mut arguments = vec!["survey", "rules.flywheel", &input];
                match &known {
                    Some(known) => arguments.extend(["--known", known]),
                    None => arguments.extend(as_of),
                }
                fs::write(folder.join(&output), written(folder, &arguments)).unwrap();
                output
            })
            .collect();
        let arguments: Vec<&str> =
            ["survey", "--merge"].into_iter().chain(surveys.iter().map(String::as_str)).collect();
        let merged = flywheel(folder, &arguments);
        assert!(merged.status.success(), "{}", said(&merged));
        assert_eq!(said(&merged).is_empty(), round == 3, "{}", said(&merged));
        let name = format!("{round}.survey");
        fs::write(folder.join(&name), merged.stdout).unwrap();
        known = Some(name);
    }
    let parts = (1..=4).map(|part| {
        let input = format!("{part}.ndjson");
        let arguments =
            ["eval", "rules.flywheel", &input, "--known", "3.survey", "--format", "ndjson"];
        written(folder, &arguments)
    });
    let parts: Vec<u8> = parts.flatten().collect();
    assert_eq!(String::from_utf8(parts).unwrap(), String::from_utf8(whole).unwrap());
    // What only the first round has come to is not enough.
    let early = flywheel(folder, &["eval", "rules.flywheel", "1.ndjson", "--known", "1.survey"]);
    assert_eq!(early.status.code(), Some(2));
    assert!(
        said(&early).contains("1.survey does not say yet who gets into stages with a capacity"),
        "{}",
        said(&early)
    );
}

#[test]
fn a_survey_is_as_large_as_what_there_is_to_get() {
    let size = |customers: usize| {
        let folder = folder(PLACES, &[(0, customers)]);
        let as_of = ["--as-of", "2026-06-30"];
        written(folder.path(), &[&["survey", "rules.flywheel", "1.ndjson"][..], &as_of].concat())
            .len()
    };
    let (small, large) = (size(100), size(20_000));
    assert!(large < small + 20, "{small} and then {large} bytes");
}

#[test]
fn what_does_not_belong_together_is_refused() {
    let folder = folder(PLACES, &[(0, 20), (20, 40)]);
    let folder = folder.path();
    fs::write(folder.join("other.flywheel"), PLACES.replace("capacity 3", "capacity 4")).unwrap();
    let survey = |rules: &str, part: &str, as_of: &str, output: &str| {
        let bytes = written(folder, &["survey", rules, part, "--as-of", as_of]);
        fs::write(folder.join(output), bytes).unwrap();
    };
    survey("rules.flywheel", "1.ndjson", "2026-06-30", "1.survey");
    survey("rules.flywheel", "2.ndjson", "2026-06-30", "2.survey");
    survey("rules.flywheel", "2.ndjson", "2026-07-01", "later.survey");
    survey("other.flywheel", "2.ndjson", "2026-06-30", "other.survey");
    let merged = written(folder, &["survey", "--merge", "1.survey", "2.survey"]);
    fs::write(folder.join("merged.survey"), &merged).unwrap();
    fs::write(folder.join("broken.survey"), &merged[..merged.len() / 2]).unwrap();
    let text = String::from_utf8(merged).unwrap();
    let changed = |from: &str, to: &str, name: &str| {
        assert!(text.contains(from), "{text}");
        fs::write(folder.join(name), text.replace(from, to)).unwrap();
    };
    changed(r#""flywheel_survey":2"#, r#""flywheel_survey":3"#, "newer.survey");
    changed("shut", "open", "changed.survey");

    for (line, why) in [
        ("eval rules.flywheel 1.ndjson --part", "they compete with all others"),
        ("eval rules.flywheel 1.ndjson --known 1.survey", "the survey of one part"),
        ("eval other.flywheel 1.ndjson --known merged.survey", "made with other rules"),
        (
            "eval rules.flywheel 1.ndjson --known merged.survey --as-of 2026-07-01",
            "as of another moment, 2026-06-30",
        ),
        ("eval rules.flywheel 1.ndjson --known merged.survey --strict", "made without --strict"),
        ("eval rules.flywheel 1.ndjson --known broken.survey", "it is damaged"),
        ("eval rules.flywheel 1.ndjson --known newer.survey", "its format has version 3"),
        ("survey rules.flywheel 1.ndjson --known merged.survey", "nothing left to survey"),
        ("eval rules.flywheel 1.ndjson --known 1.ndjson", "it is not a survey"),
        ("eval rules.flywheel 1.ndjson --known changed.survey", "it is damaged"),
        ("survey --merge 1.survey 2.survey 1.survey", "surveys of the same customers"),
        ("survey --merge 1.survey later.survey", "as of another moment, 2026-07-01"),
        ("survey --merge 1.survey later.survey", "the same moment, such as --as-of 2026-07-01"),
        ("survey rules.flywheel 1.ndjson --as-of now", "name it, such as --as-of 2026-03-31"),
        ("survey --merge 1.survey other.survey", "made with other rules"),
        ("survey --merge 1.survey merged.survey", "and not a part"),
        ("eval rules.flywheel 1.ndjson --known none.survey", "none.survey"),
        ("survey rules.flywheel 1.ndjson", "--as-of"),
        ("survey --merge 1.survey --as-of 2026-06-30", "'--merge <SURVEY>...' cannot be used with"),
        (
            "survey --merge 1.survey --known merged.survey",
            "'--merge <SURVEY>...' cannot be used with",
        ),
        ("survey --merge 1.survey --table o=1.ndjson", "'--merge <SURVEY>...' cannot be used with"),
        ("survey --merge 1.survey --strict", "'--merge <SURVEY>...' cannot be used with"),
        ("survey --merge 1.survey --threads 1", "'--merge <SURVEY>...' cannot be used with"),
        ("survey --merge 1.survey --input csv", "'--merge <SURVEY>...' cannot be used with"),
        ("survey --merge 1.survey --sheet x", "'--merge <SURVEY>...' cannot be used with"),
        (
            "survey rules.flywheel 1.ndjson --merge 1.survey",
            "'[RULES]' cannot be used with '--merge",
        ),
    ] {
        let output = flywheel(folder, &line.split(' ').collect::<Vec<_>>());
        assert_eq!(output.status.code(), Some(2), "{line}");
        assert!(output.stdout.is_empty(), "{line}");
        // Lines are broken where the terminal ends.
        let said = said(&output).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(why), "{line}: {said}");
    }
}

#[test]
fn a_part_of_customers_who_do_not_compete_needs_no_survey() {
    let rules = "customer\n  spent: money\nstage A\n  resting\n  when spent > $10 tag \"x\"\n";
    let folder = folder(rules, &[(0, 3)]);
    written(folder.path(), &["eval", "rules.flywheel", "1.ndjson", "--part"]);
    let output =
        flywheel(folder.path(), &["survey", "rules.flywheel", "1.ndjson", "--as-of", "2026-06-30"]);
    assert_eq!(output.status.code(), Some(2));
    let said = said(&output).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("customers do not compete under these rules"), "{said}");
    assert!(said.contains("flywheel eval RULES PART --part"), "{said}");
}

/// Each part has its own rows of tables, with or without a file of customers.
#[test]
fn tables_belong_to_their_part() {
    let folder = folder(ORDERS, &[]);
    let folder = folder.path();
    let orders = |from: usize, to: usize| {
        (from..to).fold("customer,at,total\n".to_owned(), |mut text, order| {
            writeln!(text, "c{:03},2026-06-01,{}", order % 7 + from, order * 37 % 101).unwrap();
            text
        })
    };
    let ids = |from: usize| {
        (from..from + 8).fold("id\n".to_owned(), |text, id| text + &format!("c{id:03}\n"))
    };
    for (part, from, to) in [("1", 0, 20), ("2", 100, 130)] {
        fs::write(folder.join(format!("{part}.csv")), ids(from)).unwrap();
        fs::write(folder.join(format!("orders-{part}.csv")), orders(from, to)).unwrap();
    }
    for with_customers in [true, false] {
        let command = |words: &[&'static str], parts: &[&'static str]| -> Vec<String> {
            let mut all: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            for part in parts {
                all.extend(with_customers.then(|| format!("{part}.csv")));
                all.push(format!("--table=orders=orders-{part}.csv"));
            }
            all
        };
        let run = |words: &[&'static str], parts: &[&'static str]| {
            let all = command(words, parts);
            written(folder, &all.iter().map(String::as_str).collect::<Vec<_>>())
        };
        let as_of = ["--as-of", "2026-06-30"];
        for (part, output) in [("1", "1.survey"), ("2", "2.survey")] {
            let survey = run(&[&["survey", "rules.flywheel"][..], &as_of].concat(), &[part]);
            fs::write(folder.join(output), survey).unwrap();
        }
        let merged = written(folder, &["survey", "--merge", "2.survey", "1.survey"]);
        fs::write(folder.join("merged.survey"), merged).unwrap();
        let known =
            ["eval", "rules.flywheel", "--known", "merged.survey", "--part", "--format", "ndjson"];
        let lines = |bytes: Vec<u8>| {
            let text = String::from_utf8(bytes).unwrap();
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        let parts = lines([run(&known, &["1"]), run(&known, &["2"])].concat());
        let whole = ["eval", "rules.flywheel", "--format", "ndjson", "--as-of", "2026-06-30"];
        assert_eq!(parts, lines(run(&whole, &["1", "2"])));
        let given = parts.iter().filter(|line| line.contains(r#""given":[{"#)).count();
        assert_eq!(given, 3, "{parts:#?}");
        let why = [&known[..], &["--why"]].concat();
        let why = String::from_utf8(run(&why, &["1"])).unwrap();
        assert!(why.contains(r#""reason":"budget""#), "{why}");
    }
}

/// The commands of the page about parts do what it says.
#[test]
#[cfg(unix)]
fn the_commands_of_the_page_work() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/parts.md")).unwrap();
    let (_, script) = page.split_once("```sh\n").unwrap();
    let (script, _) = script.split_once("```").unwrap();
    let folder = folder(PLACES, &[]);
    let folder = folder.path();
    fs::write(folder.join("part-1.ndjson"), customers(0, 40)).unwrap();
    fs::write(folder.join("part-2.ndjson"), customers(40, 90)).unwrap();
    fs::write(folder.join("all.ndjson"), customers(0, 90)).unwrap();
    let binary = assert_cmd::cargo::cargo_bin("flywheel");
    let path = format!("{}:{}", binary.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let output = std::process::Command::new("sh")
        .args(["-e", "-c", script])
        .env("PATH", path)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", said(&output));
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let whole =
        ["eval", "rules.flywheel", "all.ndjson", "--as-of", "2026-03-31", "--format", "ndjson"];
    let whole = String::from_utf8(written(folder, &whole)).unwrap();
    assert_eq!(read("decided-1.ndjson") + &read("decided-2.ndjson"), whole);
}

/// Surveys parts, and merges the surveys: what is known is in a file.
fn survey(folder: &Path, parts: &[&str], output: &str) {
    let surveys = parts.iter().map(|part| {
        let arguments = ["survey", "rules.flywheel", part, "--as-of", "2026-06-30"];
        let name = format!("{part}.survey");
        fs::write(folder.join(&name), written(folder, &arguments)).unwrap();
        name
    });
    let surveys: Vec<String> = surveys.collect();
    let surveys = surveys.iter().map(String::as_str);
    let arguments: Vec<&str> = ["survey", "--merge"].into_iter().chain(surveys).collect();
    fs::write(folder.join(output), written(folder, &arguments)).unwrap();
}

#[test]
fn a_part_that_was_not_surveyed_as_it_is_is_reported_and_decided() {
    let folder = folder(PLACES, &[(0, 20), (20, 40), (40, 60), (60, 60)]);
    let folder = folder.path();
    survey(folder, &["1.ndjson", "2.ndjson", "4.ndjson"], "merged.survey");
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    write("changed.ndjson", &read("2.ndjson").replace(r#""spent":33,"#, r#""spent":34,"#));
    assert_ne!(read("changed.ndjson"), read("2.ndjson"));
    write("longer.ndjson", &(read("2.ndjson") + "{\"id\":\"c99\"}\n"));
    write("together.ndjson", &(read("1.ndjson") + &read("2.ndjson")));
    let list = format!("[{}]", read("2.ndjson").trim_end().replace('\n', ", "));
    write("list.json", &list);
    let decide = |files: &str| {
        let line = format!("eval rules.flywheel {files} --known merged.survey --format ndjson");
        flywheel(folder, &line.split(' ').collect::<Vec<_>>())
    };
    // Files may be grouped in another way, and between the records there may be anything.
    for files in ["1.ndjson", "2.ndjson", "4.ndjson", "2.ndjson 1.ndjson", "list.json"] {
        let output = decide(files);
        assert_eq!((output.status.code(), said(&output)), (Some(0), String::new()), "{files}");
    }
    for (files, other, count) in [
        ("3.ndjson", "3.ndjson", 20),
        ("1.ndjson 3.ndjson", "3.ndjson", 40),
        ("changed.ndjson", "changed.ndjson", 20),
        ("longer.ndjson", "longer.ndjson", 21),
        ("together.ndjson", "together.ndjson", 40),
    ] {
        let output = decide(files);
        assert_eq!(output.status.code(), Some(3), "{files}");
        assert_eq!(String::from_utf8(output.stdout.clone()).unwrap().lines().count(), count);
        let said = said(&output).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(said.matches("these customers are not among").count(), 1, "{files}: {said}");
        assert!(said.contains(&format!("{other}:1: these customers")), "{files}: {said}");
        assert!(said.contains("not-surveyed"), "{files}: {said}");
    }
    // What was decided is written all the same, also into files.
    let line = "eval rules.flywheel 3.ndjson --known merged.survey --update updated.ndjson";
    let output = flywheel(folder, &line.split(' ').collect::<Vec<_>>());
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(read("updated.ndjson").lines().count(), 20);
}

#[test]
fn each_round_has_the_same_parts() {
    let folder = folder(RULES, &[(0, 20), (20, 40), (40, 60)]);
    let folder = folder.path();
    survey(folder, &["1.ndjson", "2.ndjson"], "once.survey");
    let again = |part: &str, output: &str| {
        let bytes = written(folder, &["survey", "rules.flywheel", part, "--known", "once.survey"]);
        fs::write(folder.join(output), bytes).unwrap();
    };
    again("1.ndjson", "1.survey");
    again("2.ndjson", "2.survey");
    again("3.ndjson", "3.survey");
    fs::write(folder.join("2.ndjson"), customers(20, 39)).unwrap();
    again("2.ndjson", "changed.survey");
    let merge = |line: &str| {
        let arguments = ["survey", "--merge"].into_iter().chain(line.split(' '));
        let output = flywheel(folder, &arguments.collect::<Vec<_>>());
        let said = said(&output).split_whitespace().collect::<Vec<_>>().join(" ");
        (output.status.code(), output.stdout.is_empty(), said)
    };
    for (line, why) in [
        ("1.survey 3.survey", "cannot use 3.survey: its customers or their rows are not those of"),
        ("1.survey changed.survey", "cannot use changed.survey: its customers or their rows are"),
        ("1.survey", "cannot use these surveys: a file of the round before is in no part"),
    ] {
        let (code, is_empty, said) = merge(line);
        assert_eq!((code, is_empty), (Some(2), true), "{line}: {said}");
        assert!(said.contains(why), "{line}: {said}");
        assert!(said.contains("begin again with the first round"), "{line}: {said}");
    }
    let (code, _, said) = merge("2.survey 1.survey");
    assert_eq!(code, Some(0), "{said}");
}

/// The rows of tables are as much a part of the customers as their records.
#[test]
fn rows_that_were_not_surveyed_as_they_are_are_reported() {
    let folder = folder(ORDERS, &[]);
    let folder = folder.path();
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    write("1.csv", "id\na\n");
    write("2.csv", "id\nb\n");
    write("orders.csv", "customer,at,total\na,2026-06-01,7\nb,2026-06-01,8\n");
    write("others.csv", "customer,at,total\na,2026-06-01,7\nb,2026-06-01,9\n");
    // Parts may share a file of a table.
    let survey = |part: &str| {
        let line = format!("survey rules.flywheel {part}.csv --table orders=orders.csv");
        let line = line + " --as-of 2026-06-30";
        let survey = written(folder, &line.split(' ').collect::<Vec<_>>());
        fs::write(folder.join(format!("{part}.survey")), survey).unwrap();
    };
    survey("1");
    survey("2");
    let merged = written(folder, &["survey", "--merge", "1.survey", "2.survey"]);
    fs::write(folder.join("merged.survey"), merged).unwrap();
    let decide = |orders: &str| {
        let line = format!("eval rules.flywheel 2.csv --table orders={orders}");
        let line = line + " --known merged.survey --format ndjson";
        let output = flywheel(folder, &line.split(' ').collect::<Vec<_>>());
        let said = said(&output).split_whitespace().collect::<Vec<_>>().join(" ");
        (output.status.code(), said, String::from_utf8(output.stdout).unwrap())
    };
    let (code, said, _) = decide("orders.csv");
    assert!(code == Some(0) && !said.contains("not-surveyed"), "{said}");
    let (code, said, decided) = decide("others.csv");
    assert_eq!((code, decided.lines().count()), (Some(3), 1), "{said}");
    assert!(said.contains("others.csv:1: these rows are not among those"), "{said}");
}

#[test]
fn a_part_of_which_customers_may_be_missing_is_not_surveyed() {
    let folder = folder(PLACES, &[]);
    let folder = folder.path();
    for (name, text, said) in [
        ("list.json", "[{\"id\":\"a\"},\n{\"id\":\"b\"}", "error[structure]: list.json:1:"),
        ("comma.json", "[{\"id\":\"a\"}\n{\"id\":\"b\"}]", "error[structure]: comma.json:2:"),
        ("quote.csv", "id,stage\na,B\nb,\"C\nc,B\n", "error[open-quote]: quote.csv:3:"),
        ("cut.ndjson.gz", "\x1f\u{8b}", "error["),
    ] {
        let bytes: Vec<u8> = match name.ends_with(".gz") {
            true => text.chars().map(|one| one as u8).collect(),
            false => text.into(),
        };
        fs::write(folder.join(name), bytes).unwrap();
        let output = flywheel(folder, &["survey", "rules.flywheel", name, "--as-of", "2026-06-30"]);
        let words = self::said(&output).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(3), 0), "{name}: {words}");
        assert!(words.contains(said), "{name}: {words}");
        assert!(words.contains("no survey was written"), "{name}: {words}");
    }
    // What the shell makes of it cannot be merged.
    fs::write(folder.join("empty.survey"), "").unwrap();
    let output = flywheel(folder, &["survey", "--merge", "empty.survey"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("it is empty"), "{}", said(&output));
}

#[test]
fn rejected_records_are_counted_by_a_survey() {
    let folder = folder(PLACES, &[]);
    let folder = folder.path();
    let survey = |text: &str| {
        fs::write(folder.join("part.ndjson"), text).unwrap();
        let arguments = ["survey", "rules.flywheel", "part.ndjson", "--as-of", "2026-06-30"];
        let output = flywheel(folder, &arguments);
        assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(0), false));
        said(&output).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let good = "{\"id\":\"a\",\"spent\":20}\n";
    assert_eq!(survey(good), "");
    let said = survey(&format!("{good}{{\"id\":\"b\",\"spent\":\"many\"}}\n"));
    assert!(said.starts_with("note: 1 record was rejected and counts for nothing"), "{said}");
    // One that came before, one without an id, and one that is not JSON.
    let said = survey(&format!("{good}{good}{{}}\n{{\n"));
    assert!(said.starts_with("note: 3 records were rejected and count for nothing"), "{said}");
}
