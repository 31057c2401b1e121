//! Lists of events, read into rows.

mod alike;
mod list;
mod read;

pub(super) use list::List;
pub(super) use read::read;
