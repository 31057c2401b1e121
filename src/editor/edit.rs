//! What to write in place of a stretch of a text.

use std::ops::Range;

use crate::problems;
use crate::tools::format::diff::{Change, changes};

/// A change of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, in bytes; empty if something is added.
    pub range: Range<usize>,
    /// What it is replaced with.
    pub text: String,
}

/// What to change in a text so that it is another one: whole lines, and only those that differ.
/// Lines that differ in their spaces alone are taken for the same line.
pub fn edits(old: &str, new: &str) -> Vec<Edit> {
    let lines = |text| str::split_inclusive(text, '\n').collect::<Vec<&str>>();
    let (old, new) = (lines(old), lines(new));
    let words = |lines: &[&str]| -> Vec<String> {
        lines.iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    };
    let (old_words, new_words) = (words(&old), words(&new));
    let [one, other] = [&old_words, &new_words]
        .map(|words| words.iter().map(String::as_str).collect::<Vec<&str>>());
    let (mut old, mut new) = (old.into_iter(), new.into_iter());
    let mut edits: Vec<Edit> = Vec::new();
    let (mut at, mut goes_on) = (0, false);
    for change in changes(&one, &other) {
        let (less, more) = match change {
            Change::Same(_) => (old.next().unwrap_or_default(), new.next().unwrap_or_default()),
            Change::Less(_) => (old.next().unwrap_or_default(), ""),
            Change::More(_) => ("", new.next().unwrap_or_default()),
            Change::Skip(_) => continue,
        };
        let start = at;
        at += less.len();
        if less == more {
            goes_on = false;
            continue;
        }
        match edits.last_mut().filter(|_| goes_on) {
            Some(edit) => {
                edit.range.end = at;
                edit.text.push_str(more);
            }
            None => edits.push(Edit { range: start..at, text: more.to_owned() }),
        }
        goes_on = true;
    }
    edits
}

/// The text with edits made, which are in order and do not overlap.
pub(super) fn made(text: &str, edits: &[Edit]) -> String {
    problems::made(text, edits.iter().map(|edit| (edit.range.clone(), edit.text.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_lead_from_one_text_to_another() {
        let cases = [
            ("", "a\n"),
            ("a\n", ""),
            ("a\nb\nc", "a\nB\nc"),
            ("a\r\nb\r\n", "a\nb\n"),
            ("a\nb\nc\nd\n", "x\na\nc\nd\ny"),
            ("a\nb\n", "a\nb\n"),
        ];
        for (old, new) in cases {
            assert_eq!(made(old, &edits(old, new)), new, "{old:?}");
        }
        assert_eq!(edits("a\nb\nc\n", "a\nB\nc\n"), [Edit { range: 2..4, text: "B\n".into() }]);
    }
}
