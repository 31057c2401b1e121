//! The stream as it comes in: its bytes, unpacked, block by block, as chunks of whole records.

mod frames;
mod members;
mod source;
mod tap;
mod unpacked;
mod unreadable;

pub(super) use source::Source;
pub(super) use tap::Tap;
