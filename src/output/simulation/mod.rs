//! The shapes that simulations are written in. `docs/simulation.md` is their reference.

mod chart;
mod csv;
mod format;
mod json;
mod learned;
mod table;

use chart::chart;
use csv::csv;
pub use format::Format;
use json::json;
use table::table;

use crate::values::Exact;

/// Programs get fractions of people to this many decimals.
const DECIMALS: u32 = 6;

/// A number for programs: whole, or with few decimals and no zeros at their end.
fn plain(number: &Exact) -> String {
    number.rounded(DECIMALS).to_string()
}

/// A number of people that more came or fewer: `+32`.
fn more(extra: &Exact, decimals: u32) -> String {
    let text = extra.grouped(decimals);
    if extra.is_zero() || extra.is_negative() { text } else { format!("+{text}") }
}
