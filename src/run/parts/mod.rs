//! Surveys of parts of all customers, as they go from one process to another: each surveys its part, one
//! merges what they saw, and each decides for its part among all.
//!
//! ```text
//! file      what is written and read: the survey of a part, or what all parts come to
//! basis     what it belongs to: the rules and the moment
//! identity  what tells the inputs of parts apart
//! part      what the survey of a part came to, and whether all of it could be read
//! merging   from the surveys of all parts to what they come to
//! fault     why one cannot be used
//! ```

mod basis;
mod fault;
mod file;
mod identity;
mod merging;
mod part;

pub use basis::Basis;
pub use fault::SurveyFault;
pub use file::SurveyFile;
pub(super) use identity::{Identifying, Identities, Identity};
pub use merging::Merging;
pub use part::PartSurvey;
