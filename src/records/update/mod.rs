//! Records as they stand after a decision: only what changed is written anew, every other byte
//! stays as it was.

mod changes;
mod json;
mod locate;
mod row;
#[cfg(test)]
mod tests;
mod value;

pub use changes::{Changes, GrantOut, NoPlace};
pub use json::update_json;
pub use row::{RowUpdate, Writes};
