//! Passes over events that are made before anybody asks.

use crate::values::Fixed;

use super::Declined;
use super::node::Node;
use super::passing::{Fold, FoldKind, Scope, Window};
use super::rows::Rows;
use super::slot::Slot;

/// A passing over all events of a list that needs no more than one glance at each of them: most
/// are of this kind, and so cheap that they are made before anybody asks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Simple {
    pub list: usize,
    kind: Kind,
    /// Whether a count that is not certain is unknown.
    certain: bool,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    /// How many events there are.
    Count,
    /// How many of them happened at an instant or later.
    CountFrom(i128),
    /// The sum of an attribute.
    Sum(usize),
}

impl Simple {
    /// `None` if a fold is not of this kind.
    pub(super) fn of(fold: &Fold) -> Option<Simple> {
        let (Scope::List(list), None) = (&fold.scope, &fold.condition) else { return None };
        let kind = match (&fold.kind, &fold.window) {
            (FoldKind::Count, Window::Open) => Kind::Count,
            (FoldKind::Count, Window::From(from)) => Kind::CountFrom(*from),
            (FoldKind::Sum(of), Window::Open) => {
                let Node::Attribute(attribute) = of else { return None };
                Kind::Sum(*attribute)
            }
            (FoldKind::Count, Window::Since { .. } | Window::Between(..) | Window::Range(_))
            | (
                FoldKind::Sum(_),
                Window::From(_) | Window::Since { .. } | Window::Between(..) | Window::Range(_),
            )
            | (FoldKind::CountDifferent { .. } | FoldKind::Average(_), _)
            | (FoldKind::Least(_) | FoldKind::Most(_), _)
            | (FoldKind::First(_) | FoldKind::Last(_), _) => return None,
        };
        Some(Simple { list: *list, kind, certain: false })
    }

    /// As the value of a `let`, which is one value or unknown.
    pub(super) fn as_value(self) -> Simple {
        Simple { certain: true, ..self }
    }

    /// What it comes to.
    #[inline]
    pub(super) fn over<'a>(self, rows: &Rows<'a>) -> Result<Slot<'a>, Declined> {
        if !rows.known {
            return Ok(Slot::Unknown);
        }
        match self.kind {
            Kind::Count => counted(rows.len(), rows.len()),
            Kind::CountFrom(from) => {
                let (mut sure, mut unknown) = (0, 0);
                for at in rows.column(Rows::AT) {
                    match at.whole() {
                        Some(at) => sure += usize::from(at >= from),
                        None => unknown += 1,
                    }
                }
                if self.certain && unknown > 0 {
                    return Ok(Slot::Unknown);
                }
                counted(sure, sure + unknown)
            }
            Kind::Sum(attribute) => summed(rows.column(Rows::attribute(attribute))),
        }
    }
}

/// This many small numbers come to no more than there is room for.
const MANY: usize = 1 << 26;
/// The upper half of a small number has no bits from this one on, apart from its sign.
const SMALL: u32 = 36;

/// The sum of a column.
#[inline]
fn summed<'a>(column: &[Slot<'a>]) -> Result<Slot<'a>, Declined> {
    let (mut sum, mut bits, mut known) = (0i128, 0u64, true);
    for slot in column {
        let Slot::Whole(number) = *slot else {
            known = false;
            break;
        };
        let upper = (number >> 64) as i64;
        bits |= (upper ^ (upper >> 63)) as u64;
        sum = sum.wrapping_add(number);
    }
    if bits >> SMALL != 0 || column.len() > MANY {
        return summed_with_care(column);
    }
    Ok(if known { Slot::Whole(sum) } else { Slot::Unknown })
}

/// The same of numbers that may come to more than there is room for. Beyond 38 digits the plain evaluator
/// may have no room for them either.
#[cold]
fn summed_with_care<'a>(column: &[Slot<'a>]) -> Result<Slot<'a>, Declined> {
    let mut sum = Fixed::ZERO;
    for slot in column {
        let Slot::Whole(number) = *slot else { return Ok(Slot::Unknown) };
        let more = Fixed::from_units(number).and_then(|number| sum.checked_add(number));
        sum = more.ok_or(Declined)?;
    }
    Ok(Slot::Whole(sum.units()))
}

/// A count, as a number where it is certain.
#[inline]
pub(super) fn counted<'a>(sure: usize, possible: usize) -> Result<Slot<'a>, Declined> {
    if sure < possible {
        return Ok(Slot::Between(sure as i64, possible as i64));
    }
    let count = u32::try_from(sure).map_err(|_| Declined)?;
    Ok(Slot::Whole(Fixed::from_count(count).units()))
}
