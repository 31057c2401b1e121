//! Numbers as nearly all data writes them: `7`, `-5`, `43.92`.
//!
//! All of this is so short that handing a result over by way of memory would be much of its cost,
//! so it is always inlined but for the long numbers.

use std::ops::Range;

use super::Decimal;

/// The most digits of a plain number, before and after the point together.
const MAX_DIGITS: usize = 18;

/// A number without an exponent and of at most 18 digits: `mantissa ÷ 10^decimals`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plain {
    pub mantissa: i64,
    pub decimals: u8,
}

/// Digits without a sign.
struct Digits {
    value: u64,
    /// How many stand before the point, or there are without one.
    whole: usize,
    /// How many stand behind the point.
    decimals: usize,
}

impl Plain {
    /// Reads a number in JSON's form; `None` of what is not plain, or not a number.
    #[inline(always)]
    pub fn parse(text: &[u8]) -> Option<Plain> {
        Plain::parse_in(text, 0..text.len())
    }

    /// The same for a part of a longer text, which is quicker: what stands before it can be
    /// loaded along with it.
    #[inline(always)]
    pub fn parse_in(text: &[u8], part: Range<usize>) -> Option<Plain> {
        let text = text.get(..part.end)?;
        let negative = *text.get(part.start)? == b'-';
        let start = part.start + usize::from(negative);
        let first = *text.get(start)?;
        let length = part.end - start;
        let digits =
            if length <= 8 { Digits::few(text, length) } else { Digits::many(&text[start..]) }?;
        let most = if first == b'0' { 1 } else { MAX_DIGITS };
        if digits.whole == 0 || digits.whole > most {
            return None;
        }
        let size = digits.value as i64;
        let mantissa = if negative { -size } else { size };
        Some(Plain { mantissa, decimals: digits.decimals as u8 })
    }
}

impl Digits {
    /// Reads the last one to eight bytes of a text as one word. Whether there is a point, and
    /// where, differs from number to number, so none of that is decided by a branch.
    #[inline(always)]
    fn few(text: &[u8], length: usize) -> Option<Digits> {
        let word = word(text, length)?;
        // The high bit of each byte that is no digit. Where sums spill over into the next byte,
        // the one that they come from shows too.
        let others = (word | word.wrapping_add(word_of(0x80 - 10))) & word_of(0x80);
        let lowest = others >> 7;
        let odd = (word ^ word_of(b'.' ^ b'0')) & (lowest * 0xff);
        // One may be no digit, and it has to be a point that something follows.
        if odd != 0 || others & others.wrapping_sub(1) != 0 || others == 0x80 {
            return None;
        }
        // What stands before the point moves down into its place; without one all is behind.
        let behind = lowest.wrapping_sub(1);
        let value = value((word & behind) | ((word >> 8) & !behind));
        let decimals = (lowest.trailing_zeros() as usize / 8) % 8;
        let whole = length - decimals - usize::from(others != 0);
        Some(Digits { value, whole, decimals })
    }

    /// Reads texts of any length byte by byte.
    #[inline(never)]
    fn many(text: &[u8]) -> Option<Digits> {
        if text.len() > MAX_DIGITS + 1 {
            return None;
        }
        let mut value = 0;
        let mut point = None;
        for (at, &byte) in text.iter().enumerate() {
            match byte {
                b'0'..=b'9' => value = value * 10 + u64::from(byte - b'0'),
                b'.' if point.is_none() => point = Some(at),
                _ => return None,
            }
        }
        let (whole, decimals) = match point {
            None => (text.len(), 0),
            Some(at) => (at, text.len() - at - 1),
        };
        let ends_in_point = point.is_some() && decimals == 0;
        let fits = whole + decimals <= MAX_DIGITS;
        (fits && !ends_in_point).then_some(Digits { value, whole, decimals })
    }
}

/// Eight times the same byte.
const fn word_of(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The last one to eight bytes of a text as a word whose lowest byte is the last one. Each digit
/// is its value, and shorter ones have zeros above them.
#[inline(always)]
fn word(text: &[u8], length: usize) -> Option<u64> {
    let read = match text.last_chunk() {
        Some(eight) => u64::from_be_bytes(*eight),
        None => pieces(&text[text.len() - length..])?,
    };
    Some((read ^ word_of(b'0')) & (u64::MAX >> (64 - 8 * length)))
}

/// One to seven bytes at the low end of a word, read as pieces that overlap.
#[inline(always)]
fn pieces(text: &[u8]) -> Option<u64> {
    let above = 8 * text.len();
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        let (first, last) = (u32::from_be_bytes(*first), u32::from_be_bytes(*last));
        return Some((u64::from(first) << (above - 32)) | u64::from(last));
    }
    let (first, last) = (*text.first()?, *text.last()?);
    let half = text.len() / 2;
    let middle = u64::from(text[half]) << (above - 8 - 8 * half);
    Some((u64::from(first) << (above - 8)) | middle | u64::from(last))
}

/// The number that eight digits make, the lowest byte the last of them: first as pairs, then as
/// fours, then as a whole. Each factor adds neighbours up in the higher of their two places.
#[inline(always)]
fn value(digits: u64) -> u64 {
    let pairs = (digits.wrapping_mul(10 + (1 << 8)) >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul(100 + (1 << 16)) >> 16) & 0x0000_ffff_0000_ffff;
    fours.wrapping_mul(10_000 + (1 << 32)) >> 32
}

impl From<Plain> for Decimal {
    #[inline(always)]
    fn from(plain: Plain) -> Decimal {
        let Plain { mantissa, decimals } = plain;
        // Nothing has no more than the two decimals that money is written with.
        let scale = if mantissa == 0 { decimals.min(2) } else { decimals };
        Decimal { mantissa: i128::from(mantissa), scale }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::decimal::parse;
    use proptest::prelude::*;

    /// The short way agrees with the long one to the last zero, or leaves the text to it.
    fn agrees(text: &[u8]) -> bool {
        let plain = Plain::parse(text);
        for before in [&b"7"[..], b"-", b".", b"1234567890", b"\xff\xff\xff\xff\xff\xff\xff\xff"] {
            let longer = [before, text, b"5"].concat();
            let part = before.len()..before.len() + text.len();
            assert_eq!(Plain::parse_in(&longer, part), plain, "{longer:?}");
        }
        let Some(plain) = plain else { return true };
        parse::any(text).is_ok_and(|long| long.parts() == Decimal::from(plain).parts())
    }

    #[test]
    fn takes_what_is_plain() {
        for text in [
            "0",
            "-0",
            "7",
            "-5",
            "12",
            "3.2",
            "0.5",
            "43.92",
            "0.00",
            "-0.000",
            "1250.00",
            "12345678",
            "-1234.678",
            "123456789",
            "123456.789",
            "999999999999999999",
            "-99999999.9999999999",
        ] {
            assert!(Plain::parse(text.as_bytes()).is_some() && agrees(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn leaves_what_is_not() {
        for text in [
            "",
            "-",
            "--1",
            ".",
            ".5",
            "5.",
            "-.5",
            "01",
            "00",
            "1.2.3",
            "1..2",
            "1e3",
            "1E3",
            "+1",
            " 1",
            "1 ",
            "1234567.",
            "12345678.",
            "123456789.",
            ".12345678",
            "1234567890123456789",
            "1.234567890123456789",
            "0123456789",
            "1/2",
            "1:2",
            "1_000",
            "\u{0661}",
        ] {
            assert_eq!(Plain::parse(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn any_byte_in_the_place_of_another_is_seen() {
        for usual in ["7", "12", "-43.92", "1250.00", "12345678", "123456789.01"] {
            for at in 0..usual.len() {
                for byte in 0..=255 {
                    let mut text = usual.as_bytes().to_vec();
                    text[at] = byte;
                    assert!(agrees(&text), "{text:?}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn agrees_with_the_long_way(text in "-?[0-9]{0,20}\\.?[0-9]{0,20}([eE.-][0-9]{0,2})?") {
            prop_assert!(agrees(text.as_bytes()));
        }

        #[test]
        fn agrees_on_short_texts(text in "-?[0-9.]{0,9}") {
            prop_assert!(agrees(text.as_bytes()));
            // What is short and a number is plain.
            prop_assert_eq!(Plain::parse(text.as_bytes()).is_some(), parse::any(text.as_bytes()).is_ok());
        }

        #[test]
        fn agrees_on_any_bytes(text in proptest::collection::vec(any::<u8>(), 0..12)) {
            prop_assert!(agrees(&text));
        }
    }
}
