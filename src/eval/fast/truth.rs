//! Whether a condition holds.

use crate::terms::Comparison;
use crate::values::Truth;

use super::cond::Cond;
use super::node::Node;
use super::slot::Slot;
use super::view::{Row, View};
use super::{Declined, day};

impl<'a> View<'_, 'a> {
    /// Whether a condition holds, does not, or cannot be known. Parts are looked at in the order
    /// of the plain evaluator, so that what it would meet is met here too.
    pub(super) fn truth(&mut self, cond: &'a Cond, row: Option<Row>) -> Result<Truth, Declined> {
        Ok(match cond {
            Cond::SlotTest(test) => test.asked(&self.slot(test.slot)?),
            Cond::RowTest(test) => test.asked(&self.attribute(row, test.slot)?),
            Cond::Sure(truth) => *truth,
            Cond::All(parts) => {
                let mut whole = Truth::True;
                for part in parts {
                    // Most parts are tests, which are not worth a call.
                    let part = if let Cond::SlotTest(test) = part {
                        test.asked(&self.slot(test.slot)?)
                    } else {
                        self.truth(part, row)?
                    };
                    whole = whole.and(part);
                    if whole == Truth::False {
                        break;
                    }
                }
                whole
            }
            Cond::Any(parts) => {
                let mut whole = Truth::False;
                for part in parts {
                    whole = whole.or(self.truth(part, row)?);
                    if whole == Truth::True {
                        break;
                    }
                }
                whole
            }
            Cond::Not(inner) => !self.truth(inner, row)?,
            Cond::Compare(parts) => {
                let (left, operator, right) = &**parts;
                compared(self.value(left, row)?, *operator, self.value(right, row)?)?
            }
            Cond::OneOf(value, list) => self.one_of(value, list, row)?,
            Cond::Known(inner) => Truth::from(self.value(inner, row)?.known().is_some()),
            Cond::ListKnown(slot) => Truth::from(self.facts.lists[*slot].known),
            Cond::TextTest(parts) => {
                let (value, test, text) = &**parts;
                let (value, text) = (self.value(value, row)?, self.value(text, row)?);
                let (Slot::Text(value), Slot::Text(text)) = (value, text) else {
                    return Ok(Truth::Unknown);
                };
                Truth::from(test.holds(value, text))
            }
            Cond::Contains(set, bit) => {
                Truth::from_known(self.whole(set, row)?.map(|set| set & bit != 0))
            }
            Cond::Has(has) => {
                let (word, set) = (self.value(&has.word, row)?, self.slot(has.field)?);
                let (Slot::Text(word), Slot::Whole(_)) = (word, set) else {
                    return Ok(Truth::Unknown);
                };
                Truth::from(self.facts.sets[has.set].contains(&word))
            }
            Cond::Anniversary(asked) => match self.whole(&asked.of, row)? {
                Some(day) => {
                    let day = day::unpacked(day).ok_or(Declined)?;
                    let clock = &self.fast.at.clock;
                    Truth::from(match &asked.within {
                        None => clock.is_anniversary(day, &asked.moved),
                        Some(within) => clock.has_anniversary(day, &asked.moved, within),
                    })
                }
                None => Truth::Unknown,
            },
            Cond::Without { bound, fold } => self.without(*bound, *fold)?,
        })
    }

    fn one_of(
        &mut self,
        value: &'a Node,
        list: &'a [Node],
        row: Option<Row>,
    ) -> Result<Truth, Declined> {
        let value = self.value(value, row)?;
        if matches!(value, Slot::Between(..)) {
            return Err(Declined);
        }
        let mut whole = Truth::False;
        for entry in list {
            whole = whole.or(compared(value, Comparison::Is, self.value(entry, row)?)?);
        }
        Ok(whole)
    }
}

/// Two values of one type. Where a count is not certain, the plain evaluator has to look at it.
fn compared(left: Slot<'_>, operator: Comparison, right: Slot<'_>) -> Result<Truth, Declined> {
    let order = match (left, right) {
        (Slot::Whole(left), Slot::Whole(right)) => left.cmp(&right),
        (Slot::Text(left), Slot::Text(right)) => left.cmp(right),
        (Slot::Between(..), _) | (_, Slot::Between(..)) => return Err(Declined),
        (Slot::Pending | Slot::Unknown | Slot::Nothing | Slot::Whole(_) | Slot::Text(_), _) => {
            return Ok(Truth::Unknown);
        }
    };
    Ok(Truth::from(operator.holds(order)))
}
