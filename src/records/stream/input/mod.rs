//! The stream as it comes: plain or gzip, its format, and its blocks.

mod format;
mod plain;
mod source;
mod tap;

pub use format::Format;
pub(super) use source::Source;
pub(super) use tap::Tap;
