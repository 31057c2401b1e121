//! Lists of events, read into rows.

mod list;
mod read;
mod rows;

pub(super) use list::List;
pub(super) use read::read;
pub(super) use rows::RowMemory;
