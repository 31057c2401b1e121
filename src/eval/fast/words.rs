//! The words of a set that the rules ask for, each with its bit.

use std::borrow::Cow;

use crate::values::Names;

/// The highest bit is the sign, so there are this many.
const BITS: usize = 127;

/// The words that the rules ask for in one set, each with a bit of its own.
#[derive(Clone, Debug, Default)]
pub struct Words {
    names: Names,
}

impl Words {
    /// The bit of each word by its place; `None` if there are more of them than bits.
    pub(super) fn new(words: &[&str]) -> Option<Words> {
        (words.len() <= BITS).then(|| Words { names: Names::new(words.iter().copied()) })
    }

    /// The bit of a word that a record has; nothing where no rule asks for it.
    #[inline]
    pub fn bit(&self, word: &str) -> i128 {
        self.bit_in(word.as_bytes(), 0, word.len())
    }

    /// The bit of the word that is from `start` to `end` in a text.
    #[inline(always)]
    pub fn bit_in(&self, text: &[u8], start: usize, end: usize) -> i128 {
        self.names.find_in(text, start, end).map_or(0, |place| 1 << place)
    }

    /// The bits of all words of a set.
    pub fn bits(&self, set: &[Cow<'_, str>]) -> i128 {
        set.iter().fold(0, |bits, word| bits | self.bit(word))
    }
}
