/// Where everything random comes from, one small choice after the other: bytes that somebody
/// listed, or dice. The choice of 0 is the plainest one everywhere, so that shorter lists of bytes
/// make plainer cases.
pub(crate) struct Choices<'b> {
    next: Box<dyn FnMut() -> u8 + 'b>,
}

impl<'b> Choices<'b> {
    /// These bytes, then zeros.
    pub(crate) fn listed(bytes: &'b [u8]) -> Choices<'b> {
        let mut bytes = bytes.iter();
        Choices { next: Box::new(move || bytes.next().copied().unwrap_or_default()) }
    }

    /// Dice that always fall the same way for the same seed.
    pub(crate) fn rolled(seed: u64) -> Choices<'b> {
        let mut dice = Dice(seed);
        Choices { next: Box::new(move || dice.roll()) }
    }

    /// These bytes, then dice, so that a few bytes already make rich cases.
    pub(crate) fn listed_then_rolled(bytes: &'b [u8]) -> Choices<'b> {
        let mut bytes = bytes.iter();
        let mut dice = Dice(bytes.len() as u64);
        Choices { next: Box::new(move || bytes.next().copied().unwrap_or_else(|| dice.roll())) }
    }

    /// A whole number below the limit, which is not 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let low = usize::from((self.next)());
        if limit <= 256 { low % limit } else { (low | usize::from((self.next)()) << 8) % limit }
    }

    /// True once in so many times.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    /// One of them, of which there is at least one.
    pub(crate) fn of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }

    /// One of them, if there is any.
    pub(crate) fn any<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        if all.is_empty() { None } else { Some(all[self.below(all.len())]) }
    }

    /// Any number of all.
    pub(crate) fn seed(&mut self) -> u64 {
        (0..8).fold(0, |seed, _| seed << 8 | u64::from((self.next)()))
    }
}

/// SplitMix64, a byte at a time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u8 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) as u8
    }
}
