//! The `customer` block, as it is proposed.

use super::column::Column;
use super::entry::Entry;
use super::forms::Forms;
use super::kind::{Kind, quoted};
use super::leaf::{Leaf, Unread, leaves};
use super::list::{List, Wanted};
use super::naming::Naming;
use super::notes;
use super::shape::Shape;
use super::table::Table;

/// The `customer` block, as it is proposed.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    /// Where the id is.
    pub id: Option<String>,
    /// What is said of ids that appear twice.
    pub id_note: Option<String>,
    /// Whether the case of ids does not matter.
    pub id_ignores_case: bool,
    /// Where the other built-in fields are.
    pub mappings: Vec<(String, &'static str)>,
    pub fields: Vec<Entry>,
    pub lists: Vec<List>,
    pub notes: Vec<String>,
    pub naming: Naming,
}

impl Block {
    /// What the records of customers say. `id` is the path of their id.
    pub(super) fn of(table: &Table, id: &str, forms: &Forms, naming: Naming) -> Block {
        let (mut all, mut unread) = leaves(&table.shape);
        let mut block = Block { id: Some(id.to_owned()), naming, ..Block::default() };
        block.built_in(&all, &table.shape);
        all.retain(|leaf| !block.has_path(leaf));
        let mut empty = Vec::new();
        // Lists are counted by their names, so they come first, and those that are least deep.
        let mut lists: Vec<&Leaf<'_>> = all.iter().filter(|leaf| leaf.shape.lists > 0).collect();
        lists.sort_by_key(|leaf| leaf.path.len());
        for leaf in lists {
            block.list(leaf, forms, &mut empty, &mut unread);
        }
        for leaf in all.iter().filter(|leaf| leaf.shape.lists == 0) {
            if leaf.column().is_empty(forms) {
                empty.push(leaf.shown());
                continue;
            }
            match entry(leaf, forms, &mut block.naming) {
                Some(entry) => block.fields.push(entry),
                None => unread.push((notes::SEVERAL_TYPES, leaf.shown())),
            }
        }
        notes::empty(&empty, &mut block.notes);
        notes::unread(&unread, &mut block.notes);
        block
    }

    /// Says where the built-in fields are, if the data uses their names for something else, or has
    /// tags.
    fn built_in(&mut self, all: &[Leaf<'_>], shape: &Shape) {
        let tags =
            all.iter().find(|leaf| leaf.name().eq_ignore_ascii_case("tags") && are_tags(leaf));
        if let Some(leaf) = tags.filter(|leaf| Some(leaf.text()) != self.id) {
            let is_usual = leaf.path == ["tags"];
            if !is_usual {
                self.mappings.push((format!("tags from {}", quoted(&leaf.text())), ""));
            }
        }
        let names = ["stage", "stage_since", "given", "owed", "tags"];
        for name in
            names.into_iter().filter(|name| shape.keys.iter().any(|(key, _)| **key == **name))
        {
            if name == "tags" && tags.is_some() {
                continue;
            }
            let why = "The data uses this name for something else.";
            self.mappings.push((format!("{name} from \"flywheel_{name}\""), why));
        }
    }

    /// Whether a built-in field is read from there.
    fn has_path(&self, leaf: &Leaf<'_>) -> bool {
        let text = leaf.text();
        let mapped = format!("tags from {}", quoted(&text));
        let is_tags = leaf.path == ["tags"] && are_tags(leaf);
        self.id.as_ref() == Some(&text)
            || is_tags
            || self.mappings.iter().any(|(line, _)| *line == mapped)
    }

    fn list(
        &mut self,
        leaf: &Leaf<'_>,
        forms: &Forms,
        empty: &mut Vec<String>,
        unread: &mut Unread,
    ) {
        let items = leaf.shape.items.as_deref();
        let Some(items) = items.filter(|items| items.kinds() + usize::from(items.nulls > 0) > 0)
        else {
            empty.push(leaf.shown());
            return;
        };
        let is_only = items.kinds() == 1 && items.nulls == 0;
        if is_only && items.objects > 0 {
            let name = self.naming.give_list(&leaf.path);
            let from = match name == leaf.text() {
                true => String::new(),
                false => format!(" from {}", quoted(&leaf.text())),
            };
            self.lists.push(List::of(
                items,
                forms,
                Wanted { name, source: from, ..Wanted::default() },
            ));
        } else if is_only && items.column.values > 0 && items.column.yes_nos == 0 {
            let name = self.naming.give(&leaf.path, "list");
            let kind = Kind::Set { split: None };
            self.fields.push(Entry {
                name,
                path: leaf.text(),
                kind,
                note: None,
                ignores_case: false,
            });
        } else {
            unread.push((notes::SEVERAL_IN_LIST, leaf.shown()));
        }
    }

    /// As the rules say it, without the forms.
    pub(super) fn write(&self, text: &mut String) {
        let case = if self.id_ignores_case { " ignoring case" } else { "" };
        for line in self.id_note.iter().flat_map(|note| notes::wrapped(note)) {
            text.push_str(&format!("  # {line}\n"));
        }
        match self.id.as_deref() {
            None => {}
            Some("id") if case.is_empty() => {}
            Some(id) => text.push_str(&format!("  id from {}{case}\n", quoted(id))),
        }
        for (mapping, why) in &self.mappings {
            if !why.is_empty() {
                text.push_str(&format!("  # {why}\n"));
            }
            text.push_str(&format!("  {mapping}\n"));
        }
        for field in &self.fields {
            field.write(text);
        }
        for list in &self.lists {
            if !text.ends_with("customer\n") && !text.ends_with("\n\n") {
                text.push('\n');
            }
            list.write(text);
        }
        if !self.notes.is_empty() {
            text.push('\n');
        }
        for note in &self.notes {
            text.push_str(&format!("  # {note}\n"));
        }
    }
}

/// A field or an attribute; `None` if no type takes all values.
pub(super) fn entry(leaf: &Leaf<'_>, forms: &Forms, naming: &mut Naming) -> Option<Entry> {
    let column = leaf.column();
    let mut kind = Kind::of(column, &leaf.words, forms)?;
    if let Kind::Money { in_cents, .. } = &mut kind
        && leaf.in_cents
        && column.numbers.whole
        && column.numbers_of_json == column.values
    {
        *in_cents = true;
    }
    let note = note(leaf, &kind, forms);
    let name = naming.give(&leaf.path, "column");
    Some(Entry { name, path: leaf.text(), kind, note, ignores_case: false })
}

/// What is not certain about a type, and which values do not have it.
pub(super) fn note(leaf: &Leaf<'_>, kind: &Kind, forms: &Forms) -> Option<String> {
    let notes = [misfits(leaf.column(), kind), doubt(leaf, kind, forms)];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    (!notes.is_empty()).then(|| notes.join(" "))
}

/// Which values do not have the type of nearly all others.
fn misfits(column: &Column, kind: &Kind) -> Option<String> {
    let (misfits, what) = match kind {
        Kind::Date(_) => (&column.dates.misfits, "times"),
        Kind::Day(_) => (&column.dates.misfits, "days"),
        Kind::Number { .. } => (&column.numbers.misfits, "numbers"),
        Kind::Money { .. } => (&column.numbers.misfits, "amounts"),
        Kind::Text | Kind::YesNo | Kind::Choice(_) | Kind::Set { .. } => return None,
    };
    // Numbers since 1970 are times too.
    let of_numbers = &column.numbers.misfits;
    let misfits = if column.numbers.any() && kind.is_counted() { of_numbers } else { misfits };
    misfits.note(column.values, what)
}

/// What is not certain about a type.
fn doubt(leaf: &Leaf<'_>, kind: &Kind, forms: &Forms) -> Option<String> {
    let column = leaf.column();
    if kind.is_date() && column.dates.is_open() && !kind.is_counted() {
        let (usual, other) = match forms.day_first {
            true => ("day/month", "month/day"),
            false => ("month/day", "day/month"),
        };
        let values = column.values - column.dates.misfits.count;
        let all = match values {
            1 => "The only value".to_owned(),
            2 => "Both values".to_owned(),
            values => format!("All {values} values"),
        };
        return Some(format!("Is it {usual} or {other}? {all} could be either, so please check."));
    }
    let numbers = &column.numbers;
    match kind {
        Kind::Money { in_cents: true, .. } => {
            Some("These are whole numbers, taken for cents.".to_owned())
        }
        Kind::Number { .. } | Kind::Money { .. } if numbers.could_be_decimals() => Some(
            "Is the comma between thousands? Every number has three digits after it.".to_owned(),
        ),
        Kind::Number { range: None, .. }
            if column.is_yes_no()
                && column.choices.all().is_some_and(|values| values.len() == 2) =>
        {
            Some("Only 0 and 1: write `yes/no` if that is what it means.".to_owned())
        }
        Kind::Text if column.is_number() && !numbers.currencies.is_empty() => {
            Some(format!("Amounts in several currencies: {}", numbers.currencies.join(" ")))
        }
        Kind::Number { .. }
        | Kind::Money { .. }
        | Kind::Text
        | Kind::YesNo
        | Kind::Date(_)
        | Kind::Day(_)
        | Kind::Choice(_)
        | Kind::Set { .. } => None,
    }
}

/// Whether this can be read as tags: a list of texts, or one text.
fn are_tags(leaf: &Leaf<'_>) -> bool {
    let shape = leaf.shape;
    if leaf.path.len() > 2 {
        return false;
    }
    if shape.lists > 0 {
        let items = shape.items.as_deref();
        return items.is_none_or(|items| {
            items.kinds() == usize::from(items.column.values > 0)
                && items.nulls == 0
                && items.column.yes_nos == 0
                && items.column.numbers_of_json == 0
        });
    }
    // A cell with a bracket that is not JSON is rejected as tags.
    let column = &shape.column;
    shape.objects == 0 && column.yes_nos == 0 && column.numbers_of_json == 0 && !column.brackets
}
