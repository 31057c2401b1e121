//! On how many cases a property is tried.

/// As many as `PROPTEST_CASES` says, else the usual number. proptest itself asks for that only
/// where a test says no number of its own.
pub(crate) fn cases(usual: u32) -> u32 {
    let wanted = std::env::var("PROPTEST_CASES").ok();
    wanted.map_or(usual, |cases| cases.parse().expect("PROPTEST_CASES is a number"))
}

/// The numbers to draw this many cases from, or as many as asked for: others with another
/// `PROPTEST_RNG_SEED`.
#[allow(dead_code, reason = "each of those who try properties uses a part")]
pub(crate) fn seeds(usual: u32) -> impl Iterator<Item = u64> {
    let seed = std::env::var("PROPTEST_RNG_SEED").ok();
    let seed: u64 = seed.map_or(0, |seed| seed.parse().expect("PROPTEST_RNG_SEED is a number"));
    (0..u64::from(cases(usual))).map(move |place| seed.wrapping_mul(1_000_003).wrapping_add(place))
}
