//! How often a gift may be given.

use rusqlite::Connection;

use super::LedgerFault;
use super::instants::instant;
use crate::eval::Evaluator;
use crate::plan::GiftId;
use crate::terms::HowOften;
use crate::values::Instant;

/// How often a gift may be given to a customer.
#[derive(Debug)]
pub(super) struct Often<'e> {
    evaluator: &'e Evaluator,
    gift: GiftId,
    /// At most this many of those that count.
    pub most: usize,
    /// Only what was given since then counts, if that is known.
    began: Option<Instant>,
}

impl<'e> Often<'e> {
    /// How often a customer may be given a gift; `None` if that is every time.
    pub(super) fn of(
        connection: &Connection,
        evaluator: &'e Evaluator,
        gift: GiftId,
        customer: i64,
    ) -> Result<Option<Often<'e>>, LedgerFault> {
        let (most, began) = match evaluator.plan().gifts[gift].how_often {
            HowOften::EveryTime => return Ok(None),
            HowOften::Once => (1, None),
            HowOften::Times(times, _) => (times as usize, None),
            HowOften::OncePerStay => {
                let since: Option<i64> = connection
                    .prepare_cached("SELECT stage_since FROM customers WHERE n = ?1")?
                    .query_row([customer], |row| row.get(0))?;
                (1, since.and_then(instant))
            }
        };
        Ok(Some(Often { evaluator, gift, most, began }))
    }

    /// Whether one that was given at some time counts.
    pub(super) fn counts(&self, at: Option<Instant>) -> bool {
        match self.evaluator.plan().gifts[self.gift].how_often {
            HowOften::EveryTime | HowOften::Once => true,
            HowOften::Times(..) => self.evaluator.is_in_period(self.gift, at),
            HowOften::OncePerStay => self.began.is_none() || at >= self.began,
        }
    }
}
