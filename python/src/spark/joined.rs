//! For each customer one record, with the rows and the state in it.

use std::iter::once;
use std::slice::from_ref;

use flywheel::after::Changes;
use flywheel::plan::{ListNeed, Needs, Plan};
use flywheel::problems::register::{DUPLICATE_ID, WRONG_TYPE};
use flywheel::records::{
    self, ReadText, Reader, TextReader, emptied_json, update_json, write_text,
};
use flywheel::run::Fault;
use flywheel::values::Path;
use flywheel::values::path::prepend_key;

use super::About;
use super::lines::Line;
use super::rejects::Texts;
use crate::decisions::{State, needs_of_state};

/// What messages call the table of states.
pub(super) const STATE: &str = "state";

/// The customers of a part.
pub(super) struct Joined<'l> {
    /// Their records as lines of JSON, one for each of `customers`.
    pub lines: Vec<u8>,
    pub customers: Vec<Customer<'l>>,
    /// Records of customers who are there already, each with the place of the customer.
    pub repeats: Vec<(usize, &'l str)>,
    /// States of customers who are not there.
    pub absent: Vec<Kept<'l>>,
    pub rejected: Texts,
    pub strays: Texts,
}

/// A customer.
pub(super) struct Customer<'l> {
    /// The record as it came.
    pub record: &'l str,
    /// Where they were, if a table says so.
    pub state: Option<Kept<'l>>,
    /// Why they cannot be decided. The engine is then given no record, so they compete for nothing.
    pub fault: Option<Fault>,
}

/// A row of the table of states.
pub(super) struct Kept<'l> {
    /// As JSON.
    pub line: &'l str,
    pub state: State,
}

/// Joins lines.
pub(super) struct Joiner<'p> {
    needs: &'p Needs,
    states: Reader,
    /// Where records have the rows of tables.
    tables: Vec<Path>,
    /// By the slot of a list, the key of its rows in a record: `,"table:orders":[`.
    keys: Vec<Vec<u8>>,
}

/// The lines that have one key.
struct Group<'l> {
    customers: Vec<&'l str>,
    states: Vec<&'l str>,
    /// By the slot of the list.
    rows: Vec<Vec<&'l str>>,
}

impl<'p> Joiner<'p> {
    pub(super) fn new(plan: &'p Plan) -> Joiner<'p> {
        let needs = &plan.needs;
        let key = |list: &ListNeed| {
            let mut key = vec![b','];
            write_text(list.path.last_key(), &mut key);
            key.extend_from_slice(b":[");
            key
        };
        let states = Reader::new(&needs_of_state(needs));
        let tables = needs.lists.iter().filter(|list| list.table.is_some());
        let tables = tables.map(|list| list.path.clone()).collect();
        Joiner { needs, states, tables, keys: needs.lists.iter().map(key).collect() }
    }

    /// Joins lines that are sorted by their keys; of those with one key, the order is that of records and of rows.
    pub(super) fn join<'l>(&self, lines: &[Line<'l>]) -> Joined<'l> {
        let mut joined = Joined {
            lines: Vec::new(),
            customers: Vec::new(),
            repeats: Vec::new(),
            absent: Vec::new(),
            rejected: Texts::rejected(),
            strays: Texts::strays(),
        };
        // Without a key, each line is alone.
        let is_one = |one: &Line<'_>, next: &Line<'_>| one.key.is_some() && one.key == next.key;
        for lines in lines.chunk_by(is_one) {
            let rows = vec![Vec::new(); self.needs.lists.len()];
            let mut group = Group { customers: Vec::new(), states: Vec::new(), rows };
            for line in lines {
                match line.about {
                    About::Customer => group.customers.push(line.record),
                    About::State => group.states.push(line.record),
                    About::Row(list) => {
                        if let Some(rows) = group.rows.get_mut(list) {
                            rows.push(line.record);
                        }
                    }
                }
            }
            self.group(&group, &mut joined);
        }
        joined
    }

    fn group<'l>(&self, group: &Group<'l>, joined: &mut Joined<'l>) {
        let state = self.state(&group.states, &mut joined.rejected);
        let Some((record, repeats)) = group.customers.split_first() else {
            match state {
                None => {}
                Some((line, Ok(state))) => joined.absent.push(Kept { line, state }),
                Some((line, Err(fault))) => reject(STATE, None, &fault, line, &mut joined.rejected),
            }
            for (list, rows) in group.rows.iter().enumerate() {
                rows.iter().for_each(|row| self.alone(list, row, joined));
            }
            return;
        };
        let place = joined.customers.len();
        joined.repeats.extend(repeats.iter().map(|record| (place, *record)));
        let (state, updated) = match state {
            None => (None, Ok(None)),
            Some((line, Ok(state))) => {
                (Some(Kept { line, state }), self.with_state(record, line).map(Some))
            }
            Some((_, Err(fault))) => (None, Err(of_state(fault))),
        };
        let start = joined.lines.len();
        let fault = match (self.own_rows(record), updated) {
            (None, Ok(updated)) => {
                joined.lines.extend_from_slice(updated.as_deref().unwrap_or(record.as_bytes()));
                self.add_rows(&group.rows, start, &mut joined.lines);
                None
            }
            (Some(fault), _) | (None, Err(fault)) => {
                // A text is no record, and another one for each customer.
                write_text(record, &mut joined.lines);
                Some(fault)
            }
        };
        joined.lines.push(b'\n');
        joined.customers.push(Customer { record, state, fault });
    }

    /// The state of a customer, as a line and as it is kept. Others with the same id are rejected.
    fn state<'l>(
        &self,
        states: &[&'l str],
        rejected: &mut Texts,
    ) -> Option<(&'l str, Result<State, Fault>)> {
        let (first, repeats) = states.split_first()?;
        for line in repeats {
            let reason = "another row has this id".to_owned();
            let fault = Fault { path: "id".to_owned(), code: DUPLICATE_ID, reason };
            let state = State::read(line.as_bytes()).ok();
            reject(STATE, state.as_ref().map(State::id), &fault, line, rejected);
        }
        let state = State::read(first.as_bytes()).map_err(|reason| {
            let read = self.states.read(first.as_bytes()).err().map(Fault::from);
            read.unwrap_or_else(|| Fault { path: String::new(), code: WRONG_TYPE, reason })
        });
        Some((first, state))
    }

    /// What is wrong with a record that has rows of its own where tables are given.
    fn own_rows(&self, record: &str) -> Option<Fault> {
        // A key may be written with escapes.
        let may_have = record.contains("table:") || record.contains('\\');
        if self.tables.is_empty() || !may_have {
            return None;
        }
        let paths = self.tables.iter().map(|path| (from_ref(path), false));
        let (reader, mut texts) = (TextReader::new(paths, self.needs), Vec::new());
        reader.read(record.as_bytes(), &mut texts).ok()?;
        let has = |text: &ReadText<'_>| !matches!(text, Ok(None));
        let (path, _) = self.tables.iter().zip(&texts).find(|(_, text)| has(text))?;
        Some(records::own_rows(path).into())
    }

    /// A record with a state in place of its own.
    fn with_state(&self, record: &str, state: &str) -> Result<Vec<u8>, Fault> {
        let read = self.states.read(state.as_bytes());
        let state = read.map_err(|fault| of_state(fault.into()))?;
        let tags: Vec<&str> = state.tags.iter().map(AsRef::as_ref).collect();
        let changes = Changes {
            stage: state.stage,
            stage_since: state.stage_since,
            tags: Some(tags),
            given: state.given.clone(),
            owed: Some(state.owed.clone()).filter(|owed| !owed.is_empty()),
        };
        let emptied = emptied_json(record.as_bytes(), self.needs);
        Ok(update_json(&emptied, self.needs, &changes)?)
    }

    /// Adds the rows of lists to the record that begins at a place.
    fn add_rows(&self, rows: &[Vec<&str>], start: usize, lines: &mut Vec<u8>) {
        if rows.iter().all(Vec::is_empty) {
            return;
        }
        let end = lines.iter().rposition(|byte| *byte == b'}').unwrap_or(lines.len());
        lines.truncate(end);
        let is_empty = lines[start..].trim_ascii() == b"{";
        let first = lines.len();
        for (key, rows) in self.keys.iter().zip(rows).filter(|(_, rows)| !rows.is_empty()) {
            lines.extend_from_slice(key);
            lines.extend_from_slice(rows.join(",").as_bytes());
            lines.push(b']');
        }
        if is_empty {
            lines.remove(first);
        }
        lines.push(b'}');
    }

    /// A row that nobody has: it names no customer, or something that cannot be read.
    fn alone(&self, list: usize, row: &str, joined: &mut Joined<'_>) {
        let list = &self.needs.lists[list];
        let Some(need) = &list.table else { return };
        let by = (from_ref(&need.by), false);
        let (reader, mut texts) = (TextReader::new(once(by), self.needs), Vec::new());
        let read = reader.read(row.as_bytes(), &mut texts);
        let fault = read.err().or_else(|| {
            let fault = texts.into_iter().find_map(Result::err)?;
            Some(records::Fault { path: Some(need.by.to_string()), ..fault })
        });
        match fault {
            Some(fault) => reject(&need.table, None, &fault.into(), row, &mut joined.rejected),
            None => joined.strays.add([Some(&*need.table), Some(&*list.name), Some(row)]),
        }
    }
}

/// What is wrong with a customer whose state is.
fn of_state(fault: Fault) -> Fault {
    Fault { path: prepend_key(STATE, &fault.path), ..fault }
}

/// Adds a record that was rejected.
pub(super) fn reject(file: &str, id: Option<&str>, fault: &Fault, record: &str, all: &mut Texts) {
    let Fault { path, code, reason } = fault;
    all.add([Some(file), id, Some(path), Some(code.id), Some(reason), Some(record)]);
}

/// The id of a record whose customer is there already.
pub(super) fn repeat(needs: &Needs) -> Fault {
    let reason = "another record has this id, and each id is one customer";
    Fault { path: needs.id.to_string(), code: DUPLICATE_ID, reason: reason.to_owned() }
}
