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

mod block;
mod bulk;
#[cfg(test)]
mod bulk_tests;
mod chunk;
mod crew;
#[cfg(test)]
mod crew_tests;
mod csv;
mod desk;
mod fast;
mod fault;
mod frame;
mod input;
mod json;
mod plain;
mod queue;
#[cfg(test)]
mod testing;
mod update;
#[cfg(test)]
mod update_tests;
mod words;

pub use bulk::{Damage, Options, Outcome, run};
pub use chunk::{Chunk, Entries, Entry, Reject, Written};
pub use csv::Columns;
pub use fast::{FastDecider, FastReader};
pub use fault::{Fault, FaultKind};
pub use input::Format;
pub use plain::Reader;
pub use update::{Changes, GrantOut, NoPlace, RowUpdate, Writes, update_json};
