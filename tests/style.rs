//! The docs and the examples avoid the words that `docs/style.md` lists. The tables on that page
//! are what this test looks for, so the page and the test cannot disagree.
//!
//! In Markdown, the prose is read: not code, not links, not what commands print. Of rules, in
//! files and in blocks of code, the comments and the texts in quotation marks are read.

#[path = "support/files.rs"]
mod files;

use std::fs;

use files::files;

/// The pages outside `docs` and `examples`.
const PAGES: [&str; 6] = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "editors/README.md",
    "editors/vscode/README.md",
    "python/README.md",
];

/// A page that is not held to the list: the list itself.
const NOT_HELD: &[&str] = &["docs/style.md"];

/// What is fine although it contains a word to avoid.
const FINE: &[&str] = &["there is no", "there are no", "there is none", "no longer"];

/// Where a word has to appear as it is: a file, and the words around it.
const EXCEPTIONS: &[(&str, &str)] = &[
    // The names of fields in data that others have named.
    ("examples/marketing/marketing.flywheel", "crm.consent['e-mail']"),
    ("examples/shapes/klaviyo.flywheel", "['favourite brew']"),
    ("examples/shapes/exported/klaviyo.flywheel", "['favourite brew']"),
    ("examples/shapes/exported/segment.flywheel", "order cancelled"),
    ("examples/shapes/exported/shopify.flywheel", "cancelled at"),
    // What people write, which is looked for and not said.
    ("src/meant/phrases.rs", "is no"),
    ("src/meant/phrases.rs", "is none of"),
    ("src/meant/phrases.rs", "whoever"),
    ("src/syntax/habits/english/sentence.rs", "whoever"),
    ("src/syntax/habits/english/values.rs", "is none of"),
    // A word of the language.
    ("src/editor/complete/places.rs", "wheel"),
    ("src/editor/complete/words.rs", "report wheel $0"),
    ("src/syntax/effort.rs", "report wheel a"),
    ("src/syntax/habits/shapes/reports.rs", "wheel"),
    ("src/syntax/report_lines.rs", "wheel"),
    ("src/syntax/vocabulary.rs", "report. wheel"),
    // The names of columns, however others spell them.
    ("src/infer/list.rs", "canceled cancelled closed"),
];

/// The words in code style in the first column of every table whose heading is `avoid`.
fn to_avoid() -> Vec<String> {
    let page = fs::read_to_string("docs/style.md").unwrap();
    let mut words = Vec::new();
    let mut listed = false;
    for line in page.lines() {
        let Some(row) = line.strip_prefix('|') else {
            listed = false;
            continue;
        };
        let first = row.split('|').next().unwrap_or_default().trim();
        if first == "avoid" {
            listed = true;
        } else if listed {
            words.extend(first.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    assert!(words.len() > 60, "the tables of docs/style.md were not found");
    words
}

/// A text in one line, in small letters, with single spaces.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether a letter belongs to a word. So a code such as `dead-end` is one word.
fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '_')
}

/// The places of a word to avoid, each with the words around it.
fn places(text: &str, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(word) {
        let (before, rest) = (&text[..at], &text[at + word.len()..]);
        let whole = !before.ends_with(is_of_word) && !rest.starts_with(is_of_word);
        // "In all five systems" is fine; "166 in all" is not.
        let goes_on = rest.starts_with(' ') && rest[1..].starts_with(char::is_alphanumeric);
        if whole && !(word == "in all" && goes_on) {
            let from = before.char_indices().rev().nth(30).map_or(0, |(at, _)| at);
            let to = rest.char_indices().nth(30).map_or(rest.len(), |(at, _)| at);
            found.push(format!("{}{word}{}", &before[from..], &rest[..to]));
        }
    }
    found
}

/// Every word to avoid in a text, with the words around it.
fn avoided(text: &str, words: &[String]) -> Vec<String> {
    let text = FINE.iter().fold(flat(text), |text, fine| text.replace(fine, "…"));
    words.iter().flat_map(|word| places(&text, word)).collect()
}

/// The same for a file, without its exceptions.
fn avoided_in(path: &str, read: &str, words: &[String]) -> Vec<String> {
    let fine = |place: &String| {
        EXCEPTIONS.iter().any(|(file, around)| *file == path && place.contains(around))
    };
    let found = avoided(read, words).into_iter().filter(|place| !fine(place));
    found.map(|place| format!("{path}: {place}")).collect()
}

/// The comments and the texts in quotation marks of rules.
fn of_rules(rules: &str) -> String {
    let mut read = String::new();
    for line in rules.lines() {
        for (at, part) in line.split('"').enumerate() {
            let comment = part.split_once('#').map(|(_, comment)| comment);
            match (at % 2 == 1, comment) {
                (true, _) => read += &format!("{part}. "),
                (false, Some(comment)) => {
                    read += comment;
                    break;
                }
                (false, None) => {}
            }
        }
        read.push('\n');
    }
    read
}

/// The prose of a page, and what is read of the rules on it.
fn of_page(page: &str) -> String {
    let mut read = String::new();
    for (at, part) in page.split("```").enumerate() {
        if at % 2 == 1 {
            if part.starts_with("flywheel") || part.starts_with("decide") {
                read += &of_rules(part);
            }
            continue;
        }
        for (at, prose) in part.split('`').enumerate() {
            read += if at % 2 == 0 { prose } else { "…" };
        }
    }
    without_links(&read)
}

/// The text of links, without where they lead.
fn without_links(text: &str) -> String {
    let mut parts = text.split("](");
    let mut read = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        read += part.split_once(')').map_or(part, |(_, rest)| rest);
    }
    read
}

/// The texts in quotation marks of a file of code, and what clap shows as help. Tests are left out.
fn of_code(path: &str, code: &str) -> String {
    let code = code.split("#[cfg(test)]").next().unwrap_or_default();
    let mut read = String::new();
    for text in texts(code) {
        // Neither code nor what is put in: `is no`, `{wants}`.
        let words = text.split('`').step_by(2).collect::<Vec<_>>().join("…");
        let words = words.split('{').map(|part| part.rsplit('}').next().unwrap_or(part));
        read += &format!("{}. ", words.collect::<Vec<_>>().join("…"));
    }
    if path.starts_with("src/front/cli/") {
        let help = code.lines().filter_map(|line| line.trim().strip_prefix("///"));
        help.for_each(|help| read += help);
    }
    read
}

/// The literal texts of a file of code.
fn texts(code: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find(['"', '/', '\'']) {
        let from = &rest[at..];
        if from.starts_with("//") {
            rest = from.split_once('\n').map_or("", |(_, rest)| rest);
        } else if let Some(inside) = from.strip_prefix('"') {
            let before = rest[..at].trim_end_matches('#');
            let hashes = "#".repeat(at - before.len());
            let end = match before.ends_with('r') {
                true => inside.find(&format!("\"{hashes}")).unwrap_or(inside.len()),
                false => end_of_text(inside),
            };
            texts.push(inside[..end].replace("\\n", " ").replace('\\', " "));
            rest = inside.get(end + 1..).unwrap_or_default();
        } else if from.starts_with("'\"'") || from.starts_with("'\\\"'") {
            rest = from[1..].split_once('\'').map_or("", |(_, rest)| rest);
        } else {
            rest = &from[1..];
        }
    }
    texts
}

/// Where a text ends that may hold `\"`.
fn end_of_text(inside: &str) -> usize {
    let mut escaped = false;
    for (at, letter) in inside.char_indices() {
        match (letter, escaped) {
            ('"', false) => return at,
            ('\\', false) => escaped = true,
            _ => escaped = false,
        }
    }
    inside.len()
}

fn paths(dirs: &[&str], endings: &[&str]) -> Vec<String> {
    let found = dirs.iter().flat_map(|dir| files(dir, endings));
    found.map(|path| path.to_string_lossy().replace('\\', "/")).collect()
}

#[test]
fn docs_and_examples_avoid_the_words_to_avoid() {
    let words = to_avoid();
    let mut pages = paths(&["docs", "examples", "tests/docs"], &["md", "flywheel"]);
    pages.extend(PAGES.map(str::to_owned));
    pages.retain(|path| !NOT_HELD.contains(&path.as_str()));
    let mut wrong = Vec::new();
    for path in pages {
        let text = fs::read_to_string(&path).unwrap();
        let read = if path.ends_with(".md") { of_page(&text) } else { of_rules(&text) };
        wrong.extend(avoided_in(&path, &read, &words));
    }
    assert!(wrong.is_empty(), "see docs/style.md\n{}", wrong.join("\n"));
}

#[test]
fn messages_avoid_the_words_to_avoid() {
    let words = to_avoid();
    let mut wrong = Vec::new();
    for path in paths(&["src"], &["rs"]) {
        if path.ends_with("/tests.rs") || path.ends_with("/properties.rs") {
            continue;
        }
        let read = of_code(&path, &fs::read_to_string(&path).unwrap());
        wrong.extend(avoided_in(&path, &read, &words));
    }
    assert!(wrong.is_empty(), "see docs/style.md\n{}", wrong.join("\n"));
}

#[test]
fn words_are_found_where_they_are() {
    let words = ["in all", "stands", "is no", "door"].map(str::to_owned);
    assert_eq!(avoided("It\nStands. 166 in all. This is no door.", &words).len(), 4);
    assert_eq!(avoided("Understands. In all five there is no `door-cycle`.", &words).len(), 0);
    assert_eq!(of_rules("tag \"a # b\" # why\nx"), "a # b.  why\n\n");
    let code = "// \"no\"\nf('\"', \"a \\\"b\\\" `c`\", r#\"d \"e\"\"#);";
    assert_eq!(texts(code), ["a  \"b \" `c`", "d \"e\""]);
    assert_eq!(of_page("a `stands` [b](stands.md)\n```text\nstands\n```\nc"), "a … [b\n\nc");
}
