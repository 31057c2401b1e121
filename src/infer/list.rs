//! A list of events, as it is proposed.

use super::entry::Entry;
use super::forms::Forms;
use super::kind::{Kind, quoted};
use super::leaf::{Leaf, leaves};
use super::naming::Naming;
use super::notes;
use super::shape::Shape;

/// A list of events, as it is proposed.
#[derive(Clone, Debug)]
pub(super) struct List {
    pub name: String,
    /// What follows `events`: `from "shop.orders"`, `from table by "customer_id"`.
    pub source: String,
    pub attributes: Vec<Entry>,
    /// The path of the time, and how it is written.
    pub at: Option<String>,
    pub key: Option<String>,
    pub notes: Vec<String>,
}

impl List {
    /// A list whose events have this shape. `without` are the columns that say whose events they
    /// are.
    pub(super) fn of(
        name: String,
        source: String,
        shape: &Shape,
        forms: &Forms,
        without: &[&str],
        key: Option<String>,
    ) -> List {
        let (all, mut unread) = leaves(shape);
        let mut list =
            List { name, source, attributes: Vec::new(), at: None, key, notes: Vec::new() };
        let at = time(&all, forms);
        list.at = at.map(|leaf| written(leaf, forms));
        let found = all.iter().find(|leaf| identifies(leaf, shape.objects));
        list.key = list.key.or_else(|| found.map(Leaf::text));
        let mut naming = Naming::default();
        let mut empty = Vec::new();
        for leaf in &all {
            let text = leaf.text();
            let is_at = at.is_some_and(|at| at.path == leaf.path);
            if is_at || list.key.as_ref() == Some(&text) || without.contains(&text.as_str()) {
                continue;
            }
            if leaf.shape.lists > 0 {
                unread.push(format!("{}: a list within an event", leaf.shown()));
            } else if leaf.column().is_empty(forms) {
                empty.push(leaf.shown());
            } else if let Some(entry) = super::block::entry(leaf, forms, &mut naming) {
                match entry.kind {
                    // An attribute holds one value.
                    Kind::Set { .. } => list.attributes.push(Entry { kind: Kind::Text, ..entry }),
                    _ => list.attributes.push(entry),
                }
            } else {
                unread.push(format!("{}: values of several types", leaf.shown()));
            }
        }
        if list.at.is_none() {
            list.notes.push("No column says when they happened, so windows such as `within 30 days` cannot be used.".to_owned());
        }
        notes::empty(&empty, &mut list.notes);
        notes::unread(&unread, &mut list.notes);
        list
    }

    pub(super) fn write(&self, text: &mut String) {
        let mut above = self.notes.clone();
        for (note, names) in notes::grouped(&self.attributes) {
            above.extend(notes::wrapped(&format!("{}: {note}", names.join(", "))));
        }
        for note in above {
            text.push_str(&format!("  # {note}\n"));
        }
        text.push_str(&format!("  {}: events{}\n", self.name, self.source));
        if !self.attributes.is_empty() {
            let attributes: Vec<String> = self.attributes.iter().map(Entry::attribute).collect();
            text.push_str(&format!("    with {}\n", attributes.join(",\n         ")));
        }
        if let Some(at) = &self.at {
            text.push_str(&format!("    at {at}\n"));
        }
        if let Some(key) = &self.key {
            text.push_str(&format!("    key {}\n", quoted(key)));
        }
    }
}

/// The column that says when an event happened: of several, the one whose name says so best.
fn time<'l, 's>(all: &'l [Leaf<'s>], forms: &Forms) -> Option<&'l Leaf<'s>> {
    let score = |leaf: &Leaf<'_>| {
        let kind = Kind::of(leaf.column(), &leaf.words, forms)?;
        if !kind.is_date() || leaf.words.is_birthday() {
            return None;
        }
        let words = &leaf.words;
        let late = ["updated", "modified", "canceled", "cancelled", "closed", "processed", "delivered",
            "estimated", "approved", "due", "until", "end", "expires", "received", "sent", "original"];
        let name = match leaf.name().to_lowercase().as_str() {
            "at" | "timestamp" | "occurred_at" => 100,
            "created_at" | "created at" | "createdat" | "createdate" | "datetime" => 90,
            "created" | "date" | "time" => 80,
            _ if words.has(&late) => 10,
            _ if words.has(&["purchase", "order", "created", "event", "start", "started"]) => 60,
            _ => 30,
        };
        let depth = 5 * leaf.path.len() as i32;
        let filled = (leaf.column().values > 0).then_some(name - depth)?;
        Some(filled)
    };
    let scored = all.iter().filter_map(|leaf| Some((score(leaf)?, leaf)));
    // Of equals, the first.
    scored.rev().max_by_key(|(score, _)| *score).map(|(_, leaf)| leaf)
}

/// The path of a time, and how it is written.
fn written(leaf: &Leaf<'_>, forms: &Forms) -> String {
    let form = match Kind::of(leaf.column(), &leaf.words, forms) {
        Some(Kind::Date(when) | Kind::Day(when)) => when.write(),
        Some(_) | None => String::new(),
    };
    format!("{}{form}", quoted(&leaf.text()))
}

/// Whether a column tells all events apart.
fn identifies(leaf: &Leaf<'_>, events: u64) -> bool {
    let name = leaf.name().to_lowercase();
    let is_number = name == "name" && leaf.column().numbered;
    let is_key = name == "id" || leaf.words.is_id() && !leaf.words.is_person() || is_number;
    is_key && leaf.path.len() <= 2 && events > 0 && leaf.shape.lists == 0 && leaf.column().identifies(events)
}
