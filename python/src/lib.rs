//! What the Python package `flywheel` is made of: the rooms of the crate `flywheel`, for Python. `docs/python.md`
//! describes the package; its Python code is in `python/flywheel/`.
//!
//! ```text
//!   records of Python ──▶ given ──▶ records ──lines──▶ flywheel::run ──▶ decisions ──▶ Arrow
//!   Arrow tables ───────▶ arrow ──────▲ ◀── spark: where Spark joins tables
//! ```
//!
//! Python decides nothing: each question goes to the same functions as on the command line. While they work, other
//! threads of Python run, and Ctrl-C is noticed (`patient`).

#![warn(
    clippy::expect_used,
    clippy::panic,
    clippy::todo,
    clippy::unimplemented,
    clippy::unreachable,
    clippy::unwrap_used
)]

mod arrow;
mod asked;
mod command;
mod decisions;
mod failed;
mod given;
mod over_days;
mod parts;
mod patient;
mod picture;
mod program;
mod records;
mod reported;
mod spark;
mod spoken;

/// What `flywheel/__init__.py` is made of.
#[pyo3::pymodule]
mod _flywheel {
    #[pymodule_export]
    use crate::command::run_command;
    #[pymodule_export]
    use crate::decisions::{Decisions, Table};
    #[pymodule_export]
    use crate::program::Program;
}
