//! The values that every decision includes.

use std::borrow::Cow;

use crate::values::{Fixed, Instant, Truth, Value};

use super::super::Decision;
use super::node::Node;
use super::slot::Slot;
use super::view::View;
use super::{Declined, day};

/// A value that is shown, and what kind of value it is.
#[derive(Clone, Debug)]
pub(super) enum Shown {
    Number(Node),
    Instant(Node),
    Day(Node),
    YesNo(Node),
    Choice(Node),
    Text(Node),
}

impl<'a> View<'_, 'a> {
    /// Notes whether the customer is left out, and else what the decision shows. Says whether it is
    /// over with that.
    #[inline]
    pub(super) fn begins(&mut self, decision: &mut Decision) -> Result<bool, Declined> {
        let compiled = &self.fast.program.compiled;
        if compiled.leave_out.is_none() && compiled.shows.is_empty() {
            return Ok(false);
        }
        self.left_out_or_shown(decision)
    }

    #[inline(never)]
    fn left_out_or_shown(&mut self, decision: &mut Decision) -> Result<bool, Declined> {
        let compiled = &self.fast.program.compiled;
        if let Some(condition) = &compiled.leave_out
            && self.truth(condition, None)? == Truth::True
        {
            decision.left_out = true;
            return Ok(true);
        }
        for shown in &compiled.shows {
            decision.shown.push(self.shown(shown)?);
        }
        Ok(false)
    }

    fn shown(&mut self, shown: &'a Shown) -> Result<Option<Value<'static>>, Declined> {
        let (Shown::Number(node)
        | Shown::Instant(node)
        | Shown::Day(node)
        | Shown::YesNo(node)
        | Shown::Choice(node)
        | Shown::Text(node)) = shown;
        let whole = match self.value(node, None)? {
            Slot::Whole(whole) => whole,
            Slot::Text(text) => return Ok(Some(Value::Text(Cow::Owned(text.to_owned())))),
            Slot::Unknown | Slot::Nothing => return Ok(None),
            Slot::Pending | Slot::Between(..) => return Err(Declined),
        };
        let value = match shown {
            Shown::Number(_) => {
                Fixed::from_units(whole).map(|number| Value::Number(number.to_decimal()))
            }
            Shown::Instant(_) => Instant::from_nanosecond(whole).ok().map(Value::Instant),
            Shown::Day(_) => day::unpacked(whole).map(Value::Day),
            Shown::YesNo(_) => Some(Value::YesNo(whole != 0)),
            Shown::Choice(_) => u16::try_from(whole).ok().map(Value::Choice),
            Shown::Text(_) => None,
        };
        value.map(Some).ok_or(Declined)
    }
}
