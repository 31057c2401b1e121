//! A strict reader of JSON (RFC 8259) that builds nothing: the caller walks the text and takes
//! what it needs; all the rest is checked and passed over.

mod flaw;
mod found;
mod index;
mod number;
mod scanner;
mod skip;
mod text;

pub use flaw::{Flaw, FlawKind};
pub use found::Found;
pub use index::Index;
pub use number::is_number;
pub use scanner::{MAX_DEPTH, Scanner};
pub use text::RawText;
