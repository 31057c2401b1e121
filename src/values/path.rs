//! Paths into records, as people write them: `properties['Plan Name']`, `purchases[3].amount`.

use std::borrow::Cow;
use std::fmt;

/// A way into a record: object keys and array indexes, never empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Path(pub Vec<Step>);

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// To the value of this key of an object.
    Key(String),
    /// To this place of a list, from 0.
    Index(usize),
}

impl Path {
    /// The path of one key.
    pub fn key(key: &str) -> Path {
        Path(vec![Step::Key(key.to_owned())])
    }

    /// How a person names it: the key, if it is only one, and else the path.
    pub fn name(&self) -> String {
        match self.0.as_slice() {
            [Step::Key(key)] => key.clone(),
            _ => self.to_string(),
        }
    }

    /// The last key of it; empty if it has none.
    pub fn last_key(&self) -> &str {
        let keys = self.0.iter().rev().filter_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Index(_) => None,
        });
        keys.into_iter().next().unwrap_or_default()
    }

    /// Reads a dotted path. `None` if brackets or quotes do not fit together, or a step is empty.
    pub fn parse(text: &str) -> Option<Path> {
        let mut steps = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            if let Some(inner) = rest.strip_prefix('[') {
                let (step, after) = bracketed(inner)?;
                steps.push(step);
                rest = after;
            } else {
                let rest_of_path = if steps.is_empty() { rest } else { rest.strip_prefix('.')? };
                let end = rest_of_path.find(['.', '[']).unwrap_or(rest_of_path.len());
                let (word, after) = rest_of_path.split_at(end);
                steps.push(bare(word)?);
                rest = after;
            }
        }
        (!steps.is_empty()).then_some(Path(steps))
    }
}

/// In the form that rule files and messages use.
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&prepend(self, ""))
    }
}

/// The path to `inner`, a path within what `path` leads to.
pub fn prepend(path: &Path, inner: &str) -> String {
    path.0.iter().rev().fold(inner.to_owned(), |inner, step| match step {
        Step::Key(key) => prepend_key(key, &inner),
        Step::Index(index) => prepend_index(*index, &inner),
    })
}

/// The same below one key.
pub fn prepend_key(key: &str, inner: &str) -> String {
    let key = if is_plain(key) { key.to_owned() } else { format!("['{key}']") };
    let dot = if inner.is_empty() || inner.starts_with('[') { "" } else { "." };
    format!("{key}{dot}{inner}")
}

/// The same below one place in an array.
pub fn prepend_index(index: usize, inner: &str) -> String {
    let dot = if inner.is_empty() || inner.starts_with('[') { "" } else { "." };
    format!("[{index}]{dot}{inner}")
}

/// A path that may begin with a place in an array: the place, and the path below it.
pub fn split_index(path: &str) -> (Option<usize>, String) {
    let parts = path.strip_prefix('[').and_then(|inner| inner.split_once(']'));
    match parts.and_then(|(digits, inner)| Some((digits.parse().ok()?, inner))) {
        Some((index, inner)) => (Some(index), inner.strip_prefix('.').unwrap_or(inner).to_owned()),
        None => (None, path.to_owned()),
    }
}

/// A path as messages show it: a single key as people know it, `"Paid at"` for `['Paid at']`.
pub fn in_words(path: &str) -> Cow<'_, str> {
    let key = path.strip_prefix("['").and_then(|rest| rest.strip_suffix("']"));
    match key.filter(|key| !key.contains("['")) {
        Some(key) => Cow::Owned(format!("\"{key}\"")),
        None => Cow::Borrowed(path),
    }
}

/// Whether a key can be in a dotted path without quotes.
fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && !key.bytes().all(|b| b.is_ascii_digit())
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '$' | '@'))
}

fn bare(word: &str) -> Option<Step> {
    match word.bytes().all(|b| b.is_ascii_digit()) {
        _ if word.is_empty() => None,
        true => word.parse().ok().map(Step::Index),
        false => Some(Step::Key(word.to_owned())),
    }
}

/// What follows an opening bracket: `'Plan Name']`, `"x"]` or `3]`.
fn bracketed(inner: &str) -> Option<(Step, &str)> {
    for quote in ['\'', '"'] {
        if let Some(text) = inner.strip_prefix(quote) {
            let (key, after) = text.split_once(quote)?;
            return Some((Step::Key(key.to_owned()), after.strip_prefix(']')?));
        }
    }
    let (digits, after) = inner.split_once(']')?;
    Some((Step::Index(digits.parse().ok()?), after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_and_written_alike() {
        for text in [
            "id",
            "a.b.c",
            "table:orders[0].no",
            "properties['Plan Name']",
            "a[3].b",
            "['x.y'].z",
            "Größe",
        ] {
            assert_eq!(Path::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(split_index("[3].a.b"), (Some(3), "a.b".to_owned()));
        assert_eq!(split_index("[3]['a b']"), (Some(3), "['a b']".to_owned()));
        assert_eq!(split_index("['a b'][3]"), (None, "['a b'][3]".to_owned()));
        for (path, words) in [
            ("['Paid at']", "\"Paid at\""),
            ("['it's']", "\"it's\""),
            ("paid_at", "paid_at"),
            ("['Paid at'].day", "['Paid at'].day"),
            ("['Paid at']['a day']", "['Paid at']['a day']"),
            ("", ""),
        ] {
            assert_eq!(in_words(path), words);
        }
        assert_eq!(Path::parse("a.0.b"), Path::parse("a[0].b"));
        assert_eq!(Path::parse("a[\"b c\"]"), Path::parse("a['b c']"));
        for text in ["", "a..b", "a[", "a['b", "a['b'", "a[x]", "a.", "a['b']c"] {
            assert_eq!(Path::parse(text), None, "{text}");
        }
    }
}
