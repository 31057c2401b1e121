//! Tables of Arrow as lines of JSON, one for each row, with only what the rules need.
//!
//! ```text
//! wanted   what the rules need of a record, or of a row of a table
//! layout   which columns say that, and where it goes
//! cell     the values of a column as JSON
//! text     numbers, days and times as text
//! lines    the lines, to be read as often as the engine asks
//! ```

mod cell;
mod layout;
mod lines;
mod text;
mod wanted;

pub(crate) use layout::{Layout, needed};
pub(crate) use lines::{Lines, Rows};
pub(crate) use wanted::Wanted;
