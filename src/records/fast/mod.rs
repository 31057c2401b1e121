//! The fast path to a record of JSON: over tokens whose places are known, into whole numbers in
//! slots. What a record needs is judged as the plain reader judges it; where anything is out of the
//! ordinary, this path declines, and the plain reader takes the record from the start.
//!
//! ```text
//! bytes ──json::Index──▶ tokens ──▶ layout::walk ──▶ record, events ──▶ convert ──▶ slots
//!                                        │                (what is wanted)
//!                         how earlier objects were written
//! ```
//!
//! [`layout`] explains the idea that makes it fast. What a thread learns and the memory that it
//! uses are its [`scratch`].

mod convert;
mod depth;
mod events;
mod history;
mod layout;
mod reader;
mod record;
mod scratch;
mod session;
mod tokens;

pub use reader::FastReader;
pub use session::{FastMemory, FastSession};
