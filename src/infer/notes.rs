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

/// Why something is not declared.
pub(super) const LIST_IN_EVENT: &str = "a list within an event";
pub(super) const SEVERAL_TYPES: &str = "values of several types";
pub(super) const SEVERAL_IN_LIST: &str = "a list of several kinds of values";
pub(super) const SEVERAL_KINDS: &str = "sometimes a single value, sometimes a list or an object";
pub(super) const TWICE: &str = "a name that appears twice";
pub(super) const UNSAYABLE: &str = "a name that rules cannot write";
pub(super) const MANY_KEYS: &str = "an object with too many keys";

/// What cannot be read, and why.
pub(super) fn unread(what: &[(&str, String)], notes: &mut Vec<String>) {
    let mut reasons: Vec<&str> = what.iter().map(|(reason, _)| *reason).collect();
    reasons.dedup();
    reasons.sort_unstable();
    reasons.dedup();
    for reason in reasons {
        let of_reason = what.iter().filter(|(other, _)| *other == reason);
        let names: Vec<&str> = of_reason.map(|(_, name)| name.as_str()).collect();
        notes.extend(wrapped(&format!("Not declared, {reason}: {}", names.join(", "))));
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
