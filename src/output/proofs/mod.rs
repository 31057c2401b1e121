//! The shapes that answers to questions about all customers are written in. `docs/proofs.md` is their
//! reference.

mod format;
mod json;
mod pretty;

pub use format::Format;
