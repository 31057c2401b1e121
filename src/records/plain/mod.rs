//! The plain path to a record, which defines what a record means: it takes what the plan needs
//! out of JSON, and finds fault with it in words.
//!
//! ```text
//!               tree (which paths are wanted)
//!                 │
//! text ─scanner─▶ walk ──what was found──▶ draft ──▶ a record, or the first fault in it
//!                                            │
//!                                 convert (single values), events,
//!                                 gift_entry (grants, owed)
//! ```

pub(super) mod convert;
mod draft;
mod events;
mod gift_entry;
mod grants;
mod kept;
mod key;
mod owed;
#[cfg(test)]
mod properties;
mod reader;
mod seen;
#[cfg(test)]
mod tests;
mod texts;
mod tree;
mod utf8;
mod visitor;
mod walk;
mod walk_fault;

pub use reader::Reader;
pub use texts::{ReadText, TextReader};

pub(super) use draft::{Draft, RecordUse};
pub(super) use events::EventUse;
pub(super) use gift_entry::EntryUse;
pub(super) use kept::KEY as LEDGER_KEY;
pub(super) use owed::owed_items;
pub(super) use reader::{Subject, without_apostrophe};
pub(super) use tree::Node;
pub(super) use utf8::utf8;
