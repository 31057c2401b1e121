//! Whether numbers can fulfil inequalities, all at once: exact, by the general simplex method of
//! Dutertre and de Moura ("A fast linear-arithmetic solver for DPLL(T)", 2006).
//!
//! ```text
//! number   fractions, with as much of something smaller than any of them as strict inequalities need
//! system   inequalities        simplex   solves them
//! ```

mod number;
mod simplex;
mod system;

pub(super) use number::{Fraction, Limit, fraction};
pub(super) use system::{Bounds, Solution, System};
