//! Nothing from records, rule files, file names and arguments steers a terminal, whatever command
//! shows it, with colors and without.
#![cfg(feature = "cli")]

mod support;

use proptest::prelude::*;
use support::Test;

/// Pieces of hostile text. The colors in it are none that we use.
const PIECES: [&str; 22] = [
    "\u{1b}[35m",
    "\u{1b}[2J",
    "\u{1b}]0;title\u{7}",
    "\u{9b}31m",
    "\u{85}",
    "\r",
    "\u{8}",
    "\u{b}",
    "\u{7f}",
    "\u{202e}",
    "\u{2066}",
    "\u{2069}",
    "\u{200f}",
    "\u{61c}",
    "\u{2028}",
    "\t",
    "a",
    "é",
    "東京",
    " ",
    "ALL IS WELL",
    "\u{1b}",
];

fn hostile() -> impl Strategy<Value = String> {
    proptest::collection::vec(0..PIECES.len(), 1..6)
        .prop_map(|pieces| pieces.into_iter().map(|piece| PIECES[piece]).collect())
}

/// The marks that flywheel draws and writes itself, beside those of ASCII.
const OURS: &str = "─│┬╭╰░█▶·→×≥≤≠…€£’";

/// Whether a character may pass: the end of a line, what ASCII prints, letters of any alphabet, our
/// own marks, and the pictures of characters that may not. Whatever else there is may steer.
fn may_pass(c: char) -> bool {
    c == '\n'
        || matches!(c, ' '..='~' | '\u{2400}'..='\u{2426}' | '\u{fffd}')
        || c.is_alphabetic()
        || OURS.contains(c)
}

/// The text without the colors that flywheel uses.
fn without_colors(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("\u{1b}[") {
        let end = rest[at..].find('m').map_or(rest.len(), |end| at + end + 1);
        let color = &rest[at..end];
        let ours =
            color[2..].trim_end_matches('m').bytes().all(|b| b.is_ascii_digit() || b == b';');
        let keep = if ours && !color.contains("35") { "" } else { color };
        out.push_str(&rest[..at]);
        // What is not ours is put where it is found.
        out.push_str(&keep.replace('\u{1b}', "\u{7}"));
        rest = &rest[end..];
    }
    out + rest
}

/// What a command says, on both streams.
fn said(test: Test, args: &[&str]) -> String {
    let test = args.iter().fold(test, |test, arg| test.arg(arg));
    let (_, out, error) = test.output();
    out + &error
}

fn text(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// Rules with a hostile text in every place that may hold text.
fn rules(bad: &str) -> String {
    RULES.replace("BAD", bad)
}

const RULES: &str = "\
flywheel \"Title BAD\"

customer
  nps: number 0 to 10 from \"nps\"
  city: text

alert call to \"boss BAD\", every time

stage A as \"BAD A\"
  when nps ≥ 9 move to B; tag \"tBAD\"; notify call
  when city is \"xBAD\" untag \"tBAD\"

stage B
  resting

test \"title BAD\"
  given nps 9, city \"xBAD\"
  expect move to B; tag \"other BAD\"

simulate \"sim BAD\"
  100 enter A each rotation
  75% of A move to B
  each in B brings 1 to A
";

fn records(bad: &str) -> String {
    let bad = text(bad);
    format!(
        "{{\"id\":{bad},\"nps\":9}}\n{{\"id\":\"1\",\"nps\":{bad}}}\n{{\"id\":\"2\",\"stage\":{bad}}}\n\
         {{\"id\":\"3\",\"kind\":{bad}}}\n{{\"id\":\"3\",\"nps\":1}}\n{{{bad}:1,\"id\":[\n"
    )
}

fn check(said: &str, what: &str) -> Result<(), TestCaseError> {
    let plain = without_colors(said);
    let found: Vec<char> = plain.chars().filter(|c| !may_pass(*c)).collect();
    prop_assert!(found.is_empty(), "{what}: {found:?} in {said:?}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_steers_a_terminal(bad in hostile(), colors in any::<bool>()) {
        let name = format!("f{}", bad.replace(['/', '\0'], ""));
        let (rule_file, record_file) = (format!("{name}.flywheel"), format!("{name}.ndjson"));
        let other = format!("{}\n  {bad}: number\n", rules(&bad).replace("tag", "tga"));
        let test = || Test::new()
            .env("CLICOLOR_FORCE", if colors { "1" } else { "0" })
            .env("NO_COLOR", "")
            .bytes(&rule_file, rules(&bad).as_bytes())
            .bytes("wrong.flywheel", other.as_bytes())
            .bytes("plain.flywheel", b"customer\n  nps: number\nstage A\n  resting\n")
            .bytes(&record_file, records(&bad).as_bytes());
        let commands: [&[&str]; 20] = [
            &["eval", &rule_file, &record_file, "--format", "table"],
            &["eval", &rule_file, &record_file, "--format", "summary", "--strict"],
            &["eval", "plain.flywheel", &record_file],
            &["eval", "plain.flywheel", &record_file, "--format", "table"],
            &["eval", "plain.flywheel", &name],
            &["eval", "plain.flywheel", &record_file, "--as-of", &name],
            &["eval", "plain.flywheel", &record_file, "--update", &record_file],
            &["eval", "plain.flywheel", &record_file, "--rejects", &format!("none{bad}/x")],
            &["eval", "wrong.flywheel", &record_file],
            &["check", &rule_file, "wrong.flywheel"],
            &["check", "--format", "plain", &rule_file, "wrong.flywheel"],
            &["check", "--format", "github", &rule_file, "wrong.flywheel"],
            &["check", "--fix", &rule_file, "wrong.flywheel"],
            &["fmt", "--check", &rule_file, "wrong.flywheel"],
            &["fmt", &rule_file, "wrong.flywheel"],
            &["test", &rule_file, "--coverage"],
            &["test", &rule_file, "--filter", &name],
            &["simulate", &rule_file],
            &["explain", &name],
            &[&name, "--format", &name],
        ];
        for command in commands {
            check(&said(test(), command), &format!("{command:?}"))?;
        }
    }
}

#[test]
fn what_is_hostile_is_shown() {
    let bad = "\u{1b}[2J\u{7}";
    let test = Test::new()
        .bytes("r.flywheel", rules(bad).as_bytes())
        .bytes("c.ndjson", records(bad).as_bytes())
        .args("eval r.flywheel c.ndjson --as-of 2026-03-31 --format table");
    insta::assert_snapshot!(test.run());
    let test = Test::new().bytes("r.flywheel", rules(bad).as_bytes()).args("test r.flywheel");
    insta::assert_snapshot!(test.run());
    let (status, _, said) = Test::new()
        .bytes("r.flywheel", rules("").as_bytes())
        .args("check r.flywheel --deny warnings")
        .output();
    assert_eq!(status, 0, "the rules are fine but for what is hostile: {said}");
}

#[test]
fn tables_are_as_wide_as_they_look() {
    let names = ["東京", "\u{1b}[2J", "e\u{301}", "👩\u{200d}🚀"];
    let records = names.map(|name| format!("{{\"id\":{},\"nps\":9}}\n", text(name)));
    let test = Test::new()
        .bytes("r.flywheel", rules("").as_bytes())
        .bytes("c.ndjson", records.concat().as_bytes())
        .args("eval r.flywheel c.ndjson --as-of 2026-03-31 --format table");
    insta::assert_snapshot!(test.run());
}
