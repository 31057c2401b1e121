//! What is kept from night to night: one SQLite file beside the export, which knows the stage of each
//! customer, since when, the tags that rules set, and what was given.
//!
//! ```text
//!   ledger ──states──▶ run::Engine ◀── records, tables
//!      ▲                    │
//!      │              recorder (on all threads)
//!      └──── night ◀────────┘
//!        one transaction
//! ```
//!
//! [`States`] hands out what a ledger keeps as one more table, which the engine joins to the
//! records by the id. [`Recorder`] notes what decisions change, and [`Night`] writes that: all of a run
//! or nothing. The only room that names SQLite.

mod about;
mod aliases;
mod change;
pub mod changed;
mod checks;
pub mod deliveries;
mod differing;
mod failpoint;
mod fault;
mod file;
mod forgotten;
mod histories;
mod instants;
mod key;
mod lived;
mod lock;
mod merge;
mod night;
mod numbers;
mod outbox;
mod outcome;
mod people;
mod recorder;
mod repeats;
mod states;
mod version;
mod watch;

pub use about::LastRun;
pub use changed::Changed;
pub use differing::{Differing, OtherStage};
pub use failpoint::{FAILPOINTS, VARIABLE as FAILPOINT_VARIABLE};
pub use fault::LedgerFault;
pub use file::{Copied, Ledger};
pub use forgotten::{Forgot, Forgotten};
pub use lived::Lived;
pub use merge::{Merge, Merged, One, Unmerged};
pub use night::{Figures, Kind, Night};
pub use numbers::Numbers;
pub use outbox::{Answer, Answered, Delivery, Passed, Queued, Status, Wish};
pub use people::{Life, LifeBefore, LifeGift, LifeMove, RunLine};
pub use recorder::{Recorded, Recorder};
pub use states::{StateStream, States};
