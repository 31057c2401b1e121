//! What it would take for a customer to move on, or to get something: the smallest changes to facts
//! that can change, each confirmed by a whole decision on the changed record.
//!
//! ```text
//! answer  what is answered                   size      which of two changes is smaller
//! goal    what is to happen                  widen     how far a way can be worded
//! pull    one change to a record             together  what is enough with all else that is
//! levers  the changes that there are         turns     where comparisons turn, found by evaluating
//! search  which of them reach the goal       wait      what comes by itself, or after a change
//! chain   a stage further on, or a gift      way       a way, as it is told
//! ```
//!
//! That a condition is true is not enough: an earlier rule, a pause or a limit may take the result
//! away. So nothing is concluded from conditions. They only say which values are worth trying.

mod answer;
mod chain;
mod goal;
mod levers;
mod pull;
mod search;
mod size;
mod together;
mod turns;
mod wait;
mod way;
mod widen;

pub(crate) use answer::takes_until;
pub use answer::{Takes, Waiting, happens, takes};
pub(crate) use chain::gives;
pub use chain::{Step, way_to_gift};
pub use pull::{Added, Attribute, Pull};
pub use size::is_contained;
pub use way::{Allowed, Bound, Change, Range, Way, When};
