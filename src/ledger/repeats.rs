//! Gifts of two customers who are one that this one would not have been given.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::{Connection, Row};

use super::LedgerFault;
use super::instants::instant;
use crate::eval::{Again, Evaluator};
use crate::plan::{GiftId, Grant, Plan};
use crate::values::{AsOf, Instant};

/// Finds the gifts that wait or failed and that one customer would not have been given besides the others of
/// both.
pub(super) struct Repeats<'p> {
    plan: &'p Arc<Plan>,
    /// What decides as of the moments when gifts were given.
    evaluators: BTreeMap<Instant, Evaluator>,
    goes: Life,
    stays: Life,
}

/// The stays of a customer in stages, one after the other.
struct Life {
    number: i64,
    stays: Vec<Stay>,
}

/// A stay in a stage. One that began at an unknown time began before all that is known.
struct Stay {
    stage: String,
    /// When it was entered, as far as the ledger goes back.
    entered: Option<Instant>,
    /// Since when the customer was in it then.
    began: Option<Instant>,
}

/// A gift of one of the two.
#[derive(Clone)]
struct Had {
    number: i64,
    gift: Grant,
    /// What the run was as of that gave it.
    as_of: Option<String>,
    /// When the stay in a stage began that it belongs to, or one of the other customer at that time.
    began: Option<Instant>,
    /// It is not over, and has not been handed out.
    waits: bool,
    of_goes: bool,
}

impl<'p> Repeats<'p> {
    pub(super) fn of(
        connection: &Connection,
        plan: &'p Arc<Plan>,
        [goes, stays]: [i64; 2],
    ) -> Result<Repeats<'p>, LedgerFault> {
        let (goes, stays) = (Life::of(connection, goes)?, Life::of(connection, stays)?);
        Ok(Repeats { plan, evaluators: BTreeMap::new(), goes, stays })
    }

    /// The numbers of these gifts. Of two gifts, one that waits stays rather than one that failed, and then that
    /// of the customer who stays.
    pub(super) fn find(&mut self, connection: &Connection) -> Result<Vec<i64>, LedgerFault> {
        let had = self.had(connection)?;
        let mut repeats = Vec::new();
        for gift in 0..self.plan.gifts.len() {
            let all: Vec<&Had> = had.iter().filter(|one| one.gift.gift == gift).collect();
            if all.iter().all(|one| one.of_goes) || !all.iter().any(|one| one.of_goes) {
                continue;
            }
            let (waiting, mut kept): (Vec<&Had>, Vec<&Had>) =
                all.into_iter().partition(|one| one.waits);
            for one in waiting {
                if self.has_room(one, &kept) {
                    kept.push(one);
                } else {
                    repeats.push(one.number);
                }
            }
        }
        Ok(repeats)
    }

    /// The gifts that the one who goes was given in a stay in the same stage and at the same time as the one that
    /// the one who stays is in, but before that began, if they are too many only in a stay of both; and when the
    /// one of the one who stays began. Stays at the same time are one. `now` is when they become one.
    pub(super) fn carried(
        &mut self,
        connection: &Connection,
        now: Instant,
    ) -> Result<Option<(Instant, Vec<GiftId>)>, LedgerFault> {
        let Some(stay) = self.stays.stays.last() else { return Ok(None) };
        // What was given at any time counts for a stay that began at an unknown one.
        let Some(since) = stay.began else { return Ok(None) };
        let other = self.goes.at(since).filter(|other| other.stage == stay.stage);
        let Some(other) = other else { return Ok(None) };
        let joined = other.began.filter(|began| *began < since);
        if other.began.is_some() && joined.is_none() {
            return Ok(None);
        }
        let had = self.had(connection)?;
        let of_goes = had.iter().filter(|one| one.of_goes && one.gift.at >= joined);
        let of_goes: Vec<Grant> = of_goes.map(|one| one.gift.clone()).collect();
        let of_both: Vec<Grant> = had.iter().map(|one| one.gift.clone()).collect();
        let evaluator = self.as_of(now, None);
        let carried = (0..evaluator.plan().gifts.len()).filter(|gift| {
            let again = |began| Again { gift: *gift, event: None, began };
            evaluator.is_repeat(&again(joined), &of_goes)
                && !evaluator.is_repeat(&again(Some(since)), &of_both)
        });
        Ok(Some((since, carried.collect())))
    }

    /// Whether one customer could have been given all these gifts, and this one too: it is none too many, and it
    /// makes none of those that were given later one too many.
    fn has_room(&mut self, one: &Had, others: &[&Had]) -> bool {
        if self.is_repeat(one, others) {
            return false;
        }
        let later = others.iter().enumerate().filter(|(_, other)| other.gift.at >= one.gift.at);
        for (place, other) in later {
            let mut rest = others.to_vec();
            rest.remove(place);
            let was = self.is_repeat(other, &rest);
            rest.push(one);
            if !was && self.is_repeat(other, &rest) {
                return false;
            }
        }
        true
    }

    /// Whether somebody who had been given the others by then would not have been given this one.
    fn is_repeat(&mut self, one: &Had, others: &[&Had]) -> bool {
        // What was given at an unknown time was not decided here.
        let Some(at) = one.gift.at else { return false };
        let before = others.iter().filter(|other| other.gift.at <= Some(at));
        let before: Vec<Grant> = before.map(|other| other.gift.clone()).collect();
        let Had { gift: Grant { gift, event, .. }, began, .. } = one;
        let again = Again { gift: *gift, event: event.as_ref(), began: *began };
        self.as_of(at, one.as_of.as_deref()).is_repeat(&again, &before)
    }

    /// What decided at a moment. In a run as of a day, days are whole ones.
    fn as_of(&mut self, at: Instant, as_of: Option<&str>) -> &Evaluator {
        let plan = self.plan;
        self.evaluators.entry(at).or_insert_with(|| {
            let day = as_of.and_then(|as_of| AsOf::parse(as_of, &plan.zone).ok());
            let day = day.map(|day| Evaluator::new(plan, day));
            day.filter(|evaluator| evaluator.clock().as_of() == at)
                .unwrap_or_else(|| Evaluator::new(plan, AsOf::Instant(at)))
        })
    }

    /// What both were given, in the order in which it is to stay.
    fn had(&self, connection: &Connection) -> Result<Vec<Had>, LedgerFault> {
        let mut statement = connection.prepare(
            "SELECT g.n, gift, \"for\", g.at, status IN ('waiting', 'failed'), customer = ?1, rule, r.as_of
             FROM gifts g LEFT JOIN runs r ON r.n = g.run
             WHERE customer IN (?1, ?2) AND what IN ('given', 'assumed')
               AND status IS NOT 'canceled' ORDER BY status IS 'failed', customer = ?1, g.n",
        )?;
        let mut rows = statement.query([self.goes.number, self.stays.number])?;
        let mut had = Vec::new();
        while let Some(row) = rows.next()? {
            let name: String = row.get(1)?;
            let known =
                self.plan.needs.gifts.iter().position(|gift| gift.all().any(|one| *one == name));
            // Nothing is known of a gift that the rules do not have anymore.
            if let Some(gift) = known {
                had.push(self.read(row, gift)?);
            }
        }
        Ok(had)
    }

    fn read(&self, row: &Row<'_>, gift: GiftId) -> Result<Had, LedgerFault> {
        let (event, at): (String, Option<i64>) = (row.get(2)?, row.get(3)?);
        let event = (!event.is_empty()).then(|| Arc::from(event));
        let (at, waits): (_, Option<bool>) = (at.and_then(instant), row.get(4)?);
        let (of_goes, rule): (bool, Option<String>) = (row.get(5)?, row.get(6)?);
        let (own, other) = match of_goes {
            true => (&self.goes, &self.stays),
            false => (&self.stays, &self.goes),
        };
        let began = at.and_then(|at| {
            let began = own.stay(at, rule.is_some_and(|rule| self.is_on_entering(&rule)))?;
            let others = other.at(began);
            others.map_or(Some(began), |others| others.began.map(|others| others.min(began)))
        });
        let gift = Grant { gift, at, event, cost: None, worth: None };
        let waits = waits.unwrap_or(false);
        Ok(Had { number: row.get(0)?, gift, as_of: row.get(7)?, began, waits, of_goes })
    }

    /// Whether a rule is one for entering a stage. What it gives then belongs to the stay that begins.
    fn is_on_entering(&self, rule: &str) -> bool {
        let mut rules = self.plan.stages.iter().flat_map(|stage| &stage.on_entering);
        rules.any(|entering| self.plan.rules[*entering].label == rule)
    }
}

impl Life {
    fn of(connection: &Connection, number: i64) -> Result<Life, LedgerFault> {
        let mut statement = connection
            .prepare("SELECT to_stage, at FROM moves WHERE customer = ?1 ORDER BY seq")?;
        let moves = statement.query_map([number], |row| {
            let at = row.get::<_, Option<i64>>(1)?.and_then(instant);
            Ok(Stay { stage: row.get(0)?, entered: at, began: at })
        })?;
        let mut stays = moves.collect::<Result<Vec<Stay>, _>>()?;
        let since: Option<i64> = connection.query_row(
            "SELECT stage_since FROM customers WHERE n = ?1",
            [number],
            |row| row.get(0),
        )?;
        if let Some(last) = stays.last_mut() {
            last.began = since.and_then(instant);
        }
        Ok(Life { number, stays })
    }

    /// The stay that the customer was in at some time, if there was one.
    fn at(&self, at: Instant) -> Option<&Stay> {
        self.stays.iter().rfind(|stay| stay.entered <= Some(at))
    }

    /// When the stay began in which something was given.
    fn stay(&self, at: Instant, on_entering: bool) -> Option<Instant> {
        let at = Some(at);
        let is_in = |entered: Option<Instant>| entered < at || on_entering && entered == at;
        let stay = self.stays.iter().rfind(|stay| is_in(stay.entered));
        stay.or(self.stays.first()).and_then(|stay| stay.began)
    }
}
