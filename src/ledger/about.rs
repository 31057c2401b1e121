//! What there is to know of a ledger before a run.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use rusqlite::OptionalExtension;

use super::instants::nanos;
use super::numbers::Numbers;
use super::outbox::OPEN;
use super::{Ledger, LedgerFault};
use crate::problems::Source;
use crate::values::{Instant, folded_cow, time};

/// A run that is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastRun {
    /// Its number.
    pub number: i64,
    /// What it was as of: a day, or an instant.
    pub as_of: String,
    /// The instant that this is.
    pub at: Instant,
    /// The number of its rules.
    pub rules: i64,
    /// By table, how many rows it read.
    pub rows: BTreeMap<String, u64>,
}

impl Ledger {
    /// The last run.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn last_run(&self) -> Result<Option<LastRun>, LedgerFault> {
        let query = "SELECT n, as_of, at, rules, rows FROM runs ORDER BY n DESC LIMIT 1";
        let last = self.connection.query_row(query, [], |row| {
            let at: i64 = row.get(2)?;
            let at = Instant::from_nanosecond(at.into());
            let rows: Option<String> = row.get(4)?;
            let rows = rows.and_then(|rows| serde_json::from_str(&rows).ok()).unwrap_or_default();
            Ok((row.get(0)?, row.get(1)?, at, row.get(3)?, rows))
        });
        Ok(match last.optional()? {
            Some((number, as_of, Ok(at), rules, rows)) => {
                Some(LastRun { number, as_of, at, rules, rows })
            }
            Some((_, _, Err(error), _, _)) => return Err(LedgerFault::Damaged(error.to_string())),
            None => None,
        })
    }

    /// How many customers entered the stage that they are in at an instant, by the stage.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn entered_at(&self, at: Instant) -> Result<BTreeMap<String, u64>, LedgerFault> {
        let query = "SELECT stage, count(*) FROM customers WHERE gone IS NULL AND stage_since = ?1
                     GROUP BY stage";
        let mut statement = self.connection.prepare(query)?;
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs()));
        Ok(statement.query_map([nanos(at)?], row)?.collect::<Result<_, _>>()?)
    }

    /// The title of the rules of the last run.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn title(&self) -> Result<Option<String>, LedgerFault> {
        Ok(self.connection.query_row("SELECT title FROM meta", [], |row| row.get(0))?)
    }

    /// Where the days of the rules of the last run begin and end.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn zone(&self) -> Result<TimeZone, LedgerFault> {
        let query = "SELECT zone FROM meta";
        let name: Option<String> = self.connection.query_row(query, [], |row| row.get(0))?;
        Ok(name.and_then(|name| time::zone_named(&name)).unwrap_or(TimeZone::UTC))
    }

    /// An id as it is in the ledger.
    pub(super) fn folded<'i>(&self, id: &'i str) -> Result<Cow<'i, str>, LedgerFault> {
        let query = "SELECT id_ignores_case FROM meta";
        let ignores: bool = self.connection.query_row(query, [], |row| row.get(0))?;
        Ok(if ignores { folded_cow(Cow::Borrowed(id)) } else { Cow::Borrowed(id) })
    }

    /// The files of some rules, the one that uses the others first.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn rule_files(&self, rules: i64) -> Result<Vec<Source>, LedgerFault> {
        let query = "SELECT name, text FROM rule_files WHERE rules = ?1 ORDER BY place";
        let mut statement = self.connection.prepare(query)?;
        let source = |row: &rusqlite::Row<'_>| Ok(Source { name: row.get(0)?, text: row.get(1)? });
        Ok(statement.query_map([rules], source)?.collect::<Result<_, _>>()?)
    }

    /// How many customers are in each stage, the largest number first.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn stages(&self) -> Result<Vec<(String, u64)>, LedgerFault> {
        self.other_stages(&[])
    }

    /// How many customers are in each stage that is none of these.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn other_stages(&self, stages: &[String]) -> Result<Vec<(String, u64)>, LedgerFault> {
        let query = "SELECT stage, count(*) FROM customers
                     WHERE gone IS NULL AND stage NOT IN (SELECT value FROM json_each(?1))
                     GROUP BY stage ORDER BY count(*) DESC, stage";
        let mut statement = self.connection.prepare(query)?;
        let stage = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, i64>(1)?));
        let stages = statement.query_map([serde_json::json!(stages).to_string()], stage)?;
        let stages = stages.collect::<Result<Vec<_>, _>>()?;
        Ok(stages.into_iter().map(|(stage, count)| (stage, count.unsigned_abs())).collect())
    }

    /// How many customers it knows who are not gone.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn customers(&self) -> Result<u64, LedgerFault> {
        let query = "SELECT count(*) FROM customers WHERE gone IS NULL";
        let count: i64 = self.connection.query_row(query, [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// How many customers it knows who are not gone and were not absent in the last run.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn expected(&self) -> Result<u64, LedgerFault> {
        let query = "SELECT count(*) FROM missing JOIN customers ON customer = n
                     WHERE gone IS NULL AND why = 'absent'";
        let absent: i64 = self.connection.query_row(query, [], |row| row.get(0))?;
        Ok(self.customers()?.saturating_sub(absent.unsigned_abs()))
    }

    /// The customers who have gifts that wait or failed.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub(super) fn waiting(&self) -> Result<Numbers, LedgerFault> {
        let query = format!("SELECT DISTINCT customer FROM gifts WHERE {OPEN}");
        let mut statement = self.connection.prepare(&query)?;
        let mut rows = statement.query([])?;
        let mut waiting = Numbers::default();
        while let Some(row) = rows.next()? {
            waiting.add(row.get::<_, i64>(0)?.unsigned_abs());
        }
        Ok(waiting)
    }

    /// How many gifts are assumed to have been given before the ledger began.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn assumed(&self) -> Result<u64, LedgerFault> {
        let query = "SELECT count(*) FROM gifts WHERE what = 'assumed'";
        let count: i64 = self.connection.query_row(query, [], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }
}
