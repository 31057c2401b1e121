//! The workload that both benchmarks share: the rules, the day and the customers.

mod customers;
mod dice;

pub(crate) use customers::Customers;
#[allow(unused_imports, reason = "only one of the benchmarks needs it")]
pub(crate) use dice::Dice;

/// Twenty rules over five stages. They need 8 of the 24 fields of a record.
pub(crate) const RULES: &str = include_str!("../advocacy.flywheel");

/// Twenty rules for customers whose orders are in a table.
#[allow(dead_code, reason = "only one of the benchmarks needs it")]
pub(crate) const ORDER_RULES: &str = include_str!("../orders.flywheel");

/// Rules that need 8 of 300 columns.
#[allow(dead_code, reason = "only one of the benchmarks needs it")]
pub(crate) const WIDE_RULES: &str = include_str!("../wide.flywheel");

/// The day to decide for.
pub(crate) const AS_OF: jiff::civil::Date = jiff::civil::date(2026, 6, 29);
