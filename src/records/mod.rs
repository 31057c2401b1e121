//! JSON, NDJSON and CSV to records, by the plan's needs; and updated records out.
//!
//! ```text
//! bytes -> input (gzip, which format) -> frame (where each record ends) -> chunks of whole records
//!       -> reader (what the plan needs of one record) -> the caller's work, on all threads, in order
//! ```
//!
//! The plain reader says what is right, and what is wrong with a record. For records of JSON in
//! which nothing is unusual there is the fast path ([`FastReader`], [`FastDecider`]), which says the
//! same sooner.
//!
//! A record that does not fit is a [`Fault`] with its place and reason, and the next one is read.
//! Nothing here panics on any input, nothing is read twice, and memory does not grow with a file.

mod csv;
mod fast;
mod fault;
mod json;
mod plain;
mod stream;
#[cfg(test)]
mod testing;
mod update;
mod words;

pub use csv::Columns;
pub use fast::{FastDecider, FastReader};
pub use fault::{Fault, FaultKind};
pub use plain::Reader;
pub use stream::{Chunk, Damage, Entries, Entry, Format, Options, Outcome, Reject, Written, run};
pub use update::{Changes, GrantOut, NoPlace, RowUpdate, Writes, update_json};
