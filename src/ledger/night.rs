//! A run, as it is written into a ledger: all of it or nothing.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::key::gift_key;
use super::numbers::Numbers;
use super::outcome::{Brought, Gift, Outcome, Tags, Withheld};
use super::recorder::Recorded;
use super::{Ledger, LedgerFault};
use crate::eval::{Evaluator, Reason};
use crate::output::decisions::Part;
use crate::plan::{GiftId, Grant, Owed, Plan, RuleId};
use crate::problems::Sources;
use crate::run::Engine;
use crate::terms::HowOften;
use crate::values::Instant;

/// What kind of run it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The first one: nothing is given.
    FirstLoad,
    /// That of a night.
    Night,
}

impl Kind {
    /// Its name in the ledger.
    pub fn word(self) -> &'static str {
        match self {
            Kind::FirstLoad => "first load",
            Kind::Night => "night",
        }
    }
}

/// How many of what a run has written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// The number of the run.
    pub run: i64,
    /// Customers who were decided.
    pub decided: u64,
    /// Customers whom the ledger did not know.
    pub new: u64,
    /// Moves from stage to stage.
    pub moved: u64,
    /// Gifts that now wait to be delivered.
    pub given: u64,
    /// Gifts that are assumed to have been given before.
    pub assumed: u64,
    /// Customers of the ledger whose record could not be decided.
    pub rejected: u64,
    /// Customers of the ledger who are left out.
    pub left_out: u64,
    /// Customers of the ledger who are not there.
    pub absent: u64,
    /// Customers who were decided as of this moment before.
    pub done: u64,
    /// Gifts that waited and are not delivered, because something holds them back now.
    pub cancelled: u64,
}

/// A run that is being written. Unless it is [committed](Night::commit), nothing of it remains.
#[derive(Debug)]
pub struct Night<'l> {
    ledger: &'l mut Ledger,
    plan: &'l Plan,
    kind: Kind,
    evaluator: Evaluator,
    uid: String,
    at: Instant,
    figures: Figures,
    withheld: Withheld,
    decided: Numbers,
    left_out: Numbers,
}

impl<'l> Night<'l> {
    /// Begins a run of an engine, at the time `now`.
    ///
    /// # Errors
    /// If the ledger cannot be written.
    pub fn begin(
        ledger: &'l mut Ledger,
        engine: &'l Engine,
        sources: &Sources,
        kind: Kind,
        now: Instant,
    ) -> Result<Night<'l>, LedgerFault> {
        let (plan, as_of) = (&**engine.plan(), engine.as_of());
        let evaluator = Evaluator::new(engine.plan(), as_of);
        let connection = &ledger.connection;
        connection.execute_batch("BEGIN IMMEDIATE")?;
        let uid = connection.query_row("SELECT uid FROM meta", [], |row| row.get(0))?;
        connection.execute("UPDATE meta SET title = ?1", [&plan.title])?;
        let rules = rules(connection, plan, sources)?;
        let at = evaluator.clock().as_of();
        connection.execute(
            "INSERT INTO runs (kind, as_of, at, rules, started) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![kind.word(), as_of.to_string(), nanos(at)?, rules, nanos(now)?],
        )?;
        let run = connection.last_insert_rowid();
        let figures = Figures { run, ..Figures::default() };
        let (withheld, decided, left_out) = Default::default();
        Ok(Night { ledger, plan, kind, evaluator, uid, at, figures, withheld, decided, left_out })
    }

    /// Writes what came of some customers, and yields what is shown of it.
    ///
    /// # Errors
    /// If the ledger cannot be written.
    pub fn write(&mut self, recorded: Recorded) -> Result<Part, LedgerFault> {
        let Recorded { part, outcomes, withheld, decided, left_out, paused, done } = recorded;
        self.figures.decided += part.tally.decided;
        self.figures.done += done;
        for (key, count) in withheld {
            *self.withheld.entry(key).or_default() += count;
        }
        self.decided.add_all(&decided);
        self.left_out.add_all(&left_out);
        // What was given before this run is held back before this run gives anything.
        for (customer, gifts) in paused {
            gifts.iter().try_for_each(|gift| self.hold_back(customer, *gift))?;
        }
        outcomes.iter().try_for_each(|outcome| self.outcome(outcome))?;
        Ok(part)
    }

    /// Ends the run: `present` are the customers of the ledger who were there, whatever became of
    /// them. If `again`, the run before was as of the same moment, and whoever it decided is not missed.
    /// What was written is still not there until it is committed.
    ///
    /// # Errors
    /// If the ledger cannot be written.
    pub fn end(
        &mut self,
        present: &Numbers,
        again: bool,
        now: Instant,
    ) -> Result<&Figures, LedgerFault> {
        self.miss(present, again)?;
        self.count_withheld()?;
        let Figures { run, decided, new, moved, given, rejected, left_out, absent, .. } =
            self.figures;
        self.ledger.connection.execute(
            "UPDATE runs SET ended = ?2, decided = ?3, new = ?4, moved = ?5, given = ?6,
               rejected = ?7, left_out = ?8, absent = ?9 WHERE n = ?1",
            params![
                run,
                nanos(now)?,
                count(decided),
                count(new),
                count(moved),
                count(given),
                count(rejected),
                count(left_out),
                count(absent)
            ],
        )?;
        Ok(&self.figures)
    }

    /// Makes it last.
    ///
    /// # Errors
    /// If the ledger cannot be written. Then nothing of the run remains.
    pub fn commit(self) -> Result<Figures, LedgerFault> {
        self.ledger.connection.execute_batch("COMMIT")?;
        Ok(self.figures.clone())
    }

    fn outcome(&mut self, outcome: &Outcome) -> Result<(), LedgerFault> {
        let customer = match outcome.known {
            Some(number) => i64::try_from(number).unwrap_or(i64::MAX),
            None => self.welcome(outcome)?,
        };
        if outcome.known.is_some() && !outcome.moves.is_empty() {
            self.moves(customer, outcome)?;
        }
        if let Some(tags) = &outcome.tags {
            self.tags(customer, tags)?;
        }
        if let Some(owed) = &outcome.owed {
            self.owed(customer, owed)?;
        }
        let arms = self.arms(customer, outcome)?;
        for gift in &outcome.gifts {
            self.gift(customer, outcome, gift, arms.as_deref())?;
        }
        Ok(())
    }

    /// Cancels gifts that wait or failed, because a pause holds them back now.
    fn hold_back(&mut self, customer: u64, gift: GiftId) -> Result<(), LedgerFault> {
        for name in self.plan.needs.gifts[gift].all() {
            let cancelled = self
                .ledger
                .connection
                .prepare_cached(
                    "UPDATE gifts SET status = 'cancelled', reason = 'pause', shown = NULL
                     WHERE customer = ?1 AND gift = ?2 AND status IN ('waiting', 'failed')",
                )?
                .execute(params![count(customer), name])?;
            self.figures.cancelled += cancelled as u64;
        }
        Ok(())
    }

    /// Takes in a customer whom the ledger does not know.
    fn welcome(&mut self, outcome: &Outcome) -> Result<i64, LedgerFault> {
        let none = Brought { stage: None, given: Vec::new(), owed: Vec::new() };
        let brought = outcome.brought.as_ref().unwrap_or(&none);
        let came_by = match (brought.stage, self.kind) {
            (Some(_), _) => "record",
            (None, Kind::FirstLoad) => "first load",
            (None, Kind::Night) => "new",
        };
        let own = brought.stage.map(|(stage, since)| (stage, None, since));
        let entered = outcome.moves.iter().map(|(stage, rule)| (*stage, *rule, Some(self.at)));
        let stays: Vec<_> = own.into_iter().chain(entered).collect();
        let Some((stage, _, since)) = stays.last().copied() else {
            return Err(LedgerFault::Damaged(format!("{} has no stage", outcome.id)));
        };
        let connection = &self.ledger.connection;
        connection
            .prepare_cached(
                "INSERT INTO customers (id, stage, stage_since, came_by, came_run, changed_run)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?5)",
            )?
            .execute(params![
                outcome.id,
                self.stage(stage),
                since.map(nanos).transpose()?,
                came_by,
                self.figures.run
            ])?;
        let customer = connection.last_insert_rowid();
        let mut from = None;
        for (seq, (stage, rule, at)) in stays.iter().enumerate() {
            self.entry(customer, seq as i64, (from, *stage), *rule, *at)?;
            self.figures.moved += u64::from(from.is_some());
            from = Some(*stage);
        }
        let brought = brought.given.clone();
        brought.iter().try_for_each(|grant| self.brought(customer, &outcome.id, grant))?;
        self.figures.new += 1;
        Ok(customer)
    }

    /// Writes the moves of a customer whom the ledger knows.
    fn moves(&mut self, customer: i64, outcome: &Outcome) -> Result<(), LedgerFault> {
        let connection = &self.ledger.connection;
        let (seq, mut from): (i64, String) = connection
            .prepare_cached(
                "SELECT seq, to_stage FROM moves WHERE customer = ?1 ORDER BY seq DESC LIMIT 1",
            )?
            .query_row([customer], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for (seq, (stage, rule)) in (seq + 1..).zip(&outcome.moves) {
            let to = self.stage(*stage).to_owned();
            connection
                .prepare_cached("INSERT INTO moves VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
                .execute(params![
                    customer,
                    seq,
                    nanos(self.at)?,
                    from,
                    to,
                    rule.map(|rule| self.rule(rule)),
                    self.figures.run
                ])?;
            from = to;
            self.figures.moved += 1;
        }
        connection
            .prepare_cached(
                "UPDATE customers SET stage = ?2, stage_since = ?3, changed_run = ?4 WHERE n = ?1",
            )?
            .execute(params![
                customer,
                from,
                outcome.since.map(nanos).transpose()?,
                self.figures.run
            ])?;
        Ok(())
    }

    fn entry(
        &self,
        customer: i64,
        seq: i64,
        (from, to): (Option<usize>, usize),
        rule: Option<RuleId>,
        at: Option<Instant>,
    ) -> Result<(), LedgerFault> {
        let connection = &self.ledger.connection;
        connection
            .prepare_cached("INSERT INTO moves VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
            .execute(params![
                customer,
                seq,
                at.map(nanos).transpose()?,
                from.map(|stage| self.stage(stage)),
                self.stage(to),
                rule.map(|rule| self.rule(rule)),
                self.figures.run
            ])?;
        Ok(())
    }

    fn tags(&self, customer: i64, tags: &Tags) -> Result<(), LedgerFault> {
        let list = |tags: &[String]| {
            (!tags.is_empty()).then(|| serde_json::Value::from(tags.to_vec()).to_string())
        };
        let connection = &self.ledger.connection;
        connection
            .prepare_cached(
                "UPDATE customers SET tags = ?2, untags = ?3, changed_run = ?4
                 WHERE n = ?1 AND (tags IS NOT ?2 OR untags IS NOT ?3)",
            )?
            .execute(params![customer, list(&tags.set), list(&tags.removed), self.figures.run])?;
        Ok(())
    }

    fn owed(&self, customer: i64, owed: &[Owed]) -> Result<(), LedgerFault> {
        let rules = self.plan.needs.owed.as_ref().map(|need| need.rules.as_slice());
        let entry = |owed: &Owed| {
            let mut entry = serde_json::json!({
                "name": self.plan.needs.gifts[owed.gift].written,
                "since": owed.since.to_string(),
            });
            if let Some(event) = &owed.event {
                entry["for"] = (&**event).into();
            }
            if let Some(rule) = rules.and_then(|rules| rules.get(owed.rule)) {
                entry["rule"] = rule.as_str().into();
            }
            entry
        };
        let all: Vec<serde_json::Value> = owed.iter().map(entry).collect();
        let all = (!all.is_empty()).then(|| serde_json::Value::from(all).to_string());
        self.ledger
            .connection
            .prepare_cached("UPDATE customers SET owed = ?2, changed_run = ?3 WHERE n = ?1")?
            .execute(params![customer, all, self.figures.run])?;
        Ok(())
    }

    /// Writes which arms a customer is in, and yields them as an object of JSON.
    fn arms(&self, customer: i64, outcome: &Outcome) -> Result<Option<String>, LedgerFault> {
        let mut all = BTreeMap::new();
        for (experiment, arm) in &outcome.arms {
            let experiment = &self.plan.experiments[*experiment];
            let arm = experiment.arms[usize::from(*arm)].name.as_str();
            self.ledger
                .connection
                .prepare_cached("INSERT OR IGNORE INTO exposures VALUES (?1, ?2, ?3, ?4, ?5)")?
                .execute(params![
                    customer,
                    experiment.name,
                    arm,
                    nanos(self.at)?,
                    self.figures.run
                ])?;
            all.insert(&experiment.name, arm);
        }
        Ok((!all.is_empty()).then(|| serde_json::json!(all).to_string()))
    }

    /// Writes a gift of this run.
    fn gift(
        &mut self,
        customer: i64,
        outcome: &Outcome,
        gift: &Gift,
        arms: Option<&str>,
    ) -> Result<(), LedgerFault> {
        let what = match (gift.instead, self.kind) {
            (None, Kind::Night) => "given",
            (None, Kind::FirstLoad) => "assumed",
            (Some(_), Kind::FirstLoad) => return Ok(()),
            (Some(reason), Kind::Night) => reason.word(),
        };
        let event = gift.event.as_deref().unwrap_or_default();
        let names = &self.plan.needs.gifts[gift.gift];
        if gift.instead.is_some() && !self.may_note(customer, gift, what)? {
            return Ok(());
        }
        let nth = self.nth(customer, gift.gift, event)?;
        let is_given = what == "given";
        let key = is_given.then(|| gift_key(&self.uid, &outcome.id, &names.written, event, nth));
        let shown = outcome.shown.as_deref().filter(|_| is_given);
        self.ledger
            .connection
            .prepare_cached(
                "INSERT INTO gifts (customer, gift, kind, \"for\", nth, what, rule, at, run, cost,
                   worth, arms, shown, goes_to, key, status)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            )?
            .execute(params![
                customer,
                names.written,
                self.plan.gifts[gift.gift].kind.word(),
                event,
                count(nth),
                what,
                self.rule(gift.rule),
                nanos(self.at)?,
                self.figures.run,
                gift.cost.map(|cost| cost.to_string()),
                gift.worth.map(|worth| worth.to_string()),
                arms,
                shown,
                gift.to,
                key,
                is_given.then_some("waiting"),
            ])?;
        match what {
            "given" => self.figures.given += 1,
            "assumed" => self.figures.assumed += 1,
            _ => {}
        }
        Ok(())
    }

    /// Whether a gift that is not given is noted: no more often than it could be given.
    fn may_note(&self, customer: i64, gift: &Gift, what: &str) -> Result<bool, LedgerFault> {
        let names = &self.plan.needs.gifts[gift.gift];
        let event = gift.event.as_deref().unwrap_or_default();
        let mut statement = self.ledger.connection.prepare_cached(
            "SELECT at FROM gifts WHERE customer = ?1 AND gift = ?2 AND \"for\" = ?3 AND what = ?4",
        )?;
        let before = statement
            .query_map(params![customer, names.written, event, what], |row| row.get(0))?
            .collect::<Result<Vec<Option<i64>>, _>>()?;
        let before = before.into_iter().map(|at| at.and_then(instant));
        let (most, before) = match self.plan.gifts[gift.gift].how_often {
            HowOften::EveryTime => return Ok(true),
            HowOften::Once => (1, before.count()),
            HowOften::Times(times, _) => {
                let counts = |at: &Option<Instant>| self.evaluator.is_in_period(gift.gift, *at);
                (times as usize, before.filter(counts).count())
            }
            HowOften::OncePerStay => {
                let since: Option<i64> = self
                    .ledger
                    .connection
                    .prepare_cached("SELECT stage_since FROM customers WHERE n = ?1")?
                    .query_row([customer], |row| row.get(0))?;
                let began = since.and_then(instant);
                (1, before.filter(|at| began.is_none() || *at >= began).count())
            }
        };
        Ok(before < most)
    }

    /// How often a customer was given a gift for an event before, also what was cancelled.
    fn nth(&self, customer: i64, gift: usize, event: &str) -> Result<u64, LedgerFault> {
        let mut nth = 0;
        for name in self.plan.needs.gifts[gift].all() {
            let before: i64 = self
                .ledger
                .connection
                .prepare_cached(
                    "SELECT count(*) FROM gifts
                     WHERE customer = ?1 AND gift = ?2 AND \"for\" = ?3 AND what = 'given'",
                )?
                .query_row(params![customer, name, event], |row| row.get(0))?;
            nth += before.unsigned_abs();
        }
        Ok(nth)
    }

    /// Writes a gift that the record of a new customer says was given.
    fn brought(&self, customer: i64, id: &str, grant: &Grant) -> Result<(), LedgerFault> {
        let names = &self.plan.needs.gifts[grant.gift];
        let event = grant.event.as_deref().unwrap_or_default();
        let nth = self.nth(customer, grant.gift, event)?;
        self.ledger
            .connection
            .prepare_cached(
                "INSERT INTO gifts (customer, gift, kind, \"for\", nth, what, at, cost, worth, key,
                   status)
                 VALUES (?1, ?2, ?3, ?4, ?5, 'given', ?6, ?7, ?8, ?9, 'sent')",
            )?
            .execute(params![
                customer,
                names.written,
                self.plan.gifts[grant.gift].kind.word(),
                event,
                count(nth),
                grant.at.map(nanos).transpose()?,
                grant.cost.map(|cost| cost.to_string()),
                grant.worth.map(|worth| worth.to_string()),
                gift_key(&self.uid, id, &names.written, event, nth),
            ])?;
        Ok(())
    }

    /// Notes the customers of the ledger who were not decided, and why.
    fn miss(&mut self, present: &Numbers, again: bool) -> Result<(), LedgerFault> {
        let connection = &self.ledger.connection;
        let before: BTreeMap<i64, String> = connection
            .prepare("SELECT customer, why FROM missing")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let mut customers = connection
            .prepare("SELECT n FROM customers WHERE gone IS NULL AND came_run < ?1 ORDER BY n")?;
        let mut rows = customers.query([self.figures.run])?;
        while let Some(row) = rows.next()? {
            let customer: i64 = row.get(0)?;
            let was = before.get(&customer).map(String::as_str);
            let is_done = again && was.is_none();
            let why = if self.decided.has(customer) || is_done {
                None
            } else if self.left_out.has(customer) {
                self.figures.left_out += 1;
                Some("left out")
            } else if present.has(customer) {
                self.figures.rejected += 1;
                Some("rejected")
            } else if again {
                // The others were missed the first time.
                continue;
            } else {
                self.figures.absent += 1;
                Some("absent")
            };
            match (was, why) {
                (was, why) if was == why => {}
                (_, None) => {
                    connection
                        .prepare_cached("DELETE FROM missing WHERE customer = ?1")?
                        .execute([customer])?;
                }
                (_, Some(why)) => {
                    connection
                        .prepare_cached("INSERT OR REPLACE INTO missing VALUES (?1, ?2, ?3)")?
                        .execute(params![customer, self.figures.run, why])?;
                }
            }
        }
        Ok(())
    }

    fn count_withheld(&self) -> Result<(), LedgerFault> {
        for ((gift, rule, reason), customers) in &self.withheld {
            let gift = &self.plan.needs.gifts[*gift].written;
            self.ledger
                .connection
                .prepare_cached("INSERT INTO withheld VALUES (?1, ?2, ?3, ?4, ?5)")?
                .execute(params![
                    self.figures.run,
                    gift,
                    self.rule(*rule),
                    Reason::word(*reason),
                    count(*customers)
                ])?;
        }
        Ok(())
    }

    fn stage(&self, stage: usize) -> &str {
        &self.plan.needs.stages[stage]
    }

    fn rule(&self, rule: RuleId) -> &str {
        &self.plan.rules[rule].label
    }
}

impl Drop for Night<'_> {
    /// What was not committed is taken back.
    fn drop(&mut self) {
        if !self.ledger.connection.is_autocommit() {
            let _it_is_taken_back_when_the_file_is_closed =
                self.ledger.connection.execute_batch("ROLLBACK");
        }
    }
}

/// The number of the rules, which are kept once.
fn rules(connection: &Connection, plan: &Plan, sources: &Sources) -> Result<i64, LedgerFault> {
    let mut digest = Sha256::new();
    for file in sources.files() {
        digest.update(file.text.len().to_le_bytes());
        digest.update(&file.text);
    }
    let hash: String = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let known = connection
        .query_row("SELECT n FROM rules WHERE hash = ?1", [&hash], |row| row.get(0))
        .optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    connection
        .execute("INSERT INTO rules (hash, title) VALUES (?1, ?2)", params![hash, plan.title])?;
    let rules = connection.last_insert_rowid();
    for (place, file) in sources.files().iter().enumerate() {
        connection.execute(
            "INSERT INTO rule_files VALUES (?1, ?2, ?3, ?4)",
            params![rules, place as i64, file.name, file.text],
        )?;
    }
    for (gift, names) in plan.gifts.iter().zip(&plan.needs.gifts) {
        connection.execute(
            "INSERT OR IGNORE INTO gift_names VALUES (?1, ?2, ?3, ?4)",
            params![rules, names.written, gift.name, gift.description],
        )?;
    }
    Ok(rules)
}

/// An instant as the ledger keeps it.
fn nanos(at: Instant) -> Result<i64, LedgerFault> {
    i64::try_from(at.as_nanosecond()).map_err(|_| {
        LedgerFault::Damaged(format!(
            "{at} is outside of the years 1678 to 2261 that a ledger can keep"
        ))
    })
}

fn instant(nanoseconds: i64) -> Option<Instant> {
    Instant::from_nanosecond(nanoseconds.into()).ok()
}

/// A count as SQLite keeps it.
fn count(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
