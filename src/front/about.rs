//! What a question about one customer is about, by the names in the rules.

use super::Failure;
use crate::plan::Plan;
use crate::tools::why::About;

/// What is asked about by the name of a gift, a rule or a stage: the first of these that there is.
pub(super) fn about(plan: &Plan, names: [Option<&str>; 3]) -> Result<About, Failure> {
    About::named(plan, names)
        .map_err(|unknown| Failure::new(unknown.to_string()).help(unknown.help()))
}
