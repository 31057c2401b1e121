//! The shapes that explanations are written in. `docs/why.md` is their reference.

mod asking;
mod contest;
mod format;
mod gifts;
mod happens;
mod json;
mod lines;
mod next;
mod pretty;
mod rules;
mod spoken;
mod takes;
mod takes_json;

pub use asking::Asking;
pub(super) use contest::words as contest_words;
pub use format::Format;
pub(super) use gifts::outcome as gift_words;
pub(super) use happens::happens;
pub use spoken::Told;
