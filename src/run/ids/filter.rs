//! Which ids surely are not on the disk.

/// The words of a filter: 32 MB of memory, which the system gives as it is written to.
const WORD_BITS: u32 = 22;

/// How many bits each key sets in its word.
const BITS: u32 = 4;

/// Says of most keys that are not there that they are not: a Bloom filter of one word a key.
#[derive(Debug)]
pub(super) struct Filter(Vec<u64>);

impl Filter {
    pub(super) fn new() -> Filter {
        Filter(vec![0; 1 << WORD_BITS])
    }

    pub(super) fn add(&mut self, key: u32) {
        let (word, bits) = place(key);
        self.0[word] |= bits;
    }

    /// Whether a key may be there.
    pub(super) fn may_have(&self, key: u32) -> bool {
        let (word, bits) = place(key);
        self.0[word] & bits == bits
    }
}

/// Its word, and the bits in it.
fn place(key: u32) -> (usize, u64) {
    // The constant of Fibonacci hashing, and the upper half mixed into the lower one.
    let mixed = u64::from(key).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = mixed ^ mixed >> 32;
    let bits = (0..BITS).fold(0, |bits, at| bits | 1 << (mixed >> (6 * at) & 63));
    ((mixed >> (64 - WORD_BITS)) as usize, bits)
}
