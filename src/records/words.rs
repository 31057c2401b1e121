//! How messages show what is in a record.

use crate::problems::shown;

/// Long texts are cut to this many characters.
const SHOWN: usize = 40;

/// A text without its end, where it is long.
pub(super) fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A text in quotes, without its end where it is long, on one line.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", shown(&cut(text)))
}

/// The names that exist, in quotes, the first dozen of them.
pub(super) fn names<'n>(names: impl ExactSizeIterator<Item = &'n str>) -> String {
    let more = names.len().saturating_sub(12);
    let mut shown: Vec<String> = names.take(12).map(quoted).collect();
    if more > 0 {
        shown.push(format!("{more} more"));
    }
    shown.join(", ")
}

/// A word with a capital letter.
pub(super) fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
