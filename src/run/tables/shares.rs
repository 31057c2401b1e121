//! Which of many parts each of some numbers belongs to.

/// Numbers in a row, such as those of customers, given to parts: each part has those that follow each
/// other, and as many as the others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shares {
    /// The first number.
    first: u64,
    /// How many there are.
    count: u64,
    parts: u64,
}

impl Shares {
    /// The numbers from `first` up to `end`, in this many parts.
    pub(super) fn of(first: u64, end: u64, parts: usize) -> Shares {
        Shares { first, count: end.saturating_sub(first), parts: parts as u64 }
    }

    /// How many parts there are.
    pub(super) fn parts(self) -> usize {
        self.parts as usize
    }

    /// The part of a number.
    #[inline]
    pub(super) fn part(self, number: u64) -> usize {
        let (place, count) = (number.saturating_sub(self.first), self.count.max(1));
        match place.checked_mul(self.parts) {
            Some(product) => (product / count) as usize,
            None => (u128::from(place) * u128::from(self.parts) / u128::from(count)) as usize,
        }
    }

    /// The first number of a part, and the end of its numbers.
    pub(super) fn bounds(self, part: usize) -> (u64, u64) {
        let bound = |part: u64| {
            let before = u128::from(part) * u128::from(self.count);
            self.first + before.div_ceil(u128::from(self.parts.max(1))) as u64
        };
        (bound(part as u64), bound(part as u64 + 1))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn each_number_is_within_the_bounds_of_its_part(
            (first, count, parts) in (0..1u64 << 40, 1..1u64 << 40, 1..5000usize),
            place in 0..1u64 << 40,
        ) {
            let (shares, number) = (Shares::of(first, first + count, parts), first + place % count);
            let (start, end) = shares.bounds(shares.part(number));
            prop_assert!(start <= number && number < end);
            prop_assert_eq!(shares.bounds(0).0, first);
            prop_assert_eq!(shares.bounds(parts - 1).1, first + count);
        }
    }
}
