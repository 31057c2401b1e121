//! The gifts that wait to be delivered, and what has become of those that were handed out.

use std::collections::BTreeMap;

use rusqlite::types::Value as Cell;
use rusqlite::{Connection, Row, Statement, ToSql, params, params_from_iter};

use super::change::Change;
use super::instants::{instant, nanos};
use super::{Ledger, LedgerFault};
use crate::values::Instant;

/// How often a gift is handed to a command that does not say what became of it.
const ATTEMPTS: i64 = 5;

/// The gifts that are not over, as the index `gifts_waiting` says it: only so does SQLite use the index.
pub(super) const OPEN: &str = "status IN ('waiting', 'handed', 'failed')";

/// What has become of a gift.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It has not been handed out.
    Waiting,
    /// It was handed out, and nobody has said what came of it.
    Handed,
    /// It was delivered.
    Sent,
    /// It could not be delivered.
    Failed,
    /// It will not be delivered, and does not count as given.
    Canceled,
}

impl Status {
    /// All of them.
    pub const ALL: [Status; 5] =
        [Status::Waiting, Status::Handed, Status::Sent, Status::Failed, Status::Canceled];

    /// Its name in the ledger.
    pub fn word(self) -> &'static str {
        match self {
            Status::Waiting => "waiting",
            Status::Handed => "handed",
            Status::Sent => "sent",
            Status::Failed => "failed",
            Status::Canceled => "canceled",
        }
    }

    /// The one of that name.
    pub fn named(word: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.word() == word)
    }
}

/// A gift that is handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Its number in the ledger.
    pub number: i64,
    /// Who gets it.
    pub id: String,
    /// What the rules show of the customer, an object of JSON.
    pub shown: Option<String>,
    /// Its name in the rules.
    pub gift: String,
    /// What records call it.
    pub outside: String,
    /// Which kind of gift it is.
    pub kind: String,
    /// What it is, for people.
    pub description: Option<String>,
    /// Who an alert goes to.
    pub to: Option<String>,
    /// What it costs.
    pub cost: Option<String>,
    /// What it is worth to the customer.
    pub worth: Option<String>,
    /// The rule that asked for it.
    pub rule: Option<String>,
    /// What it passes on, so that whoever delivers it can drop repeats.
    pub key: String,
    /// The event that it is for; empty if it is for none.
    pub event: String,
    /// When it was decided.
    pub at: Option<Instant>,
    /// With which others it was handed out.
    pub batch: Option<i64>,
    /// Why it failed.
    pub reason: Option<String>,
}

/// Which of the gifts that wait are to be handed out.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Only those of this name.
    pub gift: Option<String>,
    /// No more than this many.
    pub most: Option<u64>,
    /// Only those that were decided at this time or later.
    pub since: Option<Instant>,
    /// They are passed to a command.
    pub passed: Option<Passed>,
}

/// How gifts are passed to a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passed {
    /// Those first of which it said nothing before, a few times at most.
    AgainUntilAnswered,
    /// Never a second time, unless somebody asks for it.
    Once,
}

/// How many gifts of a name are in the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// Its name in records.
    pub gift: String,
    /// By status.
    pub counts: BTreeMap<Status, u64>,
    /// When the oldest of those that wait was decided.
    pub oldest: Option<Instant>,
}

/// What is said of a gift that was handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Its key.
    pub key: String,
    /// What has become of it: sent or failed.
    pub status: Status,
    /// Why it failed.
    pub reason: Option<String>,
}

/// What came of answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answered {
    /// Gifts that are recorded as sent now.
    pub sent: u64,
    /// Gifts that are recorded as failed now.
    pub failed: u64,
    /// Gifts of which something was recorded before.
    pub before: u64,
    /// Keys of gifts that were not handed out.
    pub unknown: Vec<String>,
}

/// All that is said of a gift, from a join of `gifts g`, `customers c` and `gift_names m`.
const COLUMNS: &str = "g.n, coalesce(g.handed_as, c.id), g.shown, coalesce(m.name, g.gift), g.gift,
  g.kind, m.description, g.goes_to, g.cost, g.worth, g.rule, g.key, g.\"for\", g.at, g.batch, g.reason";
const JOINED: &str = "gifts g JOIN customers c ON c.n = g.customer
  LEFT JOIN runs r ON r.n = g.run LEFT JOIN gift_names m ON m.rules = r.rules AND m.gift = g.gift";

/// Cancels gifts that wait or failed, and yields how many. Those that have been handed out and have no answer are
/// not handed out again.
pub(super) fn cancel(
    connection: &Connection,
    which: &str,
    params: &[&dyn ToSql],
    reason: &str,
) -> Result<u64, LedgerFault> {
    let canceled = connection
        .prepare_cached(&format!(
            "UPDATE gifts SET status = 'canceled', reason = '{reason}', shown = NULL
             WHERE {which} AND {OPEN}
               AND status <> 'handed'"
        ))?
        .execute(params)?;
    connection
        .prepare_cached(&format!(
            "UPDATE gifts SET reason = '{reason}'
             WHERE {which} AND {OPEN}
               AND status = 'handed'"
        ))?
        .execute(params)?;
    Ok(canceled as u64)
}

impl Ledger {
    /// How many gifts of each name are in the outbox.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn queue(&self) -> Result<Vec<Queued>, LedgerFault> {
        let query = "SELECT gift, status, count(*), min(CASE status WHEN 'waiting' THEN at END)
                     FROM gifts WHERE status IS NOT NULL AND run IS NOT NULL
                     GROUP BY gift, status ORDER BY gift";
        let mut statement = self.connection.prepare(query)?;
        let mut rows = statement.query([])?;
        let mut queue: Vec<Queued> = Vec::new();
        while let Some(row) = rows.next()? {
            let (gift, status): (String, String) = (row.get(0)?, row.get(1)?);
            let Some(status) = Status::named(&status) else { continue };
            if queue.last().is_none_or(|last| last.gift != gift) {
                queue.push(Queued { gift, counts: BTreeMap::new(), oldest: None });
            }
            let Some(last) = queue.last_mut() else { continue };
            last.counts.insert(status, row.get::<_, i64>(2)?.unsigned_abs());
            let oldest: Option<i64> = row.get(3)?;
            last.oldest = last.oldest.or(oldest.and_then(instant));
        }
        Ok(queue)
    }

    /// Hands out gifts that wait, as a batch of their own, which is written before this returns. `None` if
    /// there are none.
    ///
    /// # Errors
    /// If the ledger cannot be written.
    pub fn take(&mut self, wish: &Wish) -> Result<Option<(i64, Vec<Delivery>)>, LedgerFault> {
        let change = Change::begin(self, "batch")?;
        let transaction = &change.connection;
        let last = "SELECT coalesce(max(batch), 0) + 1 FROM gifts WHERE batch IS NOT NULL";
        let batch: i64 = transaction.query_row(last, [], |row| row.get(0))?;
        let mut deliveries = {
            let query = format!(
                "SELECT {COLUMNS} FROM {JOINED} WHERE c.gone IS NULL
                   AND (?1 IS NULL OR g.gift = ?1 OR m.name = ?1) AND (?2 IS NULL OR g.at >= ?2)
                   AND g.{OPEN}
                   AND (g.status = 'waiting' OR ?5 AND g.status = 'handed' AND g.reason IS NULL
                        AND g.attempts BETWEEN 1 AND ?4)
                 ORDER BY g.status = 'waiting', g.n LIMIT ?3"
            );
            let most = wish.most.map_or(-1, |most| i64::try_from(most).unwrap_or(i64::MAX));
            let again = wish.passed == Some(Passed::AgainUntilAnswered);
            let params = [
                Cell::from(wish.gift.clone()),
                wish.since.map(nearest).into(),
                most.into(),
                (ATTEMPTS - 1).into(),
                i64::from(again).into(),
            ];
            deliveries(&mut transaction.prepare(&query)?, params)?
        };
        let reason = (wish.passed == Some(Passed::Once)).then_some("once");
        let attempt = i64::from(wish.passed.is_some());
        for delivery in &mut deliveries {
            delivery.batch = Some(batch);
            transaction
                .prepare_cached(
                    "UPDATE gifts SET status = 'handed', batch = ?2, reason = ?3,
                       attempts = attempts + ?4 WHERE n = ?1",
                )?
                .execute(params![delivery.number, batch, reason, attempt])?;
        }
        change.commit()?;
        Ok((!deliveries.is_empty()).then_some((batch, deliveries)))
    }

    /// How many gifts are not passed to a command any more, because it said nothing of them as often as
    /// they were passed, by batch.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn stuck(&self) -> Result<Vec<(i64, u64)>, LedgerFault> {
        let query = format!(
            "SELECT batch, count(*) FROM gifts WHERE {OPEN} AND status = 'handed'
               AND (reason IS NULL AND attempts >= ?1 OR reason = 'once')
             GROUP BY batch ORDER BY batch"
        );
        let mut statement = self.connection.prepare(&query)?;
        let stuck =
            statement.query_map([ATTEMPTS], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?)))?;
        let stuck = stuck.collect::<Result<Vec<_>, _>>()?;
        Ok(stuck.into_iter().map(|(batch, count)| (batch, count.unsigned_abs())).collect())
    }

    /// Whether a gift of this name was ever given.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn has_gift(&self, name: &str) -> Result<bool, LedgerFault> {
        let query = "SELECT EXISTS (SELECT 1 FROM gift_names WHERE gift = ?1 OR name = ?1)
                       OR EXISTS (SELECT 1 FROM gifts WHERE gift = ?1)";
        Ok(self.connection.query_row(query, [name], |row| row.get(0))?)
    }

    /// The gifts of a batch that was handed out before, of which nobody has said what came of them.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn batch(&self, batch: i64) -> Result<Vec<Delivery>, LedgerFault> {
        let query = format!(
            "SELECT {COLUMNS} FROM {JOINED} WHERE g.batch = ?1 AND g.batch IS NOT NULL
               AND g.status = 'handed' AND c.gone IS NULL ORDER BY g.n"
        );
        deliveries(&mut self.connection.prepare(&query)?, [Cell::from(batch)])
    }

    /// The gifts of some statuses, the oldest first.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn listed(&self, status: Status) -> Result<Vec<Delivery>, LedgerFault> {
        let query = format!(
            "SELECT {COLUMNS} FROM {JOINED}
             WHERE g.status = ?1 AND g.run IS NOT NULL AND c.gone IS NULL ORDER BY g.n"
        );
        deliveries(&mut self.connection.prepare(&query)?, [Cell::from(status.word().to_owned())])
    }

    /// Writes what is said of gifts that were handed out, and yields what came of that. Saying it twice
    /// changes nothing. What was sent was sent, whatever the ledger has of it by now. Of a `batch`, only
    /// gifts that are in it are known.
    ///
    /// If some keys are unknown and `all` says that all have to be there, nothing is written.
    ///
    /// # Errors
    /// If the ledger cannot be written.
    pub fn answer(
        &mut self,
        answers: &[Answer],
        batch: Option<i64>,
        all: bool,
    ) -> Result<Answered, LedgerFault> {
        let change = Change::begin(self, "answers")?;
        let transaction = &change.connection;
        let mut answered = Answered::default();
        for Answer { key, status, reason } in answers {
            let query = "SELECT 1 FROM gifts WHERE key = ?1 AND batch IS NOT NULL
                           AND (?2 IS NULL OR batch = ?2)";
            if !transaction.prepare_cached(query)?.exists(params![key, batch])? {
                answered.unknown.push(key.clone());
                continue;
            }
            // What the rules show of a customer is kept only as long as it is needed.
            let changed = transaction
                .prepare_cached(
                    "UPDATE gifts SET status = ?2, reason = ?3,
                       key = CASE WHEN customer IN (SELECT n FROM customers WHERE id IS NULL)
                         THEN NULL ELSE key END,
                       shown = CASE ?2 WHEN 'sent' THEN NULL ELSE shown END
                     WHERE key = ?1 AND (status = 'handed' OR ?2 = 'sent' AND status <> 'sent')",
                )?
                .execute(params![key, status.word(), reason])?;
            match (changed, status) {
                (0, _) => answered.before += 1,
                (_, Status::Sent) => answered.sent += 1,
                (_, Status::Failed | Status::Waiting | Status::Handed | Status::Canceled) => {
                    answered.failed += 1;
                }
            }
        }
        if all && !answered.unknown.is_empty() {
            return Ok(Answered { unknown: answered.unknown, ..Answered::default() });
        }
        change.commit()?;
        Ok(answered)
    }

    /// Lets gifts wait again: those that failed, and of one batch also those of which nobody has said what
    /// came of them.
    ///
    /// # Errors
    /// If the ledger cannot be written.
    pub fn retry(&mut self, batch: Option<i64>) -> Result<u64, LedgerFault> {
        let change = Change::begin(self, "retry")?;
        // What is held back by now is not handed out again.
        change.connection.execute(
            "UPDATE gifts SET status = 'canceled', shown = NULL
             WHERE status = 'handed' AND batch = ?1
               AND reason IN ('pause', 'left out', 'not in the rules')",
            [batch],
        )?;
        let query = format!(
            "UPDATE gifts SET status = 'waiting', attempts = 0, reason = NULL
             WHERE {OPEN} AND (status = 'failed' AND (?1 IS NULL OR batch = ?1)
                               OR status = 'handed' AND batch = ?1)"
        );
        let changed = change.connection.execute(&query, [batch])?;
        change.commit()?;
        Ok(changed as u64)
    }

    /// Cancels gifts that wait or failed, of a run, of a name or with a key. They do not count as given from then on.
    ///
    /// # Errors
    /// If the ledger cannot be written.
    pub fn cancel(
        &mut self,
        run: Option<i64>,
        gift: Option<&str>,
        key: Option<&str>,
        reason: &str,
    ) -> Result<u64, LedgerFault> {
        let query = format!(
            "UPDATE gifts SET status = 'canceled', reason = ?4, shown = NULL
             WHERE {OPEN} AND status <> 'handed' AND (?1 IS NULL OR run = ?1)
               AND (?2 IS NULL OR gift = ?2 OR gift IN (SELECT gift FROM gift_names WHERE name = ?2))
               AND (?3 IS NULL OR key = ?3)"
        );
        let change = Change::begin(self, "cancel")?;
        let changed = change.connection.execute(&query, params![run, gift, key, reason])?;
        change.commit()?;
        Ok(changed as u64)
    }
}

/// Reads gifts.
fn deliveries<const N: usize>(
    statement: &mut Statement<'_>,
    params: [Cell; N],
) -> Result<Vec<Delivery>, LedgerFault> {
    let rows = statement.query_map(params_from_iter(params), delivery)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn delivery(row: &Row<'_>) -> rusqlite::Result<Delivery> {
    Ok(Delivery {
        number: row.get(0)?,
        id: row.get(1)?,
        shown: row.get(2)?,
        gift: row.get(3)?,
        outside: row.get(4)?,
        kind: row.get(5)?,
        description: row.get(6)?,
        to: row.get(7)?,
        cost: row.get(8)?,
        worth: row.get(9)?,
        rule: row.get(10)?,
        key: row.get(11)?,
        event: row.get(12)?,
        at: row.get::<_, Option<i64>>(13)?.and_then(instant),
        batch: row.get(14)?,
        reason: row.get(15)?,
    })
}

/// The nearest instant that the ledger can keep.
fn nearest(at: Instant) -> i64 {
    nanos(at).unwrap_or(if at < Instant::UNIX_EPOCH { i64::MIN } else { i64::MAX })
}
