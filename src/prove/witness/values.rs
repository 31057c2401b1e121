//! What fields and attributes are.

use std::borrow::Cow;

use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Zero};

use super::times::Times;
use crate::prove::facts::{ChoiceSet, Domain, Edge, Fact, NumberSet, Theory};
use crate::prove::linear::Fraction;
use crate::terms::FieldType;
use crate::values::{Clock, Decimal, Value};

/// A value of a type in a set of values; `None` if it is to be unknown, or cannot be written.
pub(super) fn value(
    theory: &Theory<'_>,
    fact: &Fact<'_>,
    kind: &FieldType,
    domain: &Domain,
    times: &Times<'_>,
) -> Option<Value<'static>> {
    match domain {
        Domain::Number(set) => {
            let cents = Fraction::new(1, 10i128.pow(u32::from(theory.plan.currency.decimals)));
            let step = match kind {
                FieldType::Money { .. } => Some(cents),
                FieldType::Number { .. }
                | FieldType::Count { .. }
                | FieldType::Text { .. }
                | FieldType::YesNo
                | FieldType::Date(_)
                | FieldType::Day(_)
                | FieldType::Choice(_)
                | FieldType::Set { .. } => fact.step,
            };
            decimal(number(set, step)?).map(Value::Number)
        }
        Domain::Choice(set) => choice(theory, set, kind, fact.choices),
        Domain::Date(set) if !set.has_time() => None,
        Domain::Date(set) => match kind {
            FieldType::Day(_) => times.day(set).map(Value::Day),
            FieldType::Number { .. }
            | FieldType::Count { .. }
            | FieldType::Money { .. }
            | FieldType::Text { .. }
            | FieldType::YesNo
            | FieldType::Date(_)
            | FieldType::Choice(_)
            | FieldType::Set { .. } => times.instant(set, None).map(Value::Instant),
        },
    }
}

fn choice(
    theory: &Theory<'_>,
    set: &ChoiceSet,
    kind: &FieldType,
    of: Option<u32>,
) -> Option<Value<'static>> {
    if !set.has_value(of) {
        return None;
    }
    match kind {
        FieldType::YesNo => [1, 0].into_iter().find(|n| set.has(*n)).map(|n| Value::YesNo(n == 1)),
        FieldType::Choice(choices) => {
            let choice = (0..choices.names().len() as u32).find(|choice| set.has(*choice))?;
            Some(Value::Choice(choice as u16))
        }
        FieldType::Text { .. } if set.all_but => {
            let named: Vec<&str> = set.named.iter().filter_map(|text| theory.text(*text)).collect();
            let other =
                (0..).map(|n| if n == 0 { "other".to_owned() } else { format!("other {n}") });
            let mut others = other.filter(|other| !named.contains(&other.as_str()));
            others.next().map(|other| Value::Text(Cow::Owned(other)))
        }
        FieldType::Text { .. } => {
            let text = theory.text(*set.named.first()?)?;
            Some(Value::Text(Cow::Owned(text.to_owned())))
        }
        FieldType::Number { .. }
        | FieldType::Count { .. }
        | FieldType::Money { .. }
        | FieldType::Date(_)
        | FieldType::Day(_)
        | FieldType::Set { .. } => None,
    }
}

/// Any value of a type.
pub(super) fn any(kind: &FieldType, clock: &Clock) -> Value<'static> {
    match kind {
        FieldType::Number { .. } | FieldType::Count { .. } | FieldType::Money { .. } => {
            Value::Number(kind.range().nearest_to_zero())
        }
        FieldType::Text { .. } => Value::Text(Cow::Borrowed("other")),
        FieldType::YesNo => Value::YesNo(false),
        FieldType::Date(_) => Value::Instant(clock.as_of()),
        FieldType::Day(_) => Value::Day(clock.today()),
        FieldType::Choice(_) => Value::Choice(0),
        FieldType::Set { .. } => Value::Set(Vec::new()),
    }
}

/// A number in a set, one that people would choose if there is one.
pub(super) fn number(set: &NumberSet, step: Option<Fraction>) -> Option<Fraction> {
    let zero = Fraction::zero();
    if set.has(zero) {
        return Some(zero);
    }
    let steps =
        [Some(Fraction::ONE), step, Some(Fraction::new(1, 10)), Some(Fraction::new(1, 100))];
    set.parts.iter().find_map(|(from, to)| {
        steps.iter().flatten().find_map(|small| {
            let near = match (from, to) {
                (Edge::Before(number), _) | (Edge::Lowest, Edge::After(number)) => *number,
                (Edge::After(number), _) => number.checked_add(small)?,
                (Edge::Lowest, Edge::Before(number)) => number.checked_sub(small)?,
                (Edge::Lowest | Edge::Highest, _) => zero,
            };
            let on_grid = match step {
                Some(step) => near.checked_div(&step)?.is_integer(),
                None => true,
            };
            (on_grid && set.has(near)).then_some(near)
        })
    })
}

/// A fraction as a decimal; `None` if it has none.
pub(super) fn decimal(fraction: Fraction) -> Option<Decimal> {
    (0..=9).find_map(|places: u8| {
        let mantissa =
            fraction.checked_mul(&Fraction::from_integer(10i128.pow(u32::from(places))))?;
        mantissa.is_integer().then(|| Decimal::new(*mantissa.numer(), places).ok())?
    })
}
