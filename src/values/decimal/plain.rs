//! Numbers as nearly all data writes them: `7`, `-5`, `43.92`.

use super::Decimal;

/// The most digits of a plain number, before and after the point together.
const MAX_DIGITS: usize = 18;

/// A number without an exponent and of at most 18 digits: `mantissa ÷ 10^decimals`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plain {
    pub mantissa: i64,
    pub decimals: u8,
}

/// Digits without a sign, and how many of them stand behind the point.
struct Digits {
    value: u64,
    decimals: usize,
    pointed: bool,
}

impl Plain {
    /// Reads a number in JSON's form; `None` of what is not plain, or not a number.
    #[inline]
    pub fn parse(text: &[u8]) -> Option<Plain> {
        let (negative, text) = match text {
            [b'-', rest @ ..] => (true, rest),
            _ => (false, text),
        };
        let digits = if text.len() <= 8 { Digits::few(text) } else { Digits::many(text) }?;
        let whole = text.len() - digits.decimals - usize::from(digits.pointed);
        let padded = whole > 1 && text[0] == b'0';
        if whole == 0 || padded || digits.pointed && digits.decimals == 0 {
            return None;
        }
        let size = digits.value as i64;
        let mantissa = if negative { -size } else { size };
        Some(Plain { mantissa, decimals: digits.decimals as u8 })
    }
}

impl Digits {
    /// Reads up to eight bytes as one word.
    #[inline]
    fn few(text: &[u8]) -> Option<Digits> {
        let word = word(text)?;
        let pointed = word_of(b'.') ^ word;
        // The high bit of each byte that is a point; sums stay within their bytes.
        let points = !(((pointed & word_of(0x7f)) + word_of(0x7f)) | pointed) & word_of(0x80);
        let after = points.leading_zeros();
        let (word, decimals) = if points == 0 {
            (word, 0)
        } else {
            // What stands before the point takes its place, and a zero comes in on the left.
            let behind = !(u64::MAX >> after);
            let before = (word << 8) & (u64::MAX >> after);
            (word & behind | before | u64::from(b'0'), after as usize / 8)
        };
        let digits = word ^ word_of(b'0');
        if (digits | digits.wrapping_add(word_of(0x80 - 10))) & word_of(0x80) != 0 {
            return None;
        }
        Some(Digits { value: value(digits), decimals, pointed: points != 0 })
    }

    /// Reads texts of any length byte by byte.
    fn many(text: &[u8]) -> Option<Digits> {
        let mut digits = Digits { value: 0, decimals: 0, pointed: false };
        if text.len() > MAX_DIGITS + 1 {
            return None;
        }
        for &byte in text {
            match byte {
                b'0'..=b'9' => {
                    digits.value = digits.value * 10 + u64::from(byte - b'0');
                    digits.decimals += usize::from(digits.pointed);
                }
                b'.' if !digits.pointed => digits.pointed = true,
                _ => return None,
            }
        }
        let count = text.len() - usize::from(digits.pointed);
        (count <= MAX_DIGITS).then_some(digits)
    }
}

/// Eight times the same byte.
const fn word_of(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// One to eight bytes as a word whose highest byte is the last of the text, with `0` on the left
/// of shorter ones. Short texts are read as pieces that overlap.
#[inline]
fn word(text: &[u8]) -> Option<u64> {
    let unused = 8 * 8usize.checked_sub(text.len())? as u32;
    let read = match (text.first_chunk(), text.last_chunk()) {
        (Some(first), Some(last)) => {
            let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
            u64::from(first) << unused | u64::from(last) << 32
        }
        _ => {
            let (first, last) = (*text.first()?, *text.last()?);
            let half = text.len() / 2;
            let middle = u64::from(text[half]) << (8 * half);
            (u64::from(first) | middle) << unused | u64::from(last) << 56
        }
    };
    Some(read | word_of(b'0') & !(u64::MAX << unused))
}

/// The number that eight digits make, the highest byte the last of them: first as pairs, then as
/// fours, then as a whole. Each factor adds neighbours up in the higher of their two places.
#[inline]
fn value(digits: u64) -> u64 {
    let pairs = (digits.wrapping_mul(1 + (10 << 8)) >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul(1 + (100 << 16)) >> 16) & 0x0000_ffff_0000_ffff;
    fours.wrapping_mul(1 + (10_000 << 32)) >> 32
}

impl From<Plain> for Decimal {
    #[inline]
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
        let Some(plain) = Plain::parse(text) else { return true };
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
