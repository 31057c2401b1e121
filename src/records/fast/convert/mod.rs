//! What becomes of a value in its slot, kind by kind: whole numbers, so far as it can be. It is the
//! same as the plain reader makes of it, or nothing is made. A value of which the record says
//! nothing leaves its slot alone.

mod choice;
mod count;
mod date;
mod kind;
mod noted;
mod number;
mod put;
mod range;
mod set;
mod text;
mod yes_no;

pub(super) use kind::{Kind, is_missing};
pub(super) use text::written;
