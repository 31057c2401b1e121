//! The workload that both benchmarks share: the rules, the day and the customers.

mod customers;
mod dice;

pub(crate) use customers::Customers;

/// Twenty rules over five stages. They need 8 of the 24 fields of a record.
pub(crate) const RULES: &str = include_str!("../advocacy.flywheel");

/// The day to decide for.
pub(crate) const AS_OF: jiff::civil::Date = jiff::civil::date(2026, 6, 29);
