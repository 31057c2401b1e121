//! What a ledger keeps of its customers, as rows that are joined to their records.

use std::borrow::Cow;
use std::io::{self, Read, Write as _};
use std::path::PathBuf;
use std::sync::Arc;

use rusqlite::{Connection, Row, params};

use super::file::reading;
use super::numbers::Numbers;
use super::watch::Watch;
use super::{Ledger, LedgerFault, instants};
use crate::records::{Format, LedgerRow, Options};
use crate::run::Input;

/// This many customers are read at once.
const PAGE: i64 = 1_000;

/// The customers of a ledger, as a stream of rows that can be read again and again. It is what there was
/// when they were made: whoever has the lock knows of what changes, and for others nothing may.
#[derive(Clone, Debug)]
pub struct States {
    name: String,
    path: PathBuf,
    /// The customers who were decided as of the moment of this run before, if there was such a run.
    done: bool,
    /// Those who are shown, if not all are.
    only: Option<Arc<Numbers>>,
    /// What notices that somebody else changes them, if anybody can.
    watch: Option<Arc<Watch>>,
}

impl States {
    /// All customers of a ledger. `done` says whether the last run was as of the same moment, so that there
    /// is nothing left to decide for those whom it decided.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn of(ledger: &Ledger, done: bool) -> Result<States, LedgerFault> {
        let (name, path) = (ledger.path().display().to_string(), ledger.place());
        let watch = if ledger.is_locked() { None } else { Some(Arc::new(Watch::new(&path)?)) };
        Ok(States { name, path, done, only: None, watch })
    }

    /// A connection that sees what all others have seen.
    pub(super) fn reading(&self) -> Result<Connection, LedgerFault> {
        let connection = reading(&self.path)?;
        self.watch.as_ref().map_or(Ok(()), |watch| watch.expect_same())?;
        Ok(connection)
    }

    /// Those who are not among the customers that are `present`, and count where customers compete.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn absent(&self, present: &Numbers) -> Result<States, LedgerFault> {
        let connection = self.reading()?;
        let query = "SELECT n FROM customers LEFT JOIN missing ON customer = n
                     WHERE (gone IS NULL OR gone = 'forgotten') AND why IS NOT 'left out'";
        let mut statement = connection.prepare(query)?;
        let mut rows = statement.query([])?;
        let mut absent = Numbers::default();
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            if !present.has(number) {
                absent.add(number.unsigned_abs());
            }
        }
        Ok(States { only: Some(Arc::new(absent)), ..self.clone() })
    }
}

impl Input for States {
    type Stream = StateStream;

    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.name)
    }

    fn options(&self) -> Options {
        Options { format: Some(Format::Ndjson), ..Options::default() }
    }

    fn open(&self) -> io::Result<StateStream> {
        let connection = self.reading().map_err(io::Error::other)?;
        let (done, only) = (self.done, self.only.clone());
        Ok(StateStream { connection, done, only, after: 0, bytes: Vec::new(), at: 0, ended: false })
    }
}

/// Reads the customers of a ledger, a page at a time.
#[derive(Debug)]
pub struct StateStream {
    connection: Connection,
    done: bool,
    only: Option<Arc<Numbers>>,
    /// The last customer that was read.
    after: i64,
    bytes: Vec<u8>,
    /// How many of the bytes have been handed out.
    at: usize,
    ended: bool,
}

impl Read for StateStream {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.bytes.len() && !self.ended {
            self.bytes.clear();
            self.at = 0;
            self.page().map_err(io::Error::other)?;
        }
        let count = out.len().min(self.bytes.len() - self.at);
        out[..count].copy_from_slice(&self.bytes[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

/// A gift in the history of a customer.
struct Entry {
    customer: i64,
    is_assumed: bool,
    json: Vec<u8>,
}

impl StateStream {
    /// Reads the next customers, and what they were given.
    fn page(&mut self) -> Result<(), LedgerFault> {
        let StateStream { connection, done, only, after, bytes, ended, .. } = self;
        let is_done = match done {
            true => "NOT EXISTS (SELECT 1 FROM missing WHERE customer = n)",
            false => "FALSE",
        };
        let mut customers = connection.prepare_cached(&format!(
            "SELECT n, id, stage, stage_since, tags, untags, owed, {is_done}, gone IS NOT NULL
             FROM customers WHERE n > ?1 AND n <= ?2 AND (gone IS NULL OR ?3) ORDER BY n"
        ))?;
        let last = connection
            .prepare_cached(
                "SELECT max(n) FROM (SELECT n FROM customers WHERE n > ?1 ORDER BY n LIMIT ?2)",
            )?
            .query_row(params![*after, PAGE], |row| row.get::<_, Option<i64>>(0))?;
        let Some(last) = last else {
            *ended = true;
            return Ok(());
        };
        let mut gifts = connection.prepare_cached(
            "SELECT customer, gift, \"for\", at, cost, worth, what = 'assumed' FROM gifts
             WHERE customer > ?1 AND customer <= ?2 AND what IN ('given', 'assumed')
               AND status IS NOT 'canceled' ORDER BY customer, n",
        )?;
        let mut gifts = gifts.query_map(params![*after, last], entry)?.peekable();
        let (mut given, mut assumed) = (Vec::new(), Vec::new());
        // What was given to customers who are forgotten counts, but nobody asks who they were.
        let mut rows = customers.query(params![*after, last, only.is_some()])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            given.clear();
            assumed.clear();
            while let Some(next) = gifts.peek() {
                // What does not belong to anybody who is shown, or cannot be read, is passed too.
                if next.as_ref().is_ok_and(|next| next.customer > number) {
                    break;
                }
                let Some(next) = gifts.next().transpose()? else { break };
                if next.customer == number {
                    let list = if next.is_assumed { &mut assumed } else { &mut given };
                    if !list.is_empty() {
                        list.push(b',');
                    }
                    list.extend_from_slice(&next.json);
                }
            }
            if only.as_ref().is_none_or(|only| only.has(number)) {
                write(row, number, (&given, &assumed), bytes)?;
            }
        }
        *after = last;
        Ok(())
    }
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let mut json = Vec::with_capacity(80);
    json.extend_from_slice(b"{\"name\":");
    text(row.get_ref(1)?.as_str()?, &mut json);
    if let Some(at) = row.get::<_, Option<i64>>(3)? {
        json.extend_from_slice(b",\"at\":");
        instant(at, &mut json);
    }
    let event = row.get_ref(2)?.as_str()?;
    if !event.is_empty() {
        json.extend_from_slice(b",\"for\":");
        text(event, &mut json);
    }
    for (key, place) in [("cost", 4), ("worth", 5)] {
        if let Some(amount) = row.get_ref(place)?.as_str_or_null()? {
            let _ = write!(json, ",\"{key}\":{amount}");
        }
    }
    json.push(b'}');
    Ok(Entry { customer: row.get(0)?, is_assumed: row.get(6)?, json })
}

/// Writes a customer as a row.
fn write(
    row: &Row<'_>,
    number: i64,
    (given, assumed): (&[u8], &[u8]),
    out: &mut Vec<u8>,
) -> rusqlite::Result<()> {
    let (is_done, untags) = (row.get(7)?, row.get_ref(5)?.as_str_or_null()?);
    LedgerRow { number: number.unsigned_abs(), is_done, is_untagged: untags.is_some() }.begin(out);
    out.extend_from_slice(b",\"id\":");
    match row.get_ref(1)?.as_str_or_null()? {
        Some(id) => text(id, out),
        None => text(&number.to_string(), out),
    }
    if !row.get::<_, bool>(8)? {
        out.extend_from_slice(b",\"stage\":");
        text(row.get_ref(2)?.as_str()?, out);
    }
    if let Some(since) = row.get::<_, Option<i64>>(3)? {
        out.extend_from_slice(b",\"stage_since\":");
        instant(since, out);
    }
    for (key, list) in [("given", given), ("assumed", assumed)] {
        if !list.is_empty() {
            let _ = write!(out, ",\"{key}\":[");
            out.extend_from_slice(list);
            out.push(b']');
        }
    }
    for (key, place) in [("tags", 4), ("untags", 5), ("owed", 6)] {
        if let Some(json) = row.get_ref(place)?.as_str_or_null()? {
            let _ = write!(out, ",\"{key}\":{json}");
        }
    }
    out.extend_from_slice(b"}\n");
    Ok(())
}

/// Writes a text as JSON.
fn text(text: &str, out: &mut Vec<u8>) {
    let _ = serde_json::to_writer(out, text);
}

/// Writes an instant as records have it.
fn instant(nanoseconds: i64, out: &mut Vec<u8>) {
    let _ = match instants::instant(nanoseconds) {
        Some(at) => write!(out, "\"{at}\""),
        None => write!(out, "\"\""),
    };
}
