//! What a ledger keeps of its customers, as rows that are joined to their records.

use std::borrow::Cow;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

use rusqlite::{Connection, Row, params};

use super::file::reading;
use super::instants::InstantTexts;
use super::numbers::Numbers;
use super::watch::Watch;
use super::{Ledger, LedgerFault};
use crate::records::{Format, LedgerRow, Options};
use crate::run::Input;

/// Customers whose numbers are among this many are read at once.
const PAGE: i64 = 1_000;

/// Its rows are worked on in pieces of this many bytes. With larger ones, those that wait for their turn would
/// take more memory than all else that is kept of them.
const BLOCK: usize = 128 << 10;

/// How much of the ledger SQLite keeps in memory meanwhile: this many KiB, which it wants as a negative number.
const CACHE: i64 = -512;

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
        Options { format: Some(Format::Ndjson), block: BLOCK, ..Options::default() }
    }

    fn open(&self) -> io::Result<StateStream> {
        let connection = self.reading().map_err(io::Error::other)?;
        // Each page is read once and in order, so few are worth keeping.
        connection.pragma_update(None, "cache_size", CACHE).map_err(io::Error::other)?;
        let (done, only) = (self.done, self.only.clone());
        let left_out = left_out(&connection).map_err(io::Error::other)?;
        let (instants, bytes) = (InstantTexts::default(), Vec::new());
        let (after, at, ended) = (0, 0, false);
        Ok(StateStream { connection, done, only, left_out, after, instants, bytes, at, ended })
    }
}

/// Reads the customers of a ledger, a page at a time.
#[derive(Debug)]
pub struct StateStream {
    connection: Connection,
    done: bool,
    only: Option<Arc<Numbers>>,
    /// Those whom the rules left out when they were last decided.
    left_out: Numbers,
    /// The last customer that was read.
    after: i64,
    instants: InstantTexts,
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

impl StateStream {
    /// Reads the next customers, and what they were given.
    fn page(&mut self) -> Result<(), LedgerFault> {
        let StateStream { connection, done, only, left_out, after, instants, bytes, ended, .. } =
            self;
        let is_done = match done {
            true => "NOT EXISTS (SELECT 1 FROM missing WHERE customer = n)",
            false => "FALSE",
        };
        let mut customers = connection.prepare_cached(&format!(
            "SELECT n, id, stage, stage_since, tags, untags, owed, {is_done}, gone IS NOT NULL
             FROM customers WHERE n > ?1 AND n <= ?2 AND (gone IS NULL OR ?3) ORDER BY n"
        ))?;
        let mut gifts = connection.prepare_cached(
            "SELECT customer, gift, \"for\", at, cost, worth, what = 'assumed' FROM gifts
             WHERE customer > ?1 AND customer <= ?2 AND what IN ('given', 'assumed')
               AND status IS NOT 'canceled' ORDER BY customer, n",
        )?;
        let first = connection
            .prepare_cached("SELECT min(n) FROM customers WHERE n > ?1")?
            .query_row([*after], |row| row.get::<_, Option<i64>>(0))?;
        let Some(first) = first else {
            *ended = true;
            return Ok(());
        };
        let last = first.saturating_add(PAGE - 1);
        let mut gifts = gifts.query(params![*after, last])?;
        let mut gift = gifts.next()?;
        let mut given = Given::default();
        // What was given to customers who are forgotten counts, but nobody asks who they were.
        let mut rows = customers.query(params![*after, last, only.is_some()])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            given.clear();
            while let Some(entry) = gift {
                let whose: i64 = entry.get(0)?;
                if whose > number {
                    break;
                }
                // What does not belong to anybody who is shown is passed too.
                if whose == number {
                    given.add(entry, instants)?;
                }
                gift = gifts.next()?;
            }
            if only.as_ref().is_none_or(|only| only.has(number)) {
                write(row, (number, left_out.has(number)), &given, instants, bytes)?;
            }
        }
        *after = last;
        Ok(())
    }
}

/// The history of a customer: two lists of JSON.
#[derive(Default)]
struct Given {
    given: Vec<u8>,
    assumed: Vec<u8>,
}

impl Given {
    fn clear(&mut self) {
        self.given.clear();
        self.assumed.clear();
    }

    /// Adds the next gift.
    fn add(&mut self, row: &Row<'_>, instants: &mut InstantTexts) -> rusqlite::Result<()> {
        let json = if row.get(6)? { &mut self.assumed } else { &mut self.given };
        if !json.is_empty() {
            json.push(b',');
        }
        json.extend_from_slice(b"{\"name\":");
        text(row.get_ref(1)?.as_str()?, json);
        if let Some(at) = row.get(3)? {
            json.extend_from_slice(b",\"at\":");
            json.extend_from_slice(instants.json(at));
        }
        let event = row.get_ref(2)?.as_str()?;
        if !event.is_empty() {
            json.extend_from_slice(b",\"for\":");
            text(event, json);
        }
        for (key, place) in [("cost", 4), ("worth", 5)] {
            if let Some(amount) = row.get_ref(place)?.as_str_or_null()? {
                member(key, amount, json);
            }
        }
        json.push(b'}');
        Ok(())
    }
}

/// The customers whom the rules left out when they were last decided.
fn left_out(connection: &Connection) -> Result<Numbers, LedgerFault> {
    let mut statement =
        connection.prepare("SELECT customer FROM missing WHERE why = 'left out'")?;
    let (mut rows, mut left_out) = (statement.query([])?, Numbers::default());
    while let Some(row) = rows.next()? {
        left_out.add(row.get::<_, i64>(0)?.unsigned_abs());
    }
    Ok(left_out)
}

/// Writes a customer, with the number and whether they were left out, as a row.
fn write(
    row: &Row<'_>,
    (number, is_left_out): (i64, bool),
    Given { given, assumed }: &Given,
    instants: &mut InstantTexts,
    out: &mut Vec<u8>,
) -> rusqlite::Result<()> {
    let (is_done, untags) = (row.get(7)?, row.get_ref(5)?.as_str_or_null()?);
    let (number, is_untagged) = (number.unsigned_abs(), untags.is_some());
    LedgerRow { number, is_done, is_untagged, is_left_out }.begin(out);
    out.extend_from_slice(b",\"id\":");
    match row.get_ref(1)?.as_str_or_null()? {
        Some(id) => text(id, out),
        None => text(&number.to_string(), out),
    }
    if !row.get::<_, bool>(8)? {
        out.extend_from_slice(b",\"stage\":");
        text(row.get_ref(2)?.as_str()?, out);
    }
    if let Some(since) = row.get(3)? {
        out.extend_from_slice(b",\"stage_since\":");
        out.extend_from_slice(instants.json(since));
    }
    for (list, begin) in [(given, &b",\"given\":["[..]), (assumed, b",\"assumed\":[")] {
        if !list.is_empty() {
            out.extend_from_slice(begin);
            out.extend_from_slice(list);
            out.push(b']');
        }
    }
    for (key, place) in [("tags", 4), ("untags", 5), ("owed", 6)] {
        if let Some(json) = row.get_ref(place)?.as_str_or_null()? {
            member(key, json, out);
        }
    }
    out.extend_from_slice(b"}\n");
    Ok(())
}

/// Writes a member whose value is JSON, with a comma before it.
fn member(key: &str, json: &str, out: &mut Vec<u8>) {
    for part in [",\"", key, "\":", json] {
        out.extend_from_slice(part.as_bytes());
    }
}

/// Writes a text as JSON.
fn text(text: &str, out: &mut Vec<u8>) {
    let _ = serde_json::to_writer(out, text);
}
