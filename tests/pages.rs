//! The pages on data are true: what they show of commands is what the commands write.
//!
//! | a block of             | holds                                                          |
//! | ---------------------- | -------------------------------------------------------------- |
//! | flywheel, rules        | the rules, `rules.flywheel`, until the next ones               |
//! | rules NAME             | rules in a file of that name                                   |
//! | csv, json, ndjson NAME | a file of that name, from there on                             |
//! | bytes NAME             | the same without a last line end; `\xff` in it is a byte, `\t`   |
//! |                        | a tab, `\r` a CR                                               |
//! | shown                  | lines `$ flywheel ...`, each with what it writes, run from the |
//! |                        | checkout where they name a file of the examples; a line       |
//! |                        | `$ cat NAME` has a file that was written                       |
#![cfg(feature = "cli")]

use std::fmt::Write;
use std::fs;
use std::path::Path;

use assert_cmd::Command;

const PAGES: [&str; 12] = [
    "README.md",
    "docs/cdnow.md",
    "docs/csv.md",
    "docs/ledger.md",
    "docs/diff.md",
    MISSING,
    "docs/proofs.md",
    "docs/recipes.md",
    "docs/replay.md",
    "docs/report.md",
    "docs/takes.md",
    "docs/why.md",
];
const MISSING: &str = "docs/missing.md";

/// What a line that begins with `$` writes.
fn written(folder: &Path, line: &str, path: &str) -> String {
    let words = words(line);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["$", "flywheel", ref args @ ..] => {
            let mut command = Command::cargo_bin("flywheel").unwrap();
            let of_examples = args.iter().any(|word| word.starts_with("examples/"));
            let folder = if of_examples { Path::new(".") } else { folder };
            let output = command.args(args).current_dir(folder).output().unwrap();
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            // The small files of a page do not have all columns, which one page is about.
            let is_shown = |line: &&str| path == MISSING || !line.contains(" has no column ");
            let stderr = text(&output.stderr);
            let stderr: Vec<&str> = stderr.lines().filter(is_shown).collect();
            text(&output.stdout) + &stderr.join("\n")
        }
        ["$", "cat", name] => fs::read_to_string(folder.join(name)).unwrap(),
        _ => format!("no such command: {line}"),
    }
}

/// The words of a command line; one in quotation marks may have spaces.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut quoted) = (vec![String::new()], false);
    for letter in line.chars() {
        match (letter, words.last_mut()) {
            ('"', _) => quoted = !quoted,
            (' ', _) if !quoted => words.push(String::new()),
            (letter, Some(word)) => word.push(letter),
            (_, None) => {}
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The bytes of a text with escapes.
fn bytes(text: &str) -> Vec<u8> {
    let mut parts = text.split("\\x");
    let mut out = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (byte, rest) = part.split_at(2);
        out.push(u8::from_str_radix(byte, 16).unwrap());
        out.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(out.clone())
        .map_or(out, |text| text.replace("\\t", "\t").replace("\\r", "\r").into_bytes())
}

/// What a page shows and commands do not write; and how many commands it shows.
fn wrong(path: &str) -> (String, usize) {
    let page = fs::read_to_string(path).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (mut wrong, mut commands) = (String::new(), 0);
    for block in page.split("\n```").skip(1).step_by(2) {
        let (info, text) = block.split_once('\n').unwrap_or((block, ""));
        let text = format!("{text}\n");
        let words: Vec<&str> = info.split_whitespace().collect();
        match words[..] {
            ["flywheel" | "rules"] => {
                fs::write(folder.path().join("rules.flywheel"), text).unwrap()
            }
            ["csv" | "json" | "ndjson" | "rules", name] => {
                fs::write(folder.path().join(name), text).unwrap()
            }
            ["bytes", name] => {
                let text = text.trim_end_matches('\n');
                fs::write(folder.path().join(name), bytes(text)).unwrap();
            }
            ["shown"] => {
                let mut said = String::new();
                for line in text.lines().filter(|line| line.starts_with("$ ")) {
                    commands += 1;
                    writeln!(said, "{line}\n{}", written(folder.path(), line, path).trim_end())
                        .unwrap();
                }
                if said.trim_end() != text.trim_end() {
                    writeln!(wrong, "{path} shows\n{text}and this is written:\n{said}").unwrap();
                }
            }
            _ => {}
        }
    }
    (wrong, commands)
}

#[test]
fn what_pages_show_is_written() {
    for path in PAGES {
        let (wrong, commands) = wrong(path);
        assert!(wrong.is_empty(), "\n{wrong}");
        assert!(commands >= 1, "{path} shows {commands} commands");
    }
}
