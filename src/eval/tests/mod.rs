//! Balances against a slow way, and how work grows with events: it is counted, and never timed.

mod balance;
mod growth;
