//! Numbers as nearly all data writes them: `7`, `-5`, `43.92`.
//!
//! All of this is so short that handing a result over by way of memory would be much of its cost,
//! so it is always inlined but for the long numbers.

use std::ops::Range;

use super::Decimal;
use super::short::Short;

/// The most digits of a plain number, before and after the point together.
const MAX_DIGITS: usize = 18;

/// A number without an exponent and of at most 18 digits: `mantissa ÷ 10^decimals`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plain {
    pub mantissa: i64,
    pub decimals: u8,
}

impl Plain {
    /// Reads a number in JSON's form; `None` of what is not plain, or not a number.
    #[inline(always)]
    pub fn parse(text: &[u8]) -> Option<Plain> {
        Plain::parse_in(text, 0..text.len())
    }

    /// The same for a part of a longer text, which is quicker: what is before it can be
    /// loaded along with it.
    #[inline(always)]
    pub fn parse_in(text: &[u8], part: Range<usize>) -> Option<Plain> {
        let negative = *text.get(part.start)? == b'-';
        let start = part.start + usize::from(negative);
        let plain = match Short::read_in(text, start, part.end) {
            Some(short) => Plain::from(short),
            None => Plain::long(text.get(start..part.end)?)?,
        };
        let mantissa = if negative { -plain.mantissa } else { plain.mantissa };
        Some(Plain { mantissa, ..plain })
    }

    /// Reads digits of any number byte by byte.
    #[inline(never)]
    fn long(text: &[u8]) -> Option<Plain> {
        if text.len() > MAX_DIGITS + 1 {
            return None;
        }
        let mut digits = 0;
        let mut point = None;
        for (at, &byte) in text.iter().enumerate() {
            match byte {
                b'0'..=b'9' => digits = digits * 10 + u64::from(byte - b'0'),
                b'.' if point.is_none() => point = Some(at),
                _ => return None,
            }
        }
        let whole = point.unwrap_or(text.len());
        let decimals = text.len() - whole - usize::from(point.is_some());
        let ends_in_point = point.is_some() && decimals == 0;
        let most = if text.first() == Some(&b'0') { 1 } else { MAX_DIGITS };
        let fits = (1..=most).contains(&whole) && whole + decimals <= MAX_DIGITS;
        let plain = Plain { mantissa: digits as i64, decimals: decimals as u8 };
        (fits && !ends_in_point).then_some(plain)
    }
}

impl From<Short> for Plain {
    #[inline(always)]
    fn from(short: Short) -> Plain {
        Plain { mantissa: short.mantissa(), decimals: short.decimals() }
    }
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
            "9999999999999999999",
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
