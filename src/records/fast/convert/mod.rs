//! What becomes of a value in its slot.

mod kind;
mod take;

pub(super) use kind::Kind;
pub(super) use take::written;
