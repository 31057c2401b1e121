//! What people write that follows the grammar and still says something else than they mean, and
//! what to write instead with the names of the file.

use crate::terms::Comparison;

mod calendar;
mod costs;
mod counted;
mod dates;
mod each;
mod joined;
mod named;
mod or_more;
mod points;
mod signs;
mod spoken;
mod told;
mod truths;
mod unknown;
mod zero;

/// A comparison as the language prefers to write it.
pub(super) fn mark(operator: Comparison) -> &'static str {
    match operator {
        Comparison::Less => "<",
        Comparison::AtMost => "≤",
        Comparison::Greater => ">",
        Comparison::AtLeast => "≥",
        Comparison::Is => "is",
        Comparison::IsNot => "is not",
    }
}
