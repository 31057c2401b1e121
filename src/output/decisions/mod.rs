//! The shapes that decisions are written in. `docs/decisions.md` is their reference.
//!
//! Workers show the [`Scribe`] what happened to the customers of a chunk, and it notes that in a
//! [`Part`]; the [`Publisher`] takes the parts in the order of the input. So what comes out is the
//! same for any number of threads.
//!
//! Each format has a file of its own, and what sets it apart from the others is all in `format.rs`.

mod as_of;
mod because;
mod cells;
pub(super) mod csv;
mod format;
mod gaps;
mod gifts;
mod json;
mod lists;
mod missing;
mod ndjson;
mod part;
mod plain;
mod publisher;
mod rejection;
mod rejections;
mod rejects;
pub mod replay;
mod scribe;
mod shown;
mod summary;
mod table;
mod tally;

pub use csv::cell as csv_cell;
pub use format::Format;
pub use gaps::{Gap, Gaps};
pub use lists::list_head;
pub use missing::sentences as missing_sentences;
pub use part::Part;
pub use publisher::Publisher;
pub use rejection::Rejection;
pub use rejections::Rejections;
pub use rejects::{Rejects, RejectsWriter};
pub use scribe::Scribe;
pub use shown::shown_object;
pub use tally::Tally;

use crate::plan::Plan;
use crate::problems::Sources;
use crate::values::AsOf;

/// What a run is about.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// The rules.
    pub plan: &'a Plan,
    /// What the rules are called: their title or, without one, their file.
    pub title: &'a str,
    /// What is decided for.
    pub as_of: AsOf,
    /// Whether rows of gifts say what is withheld too.
    pub withheld: bool,
    /// The files of the rules, if decisions say why.
    pub why: Option<&'a Sources>,
    /// Whether only what changes is written.
    pub changes: bool,
    /// Whether cells are safe to open in a spreadsheet.
    pub spreadsheet: bool,
}

impl Run<'_> {
    fn cells(&self) -> cells::Cells {
        if self.spreadsheet { cells::Cells::Harmless } else { cells::Cells::Exact }
    }
}
