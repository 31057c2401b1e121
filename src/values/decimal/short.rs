//! Numbers of up to seven bytes without a sign, such as `7` and `43.92`, read as one word.
//!
//! Where the point is, or whether there is one, differs from number to number, so none of that
//! is decided by a branch.

use std::num::NonZeroU64;

/// The most bytes of such a number. With eight digits before the point, what the last of them is
/// worth in a fixed number would be more than a word holds.
pub(crate) const MAX_LENGTH: usize = 7;

/// The digits of a short number.
#[derive(Clone, Copy)]
pub struct Short {
    /// A byte for each, the first one lowest, and zeros above the last.
    digits: u64,
    count: u32,
    /// How many are before the point: one to seven.
    pub whole: u32,
}

impl Short {
    /// Reads the number that is from `start` to `end` in a text. It is quicker where there are
    /// some bytes before it, which are loaded along with it; `None` if it is not short, or no
    /// number in JSON's form.
    #[inline(always)]
    pub fn read_in(text: &[u8], start: usize, end: usize) -> Option<Short> {
        let Word { bytes, length } = Word::load(text, start, end)?;
        // Of what may be here only a point has this bit. One at the end is not counted, so that
        // it remains and is seen as no digit.
        let points = (bytes >> 4 & (word_of(1) >> 8)) >> (64 - 8 * length);
        let digits = (bytes >> (64 - 8 * length)) ^ (points * u64::from(b'.' ^ b'0'));
        // What should have been a point has to be 0 now.
        let before = points.wrapping_sub(1);
        if !are_digits(digits, points * (10 - 1)) || points & before != 0 {
            return None;
        }
        let point = NonZeroU64::new(points).map(|points| points.trailing_zeros() / 8);
        let whole = point.unwrap_or(length);
        if starts_wrong(digits, whole) {
            return None;
        }
        // What is after the point moves into its place.
        let front = digits & before;
        let digits = front | (digits ^ front) >> 8;
        Some(Short { digits, count: length - u32::from(points != 0), whole })
    }

    /// The same of a number without a point, sooner.
    #[inline(always)]
    pub fn read_whole_in(text: &[u8], start: usize, end: usize) -> Option<Short> {
        let Word { bytes, length } = Word::load(text, start, end)?;
        let digits = bytes >> (64 - 8 * length);
        if !are_digits(digits, 0) || starts_wrong(digits, length) {
            return None;
        }
        Some(Short { digits, count: length, whole: length })
    }

    /// The number without its point and with zeros after it, so that it has eight digits.
    #[inline(always)]
    pub fn eight_digits(self) -> u64 {
        value(self.digits)
    }

    /// The number without its point.
    #[inline(always)]
    pub fn mantissa(self) -> i64 {
        value(self.digits << (64 - 8 * self.count)) as i64
    }

    /// How many digits are after the point.
    #[inline(always)]
    pub fn decimals(self) -> u8 {
        (self.count - self.whole) as u8
    }
}

/// Eight times the same byte.
const fn word_of(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// Whether all bytes are digits, of those that may be raised by something only 0.
#[inline(always)]
fn are_digits(digits: u64, raised: u64) -> bool {
    // Where sums spill over into the next byte, the one that they come from shows too.
    let sums = digits.wrapping_add(word_of(0x80 - 10) + raised);
    (sums | digits) & word_of(0x80) == 0
}

/// Whether a number starts with its point, or with a zero and another digit.
#[inline(always)]
fn starts_wrong(digits: u64, whole: u32) -> bool {
    digits as u8 == 0 && whole != 1
}

/// The bytes of a number, each digit as its value, and the last one highest. Below the first one
/// is anything.
struct Word {
    bytes: u64,
    length: u32,
}

impl Word {
    #[inline(always)]
    fn load(text: &[u8], start: usize, end: usize) -> Option<Word> {
        let length = end.wrapping_sub(start);
        if length.wrapping_sub(1) >= MAX_LENGTH {
            return None;
        }
        let bytes = match text.get(..end)?.last_chunk() {
            Some(eight) => u64::from_le_bytes(*eight),
            None => pieces(text.get(start..end)?)?,
        };
        Some(Word { bytes: bytes ^ word_of(b'0'), length: length as u32 })
    }
}

/// One to seven bytes at the high end of a word, read as pieces that overlap.
#[inline(never)]
fn pieces(text: &[u8]) -> Option<u64> {
    let below = 64 - 8 * text.len();
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return Some(u64::from(first) << below | u64::from(last) << 32);
    }
    let (first, last) = (*text.first()?, *text.last()?);
    let half = text.len() / 2;
    let middle = u64::from(text[half]) << (below + 8 * half);
    Some(u64::from(first) << below | middle | u64::from(last) << 56)
}

/// The number that eight digits make, the lowest byte the first of them: first as pairs, then as
/// fours, then as a whole. Each factor adds neighbours up in the higher of their two places.
#[inline(always)]
fn value(digits: u64) -> u64 {
    let pairs = (digits.wrapping_mul(10 << 8 | 1) >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul(100 << 16 | 1) >> 16) & 0x0000_ffff_0000_ffff;
    fours.wrapping_mul(10_000 << 32 | 1) >> 32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::decimal::parse;
    use crate::values::decimal::plain::Plain;
    use proptest::prelude::*;

    /// Reads the same whatever is before and after it.
    fn read(text: &[u8]) -> Option<Plain> {
        let alone = Short::read_in(text, 0, text.len()).map(Plain::from);
        let whole = Short::read_whole_in(text, 0, text.len()).map(Plain::from);
        if !text.contains(&b'.') {
            assert_eq!(whole, alone, "{text:?}");
        } else {
            assert_eq!(whole, None, "{text:?}");
        }
        for before in [&b"7"[..], b"-", b".....", b"12345.7890", b"\xff\xff\xff\xff\xff\xff\xff"] {
            for behind in [&b""[..], b"5", b".", b"\xff\0,"] {
                let longer = [before, text, behind].concat();
                let (start, end) = (before.len(), before.len() + text.len());
                let part = Short::read_in(&longer, start, end).map(Plain::from);
                assert_eq!(part, alone, "{longer:?}");
                let part = Short::read_whole_in(&longer, start, end).map(Plain::from);
                assert_eq!(part, whole, "{longer:?}");
            }
        }
        alone
    }

    /// It reads what is short and a number, as the long way does, and nothing else.
    fn agrees(text: &[u8]) {
        let short = text.len() <= MAX_LENGTH && !text.contains(&b'e') && !text.contains(&b'E');
        let long = parse::any(text).ok().filter(|_| short && text[0] != b'-');
        let read = read(text).map(|plain| crate::values::Decimal::from(plain).parts());
        assert_eq!(read, long.map(|long| long.parts()), "{text:?}");
    }

    #[test]
    fn any_two_bytes_in_the_place_of_others_are_seen() {
        for usual in ["7", "12", "0.5", "43.92", "1250.00"] {
            for (at, byte) in (0..usual.len()).flat_map(|at| (0..=255).map(move |b| (at, b))) {
                let mut text = usual.as_bytes().to_vec();
                text[at] = byte;
                agrees(&text);
                for other in 0..usual.len() {
                    for byte in [b'.', b'/', b'0', b'9', b':', 0x1e, b'0' | 0x80, 0] {
                        let mut text = text.clone();
                        text[other] = byte;
                        agrees(&text);
                    }
                }
            }
        }
    }

    #[test]
    fn a_part_that_is_none_of_the_text_is_no_number() {
        let text = b"1234567890";
        for (start, end) in [(0, 0), (4, 3), (8, 11), (10, 11), (usize::MAX, 2), (5, usize::MAX)] {
            assert!(Short::read_in(text, start, end).is_none());
            assert!(Short::read_whole_in(text, start, end).is_none());
        }
    }

    proptest! {
        #[test]
        fn agrees_with_the_long_way(text in "-?[0-9]{0,8}\\.?[0-9]{0,6}[.eE-]?[0-9]?") {
            agrees(text.as_bytes());
        }

        #[test]
        fn agrees_on_any_bytes(text in proptest::collection::vec(any::<u8>(), 0..9)) {
            agrees(&text);
        }
    }
}
