//! The gifts of a run.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::{ToSql, params};

use super::{Kind, Night, count};
use crate::eval::{Again, Reason};
use crate::ledger::LedgerFault;
use crate::ledger::instants::{instant, nanos};
use crate::ledger::key::gift_key;
use crate::ledger::outbox::cancel;
use crate::ledger::outcome::{Gift, Outcome};
use crate::plan::{GiftId, Grant, Owed};

impl Night<'_> {
    /// Writes which arms a customer is in, and yields them as an object of JSON.
    pub(super) fn arms(
        &self,
        customer: i64,
        outcome: &Outcome,
    ) -> Result<Option<String>, LedgerFault> {
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
    pub(super) fn gift(
        &mut self,
        customer: i64,
        outcome: &Outcome,
        gift: &Gift,
        arms: Option<&str>,
    ) -> Result<(), LedgerFault> {
        let what = match (gift.instead, self.kind) {
            (None, Kind::Night) => "given",
            (None, Kind::FirstLoad) => "assumed",
            // What is withheld for now would be given soon.
            (Some(Reason::Budget | Reason::Limit), Kind::FirstLoad) => "assumed",
            // Those who would be given it now are not compared with anybody, so neither are these.
            (Some(Reason::Holdout), Kind::FirstLoad) => "assumed",
            (Some(reason @ (Reason::Holdout | Reason::Budget)), Kind::Night) => reason.word(),
            (Some(_), Kind::FirstLoad | Kind::Night) => return Ok(()),
        };
        let event = gift.event.as_deref().unwrap_or_default();
        let is_owed = |owed: &Owed| {
            owed.gift == gift.gift && owed.event.as_deref().unwrap_or_default() == event
        };
        let owes = outcome.brought.as_ref().is_some_and(|brought| brought.owed.iter().any(is_owed));
        if owes && self.kind == Kind::FirstLoad {
            // It is given on the first night, as it was promised.
            return Ok(());
        }
        let names = &self.plan.needs.gifts[gift.gift];
        if gift.instead.is_some()
            && self.kind == Kind::Night
            && !self.may_note(customer, gift, what)?
        {
            return Ok(());
        }
        let is_given = what == "given";
        let (nth, key) = self.key(customer, &outcome.id, gift.gift, event)?;
        let key = is_given.then_some(key);
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
        let (connection, names) = (&self.ledger.connection, &self.plan.needs.gifts[gift.gift]);
        let began: Option<i64> = connection
            .prepare_cached("SELECT stage_since FROM customers WHERE n = ?1")?
            .query_row([customer], |row| row.get(0))?;
        let mut statement = connection.prepare_cached(
            "SELECT at, \"for\" FROM gifts WHERE customer = ?1 AND gift = ?2 AND what = ?3",
        )?;
        let mut before = Vec::new();
        for name in names.all() {
            let mut rows = statement.query(params![customer, name, what])?;
            while let Some(row) = rows.next()? {
                let (at, event): (Option<i64>, String) = (row.get(0)?, row.get(1)?);
                let event = (!event.is_empty()).then(|| Arc::from(event));
                let at = at.and_then(instant);
                before.push(Grant { gift: gift.gift, at, event, cost: None, worth: None });
            }
        }
        let event: Option<Arc<str>> = gift.event.as_deref().map(Arc::from);
        let began = began.and_then(instant);
        let again = Again { gift: gift.gift, event: event.as_ref(), began };
        Ok(!self.evaluator.is_repeat(&again, &before))
    }

    /// How often a customer was given a gift for an event before, also what was canceled, and the key that
    /// follows from it.
    fn key(
        &self,
        customer: i64,
        id: &str,
        gift: usize,
        event: &str,
    ) -> Result<(u64, String), LedgerFault> {
        let (names, connection) = (&self.plan.needs.gifts[gift], &self.ledger.connection);
        let mut nth = 0;
        for name in names.all() {
            let before: i64 = connection
                .prepare_cached(
                    "SELECT count(*) FROM gifts
                     WHERE customer = ?1 AND gift = ?2 AND \"for\" = ?3 AND what = 'given'",
                )?
                .query_row(params![customer, name, event], |row| row.get(0))?;
            nth += before.unsigned_abs();
        }
        // Under a former name that the rules no longer say, it may have been given more often.
        let mut is_taken =
            connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM gifts WHERE key = ?1)")?;
        loop {
            let key = gift_key(&self.uid, id, &names.written, event, nth);
            if !is_taken.query_row([&key], |row| row.get::<_, bool>(0))? {
                return Ok((nth, key));
            }
            nth += 1;
        }
    }

    /// Writes a gift that the record of a new customer says was given.
    pub(super) fn brought(
        &self,
        customer: i64,
        id: &str,
        grant: &Grant,
    ) -> Result<(), LedgerFault> {
        let names = &self.plan.needs.gifts[grant.gift];
        let event = grant.event.as_deref().unwrap_or_default();
        let (nth, key) = self.key(customer, id, grant.gift, event)?;
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
                key,
            ])?;
        Ok(())
    }

    /// Cancels gifts that wait or failed, because a pause holds them back now. What is kept is owed again, and
    /// what a command said nothing of is not passed to it again.
    pub(super) fn hold_back(&mut self, customer: u64, gift: GiftId) -> Result<(), LedgerFault> {
        let customer = count(customer);
        for name in self.plan.needs.gifts[gift].all() {
            let connection = &self.ledger.connection;
            if self.plan.gifts[gift].kept.is_some() {
                connection
                    .prepare_cached(
                        "UPDATE customers SET changed_run = ?3, owed = (
                           SELECT json_group_array(json(value)) FROM (
                             SELECT value FROM json_each(coalesce(owed, '[]')) UNION ALL
                             SELECT json_patch(
                               json_object('name', gift, 'rule', rule,
                                 'since', strftime('%Y-%m-%dT%H:%M:%SZ', at / 1000000000, 'unixepoch')),
                               CASE \"for\" WHEN '' THEN '{}' ELSE json_object('for', \"for\") END)
                             FROM gifts WHERE customer = ?1 AND gift = ?2
                               AND status IN ('waiting', 'failed')))
                         WHERE n = ?1 AND EXISTS (SELECT 1 FROM gifts WHERE customer = ?1
                           AND gift = ?2 AND status IN ('waiting', 'failed'))",
                    )?
                    .execute(params![customer, name, self.figures.run])?;
            }
            self.cancel("customer = ?1 AND gift = ?2", params![customer, name], "pause")?;
        }
        Ok(())
    }

    /// Cancels gifts that wait or failed, and counts them.
    pub(super) fn cancel(
        &mut self,
        which: &str,
        params: &[&dyn ToSql],
        reason: &str,
    ) -> Result<(), LedgerFault> {
        self.figures.canceled += cancel(&self.ledger.connection, which, params, reason)?;
        Ok(())
    }
}
