//! A stream of any length to chunks of whole records, worked on by all threads and handed over in
//! order.
//!
//! ```text
//! bytes ──▶ input (gzip, which format) ──▶ frame (where each record ends) ──▶ chunk
//!                                                                              │
//!              the caller, in the order of the stream ◀── the caller's work ◀──┘
//!                          └───────────────── threads ─────────────────┘
//! ```

mod block;
mod chunk;
mod frame;
mod input;
mod run;
#[cfg(test)]
mod tests;
mod threads;

pub use chunk::{Chunk, Entries, Entry, Reject, Written};
pub use input::Format;
pub use run::{Damage, Options, Outcome, run};
