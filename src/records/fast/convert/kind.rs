//! The kinds of values, and what becomes of each.

use std::sync::Arc;

use super::range::Range;
use super::{choice, count, date, number, set, text, yes_no};
use crate::eval::fast::{Declined, Slot, Words};
use crate::plan::Needs;
use crate::records::fast::tokens::{Next, Tokens};
use crate::terms::{Epoch, FieldType};
use crate::values::Names;
use crate::values::time::{OwnedZone, Zone};

/// How a value is written in the record, and what becomes of it in a slot.
#[derive(Clone, Debug)]
pub(in crate::records::fast) enum Kind {
    Number,
    Within(Range),
    Count,
    Money,
    /// The record counts this many smaller units.
    Units {
        per: i128,
    },
    Text,
    YesNo,
    Date(Epoch, OwnedZone),
    Choice(Box<Names>),
    Set {
        split: Option<Box<str>>,
        words: Arc<Words>,
    },
}

impl Kind {
    /// `None` if the plain reader has to read it, and all records of a plan that needs it. A test
    /// lists the types for which that is so, which are none.
    pub(crate) fn of(kind: &FieldType, needs: &Needs, words: &Arc<Words>) -> Option<Kind> {
        Some(match kind {
            FieldType::Number { range: None } => Kind::Number,
            FieldType::Number { range: Some((low, high)) } => Kind::Within(Range::of(*low, *high)),
            FieldType::Count => Kind::Count,
            FieldType::Money { in_cents: false } => Kind::Money,
            FieldType::Money { in_cents: true } => {
                Kind::Units { per: 10i128.checked_pow(needs.currency.decimals.into())? }
            }
            FieldType::Text => Kind::Text,
            FieldType::YesNo => Kind::YesNo,
            FieldType::Date(written) => Kind::Date(*written, OwnedZone::new(&needs.zone)),
            FieldType::Choice(choices) => Kind::choice(choices.outside()),
            FieldType::Set { split } => {
                let split = split.as_deref().map(Box::from);
                Kind::Set { split, words: Arc::clone(words) }
            }
        })
    }

    /// One of these names.
    pub(crate) fn choice(names: &[impl AsRef<str>]) -> Kind {
        Kind::Choice(Box::new(Names::new(names.iter().map(AsRef::as_ref))))
    }

    /// Skips the value at a token, and puts it into its slot, unless the record says
    /// nothing. Each kind is a call, so that whoever is walking keeps what it knows in registers.
    #[inline(always)]
    pub(crate) fn take<'a>(&self, tokens: &Tokens<'a, '_>, at: u32, slot: &mut Slot<'a>) -> Next {
        match self {
            Kind::Number | Kind::Money => single_number(tokens, at, slot),
            Kind::Within(range) => number::within(range, tokens, at, slot),
            Kind::Units { per } => number::units(*per, tokens, at, slot),
            Kind::Count => count::count(tokens, at, slot),
            Kind::Text => text::text(tokens, at, slot),
            Kind::YesNo => yes_no::yes_no(tokens, at, slot),
            Kind::Date(Epoch::Iso, zone) => single_time(zone.get(), tokens, at, slot),
            Kind::Date(Epoch::Seconds, _) => date::epoch(false, tokens, at, slot),
            Kind::Date(Epoch::Milliseconds, _) => date::epoch(true, tokens, at, slot),
            Kind::Choice(names) => choice::choice(names, tokens, at, slot),
            Kind::Set { split, words } => set::set(split.as_deref(), words, tokens, at, slot),
        }
    }

    /// The same for values that are as far from each other, each of which is a single token.
    pub(crate) fn take_each<'a>(
        &self,
        tokens: &Tokens<'a, '_>,
        first: u32,
        stride: u32,
        slots: &mut [Slot<'a>],
    ) -> Result<(), Declined> {
        match self {
            Kind::Number | Kind::Money => {
                each(first, stride, slots, |at, slot| number::number(tokens, at, slot))
            }
            Kind::Date(Epoch::Iso, zone) => {
                let zone = zone.get();
                each(first, stride, slots, |at, slot| date::time(zone, tokens, at, slot))
            }
            Kind::Within(_)
            | Kind::Units { .. }
            | Kind::Count
            | Kind::Text
            | Kind::YesNo
            | Kind::Date(Epoch::Seconds | Epoch::Milliseconds, _)
            | Kind::Choice(_)
            | Kind::Set { .. } => {
                each(first, stride, slots, |at, slot| self.take(tokens, at, slot))
            }
        }
    }

    /// Keeps the words of a set as they are. Other kinds have none.
    pub(crate) fn keep_words<'a>(
        &self,
        tokens: &Tokens<'a, '_>,
        at: u32,
        words: &mut Vec<&'a str>,
    ) -> Result<(), Declined> {
        match self {
            Kind::Set { split, .. } => set::words(split.as_deref(), tokens, at, words),
            Kind::Number
            | Kind::Within(_)
            | Kind::Count
            | Kind::Money
            | Kind::Units { .. }
            | Kind::Text
            | Kind::YesNo
            | Kind::Date(..)
            | Kind::Choice(_) => Ok(()),
        }
    }
}

#[inline(never)]
fn single_number<'a>(tokens: &Tokens<'a, '_>, at: u32, slot: &mut Slot<'a>) -> Next {
    number::number(tokens, at, slot)
}

#[inline(never)]
fn single_time<'a>(zone: Zone<'_>, tokens: &Tokens<'a, '_>, at: u32, slot: &mut Slot<'a>) -> Next {
    date::time(zone, tokens, at, slot)
}

#[inline(always)]
fn each<'a>(
    first: u32,
    stride: u32,
    slots: &mut [Slot<'a>],
    take: impl Fn(u32, &mut Slot<'a>) -> Next,
) -> Result<(), Declined> {
    let mut at = first;
    for slot in slots {
        if take(at, slot)? != at + 1 {
            return Err(Declined);
        }
        at += stride;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Program;
    use crate::eval::{Evaluator, FastProgram};
    use crate::values::AsOf;

    /// All types, each after another: a new one does not compile before it is here.
    fn next(kind: Option<&FieldType>) -> Option<FieldType> {
        Some(match kind {
            None => FieldType::Number { range: None },
            Some(FieldType::Number { .. }) => FieldType::Count,
            Some(FieldType::Count) => FieldType::Money { in_cents: false },
            Some(FieldType::Money { in_cents: false }) => FieldType::Money { in_cents: true },
            Some(FieldType::Money { in_cents: true }) => FieldType::Text,
            Some(FieldType::Text) => FieldType::YesNo,
            Some(FieldType::YesNo) => FieldType::Date(Epoch::Iso),
            Some(FieldType::Date(Epoch::Iso)) => FieldType::Date(Epoch::Seconds),
            Some(FieldType::Date(Epoch::Seconds)) => FieldType::Date(Epoch::Milliseconds),
            Some(FieldType::Date(Epoch::Milliseconds)) => FieldType::Choice(Default::default()),
            Some(FieldType::Choice(_)) => FieldType::Set { split: None },
            Some(FieldType::Set { .. }) => return None,
        })
    }

    #[test]
    fn no_type_takes_a_plan_off_the_fast_path() {
        let program = Program::parse("rules", "stage A\n  resting\n").unwrap();
        let plan = program.plan();
        let evaluator = Evaluator::new(plan, AsOf::parse("2026-06-30", &plan.zone).unwrap());
        let fast = FastProgram::new(&evaluator).unwrap();
        let mut kind = next(None);
        while let Some(this) = kind {
            assert!(Kind::of(&this, &plan.needs, fast.tags()).is_some(), "{this:?}");
            kind = next(Some(&this));
        }
    }
}
