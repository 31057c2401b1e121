//! New values, written in the form of the old ones.

use std::fmt::Write;

use super::edit::Edit;
use super::owed;
use crate::plan::{Grant, Needs};
use crate::records::json::{Found, Scanner};
use crate::values::time;

/// The JSON of a value as it now stands, where `old` stood before; nothing stood there if empty.
pub(super) fn json(edit: Edit<'_>, old: &str) -> String {
    let mut out = String::new();
    match edit {
        Edit::Stage(name) => text(name, &mut out),
        Edit::StageSince(instant, zone) => text(&time::written(instant, zone), &mut out),
        Edit::Tags(tags) => match Scanner::new(old).found() {
            Ok(Found::Text(raw)) if can_join(tags) => text(&joined(tags, raw.raw), &mut out),
            Ok(_) | Err(_) => list(tags.iter(), &mut out, |tag, out| text(tag, out)),
        },
        Edit::Given(grants, needs) => match old.trim_end().strip_suffix(']') {
            Some(before) if old.starts_with('[') => append(before, grants, needs, &mut out),
            Some(_) | None => list(grants.iter(), &mut out, |one, out| grant(one, needs, out)),
        },
        Edit::Owed(all, need, needs) => owed::list(all, need, needs, old, &mut out),
        Edit::Nothing(_) => out.push_str("null"),
    }
    out
}

/// The text of a CSV cell as it now stands.
pub(super) fn cell(edit: Edit<'_>, old: &str) -> String {
    match edit {
        Edit::Stage(name) => name.to_owned(),
        Edit::StageSince(instant, zone) => time::written(instant, zone),
        Edit::Tags(tags) if !old.starts_with('[') && can_join(tags) => joined(tags, old),
        Edit::Nothing(_) => String::new(),
        Edit::Tags(_) | Edit::Given(..) | Edit::Owed(..) => json(edit, old),
    }
}

/// Whether the tags survive as one text with commas between them, in a cell too, where a tag may be
/// in quotation marks.
fn can_join(tags: &[&str]) -> bool {
    let fits = |tag: &&str| {
        !tag.is_empty() && tag.trim() == *tag && !tag.contains(',') && !tag.starts_with('"')
    };
    tags.iter().all(fits) && !tags.first().is_some_and(|tag| tag.starts_with('['))
}

/// One text of all tags, with the commas as they were.
fn joined(tags: &[&str], old: &str) -> String {
    let tight = old.contains(',') && !old.contains(", ");
    tags.join(if tight { "," } else { ", " })
}

/// A list with some grants more, up to whose closing bracket `before` is.
fn append(before: &str, grants: &[Grant], needs: &Needs, out: &mut String) {
    let kept = before.trim_end();
    out.push_str(kept);
    for one in grants {
        if !out.trim_end().ends_with('[') {
            out.push(',');
        }
        grant(one, needs, out);
    }
    out.push_str(&before[kept.len()..]);
    out.push(']');
}

fn grant(grant: &Grant, needs: &Needs, out: &mut String) {
    out.push_str("{\"name\":");
    text(&needs.gifts[grant.gift].written, out);
    if let Some(at) = grant.at {
        out.push_str(",\"at\":");
        text(&time::written(at, &needs.zone), out);
    }
    if let Some(event) = &grant.event {
        out.push_str(",\"for\":");
        text(event, out);
    }
    for (key, amount) in [("cost", grant.cost), ("worth", grant.worth)] {
        if let Some(amount) = amount {
            let _ = write!(out, ",\"{key}\":{amount}");
        }
    }
    out.push('}');
}

fn list<T>(items: impl Iterator<Item = T>, out: &mut String, write: impl Fn(T, &mut String)) {
    out.push('[');
    for (i, item) in items.enumerate() {
        if i > 0 {
            out.push(',');
        }
        write(item, out);
    }
    out.push(']');
}

/// A text in quotes, with the escapes that JSON wants and no others.
pub(super) fn text(text: &str, out: &mut String) {
    out.push('"');
    if text.bytes().all(|byte| !matches!(byte, b'"' | b'\\' | 0..0x20)) {
        out.push_str(text);
        out.push('"');
        return;
    }
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..'\u{20}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}
