//! The stream as it comes: plain or gzip, its format, and its blocks.

mod format;
mod plain;
mod source;

pub use format::Format;
pub(super) use source::Source;
