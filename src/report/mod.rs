//! What a lifecycle does to customers, in figures.

pub mod statistics;
