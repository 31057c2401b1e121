//! Names that the language takes, made of the names in data.

use crate::syntax::is_reserved;

/// Words that are no names of values, or mean something else where one may come.
const TAKEN: &[&str] = &[
    "id",
    "stage",
    "stage_since",
    "tags",
    "given",
    "at",
    "from",
    "key",
    "with",
    "required",
    "default",
    "split",
    "as",
    "by",
    "of",
    "last",
    "yes",
    "no",
    "true",
    "false",
    "missing",
    "known",
    "today",
    "now",
    "a",
    "an",
    "the",
    "one",
    "set",
    "count",
    "first",
    "sum",
    "rank",
    "quintile",
    "show",
    "leave",
    "dates",
    "times",
    "numbers",
    "to",
    "tagged",
    "this",
    "every",
    "once",
    "is",
    "it",
];

/// A name in the style of the language, `total_spent`, that is free. What no name can be made of is
/// called `other` and a number.
pub(super) fn legal(text: &str, other: &str, is_free: impl Fn(&str) -> bool) -> String {
    let name = snake(text);
    let begins = name.starts_with(char::is_alphabetic);
    let name = match (begins, name.is_empty() || mixes(&name)) {
        (_, true) => other.to_owned(),
        (false, false) => format!("{other}_{name}"),
        (true, false) => name,
    };
    let name = if is_taken(&name) { format!("{name}_{other}") } else { name };
    let numbered = (2..).map(|number| format!("{name}_{number}"));
    let first = std::iter::once(name.clone());
    first.chain(numbered).find(|name| is_free(name)).unwrap_or(name)
}

/// Whether a character cannot be seen, or turns the direction of a text: rules with it would not say
/// what they seem to.
pub(super) fn is_hidden(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || c.is_control()
}

/// A text on one line, to be shown in a comment.
pub(super) fn shown(text: &str) -> String {
    text.chars().map(|c| if is_hidden(c) { ' ' } else { c }).take(200).collect()
}

/// Whether a word cannot be a name, or not everywhere.
pub(super) fn is_taken(name: &str) -> bool {
    is_reserved(name) || TAKEN.contains(&name)
}

/// Small letters and digits, with `_` between words.
pub(super) fn snake(text: &str) -> String {
    let mut name = String::new();
    let mut before = ' ';
    for c in text.chars() {
        let turns = c.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit());
        if (turns || !is_plain(c)) && !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
        if is_plain(c) {
            name.extend(c.to_lowercase().filter(|c| is_plain(*c)));
        }
        before = c;
    }
    let name = name.trim_end_matches('_');
    name.chars().take(60).collect()
}

fn is_plain(c: char) -> bool {
    c.is_alphabetic() || c.is_ascii_digit()
}

/// Whether letters of several alphabets are in one name, which the checker warns of.
fn mixes(name: &str) -> bool {
    let is_latin = |c: char| c < '\u{250}';
    name.chars().any(|c| c.is_alphabetic() && !is_latin(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_legal() {
        for (text, name) in [
            ("Total Spent", "total_spent"),
            ("totalSpent", "total_spent"),
            ("NPS", "nps"),
            ("Größe (cm)", "größe_cm"),
            ("score", "score_column"),
            ("id", "id_column"),
            ("1st order", "column_1st_order"),
            ("", "column"),
            ("???", "column"),
            ("Имя", "column"),
            ("$source", "source"),
        ] {
            assert_eq!(legal(text, "column", |_| true), name, "{text}");
        }
        assert_eq!(legal("a b", "column", |name| name != "a_b"), "a_b_2");
    }
}
