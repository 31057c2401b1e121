//! The kinds of values, and what becomes of each.

use std::sync::Arc;

use super::noted::{Noted, noted};
use super::range::Range;
use super::{choice, count, date, number, set, text, yes_no};
use crate::eval::fast::{Declined, Slot, Words, instant};
use crate::plan::Needs;
use crate::records::fast::tokens::{Next, Tokens};
use crate::terms::{DataForms, DateForm, FieldType};
use crate::values::currency::Currency;
use crate::values::time::{OwnedZone, TextDates, Zone};
use crate::values::{Fixed, Instant, Names, Notation};

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
        range: Option<Box<Range>>,
    },
    Text,
    /// The same, as if its case did not matter.
    Folded,
    YesNo,
    /// In texts of some notation.
    Noted(Box<Noted>),
    /// In ISO 8601.
    Time(OwnedZone),
    /// In one of some forms.
    TimeAs(Arc<TextDates>, OwnedZone),
    /// Seconds or milliseconds since 1970.
    Epoch {
        milliseconds: bool,
    },
    DayAs(Arc<TextDates>),
    EpochDay {
        milliseconds: bool,
    },
    Choice(Box<Names>),
    Set {
        split: Option<Box<str>>,
        /// Whether its words are as if their case did not matter.
        folds: bool,
        words: Arc<Words>,
    },
    /// Some texts count as no value.
    OrMissing(Box<(DataForms, Kind)>),
}

impl Kind {
    /// `None` if the plain reader has to read it, and all records of a plan that needs it. The test
    /// below lists the types for which that is so, which are none.
    pub(crate) fn of(kind: &FieldType, needs: &Needs, words: &Arc<Words>) -> Option<Kind> {
        let kind = match kind {
            FieldType::Number { range, notation } => {
                let number = Range::of(*range).map_or(Kind::Number, Kind::Within);
                Kind::noted(number, *notation, None)
            }
            FieldType::Count { notation } => Kind::noted(Kind::Count, *notation, None),
            FieldType::Money { in_cents, range, notation } => {
                let range = Range::of(*range);
                let places = if *in_cents { needs.currency.decimals } else { 0 };
                let kind = match 10i128.checked_pow(places.into())? {
                    1 => range.map_or(Kind::Money, Kind::Within),
                    per => Kind::Units { per, range: range.map(Box::new) },
                };
                Kind::noted(kind, *notation, Some(needs.currency))
            }
            FieldType::Text { ignoring_case: false } => Kind::Text,
            FieldType::Text { ignoring_case: true } => Kind::Folded,
            FieldType::YesNo => Kind::YesNo,
            FieldType::Date(form) => return Some(Kind::date(form, needs)),
            FieldType::Day(DateForm::Text(dates)) => Kind::DayAs(Arc::clone(dates)),
            FieldType::Day(DateForm::Seconds) => Kind::EpochDay { milliseconds: false },
            FieldType::Day(DateForm::Milliseconds) => Kind::EpochDay { milliseconds: true },
            FieldType::Choice(choices) => Kind::choice(choices.outside()),
            FieldType::Set { split, ignoring_case } => {
                let split = split.as_deref().map(Box::from);
                Kind::Set { split, folds: *ignoring_case, words: Arc::clone(words) }
            }
        };
        Some(kind.or_missing(&needs.forms))
    }

    fn noted(kind: Kind, notation: Option<Notation>, currency: Option<Currency>) -> Kind {
        match notation {
            Some(notation) => Kind::Noted(Box::new(Noted { notation, currency, kind })),
            None => kind,
        }
    }

    /// A time in one of its forms.
    pub(crate) fn date(form: &DateForm, needs: &Needs) -> Kind {
        let zone = || OwnedZone::new(&needs.zone);
        let kind = match form {
            DateForm::Text(dates) if dates.is_iso() => Kind::Time(zone()),
            DateForm::Text(dates) => Kind::TimeAs(Arc::clone(dates), zone()),
            DateForm::Seconds => Kind::Epoch { milliseconds: false },
            DateForm::Milliseconds => Kind::Epoch { milliseconds: true },
        };
        kind.or_missing(&needs.forms)
    }

    /// The same, unless a text says that there is no value.
    pub(crate) fn or_missing(self, forms: &DataForms) -> Kind {
        match forms.missing.is_empty() {
            true => self,
            false => Kind::OrMissing(Box::new((forms.clone(), self))),
        }
    }

    /// What a number in a text is in its slot, or that it does not fit.
    pub(super) fn units(&self, number: Fixed) -> Result<i128, Declined> {
        let units = number.units();
        match self {
            Kind::Within(range) if !range.has(units) => Err(Declined),
            Kind::Units { per, range } => number::amount(*per, range.as_deref(), units),
            Kind::Count if number < Fixed::ZERO || !number.is_whole() => Err(Declined),
            Kind::Number | Kind::Money | Kind::Within(_) | Kind::Count => Ok(units),
            Kind::Noted(_)
            | Kind::Text
            | Kind::Folded
            | Kind::YesNo
            | Kind::Time(_)
            | Kind::TimeAs(..)
            | Kind::Epoch { .. }
            | Kind::DayAs(_)
            | Kind::EpochDay { .. }
            | Kind::Choice(_)
            | Kind::Set { .. }
            | Kind::OrMissing(_) => Err(Declined),
        }
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
            Kind::Within(range) => single_within(range, tokens, at, slot),
            Kind::Units { per, range } => number::units(*per, range.as_deref(), tokens, at, slot),
            Kind::Count => count::count(tokens, at, slot),
            Kind::Text => text::text(tokens, at, slot),
            Kind::Folded => text::folded(tokens, at, slot),
            Kind::YesNo => yes_no::yes_no(tokens, at, slot),
            Kind::Noted(number) => noted(number, tokens, at, slot),
            Kind::Time(zone) => single_time(zone.get(), tokens, at, slot),
            Kind::TimeAs(dates, zone) => date::time_as(dates, zone.get(), tokens, at, slot),
            Kind::Epoch { milliseconds } => date::epoch(*milliseconds, tokens, at, slot),
            Kind::DayAs(dates) => date::day_as(dates, tokens, at, slot),
            Kind::EpochDay { milliseconds } => date::epoch_day(*milliseconds, tokens, at, slot),
            Kind::Choice(names) => choice::choice(names, tokens, at, slot),
            Kind::Set { split, folds, words } => {
                set::set(split.as_deref(), *folds, words, tokens, at, slot)
            }
            Kind::OrMissing(kind) => or_missing(&kind.0, &kind.1, tokens, at, slot),
        }
    }

    /// The instant that a value says, if it says one.
    #[inline(always)]
    pub(crate) fn instant(
        &self,
        tokens: &Tokens<'_, '_>,
        at: u32,
    ) -> Result<Option<Instant>, Declined> {
        if let Kind::Time(zone) = self {
            return date::instant(zone.get(), tokens, at);
        }
        let mut slot = Slot::Unknown;
        self.take(tokens, at, &mut slot)?;
        slot.whole().map(instant).transpose()
    }

    /// Skips values that are as far from each other, each of which is a single token, and puts them into
    /// their slots; what is in the slots is forgotten. All of it is inlined, closures too, in whoever reads events: they are most of what is read.
    #[inline(always)]
    pub(crate) fn take_each<'a>(
        &self,
        tokens: &Tokens<'a, '_>,
        first: u32,
        stride: u32,
        slots: &mut [Slot<'a>],
    ) -> Result<(), Declined> {
        match self {
            Kind::Number | Kind::Money => each(
                first,
                stride,
                slots,
                #[inline(always)]
                |at, slot| number::number(tokens, at, slot),
            ),
            Kind::Within(range) => each(
                first,
                stride,
                slots,
                #[inline(always)]
                |at, slot| number::within(range, tokens, at, slot),
            ),
            Kind::Time(zone) => {
                let zone = zone.get();
                each(
                    first,
                    stride,
                    slots,
                    #[inline(always)]
                    |at, slot| date::time(zone, tokens, at, slot),
                )
            }
            Kind::Units { .. }
            | Kind::Count
            | Kind::Text
            | Kind::Folded
            | Kind::YesNo
            | Kind::Noted(_)
            | Kind::TimeAs(..)
            | Kind::Epoch { .. }
            | Kind::DayAs(_)
            | Kind::EpochDay { .. }
            | Kind::OrMissing(_)
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
            Kind::Set { split, folds, .. } => {
                set::words(split.as_deref(), *folds, tokens, at, words)
            }
            Kind::OrMissing(kind) if is_missing(&kind.0, tokens, at)? => Ok(()),
            Kind::OrMissing(kind) => kind.1.keep_words(tokens, at, words),
            Kind::Number
            | Kind::Within(_)
            | Kind::Count
            | Kind::Money
            | Kind::Units { .. }
            | Kind::Text
            | Kind::Folded
            | Kind::YesNo
            | Kind::Noted(_)
            | Kind::Time(_)
            | Kind::TimeAs(..)
            | Kind::Epoch { .. }
            | Kind::DayAs(_)
            | Kind::EpochDay { .. }
            | Kind::Choice(_) => Ok(()),
        }
    }
}

/// Whether the value at a token is a text that counts as no value.
pub(in crate::records::fast) fn is_missing(
    forms: &DataForms,
    tokens: &Tokens<'_, '_>,
    at: u32,
) -> Result<bool, Declined> {
    let token = tokens.token(at);
    Ok(token.kind == b'"' && forms.is_missing(tokens.text(token)?))
}

/// A value of a kind, unless a text says that there is none. It is a call, because what calls itself
/// cannot be inlined where it is called.
#[inline(never)]
fn or_missing<'a>(
    forms: &DataForms,
    kind: &Kind,
    tokens: &Tokens<'a, '_>,
    at: u32,
    slot: &mut Slot<'a>,
) -> Next {
    if is_missing(forms, tokens, at)? { Ok(at + 1) } else { kind.take(tokens, at, slot) }
}

#[inline(never)]
fn single_number<'a>(tokens: &Tokens<'a, '_>, at: u32, slot: &mut Slot<'a>) -> Next {
    number::number(tokens, at, slot)
}

#[inline(never)]
fn single_within<'a>(range: &Range, tokens: &Tokens<'a, '_>, at: u32, slot: &mut Slot<'a>) -> Next {
    number::within(range, tokens, at, slot)
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
        *slot = Slot::Unknown;
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
    use crate::terms;
    use crate::values::AsOf;
    use crate::values::time::Pattern;

    /// All types, each after another: a new one does not compile before it is here.
    fn next(kind: Option<&FieldType>) -> Option<FieldType> {
        let (notation, open) = (Notation::new("1.234,56"), terms::Range::default());
        let text = || DateForm::Text(Arc::default());
        let noted = || {
            let patterns = vec![Pattern::new("dd/mm/yyyy").unwrap()];
            DateForm::Text(Arc::new(TextDates { patterns, zone: None }))
        };
        Some(match kind {
            None => FieldType::Number { range: open, notation: None },
            Some(FieldType::Number { notation: None, .. }) => {
                FieldType::Number { range: open, notation }
            }
            Some(FieldType::Number { .. }) => FieldType::Count { notation: None },
            Some(FieldType::Count { notation: None }) => FieldType::Count { notation },
            Some(FieldType::Count { .. }) => {
                FieldType::Money { in_cents: false, range: open, notation: None }
            }
            Some(FieldType::Money { in_cents: false, .. }) => {
                FieldType::Money { in_cents: true, range: open, notation }
            }
            Some(FieldType::Money { in_cents: true, .. }) => {
                FieldType::Text { ignoring_case: false }
            }
            Some(FieldType::Text { ignoring_case: false }) => {
                FieldType::Text { ignoring_case: true }
            }
            Some(FieldType::Text { ignoring_case: true }) => FieldType::YesNo,
            Some(FieldType::YesNo) => FieldType::Date(text()),
            Some(FieldType::Date(DateForm::Text(dates))) if dates.is_iso() => {
                FieldType::Date(noted())
            }
            Some(FieldType::Date(DateForm::Text(_))) => FieldType::Date(DateForm::Seconds),
            Some(FieldType::Date(DateForm::Seconds)) => FieldType::Date(DateForm::Milliseconds),
            Some(FieldType::Date(DateForm::Milliseconds)) => FieldType::Day(text()),
            Some(FieldType::Day(DateForm::Text(_))) => FieldType::Day(DateForm::Seconds),
            Some(FieldType::Day(DateForm::Seconds)) => FieldType::Day(DateForm::Milliseconds),
            Some(FieldType::Day(DateForm::Milliseconds)) => FieldType::Choice(Default::default()),
            Some(FieldType::Choice(_)) => FieldType::Set { split: None, ignoring_case: false },
            Some(FieldType::Set { ignoring_case: false, .. }) => {
                FieldType::Set { split: None, ignoring_case: true }
            }
            Some(FieldType::Set { ignoring_case: true, .. }) => return None,
        })
    }

    /// The types that take a plan off the fast path: those that cost more to read there than is won.
    const LEFT_TO_THE_PLAIN_PATH: &[FieldType] = &[];

    #[test]
    fn only_known_types_take_a_plan_off_the_fast_path() {
        let program = Program::parse("rules", "stage A\n  resting\n").unwrap();
        let plan = program.plan();
        let evaluator = Evaluator::new(plan, AsOf::parse("2026-06-30", &plan.zone).unwrap());
        let fast = FastProgram::new(&evaluator).unwrap();
        let mut kind = next(None);
        while let Some(this) = kind {
            let left = Kind::of(&this, &plan.needs, fast.tags()).is_none();
            assert_eq!(left, LEFT_TO_THE_PLAIN_PATH.contains(&this), "{this:?}");
            kind = next(Some(&this));
        }
    }
}
