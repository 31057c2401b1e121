//! What a ledger knows of customers over time, as histories.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use rusqlite::{Row, Rows};

use super::{Ledger, LedgerFault, instants};
use crate::histories::{
    Aim, ExperimentEntry, GiftEntry, GiftOutcome, History, LeftBy, Stay, StayBegan,
};
use crate::plan::Plan;
use crate::report::{Held, HeldGift, Period};
use crate::values::Decimal;

/// What the rows of a query say about customers, in the order of their numbers.
struct Following<'s, T, R: Fn(&Row<'_>) -> rusqlite::Result<T>> {
    rows: Rows<'s>,
    read: R,
    /// The next row: whom it is about, and what it says.
    next: Option<(i64, T)>,
}

impl<'s, T, R: Fn(&Row<'_>) -> rusqlite::Result<T>> Following<'s, T, R> {
    fn begin(rows: Rows<'s>, read: R) -> rusqlite::Result<Following<'s, T, R>> {
        let mut following = Following { rows, read, next: None };
        following.step()?;
        Ok(following)
    }

    /// Reads one more row, and hands out what the one before said.
    fn step(&mut self) -> rusqlite::Result<Option<T>> {
        let next = match self.rows.next()? {
            Some(row) => Some((row.get(0)?, (self.read)(row)?)),
            None => None,
        };
        Ok(std::mem::replace(&mut self.next, next).map(|(_, said)| said))
    }

    /// What is said about a customer. Customers are asked for in the order of their numbers.
    fn of(&mut self, customer: i64) -> rusqlite::Result<Vec<T>> {
        let mut all = Vec::new();
        while let Some(about) =
            self.next.as_ref().map(|(about, _)| *about).filter(|about| *about <= customer)
        {
            let said = self.step()?;
            all.extend(said.filter(|_| about == customer));
        }
        Ok(all)
    }
}

/// The names that rules have for what records call otherwise, and the days of their zone.
struct Reader<'a> {
    plan: &'a Plan,
    gifts: BTreeMap<String, String>,
}

/// A customer as the ledger has them.
struct Person {
    number: i64,
    id: Option<String>,
    came_by: String,
    came_run: i64,
    /// Why the customer is not seen any longer, and since when.
    lost: Option<(LeftBy, Option<i64>)>,
}

/// A move as the ledger has it.
struct Move {
    at: Option<i64>,
    to: String,
    run: i64,
}

impl Ledger {
    /// The first and the last day that it knows of, in the zone of the rules; none before its first run.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn known_days(&self, zone: &TimeZone) -> Result<Option<Period>, LedgerFault> {
        let query = "SELECT min(at), max(at) FROM runs";
        let (first, last): (Option<i64>, Option<i64>) =
            self.connection.query_row(query, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let day = |at: Option<i64>| at.and_then(|at| day(at, zone));
        Ok(day(first).zip(day(last)).map(|(from, to)| Period { from, to }))
    }

    /// The rules of the runs, by their numbers, each with the day of the first run by them since there were
    /// others, in order.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn rules_by_day(&self, zone: &TimeZone) -> Result<Vec<(Date, i64)>, LedgerFault> {
        let mut statement = self.connection.prepare("SELECT at, rules FROM runs ORDER BY n")?;
        let runs = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))?;
        let mut all: Vec<(Date, i64)> = Vec::new();
        for run in runs {
            let (at, rules) = run?;
            if all.last().is_none_or(|(_, before)| *before != rules) {
                all.extend(day(at, zone).map(|day| (day, rules)));
            }
        }
        Ok(all)
    }

    /// The history of each customer, one after the other, with the names that stages and gifts have in the rules.
    /// Values, sources, referrers and whether aims were met are not known to a ledger. Those who are gone have an
    /// id of no customer.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn histories(&self, plan: &Plan, mut take: impl FnMut(History)) -> Result<(), LedgerFault> {
        let reader = Reader { plan, gifts: self.gift_names()? };
        let mut customers = self.connection.prepare(
            "SELECT c.n, c.id, c.came_by, c.came_run, c.gone, coalesce(x.at, g.at), m.why, r.at FROM customers c
             LEFT JOIN merges x ON x.customer = c.n LEFT JOIN runs g ON g.n = c.changed_run
             LEFT JOIN missing m ON m.customer = c.n LEFT JOIN runs r ON r.n = m.since_run
             ORDER BY c.n",
        )?;
        // A record may say that a stage was entered after the run that read it, which nobody can know.
        let mut moves = self.connection.prepare(
            "SELECT m.customer, min(coalesce(m.at, r.at), coalesce(r.at, m.at)), m.to_stage, m.run
             FROM moves m LEFT JOIN runs r ON r.n = m.run ORDER BY m.customer, m.seq",
        )?;
        let mut gifts = self.connection.prepare(
            "SELECT g.customer, coalesce(g.at, r.at), g.gift, g.what, g.cost, g.status FROM gifts g
             LEFT JOIN runs r ON r.n = g.run ORDER BY g.customer, g.n",
        )?;
        let mut exposures = self.connection.prepare(
            "SELECT customer, at, experiment, arm FROM exposures ORDER BY customer, at, experiment",
        )?;
        let mut moves = Following::begin(moves.query([])?, |row| {
            Ok(Move { at: row.get(1)?, to: row.get(2)?, run: row.get(3)? })
        })?;
        let mut gifts = Following::begin(gifts.query([])?, |row| reader.gift(row))?;
        let mut exposures = Following::begin(exposures.query([])?, |row| reader.exposure(row))?;
        let mut rows = customers.query([])?;
        while let Some(row) = rows.next()? {
            let customer = Person::of(row)?;
            let number = customer.number;
            let mut history = History {
                stays: reader.stays(&customer, moves.of(number)?),
                gifts: gifts.of(number)?.into_iter().flatten().collect(),
                experiments: exposures.of(number)?.into_iter().flatten().collect(),
                ..History::default()
            };
            if let Some(Stay { since, until: Some((until, LeftBy::Absent)), .. }) =
                history.stays.last()
            {
                history.absent_since = Some(*until.max(since));
            }
            history.id = customer.id.unwrap_or_else(|| format!("(gone) {}", customer.number));
            if !history.stays.is_empty() {
                take(history);
            }
        }
        Ok(())
    }

    /// What was held back on the nights of some days, and what is owed now.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn held(&self, plan: &Plan, period: Period) -> Result<Held, LedgerFault> {
        let names = self.gift_names()?;
        let mut statement =
            self.connection.prepare("SELECT n, at FROM runs WHERE kind <> 'first load'")?;
        let mut rows = statement.query([])?;
        let mut nights = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let day = day(row.get(1)?, &plan.zone);
            if let Some(day) = day.filter(|day| period.has(*day)) {
                nights.insert(row.get::<_, i64>(0)?, day);
            }
        }
        let last = nights.keys().last().copied();
        let mut gifts: BTreeMap<(String, String), HeldGift> = BTreeMap::new();
        let mut statement = self.connection.prepare(
            "SELECT run, gift, reason, sum(customers) FROM withheld GROUP BY run, gift, reason
             ORDER BY run",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let run: i64 = row.get(0)?;
            if !nights.contains_key(&run) {
                continue;
            }
            let (gift, reason): (String, String) = (row.get(1)?, row.get(2)?);
            let count = row.get::<_, i64>(3)?.unsigned_abs();
            let gift = names.get(&gift).cloned().unwrap_or(gift);
            let held = gifts.entry((gift.clone(), reason.clone())).or_insert_with(|| HeldGift {
                gift,
                reason,
                nights: 0,
                most: 0,
                last: 0,
            });
            held.nights += 1;
            held.most = held.most.max(count);
            held.last = if Some(run) == last { count } else { 0 };
        }
        let owed: i64 = self.connection.query_row(
            "SELECT count(*) FROM customers WHERE gone IS NULL AND owed IS NOT NULL AND owed <> '[]'",
            [],
            |row| row.get(0),
        )?;
        let (gifts, nights) = (gifts.into_values().collect(), nights.len() as u64);
        Ok(Held { gifts, nights, owed: owed.unsigned_abs() })
    }

    /// The names that gifts have in the latest rules, by those that records use.
    fn gift_names(&self) -> Result<BTreeMap<String, String>, LedgerFault> {
        let query = "SELECT gift, name FROM gift_names ORDER BY rules";
        let mut statement = self.connection.prepare(query)?;
        let names = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(names.collect::<Result<_, _>>()?)
    }
}

impl Person {
    fn of(row: &Row<'_>) -> rusqlite::Result<Person> {
        let (gone, since): (Option<String>, Option<i64>) = (row.get(4)?, row.get(5)?);
        let (why, missing): (Option<String>, Option<i64>) = (row.get(6)?, row.get(7)?);
        let lost = match (gone.as_deref(), why.as_deref()) {
            (Some("forgotten"), _) => Some((LeftBy::Forgotten, since)),
            (Some(_), _) => Some((LeftBy::Merged, since)),
            (None, Some("absent")) => Some((LeftBy::Absent, missing)),
            (None, Some("left out")) => Some((LeftBy::LeftOut, missing)),
            // A record that was rejected is fixed, and then the customer is decided again.
            (None, Some(_) | None) => None,
        };
        let (number, id, came_by) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(Person { number, id, came_by, came_run: row.get(3)?, lost })
    }
}

impl Reader<'_> {
    /// The stays that moves make. Each begins where the one before ended, and none before that.
    fn stays(&self, customer: &Person, moves: Vec<Move>) -> Vec<Stay> {
        let mut stays: Vec<Stay> = Vec::with_capacity(moves.len());
        for (place, one) in moves.into_iter().enumerate() {
            let at = one.at.and_then(|at| day(at, &self.plan.zone));
            let before = stays.last_mut();
            let Some(at) = at.or(before.as_ref().map(|before| before.since)) else { continue };
            let since = before.as_ref().map_or(at, |before| at.max(before.since));
            if let Some(before) = before {
                before.until = Some((since, LeftBy::Move));
            }
            let by = match (&*customer.came_by, place) {
                // Wherever the first load led, nobody knows since when. One with `--from` does, but its days are
                // not used here.
                ("first load", _) if one.run == customer.came_run => StayBegan::FirstLoad,
                ("record", 0) => StayBegan::Record,
                (_, 0) => StayBegan::New,
                (_, _) => StayBegan::Move,
            };
            stays.push(Stay { stage: self.stage(one.to), since, by, until: None });
        }
        if let (Some(last), Some((why, at))) = (stays.last_mut(), customer.lost) {
            let day = at.and_then(|at| day(at, &self.plan.zone));
            last.until = Some((day.map_or(last.since, |day| day.max(last.since)), why));
        }
        stays
    }

    fn gift(&self, row: &Row<'_>) -> rusqlite::Result<Option<GiftEntry>> {
        let at: Option<i64> = row.get(1)?;
        let Some(at) = at.and_then(|at| day(at, &self.plan.zone)) else { return Ok(None) };
        let (gift, what): (String, String) = (row.get(2)?, row.get(3)?);
        let (cost, status): (Option<String>, Option<String>) = (row.get(4)?, row.get(5)?);
        let what = match &*what {
            "given" if status.as_deref() == Some("canceled") => GiftOutcome::Canceled,
            "given" => GiftOutcome::Given,
            "holdout" => GiftOutcome::Holdout,
            "budget" => GiftOutcome::Budget,
            _ => GiftOutcome::Assumed,
        };
        let cost = cost.filter(|_| what != GiftOutcome::Canceled);
        let cost = cost.and_then(|cost| Decimal::parse(cost.as_bytes()).ok());
        let gift = self.gifts.get(&gift).cloned().unwrap_or(gift);
        Ok(Some(GiftEntry { gift, what, at, cost, aim: Aim::Unknown }))
    }

    fn exposure(&self, row: &Row<'_>) -> rusqlite::Result<Option<ExperimentEntry>> {
        let at = day(row.get(1)?, &self.plan.zone);
        let (experiment, arm) = (row.get(2)?, row.get(3)?);
        Ok(at.map(|at| ExperimentEntry { experiment, arm, at, aim: Aim::Unknown }))
    }

    /// A stage by the name that rules have for it.
    fn stage(&self, outside: String) -> String {
        let stage = self.plan.stages.iter().find(|stage| stage.outside == outside);
        stage.map_or(outside, |stage| stage.name.clone())
    }
}

/// The day of an instant.
fn day(nanoseconds: i64, zone: &TimeZone) -> Option<Date> {
    instants::instant(nanoseconds).map(|at| zone.to_datetime(at).date())
}
