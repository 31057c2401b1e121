//! Who is decided differently by two rule files: the comparison of two decisions for one customer, what
//! adds up to for all, and why.
//!
//! ```text
//! pair     two plans, and what is the same in both though it may be called otherwise
//! outcome  what a decision comes to, or those of a replay, in the names of a pair
//! fate     what became of a record: decided, left out, or rejected
//! packed   the same as a few bytes
//! compare  two fates of one customer
//! days     the first day of a replay on which they differ
//! counts   kinds of differences, how many there are of each, and the first customers
//! rules    which rule of one file is which of the other
//! cause    why one customer is decided differently
//! alike    whether two rule files say the same
//! ```

mod alike;
mod cause;
mod compare;
mod counts;
mod days;
mod fate;
mod outcome;
mod packed;
mod pair;
mod rules;

pub use alike::Alike;
pub use cause::{Cause, Causes, Found};
pub use compare::{Comparison, Difference, Lost, OtherDays, TagChange, compare};
pub use counts::{Counts, Group, Kind, Person, Recosted};
pub use days::first_day;
pub use fate::Fate;
pub use outcome::{End, Gift, Outcome, Tagging};
pub use packed::{Entries, Entry, pack, unpack};
pub use pair::{Pair, Side};
pub use rules::Counterparts;
