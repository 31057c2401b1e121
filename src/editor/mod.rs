//! What an editor asks about rules, by the texts of all files and a place in one of them. Places are
//! in bytes, and nothing here knows how an editor asks.
//!
//! ```text
//! edit        what to write in place of a stretch of a text
//! layout      the layout of a text, of a part of it, or of a line that was just ended
//! ```

mod edit;
pub mod layout;

pub use edit::{Edit, edits};
