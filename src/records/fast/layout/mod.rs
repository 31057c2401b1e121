//! How earlier objects were written, and the walk over the next one.

mod eight;
mod key;
mod learned;
mod member;
mod pattern;
mod run;
mod sampler;
mod walk;

pub(super) use learned::Memo;
pub(super) use run::Stretch;
pub(super) use walk::{Shape, Sink};
