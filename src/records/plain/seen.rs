//! Keys that may come only once.

/// Which needed keys of an object were met.
#[derive(Default)]
pub(super) struct Seen {
    low: u64,
    /// Beyond 64 keys, which takes no memory where there are fewer.
    high: Vec<usize>,
}

impl Seen {
    /// False where it was met before.
    #[inline]
    pub(super) fn insert(&mut self, place: usize) -> bool {
        if place < 64 {
            let new = self.low & (1 << place) == 0;
            self.low |= 1 << place;
            return new;
        }
        let new = !self.high.contains(&place);
        self.high.push(place);
        new
    }
}
