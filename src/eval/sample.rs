//! Stable samples of customers.

use md5::{Digest, Md5};

use crate::values::{Decimal, end_of_share};

/// Whether a customer belongs to a stable sample: when the first 8 hexadecimal digits of
/// md5 of `key`, as a number, are less than the share of 2³². Every engine can compute it.
pub(super) fn is_in(key: &str, share: Decimal) -> bool {
    u64::from(drawn(key)) < end_of_share(share)
}

/// The first 8 hexadecimal digits of md5 of `key`, as a number.
pub(super) fn drawn(key: &str) -> u32 {
    let digest = Md5::digest(key.as_bytes());
    u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_the_same_for_every_engine() {
        assert_eq!(format!("{:x}", Md5::digest(b"swag:1"))[..8], *"424ad1b3");
        let digits = format!("{:x}", Md5::digest(b"swag:1"));
        let drawn = u32::from_str_radix(&digits[..8], 16).unwrap();
        let share = |n: i64| Decimal::from(n).checked_div(Decimal::from(1i64 << 32)).unwrap();
        assert!(!is_in("swag:1", share(i64::from(drawn)).unwrap()));
        assert!(is_in("swag:1", share(i64::from(drawn) + 2).unwrap()));
        assert!(is_in("swag:1", Decimal::from(1i64)) && !is_in("swag:1", Decimal::ZERO));
    }

    #[test]
    fn a_tenth_is_about_a_tenth() {
        let tenth = Decimal::new(1, 1).unwrap();
        let drawn = (0..10_000).filter(|n| is_in(&format!("gift:c{n}"), tenth)).count();
        assert!((900..1100).contains(&drawn), "{drawn}");
    }
}
