//! A strict reader of JSON (RFC 8259) that builds nothing: the caller walks the text and takes
//! what it needs; all the rest is checked and passed over.

mod flaw;
// The walk from token to token comes next; until then only its tests use the index.
#[allow(dead_code)]
mod index;
mod number;
mod scanner;
mod skip;
mod text;

pub use flaw::{Flaw, FlawKind};
#[allow(unused_imports)]
pub use index::{Index, Marks, Odd};
pub use scanner::{Found, MAX_DEPTH, Scanner};
pub use text::RawText;
