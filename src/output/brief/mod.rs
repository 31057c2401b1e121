//! A brief of rules, in several formats.

mod format;
mod html;
mod markdown;

pub use format::Format;
