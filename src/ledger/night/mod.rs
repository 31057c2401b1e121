//! A run, as it is written into a ledger: all of it or nothing.

mod gifts;
mod lived;
mod missing;
mod rules;

use std::collections::BTreeMap;

use rusqlite::params;

use super::change::Change;
use super::differing::Differing;
use super::instants::nanos;
use super::numbers::Numbers;
use super::outbox::OPEN;
use super::outcome::{Brought, Outcome, Tags, Withheld};
use super::recorder::Recorded;
use super::{Ledger, LedgerFault, failpoint};
use crate::eval::{Evaluator, Reason};
use crate::output::decisions::Part;
use crate::plan::{Owed, Plan, RuleId};
use crate::problems::Sources;
use crate::run::Engine;
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
    /// Those of them who were there in the run before.
    pub newly_absent: u64,
    /// Customers who were decided as of this moment before.
    pub done: u64,
    /// Everybody was decided as of this moment before, so that nothing is left to write.
    pub idle: bool,
    /// Gifts that wait for customers who were not decided.
    pub undecided: u64,
    /// Gifts that waited and are not delivered, because something holds them back now.
    pub canceled: u64,
    /// Customers whose record says another stage than the ledger.
    pub differing: Differing,
    /// By table, how many rows there are.
    pub rows: BTreeMap<String, u64>,
}

/// A run that is being written. Unless it is [committed](Night::commit), nothing of it remains.
#[derive(Debug)]
pub struct Night<'l> {
    ledger: Change<'l>,
    plan: &'l Plan,
    kind: Kind,
    evaluator: Evaluator,
    uid: String,
    at: Instant,
    figures: Figures,
    withheld: Withheld,
    decided: Numbers,
    left_out: Numbers,
    rejected: Numbers,
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
        let ledger = Change::begin(ledger, "run")?;
        let connection = &ledger.connection;
        let uid = connection.query_row("SELECT uid FROM meta", [], |row| row.get(0))?;
        let zone = plan.zone.iana_name();
        connection.execute(
            "UPDATE meta SET title = ?1, zone = ?2, id_ignores_case = ?3",
            params![plan.title, zone, plan.needs.id_ignores_case],
        )?;
        let rules = rules::rules(connection, plan, sources)?;
        let at = evaluator.clock().as_of();
        // The steps of a first load are one run.
        let begun: Option<i64> = match kind {
            Kind::FirstLoad => {
                connection.query_row("SELECT max(n) FROM runs", [], |row| row.get(0))?
            }
            Kind::Night => None,
        };
        let run = match begun {
            Some(run) => run,
            None => {
                connection.execute(
                    "INSERT INTO runs (kind, as_of, at, rules, started) VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![kind.word(), as_of.to_string(), nanos(at)?, rules, nanos(now)?],
                )?;
                connection.last_insert_rowid()
            }
        };
        let rows = engine.joined().map(|joined| joined.counts().clone()).unwrap_or_default();
        let figures = Figures { run, rows, ..Figures::default() };
        let (withheld, decided, left_out, rejected) = Default::default();
        failpoint::pass("run", "begun");
        Ok(Night {
            ledger,
            plan,
            kind,
            evaluator,
            uid,
            at,
            figures,
            withheld,
            decided,
            left_out,
            rejected,
        })
    }

    /// Writes what came of some customers, and yields what is shown of it.
    ///
    /// # Errors
    /// If the ledger cannot be written.
    pub fn write(&mut self, recorded: Recorded) -> Result<Part, LedgerFault> {
        let Recorded { part, outcomes, withheld, paused, .. } = recorded;
        self.figures.decided += part.tally.decided;
        self.figures.done += recorded.done;
        self.figures.differing.add(recorded.differing);
        for (key, count) in withheld {
            *self.withheld.entry(key).or_default() += count;
        }
        self.decided.add_all(&recorded.decided);
        self.left_out.add_all(&recorded.left_out);
        self.rejected.add_all(&recorded.rejected);
        outcomes.iter().try_for_each(|outcome| self.outcome(outcome))?;
        // What is held back now was not given just now either.
        for (customer, gifts) in paused {
            gifts.iter().try_for_each(|gift| self.hold_back(customer, *gift))?;
        }
        Ok(part)
    }

    /// Ends the run. If `again`, the run before was as of the same moment, and whoever it decided is not
    /// missed. What was written is still not there until it is committed.
    ///
    /// # Errors
    /// If the ledger cannot be written.
    pub fn end(&mut self, again: bool, now: Instant) -> Result<&Figures, LedgerFault> {
        self.miss(again)?;
        self.leave_out()?;
        self.count_withheld()?;
        let undecided = format!(
            "SELECT count(*) FROM gifts JOIN missing USING (customer)
             WHERE {OPEN} AND status <> 'handed'"
        );
        let undecided: i64 = self.ledger.connection.query_row(&undecided, [], |row| row.get(0))?;
        self.figures.undecided = undecided.unsigned_abs();
        let figures = &mut self.figures;
        let Figures { decided, new, given, rejected, left_out, .. } = *figures;
        figures.idle = again && decided + new + given + left_out + rejected + figures.canceled == 0;
        self.ledger.connection.execute(
            "UPDATE runs SET ended = ?2, decided = ?3, new = new + ?4, moved = moved + ?5, given = ?6,
               rejected = ?7, left_out = ?8, absent = ?9, rows = ?10 WHERE n = ?1",
            params![
                figures.run,
                nanos(now)?,
                count(decided),
                count(new),
                count(figures.moved),
                count(given),
                count(rejected),
                count(left_out),
                count(figures.absent),
                serde_json::json!(figures.rows).to_string()
            ],
        )?;
        Ok(&self.figures)
    }

    /// Makes it last.
    ///
    /// # Errors
    /// If the ledger cannot be written. Then nothing of the run remains.
    pub fn commit(self) -> Result<Figures, LedgerFault> {
        self.ledger.commit()?;
        Ok(self.figures)
    }

    fn outcome(&mut self, outcome: &Outcome) -> Result<(), LedgerFault> {
        let customer = match outcome.known {
            Some(number) => i64::try_from(number).unwrap_or(i64::MAX),
            None => self.welcome(outcome)?,
        };
        if self.is_over(customer, outcome)? {
            // All but the move is as if the rule that moves were not there.
            let mover = outcome.moves.first().and_then(|(_, rule)| *rule);
            let mut rest = outcome.clone();
            rest.moves.clear();
            rest.gifts.retain(|gift| Some(gift.rule) != mover);
            return self.rest(customer, &rest);
        }
        if outcome.known.is_some() && !outcome.moves.is_empty() {
            self.moves(customer, outcome)?;
        }
        self.rest(customer, outcome)
    }

    /// Writes what a decision changes besides the stage.
    fn rest(&mut self, customer: i64, outcome: &Outcome) -> Result<(), LedgerFault> {
        if let Some(tags) = &outcome.tags {
            self.tags(customer, tags)?;
        }
        let owed = match self.kind {
            // What is given from now on is asked for from now on.
            Kind::FirstLoad => outcome.brought.as_ref().map(|brought| &brought.owed),
            Kind::Night => outcome.owed.as_ref(),
        };
        if let Some(owed) = owed {
            self.owed(customer, owed)?;
        }
        let arms = self.arms(customer, outcome)?;
        for gift in &outcome.gifts {
            self.gift(customer, outcome, gift, arms.as_deref())?;
        }
        Ok(())
    }

    /// Whether a step of a first load leads a customer back to a stage that they have been in, so that it is not
    /// taken.
    fn is_over(&self, customer: i64, outcome: &Outcome) -> Result<bool, LedgerFault> {
        let (Kind::FirstLoad, Some(_), Some((stage, _))) =
            (self.kind, outcome.known, outcome.moves.first())
        else {
            return Ok(false);
        };
        let query = "SELECT EXISTS (SELECT 1 FROM moves WHERE customer = ?1 AND to_stage = ?2)";
        let stage = self.stage(*stage);
        let mut statement = self.ledger.connection.prepare_cached(query)?;
        Ok(statement.query_row(params![customer, stage], |row| row.get(0))?)
    }

    /// Takes in a customer whom the ledger does not know.
    fn welcome(&mut self, outcome: &Outcome) -> Result<i64, LedgerFault> {
        let none = Brought::default();
        let brought = outcome.brought.as_ref().unwrap_or(&none);
        let came_by = match (brought.stage, self.kind) {
            (Some(_), _) => "record",
            (None, Kind::FirstLoad) => "first load",
            (None, Kind::Night) => "new",
        };
        let own = brought.stage.map(|(stage, since)| (stage, None, since));
        let entered = outcome.moves.iter().map(|(stage, rule)| (*stage, *rule, Some(self.at)));
        let stays: Vec<_> = own.into_iter().chain(entered).collect();
        let customer = self.take_in(&outcome.id, came_by, &stays)?;
        let brought = brought.given.clone();
        brought.iter().try_for_each(|grant| self.brought(customer, &outcome.id, grant))?;
        Ok(customer)
    }

    /// Writes a customer whom the ledger does not know, with the stages that they have been in one after the
    /// other, each with the rule that asked for it, and when, where that is known.
    fn take_in(
        &mut self,
        id: &str,
        came_by: &str,
        stays: &[(usize, Option<RuleId>, Option<Instant>)],
    ) -> Result<i64, LedgerFault> {
        let Some((stage, _, since)) = stays.last().copied() else {
            return Err(LedgerFault::Damaged(format!("{} has no stage", id)));
        };
        let connection = &self.ledger.connection;
        connection
            .prepare_cached(
                "INSERT INTO customers (id, stage, stage_since, came_by, came_run, changed_run)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?5)",
            )?
            .execute(params![
                id,
                self.stage(stage),
                since.map(nanos).transpose()?,
                came_by,
                self.figures.run
            ])?;
        let customer = connection.last_insert_rowid();
        let mut from: Option<&str> = None;
        for (seq, (stage, rule, at)) in stays.iter().enumerate() {
            self.entry(customer, seq as i64, (from, *stage), *rule, *at)?;
            self.figures.moved += u64::from(from.is_some());
            from = Some(&self.plan.needs.stages[*stage]);
        }
        self.figures.new += 1;
        Ok(customer)
    }

    /// Writes the moves of a customer whom the ledger knows.
    fn moves(&mut self, customer: i64, outcome: &Outcome) -> Result<(), LedgerFault> {
        let (seq, mut from): (i64, String) = self
            .ledger
            .connection
            .prepare_cached(
                "SELECT seq, to_stage FROM moves WHERE customer = ?1 ORDER BY seq DESC LIMIT 1",
            )?
            .query_row([customer], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for (seq, (stage, rule)) in (seq + 1..).zip(&outcome.moves) {
            self.entry(customer, seq, (Some(&from), *stage), *rule, Some(self.at))?;
            from = self.stage(*stage).to_owned();
            self.figures.moved += 1;
        }
        let connection = &self.ledger.connection;
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
        (from, to): (Option<&str>, usize),
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
                from,
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

    /// What a customer is owed that these rules cannot give, which stays as it is.
    fn others_owed(&self, customer: i64) -> Result<Vec<serde_json::Value>, LedgerFault> {
        let before: Option<String> = self
            .ledger
            .connection
            .prepare_cached("SELECT owed FROM customers WHERE n = ?1")?
            .query_row([customer], |row| row.get(0))?;
        let mut before: Vec<serde_json::Value> =
            before.and_then(|owed| serde_json::from_str(&owed).ok()).unwrap_or_default();
        let gives = self.plan.needs.owed.as_ref().map(|need| need.given_by.as_slice());
        let gifts = || gives.unwrap_or_default().iter().zip(&self.plan.needs.gifts);
        let is_given = |name: &str| {
            gifts().any(|(by, gift)| by.is_some() && gift.all().any(|called| called == name))
        };
        before.retain(|entry| entry["name"].as_str().is_none_or(|name| !is_given(name)));
        Ok(before)
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
        let mut all = self.others_owed(customer)?;
        all.extend(owed.iter().map(entry));
        let all = (!all.is_empty()).then(|| serde_json::Value::from(all).to_string());
        self.ledger
            .connection
            .prepare_cached("UPDATE customers SET owed = ?2, changed_run = ?3 WHERE n = ?1")?
            .execute(params![customer, all, self.figures.run])?;
        Ok(())
    }

    fn count_withheld(&self) -> Result<(), LedgerFault> {
        for ((gift, rule, reason), customers) in &self.withheld {
            let gift = &self.plan.needs.gifts[*gift].written;
            self.ledger
                .connection
                .prepare_cached(
                    "INSERT INTO withheld VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT DO UPDATE SET customers = customers + excluded.customers",
                )?
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

/// A count as SQLite keeps it.
fn count(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
