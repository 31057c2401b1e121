//! What some conditions ask of a customer: which fields, tags and lists of events, and into which
//! cells their values fall. Two values of one cell make no difference to any comparison with a
//! constant.
//!
//! ```text
//! asked   a domain: facts and their cells       finder  looks for them in the plan
//! cells   the cells of one fact                 solve   where a calculated number reaches a constant
//! grid    numbers in steps
//! ```
//!
//! Some comparisons are settled by no single fact: a sum of events, one field with another. They
//! are [`Weighed`]: whoever has a record finds out where they turn by evaluating.

mod asked;
mod cells;
mod finder;
mod grid;
mod solve;

pub use asked::{Asked, Domain, EventCells, Weighed};
pub use cells::{Cells, Numbers};
pub use grid::Grid;
