//! A strict reader of JSON (RFC 8259) that builds nothing: the caller walks the text and takes
//! what it needs; all the rest is checked and skipped.

mod found;
mod index;
mod number;
mod scanner;
mod skip;
mod space;
mod syntax_fault;
mod text;
mod torn;
mod written;

pub(super) use found::Found;
pub(super) use index::{BLOCK, Index, Shapes, within};
pub(super) use number::is_number;
pub(super) use scanner::{MAX_DEPTH, Scanner};
pub(super) use space::is_space;
pub(super) use syntax_fault::{SyntaxFault, SyntaxFaultKind};
pub(super) use text::RawText;
pub(super) use torn::torn_values;
pub use written::write_text;
