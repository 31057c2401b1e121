//! What is said of a value that a field cannot take at all.

use crate::records::fault::{Fault, FaultKind};
use crate::records::json::Found;

/// A value of a kind that the field does not take.
#[cold]
pub(crate) fn wrong_type(found: Found<'_>, wanted: &str) -> Fault {
    let message = format!("{} is not {wanted}", found.in_words());
    Fault::value(FaultKind::WrongType, message)
}
