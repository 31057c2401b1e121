//! A stream of any length to chunks of whole records, worked on by all threads and handed over in
//! order.
//!
//! ```text
//! bytes ──▶ input (gzip, encoding, format) ──▶ frame (where each record ends) ──▶ chunk
//!                                                                                  │
//!              the caller, in the order of the stream ◀── the caller's work ◀──┘
//!                          └───────────────── threads ─────────────────┘
//! ```

mod block;
mod chunk;
mod content;
mod encoding;
mod entry;
mod fast_record;
mod format;
mod frame;
mod input;
mod options;
mod outcome;
mod rows;
mod run;
mod stamp;
#[cfg(test)]
mod tests;
mod texts;
mod threads;
mod written;

pub use chunk::{Chunk, Entries};
pub use content::own_rows;
pub use encoding::Encoding;
pub use entry::Entry;
pub use fast_record::FastRecord;
pub use format::Format;
pub use input::Unpack;
pub use options::Options;
pub use outcome::{Outcome, StreamFault};
pub(super) use rows::RowGroup;
pub use rows::{
    CellRows, ChunkRows, MOST_ROWS, Refusal, Row, RowBlock, RowFile, RowPlace, Rows, TableList,
};
pub use run::{run, run_with_rows};
pub use stamp::Stamp;
pub use written::{FaultyRecord, Written};
