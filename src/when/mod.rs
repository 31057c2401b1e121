//! When a decision changes if nothing happens: [`next_change`].
//!
//! Nobody tries one instant after the other. What the rules ask of time is found in the plan
//! (`watched`), each question says at which instants its answer can change for this record
//! (`points`), and a decision is made at each of these until one differs (`next`). Too many instants
//! only cost time; a forgotten one would be a wrong answer. So the matches on what the plan is made of
//! are exhaustive, and the law is tested on generated programs.
//!
//! ```text
//! next     the first instant with another decision     points   instants, as of a time or a day
//! watched  what the rules ask of time                  dates    what dates and times a value can be
//! moving   values that follow the clock            shape    what a date is made of
//! ```

mod dates;
mod moving;
mod next;
mod points;
mod shape;
mod watched;

pub use next::{
    Change, HORIZON_DAYS, NextChange, days_of_change, first_moment, is_same, next_change,
    next_change_unless,
};
