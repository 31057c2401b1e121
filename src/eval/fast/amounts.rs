//! What gifts cost and are worth for one customer.

use crate::plan::{Amount, GiftId, GrantAmount};
use crate::values::{Decimal, Fixed};

use super::Declined;
use super::slot::Slot;
use super::view::{Row, View};

impl<'a> View<'_, 'a> {
    /// What a gift costs or is worth today; `None` if the file does not say, or if it is unknown or
    /// negative.
    pub(super) fn today_of(
        &mut self,
        gift: GiftId,
        amount: GrantAmount,
    ) -> Result<Option<Decimal>, Declined> {
        let at = self.fast.at;
        match at.plan.gifts[gift].amount(amount) {
            None => Ok(None),
            Some(Amount::Plain(amount)) => Ok(Some(*amount)),
            Some(Amount::Calculated(_)) => {
                let place = at.calculated.binary_search(&(gift, amount)).map_err(|_| Declined)?;
                let node = &self.fast.program.compiled.amounts[place];
                let Some(units) = self.whole(node, None)? else { return Ok(None) };
                let number = Fixed::from_units(units).ok_or(Declined)?.to_decimal();
                Ok((!number.is_negative()).then_some(number))
            }
        }
    }

    /// The same of something in the history, which may say it.
    pub(super) fn of_grant(
        &mut self,
        row: Option<Row>,
        amount: GrantAmount,
    ) -> Result<Slot<'a>, Declined> {
        let Some(Row { list: None, index }) = row else { return Ok(Slot::Unknown) };
        let grant = &self.facts.given[index];
        let known = match (grant.amount(amount), grant.gift) {
            (Some(known), _) => Some(known),
            (None, gift) => self.today_of(gift, amount)?,
        };
        let Some(known) = known else { return Ok(Slot::Unknown) };
        Fixed::from_decimal(known).map(|known| Slot::Whole(known.units())).ok_or(Declined)
    }
}
