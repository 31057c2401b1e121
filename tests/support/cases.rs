//! On how many cases a property is tried.

/// As many as `PROPTEST_CASES` says, else the usual number. proptest itself asks for that only
/// where a test says no number of its own.
pub(crate) fn cases(usual: u32) -> u32 {
    let wanted = std::env::var("PROPTEST_CASES").ok();
    wanted.map_or(usual, |cases| cases.parse().expect("PROPTEST_CASES is a number"))
}
