//! What a ledger keeps of its customers, as rows that are joined to their records.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;

use rusqlite::{Connection, Row, params};

use super::file::reading;
use super::numbers::Numbers;
use super::{Ledger, LedgerFault, instants};
use crate::records::{Format, LedgerRow, Options};
use crate::run::Input;

/// This many customers are read at once.
const PAGE: i64 = 1_000;

/// The customers of a ledger, as a stream of rows that can be read again and again. It is what there was
/// when the stream was opened; whoever has the lock decides whether that changes.
#[derive(Clone, Debug)]
pub struct States {
    name: String,
    path: PathBuf,
    /// The customers who were decided as of the moment of this run before, if there was such a run.
    done: bool,
    /// Those who are shown, if not all are.
    only: Option<Arc<Numbers>>,
}

impl States {
    /// All customers of a ledger. `done` says whether the last run was as of the same moment, so that there
    /// is nothing left to decide for those whom it decided.
    pub fn of(ledger: &Ledger, done: bool) -> States {
        let name = ledger.path().display().to_string();
        States { name, path: ledger.place(), done, only: None }
    }

    /// Where SQLite has the ledger.
    pub(super) fn path(&self) -> &std::path::Path {
        &self.path
    }

    /// Those who are not among the customers that are `present`, and count where customers compete.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn absent(&self, present: &Numbers) -> Result<States, LedgerFault> {
        let connection = reading(&self.path)?;
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
        let connection = reading(&self.path).map_err(io::Error::other)?;
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
    json: String,
}

impl StateStream {
    /// Reads the next customers, and what they were given.
    fn page(&mut self) -> Result<(), LedgerFault> {
        let StateStream { connection, done, only, after, bytes, ended, .. } = self;
        let mut customers = connection.prepare_cached(
            "SELECT c.n, c.id, c.stage, c.stage_since, c.tags, c.untags, c.owed, m.customer IS NULL,
                    c.gone IS NOT NULL
             FROM customers c LEFT JOIN missing m ON m.customer = c.n
             WHERE c.n > ?1 AND c.n <= ?2 AND (c.gone IS NULL OR ?3) ORDER BY c.n",
        )?;
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
        // What was given to customers who are forgotten counts, but nobody asks who they were.
        let mut rows = customers.query(params![*after, last, only.is_some()])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            let (mut given, mut assumed) = (Vec::new(), Vec::new());
            while let Some(next) = gifts.peek() {
                // What does not belong to anybody who is shown, or cannot be read, is passed too.
                if next.as_ref().is_ok_and(|next| next.customer > number) {
                    break;
                }
                let Some(next) = gifts.next().transpose()? else { break };
                if next.customer == number {
                    let list = if next.is_assumed { &mut assumed } else { &mut given };
                    list.push(next.json);
                }
            }
            if only.as_ref().is_none_or(|only| only.has(number)) {
                write(row, number, *done, (&given, &assumed), bytes)?;
            }
        }
        *after = last;
        Ok(())
    }
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let (gift, event): (String, String) = (row.get(1)?, row.get(2)?);
    let mut json = format!("{{\"name\":{}", text(&gift));
    if let Some(at) = row.get::<_, Option<i64>>(3)? {
        let _ = write!(json, ",\"at\":\"{}\"", instant(at));
    }
    if !event.is_empty() {
        let _ = write!(json, ",\"for\":{}", text(&event));
    }
    for (key, place) in [("cost", 4), ("worth", 5)] {
        if let Some(amount) = row.get::<_, Option<String>>(place)? {
            let _ = write!(json, ",\"{key}\":{amount}");
        }
    }
    json.push('}');
    Ok(Entry { customer: row.get(0)?, is_assumed: row.get(6)?, json })
}

/// Writes a customer as a row.
fn write(
    row: &Row<'_>,
    number: i64,
    done: bool,
    (given, assumed): (&[String], &[String]),
    out: &mut Vec<u8>,
) -> rusqlite::Result<()> {
    let (tags, untags): (Option<String>, Option<String>) = (row.get(4)?, row.get(5)?);
    let is_done = done && row.get::<_, bool>(7)?;
    let is_tagged = tags.is_some() || untags.is_some();
    LedgerRow { number: number.unsigned_abs(), is_done, is_tagged }.begin(out);
    let mut rest = format!(
        ",\"id\":{}",
        text(&row.get::<_, Option<String>>(1)?.unwrap_or_else(|| number.to_string()))
    );
    if !row.get::<_, bool>(8)? {
        let _ = write!(rest, ",\"stage\":{}", text(&row.get::<_, String>(2)?));
    }
    if let Some(since) = row.get::<_, Option<i64>>(3)? {
        let _ = write!(rest, ",\"stage_since\":\"{}\"", instant(since));
    }
    for (key, list) in [("given", given), ("assumed", assumed)] {
        if !list.is_empty() {
            let _ = write!(rest, ",\"{key}\":[{}]", list.join(","));
        }
    }
    let owed: Option<String> = row.get(6)?;
    for (key, json) in [("tags", tags), ("untags", untags), ("owed", owed)] {
        if let Some(json) = json {
            let _ = write!(rest, ",\"{key}\":{json}");
        }
    }
    rest.push_str("}\n");
    out.extend_from_slice(rest.as_bytes());
    Ok(())
}

fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// An instant as records write it.
fn instant(nanoseconds: i64) -> String {
    instants::instant(nanoseconds).map_or_else(String::new, |at| at.to_string())
}
