//! Two customers who turn out to be one.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value as Json;

use super::aliases::customer;
use super::change::Change;
use super::forgotten::is_forgotten;
use super::instants::{instant, nanos};
use super::outbox::cancel;
use super::repeats::Repeats;
use super::{Ledger, LedgerFault};
use crate::plan::{GiftId, Plan};
use crate::values::Instant;

/// Which customers are one.
#[derive(Clone, Copy, Debug)]
pub struct Merge<'m> {
    /// The id that becomes another id of the other customer.
    pub from: &'m str,
    /// The id of the customer who stays.
    pub into: &'m str,
    /// Whose stage and tags the customer has from then on: an id of one of the two. Those of the one who stays
    /// if it is not said.
    pub stage_of: Option<&'m str>,
    /// The rules of the last run, which say how often a gift may be given.
    pub rules: Option<&'m Arc<Plan>>,
}

/// What a merge has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Merged {
    /// Nothing: the two were one already.
    Before,
    /// They are one now.
    Now(One),
}

/// The customer whom two have become.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct One {
    /// The own id of the customer.
    pub id: String,
    /// The stage that the customer is in.
    pub stage: String,
    /// How many gifts of the one who goes this customer has been given now.
    pub gifts: u64,
    /// How many gifts that waited or failed are canceled, because one customer would not have been given them
    /// besides the others.
    pub repeats: u64,
    /// How many are canceled because the customer is left out.
    pub left_out: u64,
}

/// Why two customers are not merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmerged {
    /// It is one id.
    Themselves,
    /// The ledger does not know an id.
    Unknown(String),
    /// The customer with an id asked to be forgotten.
    Forgotten(String),
    /// The one who is to go was merged before, into somebody else, whose id this is.
    Elsewhere(String),
    /// The stage is to be that of somebody else, whose id this is.
    StageOfOther(String),
}

/// A customer who is merged, or merged into.
struct Side {
    number: i64,
    id: String,
    stage: String,
    owed: Option<String>,
}

/// The run after which customers are merged.
struct After {
    run: i64,
    at: i64,
}

impl Ledger {
    /// Makes one customer of two: the gifts of both and what they are owed are the one's who stays, and the id of
    /// the other is another id of theirs from then on.
    ///
    /// # Errors
    /// If the ledger cannot be written.
    pub fn merge(&mut self, merge: &Merge<'_>) -> Result<Result<Merged, Unmerged>, LedgerFault> {
        let [from, into] = [merge.from, merge.into].map(|id| self.folded(id));
        let (from, into) = (from?.into_owned(), into?.into_owned());
        let stage_of = match merge.stage_of {
            Some(id) => Some(self.folded(id)?.into_owned()),
            None => None,
        };
        if from == into {
            return Ok(Err(Unmerged::Themselves));
        }
        let change = Change::begin(self, "merge")?;
        let transaction = &change.connection;
        let (goes, stays) = match (Side::of(transaction, &from)?, Side::of(transaction, &into)?) {
            (Ok(goes), Ok(stays)) => (goes, stays),
            (Err(unmerged), _) | (_, Err(unmerged)) => return Ok(Err(unmerged)),
        };
        let stage_of = match stage_of {
            Some(id) => match customer(transaction, &id)? {
                Some(number) if number == goes.number => &goes,
                Some(number) if number == stays.number => &stays,
                Some(_) | None => return Ok(Err(Unmerged::StageOfOther(id))),
            },
            None => &stays,
        };
        if goes.number == stays.number {
            return Ok(Ok(Merged::Before));
        }
        if goes.id != from {
            return Ok(Err(Unmerged::Elsewhere(goes.id.clone())));
        }
        let after = After::of(transaction)?;
        if stage_of.number == goes.number {
            take_stage(transaction, &goes, &stays, &after)?;
        }
        let left_out = cancel_left_out(transaction, &goes, &stays)?;
        let (mut repeats, mut carried) = (0, None);
        if let Some(plan) = merge.rules {
            repeats = cancel_repeats(transaction, plan, &goes, &stays)?;
            let numbers = [goes.number, stays.number];
            let now = instant(after.at).ok_or(LedgerFault::NotALedger)?;
            let mut repeats = Repeats::of(transaction, plan, numbers)?;
            carried = repeats.carried(transaction, now)?.zip(Some(plan));
        }
        let gifts = take_all(transaction, &goes, &stays)?;
        if let Some(((since, carried), plan)) = carried {
            carry(transaction, (plan, &carried), &stays, (since, &after))?;
        }
        leave(transaction, &goes, &stays, &after)?;
        let (id, stage) = (stays.id.clone(), stage_of.stage.clone());
        change.commit()?;
        Ok(Ok(Merged::Now(One { id, stage, gifts, repeats, left_out })))
    }
}

impl Side {
    /// The customer who has an id.
    fn of(connection: &Connection, id: &str) -> Result<Result<Side, Unmerged>, LedgerFault> {
        let Some(number) = customer(connection, id)? else {
            let is_forgotten = is_forgotten(connection, id)?;
            let unmerged = if is_forgotten { Unmerged::Forgotten } else { Unmerged::Unknown };
            return Ok(Err(unmerged(id.to_owned())));
        };
        let query = "SELECT id, stage, owed FROM customers WHERE n = ?1";
        Ok(Ok(connection.query_row(query, [number], |row| {
            Ok(Side { number, id: row.get(0)?, stage: row.get(1)?, owed: row.get(2)? })
        })?))
    }
}

impl After {
    fn of(connection: &Connection) -> Result<After, LedgerFault> {
        let query = "SELECT n, at FROM runs ORDER BY n DESC LIMIT 1";
        let last = connection
            .query_row(query, [], |row| Ok(After { run: row.get(0)?, at: row.get(1)? }))
            .optional()?;
        last.ok_or(LedgerFault::NotALedger)
    }
}

/// Cancels what waits of the one who goes if the rules leave out the one who stays, as each run does.
fn cancel_left_out(connection: &Connection, goes: &Side, stays: &Side) -> Result<u64, LedgerFault> {
    let which = "customer = ?1
                 AND EXISTS (SELECT 1 FROM missing WHERE customer = ?2 AND why = 'left out')";
    cancel(connection, which, params![goes.number, stays.number], "left out")
}

/// Cancels gifts that wait or failed and that one customer would not have been given after what both were
/// given, as of the time of each. Yields how many.
fn cancel_repeats(
    connection: &Connection,
    plan: &Arc<Plan>,
    goes: &Side,
    stays: &Side,
) -> Result<u64, LedgerFault> {
    let repeats = Repeats::of(connection, plan, [goes.number, stays.number])?.find(connection)?;
    for number in &repeats {
        cancel(connection, "n = ?1", params![number], "merged")?;
    }
    Ok(repeats.len() as u64)
}

/// The stage and the tags of the one who goes, with the time since when.
fn take_stage(
    connection: &Connection,
    goes: &Side,
    stays: &Side,
    after: &After,
) -> Result<(), LedgerFault> {
    if goes.stage != stays.stage {
        connection.execute(
            "INSERT INTO moves SELECT ?1, max(seq) + 1, ?2, ?3, ?4, NULL, ?5 FROM moves WHERE customer = ?1",
            params![stays.number, after.at, stays.stage, goes.stage, after.run],
        )?;
    }
    connection.execute(
        "UPDATE customers SET (stage, stage_since, tags, untags) =
           (SELECT stage, stage_since, tags, untags FROM customers WHERE n = ?2) WHERE n = ?1",
        params![stays.number, goes.number],
    )?;
    Ok(())
}

/// Gives all that one customer was given and is owed to the other, and yields how many gifts that were that
/// count as given.
fn take_all(connection: &Connection, goes: &Side, stays: &Side) -> Result<u64, LedgerFault> {
    let numbers = params![goes.number, stays.number];
    connection.execute(
        "INSERT INTO exposures SELECT ?2, experiment, arm, at, run FROM exposures WHERE customer = ?1
         ON CONFLICT DO UPDATE SET at = min(at, excluded.at), run = min(run, excluded.run)",
        numbers,
    )?;
    connection.execute("DELETE FROM exposures WHERE customer = ?1", [goes.number])?;
    let gifts: i64 = connection.query_row(
        "SELECT count(*) FROM gifts
         WHERE customer = ?1 AND what IN ('given', 'assumed') AND status IS NOT 'canceled'",
        [goes.number],
        |row| row.get(0),
    )?;
    // What has been handed out is known to others by the id that it had.
    connection.execute(
        "UPDATE gifts SET customer = ?2,
           handed_as = CASE WHEN batch IS NOT NULL THEN coalesce(handed_as, ?3) END
         WHERE customer = ?1",
        params![goes.number, stays.number, goes.id],
    )?;
    connection.execute(
        "UPDATE customers SET owed = ?2 WHERE n = ?1",
        params![stays.number, both_owed(stays.owed.as_deref(), goes.owed.as_deref())],
    )?;
    Ok(gifts.unsigned_abs())
}

/// Notes that gifts were given in a stay in the same stage and at the same time as the one that the customer is in,
/// for how often they may be given in it.
fn carry(
    connection: &Connection,
    (plan, gifts): (&Plan, &[GiftId]),
    stays: &Side,
    (since, after): (Instant, &After),
) -> Result<(), LedgerFault> {
    for gift in gifts {
        connection.execute(
            "INSERT INTO gifts (customer, gift, kind, nth, what, at, run)
             VALUES (?1, ?2, ?3, (SELECT count(*) FROM gifts
               WHERE customer = ?1 AND gift = ?2 AND what = 'given'), 'assumed', ?4, ?5)",
            params![
                stays.number,
                plan.needs.gifts[*gift].written,
                plan.gifts[*gift].kind.word(),
                nanos(since)?,
                after.run
            ],
        )?;
    }
    Ok(())
}

/// Ends the life of the one who goes: the id leads to the other one.
fn leave(
    connection: &Connection,
    goes: &Side,
    stays: &Side,
    after: &After,
) -> Result<(), LedgerFault> {
    let numbers = params![goes.number, stays.number];
    connection.execute("UPDATE aliases SET customer = ?2 WHERE customer = ?1", numbers)?;
    connection.execute("INSERT INTO aliases VALUES (?1, ?2)", params![goes.id, stays.number])?;
    connection.execute(
        "INSERT INTO merges VALUES (?1, ?2, ?3, ?4)",
        params![goes.number, stays.number, after.at, after.run],
    )?;
    connection.execute("DELETE FROM missing WHERE customer = ?1", [goes.number])?;
    let gone = "UPDATE customers SET gone = 'merged', owed = NULL WHERE n = ?1";
    connection.execute(gone, [goes.number])?;
    Ok(())
}

/// What two customers are owed, together: what both are owed, since the earlier time.
fn both_owed(one: Option<&str>, other: Option<&str>) -> Option<String> {
    let list = |json: Option<&str>| -> Vec<Json> {
        json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
    };
    let since = |entry: &Json| entry["since"].as_str().and_then(|at| at.parse::<Instant>().ok());
    let mut all = list(one);
    for entry in list(other) {
        let same = |one: &&mut Json| one["name"] == entry["name"] && one["for"] == entry["for"];
        match all.iter_mut().find(same) {
            Some(one) if since(&entry) < since(one) => *one = entry,
            Some(_) => {}
            None => all.push(entry),
        }
    }
    (!all.is_empty()).then(|| Json::from(all).to_string())
}
