//! Comments for the people who read what is proposed.

/// A line of a comment is not longer, so that it can be read.
const WIDTH: usize = 100;

/// Which columns have no values.
pub(super) fn empty(names: &[String], notes: &mut Vec<String>) {
    if !names.is_empty() {
        notes.extend(wrapped(&format!("Always empty: {}", names.join(", "))));
    }
}

/// What cannot be read, and why.
pub(super) fn unread(what: &[String], notes: &mut Vec<String>) {
    if !what.is_empty() {
        notes.push("Not declared, because no type takes all of it:".to_owned());
        notes.extend(what.iter().map(|line| format!("  {line}")));
    }
}

/// A sentence in lines.
pub(super) fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        if let Some(last) = lines.last_mut() {
            if !last.is_empty() && last.chars().count() + word.chars().count() >= WIDTH {
                lines.push(word.to_owned());
            } else {
                let space = if last.is_empty() { "" } else { " " };
                last.push_str(&format!("{space}{word}"));
            }
        }
    }
    lines
}
