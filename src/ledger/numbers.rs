//! A set of customers, by their numbers in a ledger.

/// A set of customers, by their numbers in a ledger: a bit for each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers(Vec<u64>);

impl Numbers {
    /// Adds a customer.
    pub fn add(&mut self, number: u64) {
        let (word, bit) = place(number);
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= bit;
    }

    /// Adds all customers of another set.
    pub fn add_all(&mut self, others: &Numbers) {
        if self.0.len() < others.0.len() {
            self.0.resize(others.0.len(), 0);
        }
        self.0.iter_mut().zip(&others.0).for_each(|(word, others)| *word |= others);
    }

    /// Whether a customer is in it.
    pub fn has(&self, number: i64) -> bool {
        let (word, bit) = place(number.unsigned_abs());
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }

    /// The numbers from 1 to the last one that are not in it, as stretches that follow each other: the first
    /// and the last of each.
    pub fn gaps(&self, last: i64) -> impl Iterator<Item = (i64, i64)> {
        let mut next = Some(1);
        std::iter::from_fn(move || {
            let from = self.next(next?, false).filter(|from| *from <= last)?;
            let to = self.next(from, true).map_or(last, |end| last.min(end - 1));
            next = to.checked_add(1);
            Some((from, to))
        })
    }

    /// The first number from this one on that is in it, or is not; `None` if there are no more.
    fn next(&self, from: i64, is_in: bool) -> Option<i64> {
        let (word, bit) = place(from.unsigned_abs());
        let wanted = |word: &u64| if is_in { *word } else { !word };
        let first = self.0.get(word).map(|first| wanted(first) & bit.wrapping_neg());
        let later = self.0.iter().skip(word + 1).map(wanted);
        let mut words = (word..).zip(first.into_iter().chain(later));
        let found = words.find(|(_, bits)| *bits != 0);
        let found = found.map(|(word, bits)| word * 64 + bits.trailing_zeros() as usize);
        match found {
            Some(found) => i64::try_from(found).ok(),
            None if is_in => None,
            None => i64::try_from(self.0.len() * 64).ok().map(|end| end.max(from)),
        }
    }

    /// How many there are.
    pub fn len(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

fn place(number: u64) -> (usize, u64) {
    ((number / 64) as usize, 1 << (number % 64))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn gaps_are_all_that_is_not_there(
            numbers in prop::collection::btree_set(1..300u64, 0..250),
            last in 0..400i64,
        ) {
            let mut set = Numbers::default();
            numbers.iter().for_each(|number| set.add(*number));
            let gaps: Vec<(i64, i64)> = set.gaps(last).collect();
            prop_assert!(gaps.windows(2).all(|two| two[0].1 + 1 < two[1].0), "{gaps:?}");
            let missing: BTreeSet<i64> = gaps.iter().flat_map(|(from, to)| *from..=*to).collect();
            let expected = (1..=last).filter(|number| !numbers.contains(&number.unsigned_abs()));
            prop_assert_eq!(missing, expected.collect::<BTreeSet<_>>());
        }
    }
}
