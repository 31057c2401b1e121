//! Customers who show what is possible: a model of the theory as a record.
//!
//! ```text
//! record ─▶ values     what fields and attributes are
//!   ├─▶ events         the events of lists, and what was given
//!   └─▶ times          when something was
//! days                 the days that a record may be decided as of
//! ```

mod days;
mod events;
mod record;
mod texts;
mod times;
mod values;

pub(super) use days::days;
pub(super) use record::record;
