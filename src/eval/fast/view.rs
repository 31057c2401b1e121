//! One customer at one step, as values see them.

use jiff::civil::Date;

use crate::plan::{self, GiftId, GrantAmount, StageId};
use crate::terms::{DatePart, Edge, Extreme, Operator};
use crate::values::{self, Decimal, Fixed, Instant, Period, Rounding, Truth};

use super::super::dates;
use super::super::for_each::EventOf;
use super::super::judge::{Found, Judge, Witness};
use super::facts::Facts;
use super::node::{Node, Shift};
use super::slot::Slot;
use super::slot_map::Held;
use super::{Declined, FastEvaluator, FastProgram, day, instant};

/// One customer at one step, as the nodes see them.
pub(super) struct View<'v, 'a> {
    pub fast: FastEvaluator<'a>,
    pub facts: &'v mut Facts<'a>,
}

/// The event at hand.
#[derive(Clone, Copy)]
pub(super) struct Row {
    /// The slot of its list; `None` for something that was given.
    pub list: Option<usize>,
    pub index: usize,
}

impl Judge for View<'_, '_> {
    type Fault = Declined;

    fn rules(&mut self, stage: StageId, found: &mut Found) -> Result<(), Declined> {
        let program = self.fast.program;
        program.compiled.stages[stage].rules(self, found)
    }

    fn arms(&mut self, stage: StageId, found: &mut Vec<(usize, u16)>) -> Result<(), Declined> {
        let program = self.fast.program;
        for (index, conditions) in &program.compiled.arms[stage] {
            let Slot::Whole(arm) = self.slot(program.map.arm(*index))? else { continue };
            for condition in conditions {
                if self.truth(condition, None)? == Truth::True {
                    found.push((*index, u16::try_from(arm).map_err(|_| Declined)?));
                    break;
                }
            }
        }
        Ok(())
    }

    fn kept(&mut self, gift: GiftId) -> Result<Truth, Declined> {
        match &self.fast.program.compiled.kept_while[gift] {
            Some(condition) => self.truth(condition, None),
            None => Ok(Truth::True),
        }
    }

    fn pause(&mut self, pause: usize) -> Result<Truth, Declined> {
        self.truth(&self.fast.program.compiled.pauses[pause], None)
    }

    fn events(&mut self, fold: usize) -> Result<Vec<EventOf>, Declined> {
        self.certain_events(fold)
    }

    fn today(&mut self, gift: GiftId, amount: GrantAmount) -> Result<Option<Decimal>, Declined> {
        self.today_of(gift, amount)
    }

    fn recipient(&mut self, place: usize) -> Result<Option<String>, Declined> {
        let node = &self.fast.program.compiled.recipients[place];
        match self.value(node, None)? {
            Slot::Text(text) => Ok(Some(text.to_owned())),
            Slot::Unknown | Slot::Nothing => Ok(None),
            Slot::Pending | Slot::Whole(_) | Slot::Between(..) => Err(Declined),
        }
    }
}

impl<'p> Witness<'p> for View<'_, '_> {
    fn atom(&mut self, atom: &'p plan::Cond) -> Result<Truth, Declined> {
        let compiled = self.fast.program.compiled.atoms[atom.id.index()].as_ref();
        self.truth(compiled.ok_or(Declined)?, None)
    }

    fn named(&mut self, slot: usize) -> Result<Truth, Declined> {
        let value = self.slot(self.fast.program.map.condition(slot))?;
        Ok(Truth::from_known(value.whole().map(|yes| yes != 0)))
    }

    #[inline]
    fn lacking(&self, missing: &mut Vec<usize>) {
        self.fast.program.lacking.note(self.facts, missing);
    }
}

impl<'a> View<'_, 'a> {
    /// What is in a slot, which is worked out when it is first asked for.
    #[inline]
    pub(super) fn slot(&mut self, slot: usize) -> Result<Slot<'a>, Declined> {
        match self.facts.slots[slot] {
            Slot::Pending => self.work_out(slot),
            known @ (Slot::Unknown
            | Slot::Nothing
            | Slot::Whole(_)
            | Slot::Text(_)
            | Slot::Between(..)) => Ok(known),
        }
    }

    fn work_out(&mut self, slot: usize) -> Result<Slot<'a>, Declined> {
        let FastProgram { compiled, map, .. } = self.fast.program;
        let value = match (compiled.simple[slot], map.held(slot)) {
            (Some(simple), _) => simple.over(&self.facts.lists[simple.list])?,
            (None, Held::Given) => Slot::Unknown,
            (None, Held::Arm(index)) => match self.fast.at.arm(index, self.facts.id) {
                Some(arm) => Slot::Whole(i128::from(arm)),
                None => Slot::Unknown,
            },
            // A `let` is a value like any other: what may be several things is not known.
            (None, Held::Let(index)) => {
                self.value(&compiled.lets[index], None)?.known().unwrap_or(Slot::Unknown)
            }
            (None, Held::Condition(index)) => truth(self.truth(&compiled.conditions[index], None)?),
            (None, Held::Fold(index)) => self.fold(&compiled.folds[index])?,
            (None, Held::Standing(index)) => self.standing(index)?,
        };
        self.facts.slots[slot] = value;
        Ok(value)
    }

    /// When the event at hand happened.
    #[inline]
    pub(super) fn time(&self, row: Row) -> Option<i128> {
        match row.list {
            Some(list) => self.facts.lists[list].at(row.index),
            None => self.facts.given[row.index].at.map(Instant::as_nanosecond),
        }
    }

    #[inline]
    pub(super) fn attribute(
        &self,
        row: Option<Row>,
        attribute: usize,
    ) -> Result<Slot<'a>, Declined> {
        match row {
            Some(Row { list: Some(list), index }) => {
                Ok(self.facts.lists[list].cell(index, attribute))
            }
            Some(Row { list: None, .. }) | None => Ok(Slot::Unknown),
        }
    }

    /// What a node comes to; of a count that is not certain, all that it can be.
    pub(super) fn value(&mut self, node: &'a Node, row: Option<Row>) -> Result<Slot<'a>, Declined> {
        Ok(match node {
            Node::Constant(constant) => constant.slot(),
            Node::Slot(slot) => self.slot(*slot)?,
            Node::Attribute(attribute) => self.attribute(row, *attribute)?,
            Node::OfGrant(amount) => self.of_grant(row, *amount)?,
            Node::EventTime => match row.and_then(|row| self.time(row)) {
                Some(at) => Slot::Whole(at),
                None => Slot::Unknown,
            },
            Node::DayOf(inner) => match self.whole(inner, row)? {
                Some(at) => Slot::Whole(self.fast.day_of(at)?),
                None => Slot::Unknown,
            },
            Node::FirstOf(inner) => match self.whole(inner, row)? {
                Some(day) => {
                    let day = day::unpacked(day).ok_or(Declined)?;
                    Slot::Whole(self.fast.at.clock.first_instant(day).as_nanosecond())
                }
                None => Slot::Unknown,
            },
            Node::LastOf(inner) => match self.whole(inner, row)? {
                Some(day) => {
                    let last = self.fast.at.clock.last_instant(unpacked(day)?);
                    Slot::Whole(last.as_nanosecond())
                }
                None => Slot::Unknown,
            },
            Node::Arithmetic(parts) => {
                let (left, operator, right) = &**parts;
                let (left, right) = (self.whole(left, row)?, self.whole(right, row)?);
                let (Some(left), Some(right)) = (left, right) else { return Ok(Slot::Unknown) };
                calculated(left, *operator, right)?
            }
            Node::Negative(inner) => match self.whole(inner, row)? {
                Some(number) => Slot::Whole(number.checked_neg().ok_or(Declined)?),
                None => Slot::Unknown,
            },
            Node::Shift(shift) => self.shifted(shift, row)?,
            Node::PartOf(part, date) => self.part_of(*part, date, row)?,
            Node::EdgeOf(edge, period, day) => self.edge_of(*edge, *period, day, row)?,
            Node::DaysBetween(days) => self.days_between(&days.0, &days.1, row)?,
            Node::Rounded(inner, how) => self.rounded(inner, *how, row)?,
            Node::Full(inner, unit) => self.full(inner, *unit, row)?,
            Node::NumberIf(cond, number) => match self.truth(cond, row)? {
                Truth::True => Slot::Whole(*number),
                Truth::False => Slot::Whole(0),
                Truth::Unknown => Slot::Unknown,
            },
            Node::Balance(slot, ahead) => self.balance(*slot, *ahead)?,
            Node::Extreme(extreme, values) => self.preferred(*extreme, values, row)?,
            Node::Truth(cond) => truth(self.truth(cond, row)?),
        })
    }

    pub(super) fn whole(
        &mut self,
        node: &'a Node,
        row: Option<Row>,
    ) -> Result<Option<i128>, Declined> {
        Ok(self.value(node, row)?.whole())
    }

    fn part_of(
        &mut self,
        part: DatePart,
        date: &'a Node,
        row: Option<Row>,
    ) -> Result<Slot<'a>, Declined> {
        match self.whole(date, row)? {
            Some(date) => self.part(part, date),
            None => Ok(Slot::Unknown),
        }
    }

    fn edge_of(
        &mut self,
        edge: Edge,
        period: Period,
        day: &'a Node,
        row: Option<Row>,
    ) -> Result<Slot<'a>, Declined> {
        Ok(match self.whole(day, row)? {
            Some(day) => Slot::day(edge.of(period, unpacked(day)?)),
            None => Slot::Unknown,
        })
    }

    fn days_between(
        &mut self,
        from: &'a Node,
        to: &'a Node,
        row: Option<Row>,
    ) -> Result<Slot<'a>, Declined> {
        match (self.whole(from, row)?, self.whole(to, row)?) {
            (Some(from), Some(to)) => number(dates::days_between(unpacked(from)?, unpacked(to)?)),
            (None, _) | (_, None) => Ok(Slot::Unknown),
        }
    }

    fn rounded(
        &mut self,
        inner: &'a Node,
        how: Rounding,
        row: Option<Row>,
    ) -> Result<Slot<'a>, Declined> {
        let Some(units) = self.whole(inner, row)? else { return Ok(Slot::Unknown) };
        let rounded = Fixed::from_units(units).and_then(|fixed| fixed.rounded(how));
        Ok(Slot::Whole(rounded.ok_or(Declined)?.units()))
    }

    fn full(
        &mut self,
        inner: &'a Node,
        unit: Fixed,
        row: Option<Row>,
    ) -> Result<Slot<'a>, Declined> {
        let Some(units) = self.whole(inner, row)? else { return Ok(Slot::Unknown) };
        let full = Fixed::from_units(units).and_then(|number| number.full(unit));
        Ok(Slot::Whole(full.ok_or(Declined)?.units()))
    }

    fn part(&self, part: DatePart, date: i128) -> Result<Slot<'a>, Declined> {
        match part {
            DatePart::Hour => number(dates::hour(&self.fast.at.clock, instant(date)?)),
            DatePart::Weekday => {
                let place = dates::of_day(part, unpacked(date)?).ok_or(Declined)?;
                Ok(Slot::Whole(i128::from(place)))
            }
            DatePart::Year | DatePart::Month | DatePart::Day => {
                number(dates::of_day(part, unpacked(date)?).ok_or(Declined)?)
            }
        }
    }

    fn preferred(
        &mut self,
        extreme: Extreme,
        values: &'a [Node],
        row: Option<Row>,
    ) -> Result<Slot<'a>, Declined> {
        let (mut best, mut all_known) = (None, true);
        for value in values {
            match self.whole(value, row)? {
                Some(value) => {
                    if best.is_none_or(|best| extreme.prefers(value.cmp(&best))) {
                        best = Some(value);
                    }
                }
                None => all_known = false,
            }
        }
        Ok(best.filter(|_| all_known).map_or(Slot::Unknown, Slot::Whole))
    }

    fn shifted(&mut self, shift: &'a Shift, row: Option<Row>) -> Result<Slot<'a>, Declined> {
        let Some(from) = self.whole(&shift.from, row)? else { return Ok(Slot::Unknown) };
        let clock = &self.fast.at.clock;
        let values::Shift { by, later } = shift.shift;
        let instant = if shift.from_day {
            let day = unpacked(from)?;
            if by.unit.is_calendar() {
                let shifted = clock.add_to_day(day, by, later).ok_or(Declined)?;
                return Ok(Slot::Whole(day::packed(shifted)));
            }
            clock.first_instant(day)
        } else {
            instant(from)?
        };
        let shifted = clock.add(instant, by, later).ok_or(Declined)?;
        Ok(Slot::Whole(shifted.as_nanosecond()))
    }
}

fn unpacked(day: i128) -> Result<Date, Declined> {
    day::unpacked(day).ok_or(Declined)
}

fn number<'a>(number: i64) -> Result<Slot<'a>, Declined> {
    Fixed::from_int(number).map(|number| Slot::Whole(number.units())).ok_or(Declined)
}

/// A truth as a value.
fn truth<'a>(truth: Truth) -> Slot<'a> {
    match truth {
        Truth::True => Slot::Whole(1),
        Truth::False => Slot::Whole(0),
        Truth::Unknown => Slot::Unknown,
    }
}

fn calculated<'a>(left: i128, operator: Operator, right: i128) -> Result<Slot<'a>, Declined> {
    let fixed = |units: i128| Fixed::from_units(units).ok_or(Declined);
    let (left, right) = (fixed(left)?, fixed(right)?);
    let number = match operator {
        Operator::Add => left.checked_add(right),
        Operator::Subtract => left.checked_sub(right),
        Operator::Multiply => {
            let product = left.to_decimal().checked_mul(right.to_decimal());
            product.ok().and_then(Fixed::from_decimal)
        }
        Operator::Divide => match left.to_decimal().checked_div(right.to_decimal()) {
            None => return Ok(Slot::Unknown),
            Some(quotient) => quotient.ok().and_then(Fixed::from_decimal),
        },
    };
    number.map(|number| Slot::Whole(number.units())).ok_or(Declined)
}
