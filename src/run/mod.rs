//! The engine: decides for all customers of some streams, on all threads.
//!
//! ```text
//!             for each phase, where customers compete
//! inputs ──┬──▶ survey ───────────────────────────────▶ paths that know all customers
//!          │                                                  │
//!          ├──▶ worker, a chunk at a time ◀───────────────────┤
//!          │      │ a round of a decider: the fast path,      │
//!          │      ▼ else the plain one                        │
//!          │    observer, on the same thread ──▶ parts, in the order of the inputs
//!          │                                                  │
//!          └──▶ find: one customer, asked part by part ◀──────┤
//!                                                             │
//! a record ───▶ decider, kept by a thread ◀───────────────────┘
//! ```
//!
//! An [`Engine`] holds what is the same for all customers: both `paths` to a decision, of which the
//! fast one is compiled once. It opens each [`Input`] again for every pass, shows each decision to
//! an [`Observer`] on the thread that made it, and hands the observer's [`Part`]s over in the order
//! of the inputs. A [`Decider`] decides for single records, and a run is rounds of deciders.
//! [`Surveyed`] knows all customers, and hands out one of them as [`Found`]. There are no files
//! here, no terminal and no clock: a command, a server or a binding brings its own streams and
//! makes its own output.
//!
//! - `witness` notes which records each pass saw, so that those whom an earlier pass did not see get
//!   no place, no budget and no rank.
//! - `ids` finds the records whose id came before, once a chunk is worked on and in the order of the
//!   inputs. Where there are some, which is rare, the chunk is worked on again without them.
//! - `parts` is how surveys go from one process to another, where each decides for a part of the customers.
//! - `out` says which customers take no part in anything.
//! - `order` hands over what the workers made, in the order of the inputs.
//! - `update` writes the records of a chunk with what was decided; the worker asks for it.
//! - [`Steps`] says whether a decider takes one step or goes on until nobody moves, on either path.

mod decided;
mod decider;
mod each;
mod engine;
mod fast;
mod find;
mod ids;
mod input;
mod news;
mod observer;
mod order;
mod out;
mod parts;
mod paths;
mod rejected;
mod repeats;
mod replay;
mod round;
mod settings;
mod steps;
mod survey;
mod surveyed;
mod tables;
mod update;
mod witness;
mod worker;

pub use crate::records::{LedgerRow, Place};
pub use decided::{Decided, PathTaken};
pub use decider::Decider;
pub use engine::{Engine, LimitsAcrossCustomers};
pub use fast::FastDecider;
pub use find::{Found, Unread};
pub use input::{Input, ReadFailure};
pub use observer::{Observer, Part};
pub use parts::{Basis, Merging, PartSurvey, SurveyFault, SurveyFile};
pub use rejected::{Fault, Rejected};
pub use replay::{
    Began, Course, Every, Happened, Replay, ReplayObserver, ReplayWish, Stay, Tagged, Visit,
};
pub use settings::Settings;
pub use steps::Steps;
pub use surveyed::Surveyed;
pub use tables::{
    Difference, Firsts, Joined, MadeCustomers, MadeStream, MakeSpill, Names, Near, Room, Spill,
    Stray, Strays, Table, TablesFailure, TablesWish, Unresolved,
};
