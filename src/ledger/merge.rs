//! Two customers who turn out to be one.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value as Json;

use super::aliases::customer;
use super::change::Change;
use super::forgotten::is_forgotten;
use super::instants::instant;
use super::often::Often;
use super::{Ledger, LedgerFault};
use crate::eval::Evaluator;
use crate::plan::Plan;
use crate::values::{AsOf, Instant};

/// Which customers are one.
#[derive(Clone, Copy, Debug)]
pub struct Merge<'m> {
    /// The id that becomes another id of the other customer.
    pub from: &'m str,
    /// The id of the customer who stays.
    pub into: &'m str,
    /// The stage and the tags are those of the customer who goes.
    pub stage_of_from: bool,
    /// The rules of the last run, which say how often a gift may be given.
    pub rules: Option<&'m Arc<Plan>>,
}

/// What a merge has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The own id of the customer who stays.
    pub into: String,
    /// The stage that this customer is in now.
    pub stage: String,
    /// The two were one already: nothing has changed.
    pub before: bool,
    /// How many gifts of the other are this customer's now.
    pub gifts: u64,
    /// How many gifts that waited are canceled, because the customer may not get them a second time.
    pub canceled: u64,
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
    as_of: String,
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
        if from == into {
            return Ok(Err(Unmerged::Themselves));
        }
        let change = Change::begin(self, "merge")?;
        let transaction = &change.connection;
        let mut sides = Vec::new();
        for id in [&from, &into] {
            match customer(transaction, id)? {
                Some(number) => sides.push(Side::of(transaction, number)?),
                None if is_forgotten(transaction, id)? => {
                    return Ok(Err(Unmerged::Forgotten(id.clone())));
                }
                None => return Ok(Err(Unmerged::Unknown(id.clone()))),
            }
        }
        let [goes, stays] = &sides[..] else { return Ok(Err(Unmerged::Themselves)) };
        let (into, stage) = (stays.id.clone(), stays.stage.clone());
        if goes.number == stays.number {
            return Ok(Ok(Merged { into, stage, before: true, ..Merged::default() }));
        }
        if goes.id != from {
            return Ok(Err(Unmerged::Elsewhere(goes.id.clone())));
        }
        let after = After::of(transaction)?;
        let stage = if merge.stage_of_from { goes.stage.clone() } else { stage };
        if merge.stage_of_from {
            take_stage(transaction, goes, stays, &after)?;
        }
        let canceled = match merge.rules {
            Some(plan) => cancel_repeats(transaction, &after.evaluator(plan), goes, stays)?,
            None => 0,
        };
        let gifts = take_all(transaction, goes, stays)?;
        leave(transaction, goes, stays, &after)?;
        change.commit()?;
        Ok(Ok(Merged { into, stage, before: false, gifts, canceled }))
    }
}

impl Side {
    fn of(connection: &Connection, number: i64) -> Result<Side, LedgerFault> {
        let query = "SELECT id, stage, owed FROM customers WHERE n = ?1";
        Ok(connection.query_row(query, [number], |row| {
            Ok(Side { number, id: row.get(0)?, stage: row.get(1)?, owed: row.get(2)? })
        })?)
    }
}

impl After {
    fn of(connection: &Connection) -> Result<After, LedgerFault> {
        let query = "SELECT n, as_of, at FROM runs ORDER BY n DESC LIMIT 1";
        let last = connection.query_row(query, [], |row| {
            let (run, as_of, at) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(After { run, as_of, at })
        });
        last.optional()?.ok_or(LedgerFault::NotALedger)
    }

    /// What decides as of the moment of that run.
    fn evaluator(&self, plan: &Arc<Plan>) -> Evaluator {
        let at = || AsOf::Instant(instant(self.at).unwrap_or(Instant::UNIX_EPOCH));
        Evaluator::new(plan, AsOf::parse(&self.as_of, &plan.zone).unwrap_or_else(|_| at()))
    }
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

/// Gives all that one customer was given and is owed to the other, and yields how many gifts that were.
fn take_all(connection: &Connection, goes: &Side, stays: &Side) -> Result<u64, LedgerFault> {
    let numbers = params![goes.number, stays.number];
    connection.execute(
        "INSERT INTO exposures SELECT ?2, experiment, arm, at, run FROM exposures WHERE customer = ?1
         ON CONFLICT DO UPDATE SET at = min(at, excluded.at), run = min(run, excluded.run)",
        numbers,
    )?;
    connection.execute("DELETE FROM exposures WHERE customer = ?1", [goes.number])?;
    // What has been handed out is known to others by the id that it had.
    let gifts = connection.execute(
        "UPDATE gifts SET customer = ?2,
           handed_as = CASE WHEN batch IS NOT NULL THEN coalesce(handed_as, ?3) END
         WHERE customer = ?1",
        params![goes.number, stays.number, goes.id],
    )?;
    connection.execute(
        "UPDATE customers SET owed = ?2 WHERE n = ?1",
        params![stays.number, both_owed(stays.owed.as_deref(), goes.owed.as_deref())],
    )?;
    Ok(gifts as u64)
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

/// A gift of one of the two.
struct Had {
    number: i64,
    gift: String,
    event: String,
    at: Option<Instant>,
    /// It is not over, and has not been handed out.
    waits: bool,
    /// It is one of the one who goes.
    of_goes: bool,
}

/// Cancels gifts that wait or failed and that one customer would not have been given after what both were
/// given. Those of the one who goes are canceled first. Yields how many.
fn cancel_repeats(
    connection: &Connection,
    rules: &Evaluator,
    goes: &Side,
    stays: &Side,
) -> Result<u64, LedgerFault> {
    let had = had(connection, goes, stays)?;
    let mut canceled = HashSet::new();
    for (gift, names) in rules.plan().needs.gifts.iter().enumerate() {
        let mut by_event: BTreeMap<&str, Vec<&Had>> = BTreeMap::new();
        for one in had.iter().filter(|one| names.all().any(|name| *name == one.gift)) {
            by_event.entry(&one.event).or_default().push(one);
        }
        by_event.retain(|_, all| {
            all.iter().any(|one| one.of_goes) && !all.iter().all(|one| one.of_goes)
        });
        if !by_event.is_empty()
            && let Some(often) = Often::of(connection, rules, gift, stays.number)?
        {
            canceled.extend(by_event.values().flat_map(|all| repeats(&often, all)));
        }
    }
    for number in &canceled {
        connection.execute(
            "UPDATE gifts SET status = 'canceled', reason = 'merged', shown = NULL WHERE n = ?1",
            [number],
        )?;
    }
    Ok(canceled.len() as u64)
}

/// The gifts that wait and are more than a customer may be given, by their numbers.
fn repeats(often: &Often<'_>, all: &[&Had]) -> Vec<i64> {
    let counts = all.iter().filter(|one| often.counts(one.at));
    let (waiting, given): (Vec<&Had>, Vec<&Had>) = counts.partition(|one| one.waits);
    let room = often.most.saturating_sub(given.len());
    waiting.iter().skip(room).map(|one| one.number).collect()
}

/// What both were given, those of the one who stays first.
fn had(connection: &Connection, goes: &Side, stays: &Side) -> Result<Vec<Had>, LedgerFault> {
    let mut statement = connection.prepare(
        "SELECT n, gift, \"for\", at, coalesce(status IN ('waiting', 'failed'), 0), customer = ?1
         FROM gifts
         WHERE customer IN (?1, ?2) AND what IN ('given', 'assumed')
           AND status IS NOT 'canceled' ORDER BY customer = ?1, n",
    )?;
    let had = statement.query_map([goes.number, stays.number], |row| {
        let at: Option<i64> = row.get(3)?;
        let (number, gift, event) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (at, waits, of_goes) = (at.and_then(instant), row.get(4)?, row.get(5)?);
        Ok(Had { number, gift, event, at, waits, of_goes })
    })?;
    Ok(had.collect::<Result<_, _>>()?)
}
