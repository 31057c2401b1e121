//! Quotients as whole numbers, rounded half to even.

use std::cmp::Ordering;

use num_bigint::BigInt;

/// The quotient by a number that is not 0.
pub(crate) fn half_even(over: i128, under: i128) -> i128 {
    let negative = (over < 0) != (under < 0);
    let (over, under) = (over.unsigned_abs(), under.unsigned_abs());
    let mut quotient = over / under;
    let rest = over - quotient * under;
    // Twice the rest might not fit, so it is held against what is left of the divisor.
    let up = match rest.cmp(&(under - rest)) {
        Ordering::Less => false,
        Ordering::Greater => true,
        Ordering::Equal => quotient % 2 == 1,
    };
    quotient += u128::from(up);
    if negative { -(quotient as i128) } else { quotient as i128 }
}

/// The same for numbers of any length.
pub(crate) fn half_even_of_any(over: BigInt, under: BigInt) -> BigInt {
    let negative = (over < BigInt::ZERO) != (under < BigInt::ZERO);
    let (over, under) = (over.magnitude().clone(), under.magnitude().clone());
    let (mut quotient, rest) = (&over / &under, &over % &under);
    let up = match (rest * 2u32).cmp(&under) {
        Ordering::Less => false,
        Ordering::Greater => true,
        Ordering::Equal => quotient.bit(0),
    };
    if up {
        quotient += 1u32;
    }
    if negative { -BigInt::from(quotient) } else { BigInt::from(quotient) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_ways_agree(over: i128, under: i128, down in 0u32..120, also in 0u32..120) {
            // The smallest number of all is not a mantissa.
            let (over, under) = (over.max(-i128::MAX) >> down, under.max(-i128::MAX) >> also);
            prop_assume!(under != 0);
            for over in [over, under, under / 2, under / 2 + 1, (under >> 40) * 3 / 2] {
                let any = half_even_of_any(over.into(), under.into());
                prop_assert_eq!(BigInt::from(half_even(over, under)), any);
            }
        }

        #[test]
        fn ties_go_to_the_even_side(quotient in -1_000_000i128..1_000_000, under in 1i128..1_000_000) {
            // Over an even divisor, a quotient and a half is exactly in the middle.
            let over = quotient * 2 * under + under;
            let rounded = half_even(over, 2 * under);
            prop_assert_eq!(rounded % 2, 0);
            prop_assert!(rounded == quotient || rounded == quotient + 1);
        }
    }
}
