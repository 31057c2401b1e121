//! The values that customers compete by.

use crate::plan::{Grant, StageId};
use crate::values::{Fixed, Instant, Value};

use super::super::survey::{Candidate, Measure};
use super::node::Node;
use super::slot::Slot;
use super::view::View;
use super::{Declined, day};

/// What customers are put in order by, and what kind of value it is.
#[derive(Clone, Debug)]
pub(super) enum Measured {
    Number(Node),
    Instant(Node),
    Day(Node),
}

impl Candidate for View<'_, '_> {
    fn id(&self) -> &str {
        self.facts.id
    }

    fn stage(&self) -> Option<StageId> {
        self.facts.stage
    }

    fn given(&self) -> &[Grant] {
        &self.facts.given
    }

    fn measured(&mut self, by: Measure) -> Result<Option<Value<'static>>, Declined> {
        let Some(measured) = self.fast.program.compiled.measured(by) else { return Ok(None) };
        let (Measured::Number(node) | Measured::Instant(node) | Measured::Day(node)) = measured;
        let Some(whole) = self.whole(node, None)? else { return Ok(None) };
        let value = match measured {
            Measured::Number(_) => {
                Fixed::from_units(whole).map(|number| Value::Number(number.to_long_decimal()))
            }
            Measured::Instant(_) => Instant::from_nanosecond(whole).ok().map(Value::Instant),
            Measured::Day(_) => day::unpacked(whole).map(Value::Day),
        };
        value.map(Some).ok_or(Declined)
    }
}

impl<'a> View<'_, 'a> {
    /// Where the customer ranks among all of the run.
    pub(super) fn standing(&mut self, standing: usize) -> Result<Slot<'a>, Declined> {
        let value = self.measured(Measure::Standing(standing))?;
        let place =
            value.and_then(|value| self.fast.at.place_among_all(standing, &value, self.facts.id));
        let Some(place) = place else { return Ok(Slot::Unknown) };
        let place = i64::try_from(place).ok().and_then(Fixed::from_int).ok_or(Declined)?;
        Ok(Slot::Whole(place.units()))
    }
}
