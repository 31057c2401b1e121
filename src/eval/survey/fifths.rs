//! Where the fifths of all customers begin, found by looking at each part.
//!
//! Each part marks some of its customers, evenly spaced, and says at which place they are among its
//! own. So at each of these, it is known between which bounds their place among all is, and with that
//! between whom somebody at a certain place is. The next round marks customers only between those, which are far
//! fewer, until all of them are marked.

use serde::{Deserialize, Serialize};

use super::super::crowd::Queue;
use super::super::rank::Placed;
use super::super::ranking::{Between, Ranking};

/// What a part has of the customers in a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Sample {
    /// How many come before them.
    before: u64,
    /// How many they are.
    count: u64,
    /// Some of them, evenly spaced from the first to the last, in order.
    marks: Vec<Placed>,
}

/// What a part has of all customers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Samples {
    /// How many there are.
    all: u64,
    /// The rows that are looked at: one for each fifth that is looked for, or else one for all.
    rows: Vec<Sample>,
}

impl Sample {
    /// Of a part that is in order, with at most so many marks.
    fn of(part: &Queue, between: &Between, most: usize) -> Sample {
        let before = between.from.as_ref().map_or(0, |from| part.before(from));
        let end = between.to.as_ref().map_or(part.len(), |to| {
            let before = part.before(to);
            before + usize::from(part.get(before).as_ref() == Some(to))
        });
        let count = end.saturating_sub(before);
        let mut sample = Sample { before: before as u64, count: count as u64, marks: Vec::new() };
        let marks = count.min(most);
        let at = |mark| usize::try_from(place(mark, marks, count as u64)).ok();
        let chosen = (0..marks).filter_map(|mark| part.get(before.checked_add(at(mark)?)?));
        sample.marks.extend(chosen);
        sample
    }

    /// How many of them come before a mark; of the one after the last, all.
    fn place(&self, mark: usize) -> i128 {
        match mark < self.marks.len() {
            true => place(mark, self.marks.len(), self.count).into(),
            false => self.count.into(),
        }
    }
}

/// At which place one of so many marks is among so many customers.
fn place(mark: usize, marks: usize, count: u64) -> u64 {
    let (mark, marks, last) = (mark as u64, marks as u64, count.saturating_sub(1));
    if marks >= count {
        return mark;
    }
    let place = u128::from(mark) * u128::from(last) / u128::from(marks.saturating_sub(1).max(1));
    u64::try_from(place).unwrap_or(last)
}

impl Samples {
    /// Of a part that is in order, with at most so many marks in each row.
    pub(super) fn of(part: &Queue, rows: &[Between], most: usize) -> Samples {
        let rows = rows.iter().map(|between| Sample::of(part, between, most));
        Samples { all: part.len() as u64, rows: rows.collect() }
    }

    /// The row of a fifth.
    fn row(&self, fifth: usize) -> Option<&Sample> {
        if self.rows.len() == 1 { self.rows.first() } else { self.rows.get(fifth) }
    }
}

/// At which places the fifths begin, but the lowest.
pub(super) fn starts(count: usize) -> impl Iterator<Item = usize> {
    let (size, larger) = (count / 5, count % 5);
    // As in SQL's ntile, the first fifths take one more where it does not come out even.
    (1..5)
        .map(move |fifth: usize| fifth * size + fifth.min(larger))
        .filter(move |start| *start < count)
}

/// Finds where the fifths of all parts begin, or between whom.
pub(super) fn find(parts: &[Samples]) -> Ranking {
    let count = sum(parts.iter().map(|part| part.all));
    let starts = starts(usize::try_from(count).unwrap_or(usize::MAX)).enumerate();
    let found = starts.map(|(fifth, start)| {
        let rows: Vec<&Sample> = parts.iter().filter_map(|part| part.row(fifth)).collect();
        narrow(&rows, start as u64)
    });
    let found: Vec<Between> = found.collect();
    let exact = |between: &Between| match (&between.from, &between.to) {
        (Some(from), Some(to)) if from == to => Some(from.clone()),
        (Some(_) | None, Some(_) | None) => None,
    };
    match found.iter().map(exact).collect() {
        Some(first) => Ranking::Fifths(first),
        None => Ranking::Search(found),
    }
}

/// A file can say that there are more customers than can be counted.
fn sum(counts: impl Iterator<Item = u64>) -> u64 {
    counts.fold(0, u64::saturating_add)
}

/// Between whom the customer at a place among all is. It is worked out in numbers that sums of counts fit in, whatever a
/// file says.
fn narrow(rows: &[&Sample], place: u64) -> Between {
    let place = i128::from(place.saturating_sub(sum(rows.iter().map(|row| row.before))));
    let marks = rows.iter().enumerate().flat_map(|(part, row)| {
        row.marks.iter().enumerate().map(move |(mark, placed)| (placed, part, mark))
    });
    let mut marks: Vec<(&Placed, usize, usize)> = marks.collect();
    marks.sort_by(|(one, _, _), (other, _, _)| one.lowest_first(other));
    // Of each part, and of all, how many surely come before a mark, and how many may.
    let mut surely = vec![0; rows.len()];
    let mut sum = (0, rows.iter().map(|row| row.place(0)).sum::<i128>());
    let mut found = Between::default();
    for (placed, part, mark) in marks {
        let (row, own) = (rows[part], rows[part].place(mark));
        if sum.1 <= place {
            found.from = Some(placed.clone());
        }
        if sum.0 - surely[part] + own >= place {
            found.to = Some(placed.clone());
            break;
        }
        sum = (sum.0 - surely[part] + own + 1, sum.1 - own + row.place(mark + 1));
        surely[part] = own + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::super::crowd::Crowd;
    use super::*;
    use crate::values::{Decimal, Value};

    fn queue(values: &[u16], mine: impl Fn(usize) -> bool) -> Queue {
        let mut crowd = Crowd::default();
        for (index, value) in values.iter().enumerate().filter(|(index, _)| mine(*index)) {
            let number = Value::Number(Decimal::from(usize::from(*value)));
            crowd.push(&number, &format!("c{index:04}"));
        }
        let mut queue = crowd.into_queue();
        queue.sort();
        queue
    }

    proptest! {
        #[test]
        fn the_fifths_of_parts_are_those_of_all(
            values in prop_oneof![
                prop::collection::vec(0u16..4, 0..60),
                prop::collection::vec(any::<u16>(), 0..600),
            ],
            parts in 1usize..6,
            deal in prop::collection::vec(0usize..5, 600),
            most in 8usize..20,
        ) {
            let mut all = queue(&values, |_| true);
            let expected = all.at(starts(values.len()));
            let of_part = |part: usize| queue(&values, |index| deal[index] % parts == part);
            let parts: Vec<Queue> = (0..parts).map(of_part).collect();
            let (mut rows, mut rounds) = (vec![Between::default()], 0);
            let found = loop {
                let samples: Vec<Samples> =
                    parts.iter().map(|part| Samples::of(part, &rows, most)).collect();
                for sample in samples.iter().flat_map(|samples| &samples.rows) {
                    prop_assert!(sample.marks.len() <= most);
                }
                rounds += 1;
                prop_assert!(rounds < 20);
                match find(&samples) {
                    Ranking::Search(windows) => rows = windows,
                    Ranking::Fifths(found) => break found,
                    Ranking::Values(_) => unreachable!(),
                }
            };
            prop_assert_eq!(found, expected);
        }
    }
}
