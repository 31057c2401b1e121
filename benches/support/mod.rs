//! The workload that the benchmarks share: the rules, the day and the customers.

mod customers;
mod dice;

pub(crate) use customers::Customers;
#[allow(unused_imports, reason = "not all of the benchmarks need it")]
pub(crate) use dice::Dice;

/// Twenty rules over five stages. They need 8 of the 24 fields of a record.
#[allow(dead_code, reason = "not all of the benchmarks need it")]
pub(crate) const RULES: &str = include_str!("../advocacy.flywheel");

/// Twenty rules for customers whose orders are in a table.
#[allow(dead_code, reason = "not all of the benchmarks need it")]
pub(crate) const ORDER_RULES: &str = include_str!("../orders.flywheel");

/// Rules that need 8 of 300 columns.
#[allow(dead_code, reason = "not all of the benchmarks need it")]
pub(crate) const WIDE_RULES: &str = include_str!("../wide.flywheel");

/// What a shop asks night after night.
#[allow(dead_code, reason = "not all of the benchmarks need it")]
pub(crate) const NIGHT_RULES: &str = include_str!("../nights.flywheel");

/// The same with a table.
#[allow(dead_code, reason = "not all of the benchmarks need it")]
pub(crate) const NIGHT_TABLE_RULES: &str = include_str!("../nights_with_visits.flywheel");

/// The day to decide for.
pub(crate) const AS_OF: jiff::civil::Date = jiff::civil::date(2026, 6, 29);
