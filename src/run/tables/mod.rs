//! Tables: files with one row for each event, joined to the customers whose events they are.
//!
//! ```text
//! tables ────▶ rows ──────entries──────┐                      ┌── entries by customer ──▶ joined
//!                                      ▼                      │                             │
//! customers ─▶ claims ─claims─▶ spaces, part by part ─▶ resolve                             ▼
//!              (who has which id)      ▲                      │            rows of the records of
//!                                      └── claims of keys ────┘            a stream, in its order
//! ```
//!
//! Whatever says whose a row is lives in a *space*: ids, the values of a field, the keys of a list.
//! In a space, customers (or the events that have a key) make *claims*, and rows look for who has
//! claimed what they name. Both go to the same one of many *parts* by the digest of that text, so
//! each part can be resolved alone, on any thread. A row whose owner is known goes to the part of
//! its customer, by their number in the stream. There, all that belongs to some customers in a row
//! is found together, so it is read again in the order of the stream, with each pass over it.
//!
//! Mostly there is a shorter way: where the customers are read first and there is memory for all of
//! their ids ([`Holders`](holders::Holders)), a row that names one of them goes to the part of its
//! customer as it is read, and only the others look for their owners.
//!
//! A customer may have more than one id. Whatever names one of the others looks for the own one instead
//! ([`OwnIds`]), and of several records, one is the customer's.
//!
//! Parts are in memory up to a budget, and beyond that in one temporary file each, see [`Room`].

mod claims;
mod digest;
mod entry;
mod fault;
mod file;
mod holders;
mod joined;
mod made;
mod near;
mod own_ids;
mod parts;
mod resolve;
mod room;
mod rows;
mod shares;
mod spaces;
mod strays;
mod table;
mod unresolved;

pub use joined::Joined;
pub use made::{MadeCustomers, MadeStream};
pub use near::{Difference, Near};
pub use room::{MakeSpill, Room, Spill};
pub use strays::{Firsts, Names, Stray, Strays};
pub use table::{Table, TablesFailure, TablesWish};
pub use unresolved::Unresolved;

use std::sync::Arc;

use own_ids::OwnIds;

use super::Input;
use crate::plan::Needs;
use crate::records::OtherIds;

/// Reads the tables that are needed.
pub(super) fn read(
    needs: &Needs,
    other_ids: &OtherIds,
    tables: &[Table<impl Input>],
    (wish, identify): (TablesWish, bool),
    room: Room,
) -> Result<Unresolved, TablesFailure> {
    rows::expect_all(needs, tables)?;
    let unresolved = Unresolved::new(needs, OwnIds::of(other_ids), wish.strict, &Arc::new(room));
    rows::read(unresolved, tables, wish, identify)
}

/// The same once the customers of some inputs have been read, so that rows go to them right away.
pub(super) fn read_for(
    needs: &Needs,
    other_ids: &OtherIds,
    tables: &[Table<impl Input>],
    (wish, identify): (TablesWish, bool),
    room: Room,
    inputs: &[impl Input],
) -> Result<Unresolved, TablesFailure> {
    rows::expect_all(needs, tables)?;
    let (room, own_ids) = (Arc::new(room), OwnIds::of(other_ids));
    let mut unresolved = Unresolved::new(needs, own_ids, wish.strict, &room);
    unresolved.read_customers(inputs)?;
    rows::read(unresolved, tables, wish, identify)
}
