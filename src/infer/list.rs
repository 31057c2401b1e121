//! A list of events, as it is proposed.

use super::entry::Entry;
use super::forms::Forms;
use super::groups::Groups;
use super::kind::{Kind, quoted};
use super::leaf::{Leaf, leaves};
use super::naming::Naming;
use super::notes;
use super::shape::Shape;
use super::words::Words;

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
    /// A list whose events have this shape.
    pub(super) fn of(shape: &Shape, forms: &Forms, wanted: Wanted<'_>) -> List {
        let (mut all, mut unread) = leaves(shape);
        all.retain(|leaf| wanted.takes(leaf));
        let Wanted { name, source, key, has_time, .. } = wanted;
        let mut list =
            List { name, source, attributes: Vec::new(), at: None, key, notes: Vec::new() };
        let at = time(&all, forms)
            .filter(|(score, _)| !has_time || *score >= GOOD)
            .map(|(_, leaf)| leaf);
        list.at = at.map(|leaf| written(leaf, forms));
        let found = all.iter().find(|leaf| identifies(leaf, shape.objects, &list.name));
        list.key = list.key.or_else(|| found.map(Leaf::text));
        let mut naming = Naming::default();
        let mut empty = Vec::new();
        for leaf in &all {
            let is_at = at.is_some_and(|at| at.path == leaf.path);
            if is_at || list.key.as_ref() == Some(&leaf.text()) {
                continue;
            }
            if leaf.shape.lists > 0 {
                unread.push((notes::LIST_IN_EVENT, leaf.shown()));
            } else if leaf.column().is_empty(forms) {
                empty.push(leaf.shown());
            } else if let Some(entry) = super::block::entry(leaf, forms, &mut naming) {
                // An attribute holds one value.
                let is_set = matches!(entry.kind, Kind::Set { .. });
                let kind = if is_set { Kind::Text } else { entry.kind };
                list.attributes.push(Entry { kind, ..entry });
            } else {
                unread.push((notes::SEVERAL_TYPES, leaf.shown()));
            }
        }
        if let Some((leaf, note)) = at.and_then(|leaf| Some((leaf, doubt(leaf, forms)?))) {
            list.notes.extend(notes::wrapped(&format!("{}: {note}", leaf.shown())));
        }
        if list.at.is_none() && shape.keys.iter().any(|(name, _)| &**name == "at") {
            // It would be read as the time.
            list.at = Some("\"flywheel_at\"".to_owned());
        }
        if at.is_none() && !has_time {
            let note = "No column says when they happened, so windows such as `within 30 days` cannot be used.";
            list.notes.push(note.to_owned());
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

/// The name of a time says at least this well that it is the time of the event.
const GOOD: i32 = 40;

/// What a list is to be made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted<'w> {
    pub name: String,
    pub source: String,
    /// The columns that say whose events they are.
    pub without: Vec<String>,
    pub key: Option<String>,
    /// Whether an event without a time has that of another, of which it is a part.
    pub has_time: bool,
    /// If rows are lines of something: only what differs in them, or only what does not.
    pub groups: Option<(&'w Groups, bool)>,
}

impl Wanted<'_> {
    fn takes(&self, leaf: &Leaf<'_>) -> bool {
        let text = leaf.text();
        let is_key = self.key.as_ref() == Some(&text);
        let first = leaf.path.first().copied().unwrap_or_default();
        let is_in_part = self.groups.is_none_or(|(groups, varying)| {
            (groups.varies(first) || leaf.words.is_of_line()) == varying
        });
        is_key || !self.without.contains(&text) && is_in_part
    }
}

/// The column that says when an event happened: of several, the one whose name says so best.
fn time<'l, 's>(all: &'l [Leaf<'s>], forms: &Forms) -> Option<(i32, &'l Leaf<'s>)> {
    let score = |leaf: &Leaf<'_>| {
        let kind = Kind::of(leaf.column(), &leaf.words, forms)?;
        if !kind.is_date() || leaf.words.is_birthday() {
            return None;
        }
        let words = &leaf.words;
        let late = "updated modified canceled cancelled closed processed delivered estimated \
            approved limit due until end expires received sent original";
        let name = match leaf.name().to_lowercase().as_str() {
            "at" | "timestamp" | "occurred_at" => 100,
            "created_at" | "created at" | "createdat" | "createdate" | "datetime" => 90,
            "created" | "date" | "time" => 80,
            _ if words.has(late) => 10,
            _ if words.has("purchase order created event start started") => 60,
            _ => 30,
        };
        let depth = 5 * leaf.path.len() as i32;
        let filled = (leaf.column().values > 0).then_some(name - depth)?;
        Some(filled)
    };
    let scored = all.iter().filter_map(|leaf| Some((score(leaf)?, leaf)));
    // Of equals, the first.
    scored.rev().max_by_key(|(score, _)| *score)
}

/// What is not certain about the time.
fn doubt(leaf: &Leaf<'_>, forms: &Forms) -> Option<String> {
    let kind = Kind::of(leaf.column(), &leaf.words, forms)?;
    super::block::note(leaf, &kind, forms)
}

/// The path of a time, and how it is written.
fn written(leaf: &Leaf<'_>, forms: &Forms) -> String {
    let form = match Kind::of(leaf.column(), &leaf.words, forms) {
        Some(Kind::Date(when) | Kind::Day(when)) => when.write(),
        Some(_) | None => String::new(),
    };
    format!("{}{form}", quoted(&leaf.text()))
}

/// Whether a column tells all events apart: it has another number in each, and by its name it is
/// the number of the events of this list, not of something else.
fn identifies(leaf: &Leaf<'_>, events: u64, list: &str) -> bool {
    let name = leaf.name().to_lowercase();
    let is_number = name == "name" && leaf.column().numbered;
    let of_list = Words::of(list).all().iter().any(|word| {
        let singular = word.strip_suffix('s').unwrap_or(word);
        leaf.words.has(&format!("{word} {singular}"))
    });
    // `invoice` in a list of invoices, `Bestellung` in `bestellungen`.
    let plural = list.strip_prefix(&*name);
    let is_one = plural.is_some_and(|end| matches!(end, "" | "s" | "es" | "e" | "n" | "en"));
    let own = is_one
        || leaf.words.is_id() && !leaf.words.is_person() && (of_list || leaf.words.is_happening());
    let is_key = name == "id" || own || is_number;
    let is_single = leaf.path.len() <= 2 && leaf.shape.lists == 0;
    is_key && is_single && events > 0 && leaf.column().identifies(events)
}
