//! Surveys of parts of all customers, as they go from one process to another: each surveys its part, one
//! merges what they saw, and each decides for its part among all.
//!
//! ```text
//! file      what is written and read: the survey of a part, or what all parts come to
//! basis     what it belongs to: the rules and the moment
//! merging   from the surveys of all parts to what they come to
//! fault     why one cannot be used
//! ```

mod basis;
mod fault;
mod file;
mod merging;

pub use basis::Basis;
pub use fault::SurveyFault;
pub use file::SurveyFile;
pub use merging::Merging;
