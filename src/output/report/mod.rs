//! The shapes that reports are written in. `docs/report.md` is their reference.
//!
//! ```text
//! figures ──page──▶ titles, sentences and tables ──▶ text, markdown, html
//!         ──json, csv──▶ programs
//! ```

mod csv;
mod drawn;
mod format;
mod hand_offs;
mod held;
mod html;
mod json;
mod markdown;
mod money;
mod page;
mod places;
mod records;
mod reported;
mod results;
mod said;
mod speed;
mod text;
mod time;
mod unknown;

pub use format::Format;
pub use page::{Page, Section, Subject, Table, partly_known};
pub use records::{Answers, Asks, FactReader, Facts, Read};
pub use reported::Reported;
pub use unknown::unknown;
