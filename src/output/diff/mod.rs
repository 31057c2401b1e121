//! The shapes that a comparison of two rule files is written in. `docs/diff.md` is their reference.
//!
//! ```text
//! keeper    notes what becomes of each record under one of the files
//! follower  notes what a replay makes of it
//! compared  all that there is to write
//! report    the same in words: a headline, and sections of rows
//! causes    why one customer is decided differently, in words
//! text, markdown, json: the formats
//! ```

mod causes;
mod compared;
mod follower;
mod format;
mod json;
mod keeper;
mod markdown;
mod report;
mod text;

pub use compared::{Compared, Days, Rules, Shown};
pub use follower::{Followed, Follower};
pub use format::Format;
pub use keeper::{Keeper, Kept};
