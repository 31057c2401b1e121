//! What became of a record, as a few bytes. Whatever is the same has the same bytes.

use std::sync::Arc;

use super::{End, Fate, Gift, Outcome, Tagging};
use crate::eval::Reason;
use crate::values::Decimal;

/// The reasons to withhold a gift, by their numbers.
const REASONS: [Reason; 6] = [
    Reason::Pause,
    Reason::Repeat,
    Reason::Unknown,
    Reason::Limit,
    Reason::Holdout,
    Reason::Budget,
];

/// Which kind of fate it is.
const DECIDED: u64 = 0;
const LEFT_OUT: u64 = 1;
const REJECTED: u64 = 2;

/// Writes what became of a record.
pub fn pack(fate: &Fate, out: &mut Vec<u8>) {
    match fate {
        Fate::LeftOut => number(LEFT_OUT, out),
        Fate::Rejected(reason) => {
            number(REJECTED, out);
            text(reason, out);
        }
        Fate::Decided(outcome) => {
            number(DECIDED, out);
            decided(outcome, out);
        }
    }
}

/// Reads what [`pack`] wrote; `None` if it did not write this.
pub fn unpack(bytes: &[u8]) -> Option<Fate> {
    let mut packed = Packed(bytes);
    let fate = match packed.number()? {
        LEFT_OUT => Fate::LeftOut,
        REJECTED => Fate::Rejected(packed.text()?.to_owned()),
        DECIDED => Fate::Decided(packed.decided()?),
        _ => return None,
    };
    packed.0.is_empty().then_some(fate)
}

/// What became of a record, and whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'b> {
    /// The id, where it could be read.
    pub id: Option<&'b str>,
    /// The fate, as [`pack`] writes it.
    pub fate: &'b [u8],
}

/// Entries, one after the other, as [`Entry::write`] writes them.
#[derive(Clone, Copy, Debug)]
pub struct Entries<'b>(pub &'b [u8]);

impl Entry<'_> {
    /// Writes what became of a record, and whose it is.
    pub fn write(id: Option<&str>, fate: &Fate, out: &mut Vec<u8>) {
        maybe_text(id, out);
        let mut packed = Vec::new();
        pack(fate, &mut packed);
        number(packed.len() as u64, out);
        out.extend_from_slice(&packed);
    }

    /// Whether it is a decision.
    pub fn is_decision(&self) -> bool {
        self.fate.first() == Some(&(DECIDED as u8))
    }
}

impl<'b> Entries<'b> {
    /// The next entry; `None` at the end, or if something else was written.
    pub fn next_entry(&mut self) -> Option<Entry<'b>> {
        let mut packed = Packed(self.0);
        let id = packed.maybe_text()?;
        let length = packed.place()?;
        let (fate, rest) = packed.0.split_at_checked(length)?;
        self.0 = rest;
        Some(Entry { id, fate })
    }
}

fn decided(outcome: &Outcome, out: &mut Vec<u8>) {
    let Outcome { since, from, end, stages, given, withheld, tags, left_out } = outcome;
    number(*since as u64, out);
    maybe(*from, out);
    number(end.stage as u64, out);
    maybe(end.rule, out);
    number(stages.len() as u64, out);
    for (day, stage) in stages {
        number(*day as u64, out);
        number(*stage as u64, out);
    }
    number(given.len() as u64, out);
    for Gift { gift, event, rule, cost, day } in given {
        number(*gift as u64, out);
        maybe_text(event.as_deref(), out);
        number(*rule as u64, out);
        maybe_text(cost.map(|cost| cost.normalized().to_string()).as_deref(), out);
        number(*day as u64, out);
    }
    number(withheld.len() as u64, out);
    for (gift, event, reason) in withheld {
        number(*gift as u64, out);
        maybe_text(event.as_deref(), out);
        let place = REASONS.iter().position(|other| other == reason);
        number(place.unwrap_or(REASONS.len()) as u64, out);
    }
    number(tags.len() as u64, out);
    for Tagging { tag, set, day } in tags {
        text(tag, out);
        number(u64::from(*set), out);
        number(*day as u64, out);
    }
    maybe(*left_out, out);
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
fn number(mut number: u64, out: &mut Vec<u8>) {
    while number > 0x7f {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn maybe(place: Option<usize>, out: &mut Vec<u8>) {
    number(place.map_or(0, |place| place as u64 + 1), out);
}

fn text(text: &str, out: &mut Vec<u8>) {
    number(text.len() as u64, out);
    out.extend_from_slice(text.as_bytes());
}

fn maybe_text(maybe: Option<&str>, out: &mut Vec<u8>) {
    number(u64::from(maybe.is_some()), out);
    maybe.into_iter().for_each(|one| text(one, out));
}

/// What is still to be read.
struct Packed<'b>(&'b [u8]);

impl<'b> Packed<'b> {
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn place(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    fn maybe(&mut self) -> Option<Option<usize>> {
        Some(self.place()?.checked_sub(1))
    }

    fn text(&mut self) -> Option<&'b str> {
        let length = self.place()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }

    fn maybe_text(&mut self) -> Option<Option<&'b str>> {
        match self.number()? {
            0 => Some(None),
            _ => self.text().map(Some),
        }
    }

    fn many<T>(&mut self, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        (0..count).map(|_| one(self)).collect()
    }

    fn decided(&mut self) -> Option<Outcome> {
        Some(Outcome {
            since: self.place()?,
            from: self.maybe()?,
            end: End { stage: self.place()?, rule: self.maybe()? },
            stages: self.many(|packed| Some((packed.place()?, packed.place()?)))?,
            given: self.many(Packed::gift)?,
            withheld: self.many(Packed::withheld)?,
            tags: self.many(Packed::tagging)?,
            left_out: self.maybe()?,
        })
    }

    fn gift(&mut self) -> Option<Gift> {
        let (gift, event) = (self.place()?, self.maybe_text()?.map(Arc::from));
        let (rule, cost) = (self.place()?, self.maybe_text()?);
        let cost = match cost {
            Some(cost) => Some(Decimal::parse(cost.as_bytes()).ok()?),
            None => None,
        };
        Some(Gift { gift, event, rule, cost, day: self.place()? })
    }

    fn withheld(&mut self) -> Option<(usize, Option<Arc<str>>, Reason)> {
        let (gift, event) = (self.place()?, self.maybe_text()?.map(Arc::from));
        Some((gift, event, *REASONS.get(self.place()?)?))
    }

    fn tagging(&mut self) -> Option<Tagging> {
        let (tag, set) = (self.text()?.to_owned(), self.number()? != 0);
        Some(Tagging { tag, set, day: self.place()? })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn outcome() -> impl Strategy<Value = Outcome> {
        let event = || prop::option::of("[a-z]{0,3}".prop_map(Arc::from));
        let cost = prop::option::of((-9999i64..99999).prop_map(Decimal::from));
        let gift = (0..300usize, event(), 0..300usize, cost, 0..300usize);
        let gift =
            gift.prop_map(|(gift, event, rule, cost, day)| Gift { gift, event, rule, cost, day });
        let withheld = (0..9usize, event(), (0..6usize).prop_map(|place| REASONS[place]));
        let tag = ("\\PC{0,4}", any::<bool>(), 0..300usize);
        let tag = tag.prop_map(|(tag, set, day)| Tagging { tag, set, day });
        let tags = prop::collection::vec(tag, 0..3);
        let stages = prop::collection::vec((0..300usize, 0..300usize), 0..3);
        let days = (0..300usize, stages, prop::option::of(0..300usize));
        let end = (0..300usize, prop::option::of(0..300usize));
        let end = end.prop_map(|(stage, rule)| End { stage, rule });
        let given = prop::collection::vec(gift, 0..4);
        let withheld = prop::collection::vec(withheld, 0..4);
        let all = (prop::option::of(0..300usize), end, given, withheld, tags, days);
        all.prop_map(|(from, end, given, withheld, tags, (since, stages, left_out))| Outcome {
            since,
            from,
            end,
            stages,
            given,
            withheld,
            tags,
            left_out,
        })
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(outcome in outcome(), reason in "\\PC{0,9}", cut in 1..9usize) {
            for fate in [Fate::Decided(outcome), Fate::LeftOut, Fate::Rejected(reason)] {
                let mut bytes = Vec::new();
                pack(&fate, &mut bytes);
                prop_assert_eq!(unpack(&bytes), Some(fate));
                let cut = bytes.len().saturating_sub(cut);
                prop_assert_eq!(unpack(&bytes[..cut]), None);
            }
        }
    }
}
