//! The fast way to read a record of JSON.

mod convert;
mod decider;
mod depth;
mod events;
mod layout;
mod reader;
mod record;
mod scratch;
mod tokens;

pub use decider::FastDecider;
pub use reader::FastReader;
