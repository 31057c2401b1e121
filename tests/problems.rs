//! The register and its pages: every code has a page in `docs/problems/`, and what a page shows is
//! true: its wrong example raises just that code, its right one none.
//!
//! | a block of               | holds                                                           |
//! | ------------------------ | --------------------------------------------------------------- |
//! | flywheel wrong, right    | rules behind `tests/docs/base.flywheel`                         |
//! | flywheel whole wrong ... | a whole file                                                    |
//! | flywheel file NAME       | a file that the examples can `use`                              |
//! | flywheel rules           | the rules that records are read with                            |
//! | json, csv, bytes         | records; in `bytes`, `\xff` stands for a byte                   |
//! | json-file                | records that are one document                                   |
//! | csv table NAME           | the rows of a table of the customer `c-1`                       |
//! | json changing            | records, and what they are when they are read again             |
//! | json surveyed             | records of a part, and what they are when it is decided         |
//! | console                  | a command line                                                  |
#![cfg(feature = "cli")]

#[path = "support/changing.rs"]
mod changing;
mod support;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;

use changing::Changing;
use flywheel::Program;
use flywheel::problems::register::ALL;
use flywheel::problems::{Code, Problems};
use flywheel::run::{Decided, Engine, Rejected};
use flywheel::tools::findings::findings;
use flywheel::tools::questions::promises;
use flywheel::tools::rule_test::Runner;
use flywheel::values::AsOf;
use jiff::civil::date;
use support::Test;

const BASE: &str = include_str!("docs/base.flywheel");

struct Block {
    info: String,
    text: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let parts = page.split("```").skip(1).step_by(2);
    let block = |part: &str| {
        let (info, text) = part.split_once('\n').unwrap_or((part, ""));
        Block { info: info.to_owned(), text: text.to_owned() }
    };
    parts.map(block).collect()
}

/// What is raised about a rule file: by the checker, and by its tests.
fn raised_by_rules(page: &[Block], text: &str) -> BTreeSet<&'static str> {
    let load = |path: &str| {
        if path == "rules.flywheel" {
            return Ok(text.to_owned());
        }
        let info = format!("flywheel file {path}");
        let file = page.iter().find(|block| block.info == info);
        file.map(|file| file.text.clone()).ok_or("no such file".to_owned())
    };
    let ids = |problems: &Problems| problems.iter().map(|problem| problem.code.id).collect();
    let program = match Program::load("rules.flywheel", text, &load) {
        Ok(program) => program,
        Err(refused) => return ids(&refused.problems),
    };
    let runner = Runner::new(program.model(), program.plan(), program.sources());
    let mut coverage = runner.coverage();
    let mut raised: BTreeSet<&'static str> = ids(program.warnings());
    raised.extend(ids(&findings(program.model(), program.plan())));
    raised.extend(ids(&promises(&program.asking_plan())));
    for test in &program.model().tests {
        raised.extend(ids(&runner.run(test, &mut coverage).problems));
    }
    raised
}

/// What is raised about records.
fn raised_by_records(page: &[Block], kind: &str, text: &str) -> BTreeSet<String> {
    let rules = page.iter().find(|block| block.info == "flywheel rules");
    let rules = rules.map_or(String::new(), |block| block.text.clone());
    let (name, bytes) = match kind {
        "csv" => ("customers.csv", text.as_bytes().to_vec()),
        "json-file" => ("customers.json", text.as_bytes().to_vec()),
        "bytes" => ("customers.ndjson", unescaped(text.trim_end())),
        _ => {
            let text = text.replace("…17 MiB…", &"x".repeat(17 << 20));
            let brackets = format!("{}{}", "[".repeat(600), "]".repeat(600));
            ("customers.ndjson", text.replace("…600 brackets…", &brackets).into_bytes())
        }
    };
    let test = Test::new()
        .bytes("rules.flywheel", rules.as_bytes())
        .bytes(name, &bytes)
        .args("eval rules.flywheel")
        .args(name)
        .args("--as-of 2026-03-31 --strict --rejects rejects.ndjson --update updated.ndjson");
    raised_by_run(&test)
}

/// What is raised by a command that writes rejected records.
fn raised_by_run(test: &Test) -> BTreeSet<String> {
    let (status, _, said) = test.output();
    let rejects = fs::read_to_string(test.path("rejects.ndjson")).unwrap_or_default();
    let codes = rejects.split("\"code\":\"").skip(1).filter_map(|rest| rest.split('"').next());
    let mut raised: BTreeSet<String> = codes.map(str::to_owned).collect();
    if raised.is_empty() && status != 0 {
        raised.insert(format!("exit {status}: {said}"));
    }
    raised
}

/// What is raised about the rows of a table.
fn raised_by_rows(page: &[Block], table: &str, text: &str) -> BTreeSet<String> {
    let rules = page.iter().find(|block| block.info == "flywheel rules").unwrap();
    let rows = text.replace("…9 MiB…", &"x".repeat(9 << 20));
    let test = Test::new()
        .bytes("rules.flywheel", rules.text.as_bytes())
        .bytes("customers.ndjson", b"{\"id\": \"c-1\"}\n")
        .bytes("rows.csv", rows.as_bytes())
        .args("eval rules.flywheel customers.ndjson --strict --rejects rejects.ndjson --table")
        .args(&format!("{table}=rows.csv"));
    raised_by_run(&test)
}

/// What is raised about customers who are others when they are read again.
fn raised_by_changes(page: &[Block], text: &str) -> BTreeSet<String> {
    let rules = page.iter().find(|block| block.info == "flywheel rules").unwrap();
    let program = Program::parse("rules.flywheel", &rules.text).unwrap();
    let (first, later) = text.split_once("…and a moment later…\n").unwrap();
    let input = Changing::new(&[first, later]);
    let as_of = AsOf::Day(date(2026, 3, 31));
    let engine = Engine::new(program.plan(), as_of);
    let code = |decided: Result<&Decided<'_, '_>, &Rejected<'_>>| {
        decided.err().map(|rejected| rejected.fault.code.id.to_owned())
    };
    engine.decide_all(&[input], code).unwrap().into_iter().flatten().collect()
}

/// What is raised about a part that is another one than was surveyed.
fn raised_by_parts(page: &[Block], text: &str) -> BTreeSet<String> {
    let rules = page.iter().find(|block| block.info == "flywheel rules").unwrap();
    let (first, later) = text.split_once("…and when they are decided…\n").unwrap();
    let test = Test::new()
        .bytes("rules.flywheel", rules.text.as_bytes())
        .bytes("1.ndjson", first.as_bytes())
        .args("survey rules.flywheel 1.ndjson --as-of 2026-03-31");
    let survey = test.output().1;
    let test = Test::new().bytes("1.survey", survey.as_bytes()).args("survey --merge 1.survey");
    let merged = test.output().1;
    let test = Test::new()
        .bytes("rules.flywheel", rules.text.as_bytes())
        .bytes("1.ndjson", later.as_bytes())
        .bytes("merged.survey", merged.as_bytes())
        .args("eval rules.flywheel 1.ndjson --known merged.survey --rejects rejects.ndjson");
    raised_by_run(&test)
}

fn unescaped(text: &str) -> Vec<u8> {
    let mut parts = text.split("\\x");
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(&part.as_bytes()[2..]);
    }
    bytes
}

/// What is raised by a command line beside files in order.
fn raised_by_command(text: &str) -> BTreeSet<String> {
    let args = text.trim().strip_prefix("$ flywheel ").unwrap_or_default();
    let test = Test::new()
        .bytes("rules.flywheel", b"stage Engaged\n  resting\n")
        .bytes("customers.ndjson", b"{\"id\": 1}\n")
        .args(args);
    let (_, _, said) = test.output();
    let codes = said.split("error[").skip(1).filter_map(|rest| rest.split(']').next());
    codes.map(str::to_owned).collect()
}

/// What a block raises, and whether it is the wrong example or the right one.
fn raised(page: &[Block], block: &Block) -> Option<(bool, BTreeSet<String>)> {
    let mut words: Vec<&str> = block.info.split_whitespace().collect();
    let wrong = match words.pop()? {
        "wrong" => true,
        "right" => false,
        _ => return None,
    };
    let owned = |raised: BTreeSet<&'static str>| raised.into_iter().map(str::to_owned).collect();
    let raised = match words[..] {
        ["flywheel"] => owned(raised_by_rules(page, &format!("{BASE}\n{}", block.text))),
        ["flywheel", "whole"] => owned(raised_by_rules(page, &block.text)),
        ["console"] => raised_by_command(&block.text),
        ["csv", "table", table] => raised_by_rows(page, table, &block.text),
        ["json", "changing"] => raised_by_changes(page, &block.text),
        ["json", "surveyed"] => raised_by_parts(page, &block.text),
        [kind] => raised_by_records(page, kind, &block.text),
        _ => BTreeSet::from([format!("no such block: {}", block.info)]),
    };
    Some((wrong, raised))
}

/// What is wrong with the page of a code.
fn untrue(code: Code) -> String {
    let page = blocks(code.page());
    let mut out = String::new();
    let head = format!("# {}\n\n{:?}: {}\n\n", code.id, code.severity, code.about);
    if !code.page().starts_with(&head) {
        writeln!(out, "{}: the page should begin with\n{head}", code.id).unwrap();
    }
    let examples: Vec<_> = page.iter().filter_map(|block| raised(&page, block)).collect();
    if examples.iter().map(|(wrong, _)| *wrong).collect::<Vec<_>>() != [true, false] {
        writeln!(out, "{}: a wrong example and then a right one are needed", code.id).unwrap();
    }
    for (wrong, raised) in examples {
        let wanted: BTreeSet<String> = wrong.then(|| code.id.to_owned()).into_iter().collect();
        if raised != wanted {
            writeln!(out, "{} ({wrong}) raises {raised:?}", code.id).unwrap();
        }
    }
    out
}

#[test]
fn the_examples_of_every_page_raise_its_code_and_nothing_else() {
    let untrue: String = ALL.iter().map(|code| untrue(*code)).collect();
    assert!(untrue.is_empty(), "\n{untrue}");
}

#[test]
fn every_page_has_a_code_and_every_code_stands_in_the_index() {
    let index = fs::read_to_string("docs/problems/index.md").unwrap();
    for code in ALL {
        let row = format!("| [{0}]({0}.md) | {1} |", code.id, code.about);
        assert!(index.contains(&row), "docs/problems/index.md has no row\n{row}");
    }
    for entry in fs::read_dir("docs/problems").unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let id = name.trim_end_matches(".md");
        assert!(id == "index" || Code::find(id).is_some(), "{name} is about no code");
    }
}

#[test]
fn every_code_has_a_name_of_its_own() {
    let ids: BTreeSet<&str> = ALL.iter().map(|code| code.id).collect();
    assert_eq!(ids.len(), ALL.len());
}

#[test]
fn every_problem_says_what_to_write_instead() {
    let mut without = BTreeSet::new();
    let mut look = |text: &str| {
        if let Err(refused) = Program::parse("rules.flywheel", text) {
            let silent = refused.problems.iter().filter(|problem| problem.help.is_none());
            without.extend(silent.map(|problem| format!("{}: {}", problem.code.id, problem.title)));
        }
    };
    let base = include_str!("check/base.flywheel");
    for case in include_str!("check/cases.flywheel").split("\n---\n") {
        look(&format!("{base}{case}"));
    }
    for entry in fs::read_dir("tests/syntax/mistakes").unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        match path.extension().is_some_and(|extension| extension == "txt") {
            false => look(&text),
            true => text.lines().for_each(|line| {
                let line = line.replace("\\n", "\n  ");
                look(&format!("stage A\n  {line}\nstage B\n  resting"));
            }),
        }
    }
    for code in ALL {
        for block in blocks(code.page()) {
            if block.info.starts_with("flywheel") {
                look(&block.text);
            }
        }
    }
    assert!(without.is_empty(), "\n{without:#?}");
}

#[test]
fn a_page_is_printed_and_codes_are_listed() {
    insta::assert_snapshot!("a_page", Test::new().args("explain types-differ").run());
    insta::assert_snapshot!("no_such_code", Test::new().args("explain types-difer").run());
    let (status, said, _) = Test::new().args("explain").output();
    assert_eq!(status, 0);
    for code in ALL {
        assert!(said.contains(code.id), "{} is not in the list", code.id);
    }
}
