//! Who gifts go to, where that is a text of each customer.

use crate::plan::{GiftId, Plan, Recipient};
use crate::values::Value;

use super::context::Context;
use super::judge::Judge;
use super::view::View;

/// The gifts of a plan that go to somebody else for each customer, in order.
pub(super) fn addressed(plan: &Plan) -> Vec<GiftId> {
    let gifts = plan.gifts.iter().enumerate();
    let is_addressed = |to: &Option<Recipient>| to.as_ref().is_some_and(|to| to.value().is_some());
    gifts.filter(|(_, gift)| is_addressed(&gift.to)).map(|(gift, _)| gift).collect()
}

/// Who those go to that are asked for, as far as it is known.
pub(super) fn of_asked<J: Judge>(
    at: &Context,
    judge: &mut J,
    asked: &[GiftId],
) -> Result<Vec<(GiftId, String)>, J::Fault> {
    let mut all = Vec::new();
    for (place, gift) in at.addressed.iter().enumerate() {
        if asked.binary_search(gift).is_ok()
            && let Some(who) = judge.recipient(place)?
        {
            all.push((*gift, who));
        }
    }
    Ok(all)
}

impl View<'_> {
    /// Who a gift goes to, by its place among those of [`addressed`]; `None` if that is unknown.
    pub(super) fn recipient_of(&self, place: usize) -> Option<String> {
        let gift = &self.at.plan.gifts[*self.at.addressed.get(place)?];
        match self.value(gift.to.as_ref()?.value()?, None).ok().flatten()? {
            Value::Text(text) => Some(text.into_owned()),
            Value::Number(_)
            | Value::YesNo(_)
            | Value::Instant(_)
            | Value::Day(_)
            | Value::Choice(_)
            | Value::Set(_) => None,
        }
    }
}
