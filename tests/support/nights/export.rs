//! The records of one night, as NDJSON or as CSV.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};

use flywheel::ledger::States;
use flywheel::records::{Format, Options};
use flywheel::run::Input;
use serde_json::{Map, Value};

use crate::invented::{List, Path, Schema, Step};

/// What `--update` writes into a record.
const OF_RULES: [&str; 5] = ["stage", "stage_since", "tags", "given", "owed"];

/// Records in memory, read in blocks of few bytes, so that some customers come in many chunks.
#[derive(Clone, Debug)]
pub(crate) struct Memory {
    pub text: String,
    pub format: Format,
}

impl Input for Memory {
    type Stream = Cursor<String>;

    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed("customers")
    }

    fn options(&self) -> Options {
        Options { format: Some(self.format), block: 2048, ..Options::default() }
    }

    fn open(&self) -> io::Result<Cursor<String>> {
        Ok(Cursor::new(self.text.clone()))
    }
}

impl Memory {
    /// The same rows of a table, where all that have one value in a column have another.
    pub(crate) fn renamed(&self, column: &Path, from: &Value, to: &Value) -> Memory {
        let text = match self.format {
            Format::Csv => {
                let cell = |value: &Value| value.as_str().map_or(value.to_string(), str::to_owned);
                let mut rows = rows(&self.text);
                let name = column.written();
                let place = rows.first().and_then(|head| head.iter().position(|one| *one == name));
                for row in rows.iter_mut().skip(1) {
                    if let Some(owner) = place.and_then(|place| row.get_mut(place))
                        && *owner == cell(from)
                    {
                        *owner = cell(to);
                    }
                }
                let line = |row: Vec<String>| {
                    row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",") + "\n"
                };
                rows.into_iter().map(line).collect()
            }
            Format::Ndjson | Format::Json => {
                let line = |line: &str| {
                    let mut row: Value = serde_json::from_str(line).expect("a row of JSON");
                    if get(&row, &column.0) == Some(from) {
                        put(&mut row, &column.0, to.clone());
                    }
                    format!("{row}\n")
                };
                self.text.lines().map(line).collect()
            }
        };
        Memory { text, format: self.format }
    }
}

/// The rows of a table: of a file, or what a ledger keeps.
#[derive(Clone, Debug)]
pub(crate) enum Rows {
    File(Memory),
    Ledger(States),
}

impl Input for Rows {
    type Stream = Box<dyn Read + Send>;

    fn name(&self) -> Cow<'_, str> {
        match self {
            Rows::File(file) => file.name(),
            Rows::Ledger(states) => states.name(),
        }
    }

    fn options(&self) -> Options {
        match self {
            Rows::File(file) => file.options(),
            Rows::Ledger(states) => states.options(),
        }
    }

    fn open(&self) -> io::Result<Self::Stream> {
        Ok(match self {
            Rows::File(file) => Box::new(file.open()?),
            Rows::Ledger(states) => Box::new(states.open()?),
        })
    }
}

/// How the records of a program are written.
pub(crate) struct Export {
    /// The columns of CSV; `None` for NDJSON.
    columns: Option<Vec<Path>>,
}

impl Export {
    pub(crate) fn ndjson() -> Export {
        Export { columns: None }
    }

    pub(crate) fn csv(schema: &Schema) -> Export {
        let of_rules = OF_RULES.iter().map(|key| Path::key(key));
        let fields = schema.fields.iter().map(|field| field.path.clone());
        let lists = schema.lists.iter().filter(|list| list.table.is_none());
        let lists = lists.map(|list| list.path.clone());
        let id = std::iter::once(schema.id.clone());
        Export { columns: Some(different(id.chain(of_rules).chain(fields).chain(lists))) }
    }

    /// The rows of a table as CSV.
    pub(crate) fn rows(list: &List) -> Export {
        let attributes = list.attributes.iter().map(|field| field.path.clone());
        let owner = std::iter::once(owner(list));
        let paths = owner.chain(list.at.clone()).chain(list.key.clone()).chain(attributes);
        Export { columns: Some(different(paths)) }
    }

    /// Whether there can be such a header: no column may be a part of another.
    pub(crate) fn fits(&self) -> bool {
        let columns: Vec<String> = self.columns.iter().flatten().map(Path::written).collect();
        let is_part = |part: &String, whole: &String| {
            let rest = whole.strip_prefix(part.as_str());
            rest.is_some_and(|rest| rest.starts_with(['.', '[']))
        };
        columns.iter().all(|part| columns.iter().all(|whole| !is_part(part, whole)))
    }

    pub(crate) fn is_csv(&self) -> bool {
        self.columns.is_some()
    }

    /// Writes records, each with what an update has written in place of what it says itself, if there is
    /// that.
    pub(crate) fn write<'r>(
        &self,
        records: impl Iterator<Item = (&'r Value, Option<&'r OfRules>)>,
    ) -> Memory {
        let Some(columns) = &self.columns else {
            let text = records.map(|(record, of_rules)| line(record, of_rules)).collect();
            return Memory { text, format: Format::Ndjson };
        };
        let header: Vec<String> = columns.iter().map(|path| quoted(&path.written())).collect();
        let mut text = header.join(",") + "\n";
        for (record, of_rules) in records {
            let cells = columns.iter().map(|path| match (of_rules, path.written()) {
                (Some(of_rules), key) if OF_RULES.contains(&&*key) => {
                    of_rules.get(&key).map_or(String::new(), |cell| quoted(cell))
                }
                _ => match get(record, &path.0) {
                    None | Some(Value::Null) => String::new(),
                    Some(Value::String(cell)) => quoted(cell),
                    Some(other) => quoted(&other.to_string()),
                },
            });
            text += &cells.collect::<Vec<_>>().join(",");
            text.push('\n');
        }
        Memory { text, format: Format::Csv }
    }

    /// The same of records as they are.
    pub(crate) fn write_own<'r>(&self, records: impl Iterator<Item = &'r Value>) -> Memory {
        self.write(records.map(|record| (record, None)))
    }

    /// What an update has written into each record, in their order.
    pub(crate) fn of_rules(&self, updated: &str) -> Vec<OfRules> {
        let records: Vec<OfRules> = match self.columns {
            None => updated.lines().map(members).collect(),
            Some(_) => {
                let mut rows = rows(updated).into_iter();
                let header = rows.next().expect("a header");
                let record = |row: Vec<String>| {
                    let cells = header.iter().cloned().zip(row);
                    cells.filter(|(_, cell)| !cell.is_empty()).collect()
                };
                rows.map(record).collect()
            }
        };
        let of_rules = |record: OfRules| {
            record.into_iter().filter(|(key, _)| OF_RULES.contains(&key.as_str())).collect()
        };
        records.into_iter().map(of_rules).collect()
    }
}

/// What an update has written, by key or column, as it is written: numbers have all of their digits.
pub(crate) type OfRules = BTreeMap<String, String>;

/// A record as a line of JSON.
fn line(record: &Value, of_rules: Option<&OfRules>) -> String {
    let Some(of_rules) = of_rules else { return format!("{record}\n") };
    let mut record = record.clone();
    if let Value::Object(members) = &mut record {
        members.retain(|key, _| !OF_RULES.contains(&key.as_str()));
    }
    // It has an id, so there is a member before these.
    let mut text = record.to_string();
    text.pop();
    for (key, value) in of_rules {
        text += &format!(",\"{key}\":{value}");
    }
    text + "}\n"
}

/// The members of an object of JSON, as they are written.
fn members(object: &str) -> OfRules {
    let (mut depth, mut inside, mut escaped) = (0, false, false);
    let (mut all, mut start, mut colon) = (BTreeMap::new(), 1, None);
    for (at, c) in object.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => inside = !inside,
            _ if inside => {}
            '{' | '[' => depth += 1,
            ':' if depth == 1 && colon.is_none() => colon = Some(at),
            ',' | '}' if depth == 1 => {
                if let Some(colon) = colon.take() {
                    let key: String = serde_json::from_str(&object[start..colon]).expect("a key");
                    all.insert(key, object[colon + 1..at].to_owned());
                }
                start = at + 1;
                depth -= i32::from(c == '}');
            }
            '}' | ']' => depth -= 1,
            _ => {}
        }
    }
    all
}

/// Where a row of a table says whose it is.
pub(crate) fn owner(list: &List) -> Path {
    let parent = list.table.as_ref().and_then(|table| table.parent.as_ref());
    parent.map_or_else(|| Path::key("owner"), |(_, by)| by.clone())
}

/// Each path once: two fields may have the same.
fn different(paths: impl Iterator<Item = Path>) -> Vec<Path> {
    let mut all: Vec<Path> = Vec::new();
    for path in paths {
        if all.iter().all(|other| other.written() != path.written()) {
            all.push(path);
        }
    }
    all
}

/// What is at a path.
pub(crate) fn get<'v>(value: &'v Value, path: &[Step]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::Index(index) => value.get(index),
    })
}

/// Puts a value at a path, where there is a place for it.
pub(crate) fn put(value: &mut Value, path: &[Step], new: Value) {
    let [step, rest @ ..] = path else {
        *value = new;
        return;
    };
    let empty = || match rest.first() {
        Some(Step::Index(_)) => Value::Array(Vec::new()),
        Some(Step::Key(_)) | None => Value::Object(Map::new()),
    };
    match (step, value) {
        (Step::Key(key), Value::Object(members)) => {
            put(members.entry(key).or_insert_with(empty), rest, new);
        }
        (Step::Index(index), Value::Array(values)) => {
            while values.len() <= *index {
                values.push(empty());
            }
            put(&mut values[*index], rest, new);
        }
        (Step::Key(_) | Step::Index(_), _) => {}
    }
}

fn quoted(cell: &str) -> String {
    match cell.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}

/// The cells of CSV.
fn rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut inside) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, inside) {
            ('"', true) if chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            ('"', _) => inside = !inside,
            (',', false) => row.push(std::mem::take(&mut cell)),
            ('\n', false) => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            (c, _) => cell.push(c),
        }
    }
    rows
}
