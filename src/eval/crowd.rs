//! Customers by value and id, in as little memory as that takes.

use std::cmp::Ordering;

use jiff::civil::Date;

use crate::values::{Decimal, Instant, Value};

use super::rank::{Placed, compared};

/// How large a pack may get, so that a growing one is never much to move.
const PACK: usize = 1 << 20;

/// Customers with a value that has an order, in no order: about eight bytes each, and the id.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Crowd {
    /// One customer after the other: the value, and the id with its length before it.
    packs: Vec<Vec<u8>>,
    count: usize,
}

/// The same customers, who can be put in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Queue {
    packs: Vec<Vec<u8>>,
    spots: Vec<Spot>,
}

/// Where a customer is.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Spot {
    /// Roughly the value: who has a lower one comes first.
    key: i64,
    pack: u32,
    at: u32,
}

impl Crowd {
    /// Adds a customer, unless the value has no order; says whether it has one.
    pub(super) fn push(&mut self, value: &Value<'_>, id: &str) -> bool {
        let Some((kind, number)) = numbered(value) else { return false };
        if self.packs.last().is_none_or(|pack| pack.len() >= PACK) {
            self.shrink();
            self.packs.push(Vec::new());
        }
        let Some(pack) = self.packs.last_mut() else { return false };
        let (mantissa, scale) = number.fraction();
        pack.push(kind << 6 | scale);
        // Small numbers of either sign are short.
        push_number(pack, (mantissa << 1 ^ mantissa >> 127) as u128);
        push_number(pack, id.len() as u128);
        pack.extend(id.as_bytes());
        self.count += 1;
        true
    }

    pub(super) fn merge(&mut self, mut other: Crowd) {
        other.shrink();
        self.packs.extend(other.packs);
        self.count += other.count;
    }

    /// Gives back what the last pack has no use for.
    fn shrink(&mut self) {
        if let Some(pack) = self.packs.last_mut() {
            pack.shrink_to_fit();
        }
    }

    pub(super) fn into_queue(self) -> Queue {
        let mut spots = Vec::with_capacity(self.count);
        for (number, pack) in self.packs.iter().enumerate() {
            let mut at = 0;
            while let Some((value, _, end)) = customer(pack, at) {
                spots.push(Spot { key: key(&value), pack: number as u32, at: at as u32 });
                at = end;
            }
        }
        Queue { packs: self.packs, spots }
    }
}

impl Queue {
    pub(super) fn len(&self) -> usize {
        self.spots.len()
    }

    /// Puts all in order, the lowest value first and then by id.
    pub(super) fn sort(&mut self) {
        let Queue { packs, spots } = self;
        spots.sort_unstable_by(|a, b| order(packs, *a, *b));
    }

    /// Those who are at some places in that order, the first place first. It takes less time than to sort.
    pub(super) fn at(&mut self, places: impl IntoIterator<Item = usize>) -> Vec<Placed> {
        let Queue { packs, spots } = self;
        let (mut rest, mut before) = (&mut spots[..], 0);
        let mut found = Vec::new();
        for place in places {
            if place - before >= rest.len() {
                break;
            }
            let by_order = |a: &Spot, b: &Spot| order(packs, *a, *b);
            let (_, one, above) = rest.select_nth_unstable_by(place - before, by_order);
            found.extend(placed(packs, *one));
            (rest, before) = (above, place + 1);
        }
        found
    }

    /// Once sorted, the customer at a place.
    pub(super) fn get(&self, place: usize) -> Option<Placed> {
        placed(&self.packs, *self.spots.get(place)?)
    }

    /// Once sorted, how many come before somebody.
    pub(super) fn before(&self, one: &Placed) -> usize {
        self.spots.partition_point(|spot| match read(&self.packs, *spot) {
            Some((value, id)) => !one.is_up_to(&value, &String::from_utf8_lossy(id)),
            None => true,
        })
    }

    /// Once sorted, how many have a higher value.
    pub(super) fn above(&self, value: &Value<'_>) -> usize {
        let near = key(value);
        let up_to = self.spots.partition_point(|spot| match spot.key.cmp(&near) {
            Ordering::Less => true,
            Ordering::Greater => false,
            Ordering::Equal => {
                let own = read(&self.packs, *spot);
                own.is_none_or(|(own, _)| compared(&own, value).is_le())
            }
        });
        self.spots.len() - up_to
    }

    /// Once sorted, each value with how many have it.
    pub(super) fn counted(&self) -> Vec<(Value<'static>, u64)> {
        let mut counted: Vec<(Value<'static>, u64)> = Vec::new();
        for (value, _) in self.spots.iter().filter_map(|spot| read(&self.packs, *spot)) {
            match counted.last_mut().filter(|(last, _)| compared(last, &value).is_eq()) {
                Some((_, count)) => *count += 1,
                None => counted.push((value, 1)),
            }
        }
        counted
    }
}

/// The lowest value first, then by id.
fn order(packs: &[Vec<u8>], a: Spot, b: Spot) -> Ordering {
    a.key.cmp(&b.key).then_with(|| match (read(packs, a), read(packs, b)) {
        (Some((value, id)), Some((other, others))) => {
            compared(&value, &other).then_with(|| id.cmp(others))
        }
        (Some(_), None) | (None, Some(_)) | (None, None) => Ordering::Equal,
    })
}

fn placed(packs: &[Vec<u8>], spot: Spot) -> Option<Placed> {
    let (value, id) = read(packs, spot)?;
    Some(Placed { value: Some(value), id: String::from_utf8_lossy(id).into_owned() })
}

fn read(packs: &[Vec<u8>], spot: Spot) -> Option<(Value<'static>, &[u8])> {
    let (value, id, _) = customer(packs.get(spot.pack as usize)?, spot.at as usize)?;
    Some((value, id))
}

/// The customer whose bytes begin at a place, and where they end.
fn customer(pack: &[u8], at: usize) -> Option<(Value<'static>, &[u8], usize)> {
    let head = *pack.get(at)?;
    let (folded, at) = number(pack, at + 1)?;
    let mantissa = (folded >> 1) as i128 ^ -((folded & 1) as i128);
    let value = valued(head >> 6, Decimal::new(mantissa, head & 0x3f).ok()?)?;
    let (length, at) = number(pack, at)?;
    let end = at + usize::try_from(length).ok()?;
    Some((value, pack.get(at..end)?, end))
}

/// A value as a number, which has the same order, and of which kind it was.
fn numbered(value: &Value<'_>) -> Option<(u8, Decimal)> {
    let whole = |number: i128| Decimal::new(number, 0).ok();
    match value {
        Value::Number(number) => Some((0, number.normalized())),
        Value::Instant(at) => Some((1, whole(at.as_nanosecond())?)),
        Value::Day(day) => {
            let (month, day_of_month) = (i128::from(day.month()), i128::from(day.day()));
            Some((2, whole(i128::from(day.year()) * 10_000 + month * 100 + day_of_month)?))
        }
        Value::YesNo(_) | Value::Text(_) | Value::Choice(_) | Value::Set(_) => None,
    }
}

/// The value that such a number was made of.
fn valued(kind: u8, number: Decimal) -> Option<Value<'static>> {
    let (mantissa, _) = number.fraction();
    match kind {
        0 => Some(Value::Number(number)),
        1 => Instant::from_nanosecond(mantissa).ok().map(Value::Instant),
        _ => {
            let (year, rest) = (mantissa.div_euclid(10_000), mantissa.rem_euclid(10_000));
            let date = Date::new(year as i16, (rest / 100) as i8, (rest % 100) as i8);
            date.ok().map(Value::Day)
        }
    }
}

/// Roughly a value: of an amount, the hundredths, rounded down. Values that have the same may differ.
fn key(value: &Value<'_>) -> i64 {
    let Some((kind, number)) = numbered(value) else { return 0 };
    let (mantissa, scale) = number.fraction();
    let rough = match (kind, scale) {
        (0, 0 | 1) => mantissa.saturating_mul(10i128.pow(2 - u32::from(scale))),
        (0, _) => mantissa.div_euclid(10i128.pow(u32::from(scale) - 2)),
        (_, _) => mantissa,
    };
    rough.clamp(i64::MIN.into(), i64::MAX.into()) as i64
}

/// Seven bits in each byte, the lowest first, and a bit that says whether more follow.
fn push_number(bytes: &mut Vec<u8>, mut number: u128) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// The number whose bytes begin at a place, and where they end.
fn number(bytes: &[u8], mut at: usize) -> Option<(u128, usize)> {
    let (mut number, mut shift) = (0u128, 0);
    loop {
        let byte = *bytes.get(at)?;
        number |= u128::from(byte & 0x7f).checked_shl(shift)?;
        (at, shift) = (at + 1, shift + 7);
        if byte < 0x80 {
            return Some((number, at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Value<'static> {
        match text.contains('T') {
            true => Value::Instant(text.parse().unwrap()),
            false => match Decimal::parse(text.as_bytes()) {
                Ok(number) => Value::Number(number),
                Err(_) => Value::Day(text.parse().unwrap()),
            },
        }
    }

    /// In order, with two who have the same value.
    const KINDS: [&[&str]; 3] = [
        &[
            "-99999999999999999999999999999999999999",
            "-12.345",
            "-12.344",
            "-1",
            "0",
            "0.00000000000000000001",
            "7",
            "7.00",
            "7.001",
            "123456789012345678901234567890",
            "99999999999999999999999999999999999999",
        ],
        &["-009999-01-02T01:59:59Z", "1969-12-31T23:59:59.999999999Z", "2026-03-31T09:00:00Z"],
        &["-009999-01-01", "-000001-12-31", "0000-01-01", "2026-02-28", "2026-03-01"],
    ];

    #[test]
    fn customers_are_what_they_were_and_in_order() {
        for texts in KINDS {
            let all: Vec<Placed> = texts
                .iter()
                .zip('a'..)
                .map(|(text, id)| Placed { value: Some(value(text)), id: format!("{id}ü") })
                .collect();
            let (mut crowd, mut other) = (Crowd::default(), Crowd::default());
            for (place, one) in all.iter().rev().enumerate() {
                let to = if place % 2 == 0 { &mut crowd } else { &mut other };
                to.push(one.value.as_ref().unwrap(), &one.id);
            }
            crowd.merge(other);
            let mut queue = crowd.into_queue();
            assert_eq!(queue.len(), all.len());
            assert_eq!(queue.at(0..all.len()), all);
            assert_eq!(queue.at([1]), all[1..2]);
            queue.sort();
            for (place, one) in all.iter().enumerate() {
                assert_eq!(queue.get(place).as_ref(), Some(one));
                assert_eq!(queue.before(one), place);
                let higher = |other: &&Placed| {
                    compared(other.value.as_ref().unwrap(), one.value.as_ref().unwrap()).is_gt()
                };
                let above = queue.above(one.value.as_ref().unwrap());
                assert_eq!(above, all.iter().filter(higher).count());
            }
            let counts: u64 = queue.counted().iter().map(|(_, count)| count).sum();
            assert_eq!(counts, all.len() as u64);
        }
    }
}
