//! Customers in parts: for engines that join tables on many machines, such as Spark, and have each part decided where it is.
//!
//! ```text
//! a table of Arrow ──▶ keyed ──lines with keys──▶ the other engine: joins, sorts by the key, cuts into parts
//!                                                                │
//!   four tables ◀── decided ◀──run── joined ◀──groups of lines───┘
//! ```
//!
//! | part | what it holds |
//! | --- | --- |
//! | `relations` | which tables there are, and whose their rows are |
//! | `keyed` | the rows of a table as lines of JSON, each with what says whose it is |
//! | `lines` | sorted lines of customers, states and rows, as Arrow has them |
//! | `joined` | for each customer one record, with the rows and the state in it |
//! | `decided` | what becomes of these customers, and what they compete for |
//! | `rejects` | records that were rejected, and rows of nobody, as tables |

mod decided;
mod joined;
mod keyed;
mod lines;
mod rejects;
mod relations;

pub(crate) use decided::{decide, survey};
pub(crate) use keyed::{Source, columns, keyed};
pub(crate) use relations::{Relation, relations};

/// What a line is about, as a number in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Customer,
    State,
    /// A row for a list, by its slot.
    Row(usize),
}

impl About {
    /// How many numbers come before those of the lists: `_ROWS` in `flywheel/spark.py`.
    const BEFORE_ROWS: i32 = 2;

    fn of(number: i32) -> Option<About> {
        match number {
            0 => Some(About::Customer),
            1 => Some(About::State),
            _ => usize::try_from(number - About::BEFORE_ROWS).ok().map(About::Row),
        }
    }
}
