//! The stream as it comes in: its bytes, unpacked and decoded, block by block, as chunks of whole records.

mod decoded;
mod decoding;
mod frames;
mod guess;
mod members;
mod source;
mod tap;
mod unpack;
mod unpacked;
mod unreadable;

pub(super) use source::Source;
pub(super) use tap::Tap;
pub use unpack::Unpack;
