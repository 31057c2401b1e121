//! A strict reader of JSON (RFC 8259) that builds nothing: the caller walks the text and takes
//! what it needs; all the rest is checked and skipped.

mod found;
mod index;
mod number;
mod scanner;
mod skip;
mod syntax_fault;
mod text;

pub use found::Found;
pub use index::Index;
pub use number::is_number;
pub use scanner::{MAX_DEPTH, Scanner};
pub use syntax_fault::{SyntaxFault, SyntaxFaultKind};
pub use text::RawText;
