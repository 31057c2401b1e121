//! Which of two changes is smaller: some of the same, left out or reduced.

use std::collections::BTreeMap;

use super::pull::{Added, Attribute, Pull};
use crate::eval::Record;
use crate::values::{Decimal, Value};

/// Whether all changes of the first are among those of the second, the same or less far: a number
/// moved less far in the same direction, fewer events of the same kind, a lower total of each number
/// that they say.
pub fn is_contained(record: &Record<'_>, small: &[Pull], large: &[Pull]) -> bool {
    let others = |pulls: &[Pull]| -> Vec<Pull> {
        pulls.iter().filter(|pull| !matches!(pull, Pull::Events(_))).cloned().collect()
    };
    let large_others = others(large);
    let is_in = |pull: &Pull| large_others.iter().any(|other| is_less(record, pull, other));
    others(small).iter().all(is_in) && events_contained(small, large)
}

/// Whether a change other than of events is the same as another one, or less far.
fn is_less(record: &Record<'_>, small: &Pull, large: &Pull) -> bool {
    match (small, large) {
        (Pull::Set { field, to }, Pull::Set { field: other, to: far }) => {
            if field != other {
                return false;
            }
            let numbers =
                (record.fields[*field].as_ref().and_then(Value::number), to.number(), far.number());
            match numbers {
                (Some(from), Some(to), Some(far)) if to >= from => far >= to,
                (Some(_), Some(to), Some(far)) => far <= to,
                _ => to == far,
            }
        }
        _ => small == large,
    }
}

/// Events of a list: how many of each kind, and the total of each number.
#[derive(Default)]
struct Total {
    kinds: BTreeMap<String, usize>,
    sums: BTreeMap<usize, Decimal>,
}

fn events_contained(small: &[Pull], large: &[Pull]) -> bool {
    let (small, large) = (totals(small), totals(large));
    small.iter().all(|(list, few)| {
        let Some(many) = large.get(list) else { return false };
        let fewer = |(kind, count): (&String, &usize)| {
            many.kinds.get(kind).is_some_and(|most| count <= most)
        };
        let lower =
            |(slot, sum): (&usize, &Decimal)| many.sums.get(slot).is_none_or(|most| sum <= most);
        few.kinds.iter().all(fewer) && few.sums.iter().all(lower)
    })
}

fn totals(pulls: &[Pull]) -> BTreeMap<usize, Total> {
    let mut totals: BTreeMap<usize, Total> = BTreeMap::new();
    for pull in pulls {
        match pull {
            Pull::Events(added) => totals.entry(added.list).or_default().add(added),
            Pull::Set { .. } | Pull::Entry { .. } | Pull::Tag { .. } => {}
        }
    }
    totals
}

impl Total {
    fn add(&mut self, added: &Added) {
        let mut kind = String::new();
        for (slot, attribute) in &added.attributes {
            match attribute {
                Attribute::Is(Value::Number(number)) => {
                    let sum = self.sums.entry(*slot).or_insert(Decimal::ZERO);
                    let size = if number.is_negative() { -*number } else { *number };
                    let all = size.checked_mul(Decimal::from(added.count));
                    *sum = all.and_then(|all| all.checked_add(*sum)).unwrap_or(*sum);
                }
                Attribute::Is(value) => kind.push_str(&format!("{slot}: {value:?}; ")),
                Attribute::Other => kind.push_str(&format!("{slot}: another; ")),
            }
        }
        *self.kinds.entry(kind).or_default() += added.count;
    }
}
