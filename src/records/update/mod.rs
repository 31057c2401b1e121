//! Records as they stand after a decision: only what changed is written again, every other byte
//! stays as it was.

mod edit;
mod json;
mod made;
mod outline;
mod owed;
mod patch;
mod row;
#[cfg(test)]
mod tests;
mod value;

pub use edit::UpdateFault;
pub use json::{JsonUpdate, emptied_json, update_json};
pub use made::record_of_id;
pub use row::RowUpdate;
