//! Comments for the people who read what is proposed.

use super::entry::Entry;

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

/// Each note, with the names of what it is about.
pub(super) fn grouped(entries: &[Entry]) -> Vec<(&str, Vec<&str>)> {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for entry in entries {
        let Some(note) = entry.note.as_deref() else { continue };
        match groups.iter_mut().find(|(known, _)| *known == note) {
            Some((_, names)) => names.push(&entry.name),
            None => groups.push((note, vec![&entry.name])),
        }
    }
    groups
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
