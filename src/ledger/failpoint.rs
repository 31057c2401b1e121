//! Moments at which a test ends the process.

/// The moments between two steps of whatever changes a ledger, in the order in which a command comes
/// to them. In a build with debug assertions, the process ends at the one that the environment names in
/// [`VARIABLE`], as if it was killed: nothing that would come after it happens. Any other build has none.
pub const FAILPOINTS: [&str; 24] = [
    "backup copied",
    "backup named",
    "run begun",
    "run written",
    "run committed",
    "ledger made",
    "ledger loaded",
    "ledger named",
    "batch written",
    "batch committed",
    "answers written",
    "answers committed",
    "retry written",
    "retry committed",
    "cancel written",
    "cancel committed",
    "forget written",
    "forget committed",
    "rename written",
    "rename committed",
    "merge written",
    "merge committed",
    "restore copied",
    "restore cleared",
];

/// Where the environment names the moment.
pub const VARIABLE: &str = "FLYWHEEL_FAILPOINT";

/// Comes to a moment: a step of what is done.
pub(super) fn pass(what: &str, step: &str) {
    #[cfg(debug_assertions)]
    {
        let name = format!("{what} {step}");
        debug_assert!(FAILPOINTS.contains(&&*name), "{name} is not listed");
        if std::env::var(VARIABLE).is_ok_and(|wanted| wanted == name) {
            std::process::abort();
        }
    }
    #[cfg(not(debug_assertions))]
    let _ = (what, step);
}
