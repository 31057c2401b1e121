//! JSON, NDJSON and CSV to records, by the plan's needs; and updated records out.
//!
//! ```text
//!                             bytes of a stream
//!                                    │
//!             ┌────────────────── stream ──────────────────┐
//!             │   chunks of whole records, on all threads  │
//!             └──────┬─────────────────────────────┬───────┘
//!               a record as it is written          │ a row
//!             ┌──────┴──────┐                      ▼
//!             ▼             ▼                     csv
//!           fast ─declined▶ plain ◀──────cells─────┘
//!             │             │
//!      facts in slots    a record, or a fault in it
//! ```
//!
//! The plain reader says what a record means, and what is wrong with it. For records of JSON in
//! which nothing is unusual there is the fast path ([`FastReader`], [`FastSession`]), which reads the
//! same sooner. A record that does not fit is a [`Fault`] with its place and reason, and the next
//! one is read. Nothing here panics on any input, and memory does not grow with a file.
//!
//! Each part may use those below it, and nothing else; `tests/architecture.rs` holds them to it:
//!
//! | part | it may use | what it holds |
//! | --- | --- | --- |
//! | `stream` | `fault` `json` `plain` `csv` `ledger_row` | bytes to chunks of whole records, in order, on all threads |
//! | `look` | `fault` `json` `plain` `csv` `stream` | records as they are, for whoever does not know yet what is in them |
//! | `update` | `json` `csv` `plain` | records after a decision: only what changed is written again |
//! | `fast` | `json` `plain` `csv` `stream` | JSON and cells to the facts of the fast path, by how earlier records were written |
//! | `csv` | `fault` `words` `json` `plain` | rows, cells, and which column is which value |
//! | `plain` | `fault` `words` `json` `other_ids` | JSON to values, and all that can be wrong with them |
//! | `json` | `fault` `words` | a strict scanner of JSON, and the index of its tokens |
//! | `ledger_row` | nothing | how a row begins that a ledger keeps of a customer |
//! | `other_ids` | nothing | customers who have more than one id |
//! | `words` | nothing | how messages show a text |
//! | `fault` | nothing | what can be wrong with a record |

mod csv;
mod fast;
mod fault;
mod json;
mod ledger_row;
mod look;
mod other_ids;
mod plain;
mod stream;
#[cfg(test)]
mod testing;
mod update;
mod words;

pub use csv::{Columns, KeptRows, MissingColumn, RowShape, RowTexts, lacking};
pub use fast::{FastMemory, FastReader, FastSession};
pub use fault::{Fault, FaultKind};
pub use json::write_text;
pub use ledger_row::LedgerRow;
pub use look::{Looker, Place, Tree, is_yes_or_no, look, places};
pub use other_ids::OtherIds;
pub use plain::{ReadText, Reader, TextReader};
pub use stream::{
    CellRows, Chunk, ChunkRows, Encoding, Entries, Entry, FastRecord, FaultyRecord, Format,
    MOST_ROWS, Options, Outcome, Refusal, Row, RowBlock, RowFile, RowPlace, Rows, Stamp,
    StreamFault, TableList, Unpack, Written, own_rows, run, run_with_rows,
};
pub use update::{JsonUpdate, RowUpdate, UpdateFault, emptied_json, record_of_id, update_json};
