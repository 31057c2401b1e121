//! What a ledger knows of one customer, and of all of them together.

use rusqlite::{Row, params};

use super::aliases::customer;
use super::change::Change;
use super::{Ledger, LedgerFault, instants};
use crate::values::Instant;

/// What a ledger knows of a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Life {
    /// The id that the ledger has, which is another one if the customer was asked for by an alias.
    pub id: String,
    /// The stage, in the name that records use.
    pub stage: String,
    /// Since when.
    pub stage_since: Option<Instant>,
    /// The tags that rules have set, a list of JSON.
    pub tags: Option<String>,
    /// Those that they have taken away while records still have them.
    pub untags: Option<String>,
    /// The gifts that are owed, a list of JSON.
    pub owed: Option<String>,
    /// How the customer came: new, by the first load, or with a stage of their own.
    pub came_by: String,
    /// Why the last run did not decide for them, if it did not, and since which run.
    pub missing: Option<(String, i64)>,
    /// All moves, the first one first.
    pub moves: Vec<LifeMove>,
    /// All gifts, the first one first.
    pub gifts: Vec<LifeGift>,
    /// Experiments with their arms.
    pub experiments: Vec<(String, String)>,
    /// Customers who were merged into this one, the first one first.
    pub before: Vec<LifeBefore>,
}

impl Life {
    /// All of it as JSON.
    pub fn json(&self) -> serde_json::Value {
        let list = |json: &Option<String>| -> serde_json::Value {
            json.as_ref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
        };
        let at = |at: Option<Instant>| at.map(|at| at.to_string());
        let moves = |moves: &[LifeMove]| -> serde_json::Value {
            let moves = moves.iter().map(|one| {
                serde_json::json!({
                    "at": at(one.at), "from": one.from, "to": one.to, "rule": one.rule, "run": one.run,
                })
            });
            moves.collect()
        };
        let before = self.before.iter().map(|one| {
            serde_json::json!({
                "id": one.id, "at": at(one.at), "after_run": one.after_run,
                "moves": moves(&one.moves),
            })
        });
        let gifts = self.gifts.iter().map(|one| {
            serde_json::json!({
                "at": at(one.at), "gift": one.gift, "for": one.event, "what": one.what,
                "rule": one.rule, "run": one.run, "cost": one.cost, "key": one.key,
                "status": one.status, "reason": one.reason, "handed_as": one.handed_as,
            })
        });
        let experiments = self
            .experiments
            .iter()
            .map(|(experiment, arm)| serde_json::json!({ "experiment": experiment, "arm": arm }));
        serde_json::json!({
            "id": self.id,
            "stage": self.stage,
            "stage_since": at(self.stage_since),
            "tags": list(&self.tags),
            "removed_tags": list(&self.untags),
            "owed": list(&self.owed),
            "came_by": self.came_by,
            "missing": self.missing.as_ref().map(|(why, _)| why),
            "merged": before.collect::<Vec<_>>(),
            "moves": moves(&self.moves),
            "gifts": gifts.collect::<Vec<_>>(),
            "experiments": experiments.collect::<Vec<_>>(),
        })
    }
}

/// A customer who was merged into another one, up to then. Their gifts are those of the other one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifeBefore {
    /// The id that is one of the other's now.
    pub id: String,
    /// What the last run before that was as of.
    pub at: Option<Instant>,
    /// That run.
    pub after_run: i64,
    /// All moves, the first one first.
    pub moves: Vec<LifeMove>,
}

/// A move in the life of a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifeMove {
    /// When.
    pub at: Option<Instant>,
    /// The stage that was left; none where the customer came in.
    pub from: Option<String>,
    /// The stage that was entered.
    pub to: String,
    /// The rule that asked for it.
    pub rule: Option<String>,
    /// The run that made it.
    pub run: i64,
}

/// A gift in the life of a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifeGift {
    /// When.
    pub at: Option<Instant>,
    /// The name that records use.
    pub gift: String,
    /// The event that it is for; empty if it is for none.
    pub event: String,
    /// Given, assumed, or why it was not given.
    pub what: String,
    /// The rule that asked for it.
    pub rule: Option<String>,
    /// The run; none if the record brought it.
    pub run: Option<i64>,
    /// What it cost.
    pub cost: Option<String>,
    /// Its key, if it is given.
    pub key: Option<String>,
    /// What has become of it.
    pub status: Option<String>,
    /// Why it failed or was canceled.
    pub reason: Option<String>,
    /// The id that it was handed out with, if the customer has another one since a merge.
    pub handed_as: Option<String>,
}

/// A run, as a list of runs shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunLine {
    /// Its number.
    pub number: i64,
    /// First load, or night.
    pub kind: String,
    /// What it was as of.
    pub as_of: String,
    /// When it was made.
    pub started: Option<Instant>,
    /// How many customers were decided, are new, moved, and so on.
    pub counts: [u64; 7],
}

impl RunLine {
    /// What its counts are of, in order.
    pub const COUNTS: [&str; 7] =
        ["decided", "new", "moved", "given", "rejected", "left out", "absent"];
}

impl Ledger {
    /// What the ledger knows of a customer, if it knows them.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn life(&self, id: &str) -> Result<Option<Life>, LedgerFault> {
        let query = "SELECT c.n, c.id, c.stage, c.stage_since, c.tags, c.untags, c.owed, c.came_by,
                       m.why, m.since_run
                     FROM customers c LEFT JOIN missing m ON m.customer = c.n WHERE c.n = ?1";
        let id = &*self.folded(id)?;
        let Some(customer) = customer(&self.connection, id)? else { return Ok(None) };
        let mut life = self.connection.query_row(query, [customer], |row| {
            let missing = row.get::<_, Option<String>>(8)?;
            let since = row.get::<_, Option<i64>>(9)?;
            let life = Life {
                id: row.get(1)?,
                stage: row.get(2)?,
                stage_since: instant(row, 3)?,
                tags: row.get(4)?,
                untags: row.get(5)?,
                owed: row.get(6)?,
                came_by: row.get(7)?,
                missing: missing.zip(since),
                moves: Vec::new(),
                gifts: Vec::new(),
                experiments: Vec::new(),
                before: Vec::new(),
            };
            Ok(life)
        })?;
        life.moves = self.moves(customer)?;
        life.gifts = self.all(
            "SELECT at, gift, \"for\", what, rule, run, cost, key, status, reason, handed_as
             FROM gifts
             WHERE customer = ?1 ORDER BY n",
            customer,
            |row| {
                Ok(LifeGift {
                    at: instant(row, 0)?,
                    gift: row.get(1)?,
                    event: row.get(2)?,
                    what: row.get(3)?,
                    rule: row.get(4)?,
                    run: row.get(5)?,
                    cost: row.get(6)?,
                    key: row.get(7)?,
                    status: row.get(8)?,
                    reason: row.get(9)?,
                    handed_as: row.get(10)?,
                })
            },
        )?;
        life.experiments = self.all(
            "SELECT experiment, arm FROM exposures WHERE customer = ?1 ORDER BY experiment, at",
            customer,
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let before = self.all(
            "SELECT c.n, c.id, m.at, m.after_run FROM aliases a JOIN customers c ON c.id = a.id
             JOIN merges m ON m.customer = c.n WHERE a.customer = ?1 ORDER BY m.after_run, c.n",
            customer,
            |row| Ok((row.get(0)?, row.get(1)?, instant(row, 2)?, row.get(3)?)),
        )?;
        for (was, id, at, after_run) in before {
            life.before.push(LifeBefore { id, at, after_run, moves: self.moves(was)? });
        }
        Ok(Some(life))
    }

    fn moves(&self, customer: i64) -> Result<Vec<LifeMove>, LedgerFault> {
        self.all(
            "SELECT at, from_stage, to_stage, rule, run FROM moves WHERE customer = ?1 ORDER BY seq",
            customer,
            |row| {
                let (from, to, rule, run) = (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
                Ok(LifeMove { at: instant(row, 0)?, from, to, rule, run })
            },
        )
    }

    fn all<T>(
        &self,
        query: &str,
        customer: i64,
        read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, LedgerFault> {
        let mut statement = self.connection.prepare(query)?;
        Ok(statement.query_map([customer], read)?.collect::<Result<_, _>>()?)
    }

    /// The last runs, the newest first.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn runs(&self, most: u32) -> Result<Vec<RunLine>, LedgerFault> {
        let query = "SELECT n, kind, as_of, started, decided, new, moved, given, rejected,
                       left_out, absent FROM runs ORDER BY n DESC LIMIT ?1";
        let mut statement = self.connection.prepare(query)?;
        let line = |row: &Row<'_>| {
            let mut counts = [0; 7];
            for (place, count) in counts.iter_mut().enumerate() {
                *count = row.get::<_, i64>(4 + place)?.unsigned_abs();
            }
            let (number, kind, as_of) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(RunLine { number, kind, as_of, started: instant(row, 3)?, counts })
        };
        Ok(statement.query_map([most], line)?.collect::<Result<_, _>>()?)
    }

    /// Whether somebody is or was in a stage.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn has_stage(&self, stage: &str) -> Result<bool, LedgerFault> {
        let query = "SELECT EXISTS (SELECT 1 FROM moves WHERE to_stage = ?1)
                       OR EXISTS (SELECT 1 FROM customers WHERE stage = ?1)";
        Ok(self.connection.query_row(query, [stage], |row| row.get(0))?)
    }

    /// Calls a stage by another name from now on, also in all that was before. Yields how many
    /// customers are in it; none if nobody ever was.
    ///
    /// # Errors
    /// If the ledger cannot be written.
    pub fn rename_stage(&mut self, from: &str, to: &str) -> Result<Option<u64>, LedgerFault> {
        if !self.has_stage(from)? {
            return Ok(None);
        }
        let change = Change::begin(self, "rename")?;
        let transaction = &change.connection;
        let names = params![from, to];
        // Whoever follows the changes has seen those of the last run.
        transaction.execute(
            "UPDATE customers SET stage = ?2, changed_run =
               CASE WHEN gone IS NULL THEN 1 + (SELECT max(n) FROM runs) ELSE changed_run END
             WHERE stage = ?1",
            names,
        )?;
        transaction.execute("UPDATE moves SET to_stage = ?2 WHERE to_stage = ?1", names)?;
        transaction.execute("UPDATE moves SET from_stage = ?2 WHERE from_stage = ?1", names)?;
        let now = "SELECT count(*) FROM customers WHERE stage = ?1 AND gone IS NULL";
        let now: i64 = transaction.query_row(now, [to], |row| row.get(0))?;
        change.commit()?;
        Ok(Some(now.unsigned_abs()))
    }
}

fn instant(row: &Row<'_>, place: usize) -> rusqlite::Result<Option<Instant>> {
    let nanoseconds: Option<i64> = row.get(place)?;
    Ok(nanoseconds.and_then(instants::instant))
}
