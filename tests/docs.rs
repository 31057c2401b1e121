//! What the documents show is true: every block of code in them is run.
//!
//! | a block of         | holds                                                              |
//! | ------------------ | ------------------------------------------------------------------ |
//! | flywheel           | a whole program without errors or warnings                         |
//! | flywheel fragment  | what checks when it stands behind `tests/docs/base.flywheel`       |
//! | flywheel wrong X   | what raises just the problem X behind `tests/docs/base.flywheel`   |
//! | flywheel files     | several files, each below a line `# name.flywheel`; the first runs |
//! | flywheel from FILE | lines of that file, in its order                                   |
//! | flywheel refused   | a whole program with errors                                        |
//! | console            | lines `$ flywheel ...`, each with what it writes; in them,         |
//! |                    | `rules.flywheel` is the block of flywheel before                   |
//! | decide             | rules, a line `as of ...`, and records, each with what is decided  |
//! | tested             | rules, a line `$ flywheel test rules.flywheel`, and what it shows  |
//! | reserved           | the reserved words of the grammar                                  |
//!
//! The tests in programs and fragments pass.
//!
//! In a table, each piece of code in a column called `example` (a condition or a value), `field`,
//! `option`, `fact` or `outcome` (of a test) is checked as a fragment would be.

mod decided;
mod support;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use flywheel::Program;
use flywheel::problems::register::ALL;
use flywheel::problems::{Problems, Severity, Sources, plain};
use flywheel::tools::findings::findings;
use flywheel::tools::rule_test::Runner;

const BASE: &str = include_str!("docs/base.flywheel");

/// What stays unused, because a fragment is only a part of a program.
const OF_PARTS: [&str; 6] =
    ["unreachable-stage", "dead-end", "unused-gift", "unused-let", "unused-arm", "never-withheld"];

/// A block of code in a document: what it is said to be, and its text.
struct Block {
    info: String,
    /// The line of its first line of text, from 1.
    line: usize,
    text: String,
}

fn blocks(document: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (at, line) in document.lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(info), None) => {
                let info = info.trim().to_owned();
                open = Some(Block { info, line: at + 2, text: String::new() });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (None, Some(block)) => block.text += &format!("{line}\n"),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block of code is not closed");
    blocks
}

/// A piece of code in a cell of a table, with its line and the name of its column.
struct Example<'d> {
    column: &'d str,
    line: usize,
    code: &'d str,
}

fn examples(document: &str) -> Vec<Example<'_>> {
    let mut examples = Vec::new();
    let mut columns: Vec<&str> = Vec::new();
    for (at, line) in document.lines().enumerate() {
        let Some(row) = line.strip_prefix('|') else {
            columns.clear();
            continue;
        };
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        if columns.is_empty() {
            columns = cells;
            continue;
        }
        for (column, cell) in columns.iter().zip(cells) {
            let codes = cell.split('`').skip(1).step_by(2);
            examples.extend(codes.map(|code| Example { column, line: at + 1, code }));
        }
    }
    examples
}

/// Everything that is said of a program.
fn problems(text: &str) -> (Sources, Problems) {
    match Program::parse("document", text) {
        Ok(program) => (program.sources().clone(), program.warnings().clone()),
        Err(refused) => (refused.sources, refused.problems),
    }
}

/// The problems of a text behind the base, but for those that parts of programs have; each with
/// its code, its line in the text and its words.
fn behind_the_base(text: &str) -> Vec<(&'static str, usize, String)> {
    let before = BASE.matches('\n').count();
    let (sources, problems) = problems(&format!("{BASE}{text}"));
    let told = problems.iter().map(|problem| {
        let line = sources.position(problem.at.span).0.saturating_sub(before + 1);
        (problem.code.id, line, format!("{}: {}", problem.code.id, problem.title))
    });
    told.collect()
}

/// What is said of a text that a block begins with, with the lines in the document.
fn alone(block: &Block, text: &str) -> Vec<(usize, String)> {
    let (sources, problems) = problems(text);
    let told = problems.iter().map(|problem| {
        let line = sources.position(problem.at.span).0 - 1;
        (block.line + line, format!("{}: {}", problem.code.id, problem.title))
    });
    told.collect()
}

const TESTED: &str = "\n$ flywheel test rules.flywheel\n";

/// What the tests of a program expect that does not happen.
fn failures(text: &str) -> Vec<String> {
    let Ok(program) = Program::parse("document", text) else { return Vec::new() };
    let runner = Runner::new(program.model(), program.plan(), program.sources());
    let mut coverage = runner.coverage();
    let ran = program.model().tests.iter().map(|test| runner.run(test, &mut coverage));
    let failed = ran.filter(|outcome| !outcome.passed());
    failed.map(|outcome| plain(program.sources(), &outcome.problems)).collect()
}

/// What is wrong with a block, with the lines in the document.
fn run(block: &Block) -> Vec<(usize, String)> {
    let words: Vec<&str> = block.info.split_whitespace().collect();
    match words[..] {
        ["flywheel"] => {
            let mut told = alone(block, &block.text);
            told.extend(proved(block));
            told.extend(failures(&block.text).into_iter().map(|words| (block.line, words)));
            told
        }
        ["flywheel", "fragment"] => behind_the_base(&block.text)
            .into_iter()
            .filter(|(code, ..)| !OF_PARTS.contains(code))
            .map(|(_, line, words)| (block.line + line, words))
            .chain(failures(&format!("{BASE}{}", block.text)).into_iter().map(|w| (block.line, w)))
            .collect(),
        ["flywheel", "wrong", code] => {
            let told = behind_the_base(&block.text);
            if !told.is_empty() && told.iter().all(|(other, ..)| *other == code) {
                return Vec::new();
            }
            let words: Vec<String> = told.into_iter().map(|(_, _, words)| words).collect();
            vec![(block.line, format!("not just {code}: {}", words.join("; ")))]
        }
        ["flywheel", "files"] => files(&block.text),
        ["flywheel", "from", path] => {
            let file = fs::read_to_string(path).unwrap_or_default();
            let mut lines = file.lines();
            let shown = block.text.lines().enumerate().filter(|(_, line)| !line.is_empty());
            let strange = shown.filter(|(_, line)| !lines.any(|other| other == *line));
            strange.map(|(at, _)| (block.line + at, format!("{path} does not say so"))).collect()
        }
        ["flywheel", "refused"] => match Program::parse("document", &block.text) {
            Ok(_) => vec![(block.line, "nothing is wrong with this".to_owned())],
            Err(_) => Vec::new(),
        },
        ["decide"] => {
            let rules = block.text.split("\nas of ").next().unwrap_or_default();
            let rules = rules.split("\nsettle as of ").next().unwrap_or_default();
            let told = alone(block, rules);
            if !told.is_empty() {
                return told;
            }
            let said = decided::decided(&bare(block)).text;
            if said == block.text {
                return Vec::new();
            }
            vec![(block.line, format!("this is what is decided:\n{said}"))]
        }
        ["tested"] => {
            let (rules, shown) = block.text.split_once(TESTED).unwrap_or((&block.text, ""));
            let test = support::Test::new().bytes("rules.flywheel", rules.as_bytes());
            let (_, said, _) = test.args("test rules.flywheel").output();
            if said == shown {
                Vec::new()
            } else {
                vec![(block.line, format!("shown is:\n{said}"))]
            }
        }
        ["reserved"] => {
            let mut said: Vec<&str> = block.text.split_whitespace().collect();
            said.sort_unstable();
            let reserved = reserved();
            if said == reserved {
                return Vec::new();
            }
            vec![(block.line, format!("the reserved words are {}", reserved.join(" ")))]
        }
        ["flywheel" | "decide" | "tested" | "reserved" | "console", ..] => {
            vec![(block.line, format!("no such block: {}", block.info))]
        }
        _ => Vec::new(),
    }
}

/// A block of decisions without what is decided.
fn bare(block: &Block) -> String {
    let lines = block.text.lines().filter(|line| !line.starts_with("    "));
    lines.collect::<Vec<_>>().join("\n")
}

/// What is wrong with a program of several files.
fn files(text: &str) -> Vec<(usize, String)> {
    let mut files: Vec<(&str, String)> = Vec::new();
    for line in text.lines() {
        let name = line.strip_prefix("# ").filter(|name| name.ends_with(".flywheel"));
        match (name, files.last_mut()) {
            (Some(name), _) => files.push((name, String::new())),
            (None, Some((_, text))) => *text += &format!("{line}\n"),
            (None, None) => return vec![(0, "the first line is no `# name.flywheel`".to_owned())],
        }
    }
    let load = |path: &str| {
        let found = files.iter().find(|(name, _)| *name == path);
        found.map(|(_, text)| text.clone()).ok_or_else(|| format!("no file {path}"))
    };
    let problems = match Program::load(files[0].0, &files[0].1, &load) {
        Ok(program) => program.warnings().clone(),
        Err(refused) => refused.problems,
    };
    problems.iter().map(|problem| (0, format!("{}: {}", problem.code.id, problem.title))).collect()
}

/// What is proved about a complete rule file that is probably a mistake.
fn proved(block: &Block) -> Vec<(usize, String)> {
    let Ok(program) = Program::parse("document", &block.text) else { return Vec::new() };
    let found = findings(program.model(), program.plan());
    let line = |span| block.line + program.sources().position(span).0;
    found
        .iter()
        .map(|problem| (line(problem.at.span), format!("{}: {}", problem.code.id, problem.title)))
        .collect()
}

/// What is wrong with what a block says that commands write.
fn console(block: &Block, rules: &str) -> Vec<(usize, String)> {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("rules.flywheel"), rules).unwrap();
    let mut said = String::new();
    for line in block.text.lines().filter(|line| line.starts_with("$ ")) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let ["$", "flywheel", arguments @ ..] = &words[..] else {
            return vec![(block.line, format!("no such command: {line}"))];
        };
        let apart = arguments.contains(&"rules.flywheel");
        let mut command = Command::cargo_bin("flywheel").unwrap();
        command.args(arguments).current_dir(if apart { folder.path() } else { Path::new(".") });
        let output = command.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        writeln!(said, "{line}\n{}{}", text(&output.stdout), text(&output.stderr)).unwrap();
    }
    if said.trim_end() == block.text.trim_end() {
        return Vec::new();
    }
    vec![(block.line, format!("this is what is written:\n{said}"))]
}

/// The words that cannot be names, in the order of the alphabet.
fn reserved() -> Vec<&'static str> {
    let grammar = include_str!("../grammar/flywheel.pest");
    let mut words = Vec::new();
    for group in ["declaration_word", "statement_word", "action_word", "connective"] {
        let (_, rule) = grammar.split_once(&format!("\n{group} ")).unwrap();
        let (rule, _) = rule.split_once('}').unwrap();
        words.extend(rule.split('"').skip(1).step_by(2));
    }
    words.sort_unstable();
    words
}

/// What is wrong with a piece of code in a table.
fn check(example: &Example<'_>) -> Option<String> {
    let code = example.code;
    let wholes = match example.column {
        "example" => vec![
            format!("any stage when {code} tag \"x\""),
            format!("any stage when {code} is known tag \"x\""),
        ],
        "field" => vec![format!("customer {code}")],
        "fact" => vec![format!("test \"example\" given {code} expect nothing")],
        "outcome" => vec![format!("test \"example\" expect {code}")],
        // Only an alert goes to somebody else.
        "option" if code.starts_with("to ") => vec![format!("alert example {code}")],
        "option" => vec![format!("reward example {code}")],
        _ => return None,
    };
    let mut said = String::new();
    for whole in wholes {
        let mut told = behind_the_base(&whole);
        told.retain(|(code, ..)| !OF_PARTS.contains(code));
        if told.is_empty() {
            return None;
        }
        for (_, _, words) in told {
            write!(said, "`{code}`: {words}; ").unwrap();
        }
    }
    Some(said)
}

#[test]
fn the_base_stands_by_itself() {
    assert_eq!(behind_the_base(""), []);
}

/// The pages, by their paths.
fn pages() -> Vec<String> {
    let mut paths = vec!["README.md".to_owned()];
    for entry in fs::read_dir("docs").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "md") {
            paths.push(path.to_string_lossy().replace('\\', "/"));
        }
    }
    paths.sort();
    paths
}

/// What pages say is decided is compared on both paths; here is how much there was to compare.
#[test]
fn the_fast_path_takes_nearly_all_that_is_decided() {
    let mut all = decided::Said::default();
    for path in pages() {
        let Ok(document) = fs::read_to_string(&path) else { continue };
        for block in blocks(&document).iter().filter(|block| block.info == "decide") {
            all += decided::decided(&bare(block));
        }
    }
    assert!(all.declined.len() * 10 < all.good, "{}", all.taken());
    insta::assert_snapshot!(all.taken());
}

#[test]
fn the_reference_lists_all_warnings() {
    let page = fs::read_to_string("docs/language.md").unwrap();
    let table = page.lines().skip_while(|line| !line.starts_with("| warning |")).skip(2);
    let rows = table.take_while(|line| line.starts_with('|'));
    let listed: BTreeSet<&str> =
        rows.filter_map(|row| row.split('|').nth(1)).map(str::trim).collect();
    let warnings = ALL.iter().filter(|code| code.severity == Severity::Warning);
    assert_eq!(listed, warnings.map(|code| code.id).collect());
}

#[test]
fn what_documents_show_is_true() {
    let mut wrong = String::new();
    for path in pages() {
        let Ok(document) = fs::read_to_string(&path) else { continue };
        let mut rules = String::new();
        for block in blocks(&document) {
            let told = if block.info == "console" { console(&block, &rules) } else { run(&block) };
            for (line, words) in told {
                writeln!(wrong, "{path}:{line}: {words}").unwrap();
            }
            if block.info.starts_with("flywheel") {
                rules = block.text;
            }
        }
        for example in examples(&document) {
            if let Some(words) = check(&example) {
                writeln!(wrong, "{path}:{}: {words}", example.line).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
