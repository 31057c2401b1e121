//! JSON, NDJSON and CSV to records, by the plan's needs; and updated records out.
//!
//! ```text
//! bytes -> input (gzip, which format) -> frame (where each record ends) -> chunks of whole records
//!       -> reader (what the plan needs of one record) -> the caller's work, on all threads, in order
//! ```
//!
//! The plain reader says what is right, and what is wrong with a record. For records of JSON in
//! which nothing is unusual there is the fast path ([`FastReader`], [`FactsReader`]), which reads the
//! same sooner.
//!
//! A record that does not fit is a [`Fault`] with its place and reason, and the next one is read.
//! Nothing here panics on any input, nothing is read twice, and memory does not grow with a file.

mod block;
mod bulk;
#[cfg(test)]
mod bulk_tests;
mod chunk;
mod convert;
mod crew;
#[cfg(test)]
mod crew_tests;
mod csv;
mod desk;
mod draft;
mod events;
mod fast;
mod fault;
mod frame;
mod grants;
mod input;
mod json;
mod queue;
mod reader;
#[cfg(test)]
mod reader_properties;
#[cfg(test)]
mod reader_tests;
#[cfg(test)]
mod testing;
mod tree;
mod update;
#[cfg(test)]
mod update_tests;
mod walk;
mod words;

pub use bulk::{Damage, Options, Outcome, run};
pub use chunk::{Chunk, Entries, Entry, Reject, Written};
pub use csv::Columns;
pub use fast::{FactsReader, FastReader};
pub use fault::{Fault, FaultKind};
pub use input::Format;
pub use reader::Reader;
pub use update::{NoPlace, RowUpdate, update_json};
