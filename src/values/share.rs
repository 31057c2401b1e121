//! Shares of everybody, who are drawn by a number of 32 bits.

use super::Decimal;

/// How many numbers can be drawn.
pub const ALL_DRAWN: u64 = 1 << 32;

/// The first whole number that is not less than this share of 2³²: whoever draws a lower one is in.
/// It is exact, however many decimals the share has.
pub fn end_of_share(share: Decimal) -> u64 {
    let (mantissa, scale) = share.parts();
    let (Ok(mantissa), one) = (u128::try_from(mantissa), 10u128.pow(u32::from(scale))) else {
        return 0;
    };
    if mantissa >= one {
        return ALL_DRAWN;
    }
    // One binary digit after the other. What is left is always less than one, and so than 2^127.
    let (mut end, mut left) = (0u64, mantissa);
    for _ in 0..32 {
        left *= 2;
        let digit = u64::from(left >= one);
        left -= one * u128::from(digit);
        end = 2 * end + digit;
    }
    end + u64::from(left > 0)
}

#[cfg(test)]
mod tests {
    use num_bigint::BigInt;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_exact_with_any_number_of_decimals(
            mantissa in 0..10i128.pow(38),
            scale in 0..=38u8,
            near in any::<u32>(),
        ) {
            let at = |share: Decimal| {
                let (mantissa, scale) = share.parts();
                let all = BigInt::from(mantissa) << 32;
                let one = BigInt::from(10).pow(u32::from(scale));
                let rounded_up: BigInt = (all + &one - 1) / one;
                u64::try_from(rounded_up).map_or(ALL_DRAWN, |end| end.min(ALL_DRAWN))
            };
            let any = Decimal::new(mantissa, scale).unwrap();
            prop_assert_eq!(end_of_share(any), at(any));
            // Next to a number that can be drawn, where one more digit decides.
            let exact = (i128::from(near) * 10i128.pow(28)) >> 32;
            for mantissa in [exact - 1, exact, exact + 1] {
                let share = Decimal::new(mantissa.max(0), 28).unwrap();
                prop_assert_eq!(end_of_share(share), at(share));
            }
        }
    }

    #[test]
    fn one_decimal_more_never_lets_anybody_out() {
        let thirds =
            (1..=38).map(|scale| Decimal::new((10i128.pow(scale) - 1) / 3, scale as u8).unwrap());
        let ends: Vec<u64> = thirds.map(end_of_share).collect();
        assert!(ends.is_sorted(), "{ends:?}");
        assert!(ends[9..].iter().all(|end| *end == 1_431_655_766), "{ends:?}");
        assert_eq!(end_of_share(Decimal::ZERO), 0);
        assert_eq!(end_of_share(Decimal::from(1i64)), ALL_DRAWN);
    }
}
