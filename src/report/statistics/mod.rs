//! The methods that figures are computed with, by the book: one file for each, with its formula and where it
//! comes from. `docs/report.md` lists them, and `tests/report_statistics.rs` compares them with what other
//! programs compute.

mod confidence;
mod difference;
mod draws;
mod incidence;
mod interval;
mod share;
mod spells;
mod split;

pub use confidence::Confidence;
pub use difference::Difference;
pub use draws::Draws;
pub use incidence::{Curve, Estimate};
pub use interval::Interval;
pub use share::Share;
pub use spells::Spells;
pub use split::split_chance;
