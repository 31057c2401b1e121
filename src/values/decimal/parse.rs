//! Reading decimals from any text that JSON allows; `short` and `plain` are faster for common ones.

use super::{Decimal, DecimalFault, MAX_DIGITS};

/// Reads a number in any of JSON's forms; what this says is what counts.
#[cold]
pub(super) fn any(text: &[u8]) -> Result<Decimal, DecimalFault> {
    let (negative, rest) = match text.strip_prefix(b"-") {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let whole = digits(rest);
    if whole.is_empty() || (whole.len() > 1 && whole[0] == b'0') {
        return Err(DecimalFault::NotANumber);
    }
    let mut rest = &rest[whole.len()..];
    let mut fraction: &[u8] = b"";
    if let Some(after) = rest.strip_prefix(b".") {
        fraction = digits(after);
        if fraction.is_empty() {
            return Err(DecimalFault::NotANumber);
        }
        rest = &after[fraction.len()..];
    }
    let exponent = exponent(rest)?;
    let mut mantissa: i128 = 0;
    let mut scale = fraction.len() as i64 - exponent;
    // Zeros at the end of the fraction carry no value, so they never cost a digit that counts.
    let kept = fraction.len() - fraction.iter().rev().take_while(|&&d| d == b'0').count();
    let fraction = if whole.len() + fraction.len() > MAX_DIGITS as usize {
        scale -= (fraction.len() - kept) as i64;
        &fraction[..kept]
    } else {
        fraction
    };
    for digit in whole.iter().chain(fraction) {
        mantissa = mantissa
            .checked_mul(10)
            .and_then(|m| m.checked_add(i128::from(digit - b'0')))
            .ok_or(DecimalFault::TooManyDigits)?;
    }
    if negative {
        mantissa = -mantissa;
    }
    Decimal::from_scientific(mantissa, scale)
}

fn digits(text: &[u8]) -> &[u8] {
    let end = text.iter().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    &text[..end]
}

/// The value of `e+12`, or 0 of nothing. An exponent too long to matter is cut to one that
/// cannot fit either.
fn exponent(text: &[u8]) -> Result<i64, DecimalFault> {
    if text.is_empty() {
        return Ok(0);
    }
    let rest = text.strip_prefix(b"e").or(text.strip_prefix(b"E"));
    let rest = rest.ok_or(DecimalFault::NotANumber)?;
    let (negative, rest) = match rest.strip_prefix(b"-") {
        Some(rest) => (true, rest),
        None => (false, rest.strip_prefix(b"+").unwrap_or(rest)),
    };
    if rest.is_empty() || digits(rest).len() != rest.len() {
        return Err(DecimalFault::NotANumber);
    }
    let size =
        rest.iter().fold(0i64, |size, digit| (size * 10 + i64::from(digit - b'0')).min(1_000_000));
    Ok(if negative { -size } else { size })
}
