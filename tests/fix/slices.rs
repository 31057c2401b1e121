//! Small programs: the blocks of the documents, and each rule of the examples with what it needs.

use std::fs;

/// The programs of the documents.
pub(crate) fn of_documents() -> Vec<String> {
    let mut texts = Vec::new();
    for page in ["docs/language.md", "docs/testing.md", "docs/simulation.md"] {
        let page = fs::read_to_string(page).unwrap();
        let blocks = page.split("```").skip(1).step_by(2);
        texts.extend(blocks.filter_map(|block| {
            let (info, text) = block.split_once('\n')?;
            let rules = text.split("\nas of ").next()?;
            matches!(info, "flywheel" | "decide").then(|| rules.to_owned())
        }));
    }
    texts
}

/// Each statement of the examples in a program of its own.
pub(crate) fn of_examples() -> Vec<String> {
    let mut files: Vec<_> = fs::read_dir("examples")
        .unwrap()
        .filter_map(|folder| fs::read_dir(folder.unwrap().path()).ok())
        .flatten()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "flywheel"))
        .collect();
    files.sort();
    files.iter().flat_map(|path| slices(&fs::read_to_string(path).unwrap())).collect()
}

/// A declaration: its head, and what is under it, each with the lines that go on with it.
struct Part<'t> {
    head: &'t str,
    inner: Vec<String>,
}

const BEGINS: &[&str] =
    &["after", "when", "rule", "on", "resting", "capacity", "refers", "if", "currency", "timezone"];

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with('#')) {
        let inside = line.trim_start();
        let Some(part) = parts.last_mut().filter(|_| inside.len() < line.len()) else {
            if !line.is_empty() {
                parts.push(Part { head: line, inner: Vec::new() });
            }
            continue;
        };
        let first = inside.split_whitespace().next().unwrap_or_default();
        let field = part.head == "customer" && (first.ends_with(':') || first == "id");
        match part.inner.last_mut() {
            Some(before) if !field && !BEGINS.contains(&first) => {
                before.push_str(&format!("\n    {inside}"));
            }
            Some(_) | None => part.inner.push(inside.to_owned()),
        }
    }
    parts
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| word.len() > 2).collect()
}

/// Whether a text speaks of a name, perhaps in the singular.
fn speaks_of(text: &str, name: &str) -> bool {
    let stem = &name[..name.len().min(name.len().max(5) - 2)];
    words(text).iter().any(|word| *word == name || word.starts_with(stem))
}

fn name(head: &str) -> &str {
    head.split_whitespace().nth(1).unwrap_or_default()
}

fn slices(text: &str) -> Vec<String> {
    let parts = parts(text);
    let mut all = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        if part.head.starts_with("stage ") || part.head == "any stage" {
            all.extend(part.inner.iter().map(|statement| slice(&parts, at, statement)));
        }
    }
    all
}

/// One statement of a stage, with the declarations that it speaks of.
fn slice(parts: &[Part<'_>], own: usize, statement: &str) -> String {
    let mut said = statement.to_owned();
    let mut kept = vec![false; parts.len()];
    // What a `let` speaks of is needed too.
    for _ in 0..4 {
        for (at, part) in parts.iter().enumerate() {
            let gives = ["let", "score", "reward", "message", "program", "alert"]
                .iter()
                .any(|word| part.head.starts_with(&format!("{word} ")));
            if gives && !kept[at] && speaks_of(&said, name(part.head)) {
                kept[at] = true;
                said.push_str(&format!("\n{}\n{}", part.head, part.inner.join("\n")));
            }
        }
    }
    let mut out = String::new();
    for (at, part) in parts.iter().enumerate() {
        let whole = || format!("{}\n  {}\n", part.head, part.inner.join("\n  "));
        let inner: Vec<&str> = match part.head {
            head if head.starts_with("flywheel") => part
                .inner
                .iter()
                .map(String::as_str)
                .filter(|setting| setting.starts_with("currency"))
                .collect(),
            "customer" => part
                .inner
                .iter()
                .map(String::as_str)
                .filter(|field| speaks_of(&said, words(field).first().unwrap_or(&"id")))
                .collect(),
            _ if at == own => vec![statement],
            head if head.starts_with("stage ") && speaks_of(&said, name(head)) => vec!["resting"],
            _ => {
                if kept[at] {
                    out.push_str(whole().trim_end());
                    out.push('\n');
                }
                continue;
            }
        };
        out.push_str(&format!("{}\n", part.head));
        inner.iter().for_each(|line| out.push_str(&format!("  {line}\n")));
    }
    if parts[own].head == "any stage" {
        out.push_str("stage Other\n  resting\n");
    }
    out
}
