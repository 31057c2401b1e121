//! Why a customer moves or stays, gets a gift or does not: a walk over what the rules ask, clause by
//! clause, with what was found, what was asked for, and how far off that is.
//!
//! ```text
//! question, what is asked about        rule   each rule: what became of it
//! called    and by which names
//! clause    what a condition is made of gift   each gift: given, held back until when, or not asked for
//! leaf      one thing that is asked     named  what a `let` or a score comes to, and by which events
//! far       how far off it is           next   what changes next, if nothing happens
//! counted,  events that count, and     short  why rules are true, for each decision of a run
//! left_out  those that do not          after  the record with what the decision changes
//! contest   who came first, where      steps  all steps of a customer in one run
//!           customers compete           patience how much an answer may be
//! ```

mod after;
mod called;
mod clause;
mod contest;
mod counted;
mod far;
mod gift;
mod leaf;
mod left_out;
mod missing;
mod named;
mod next;
mod patience;
mod question;
mod rule;
mod short;
mod steps;

pub use called::NothingCalled;
pub use clause::{Clause, ClauseKind};
pub use contest::LostWhy;
pub use counted::{Counted, Doubtful};
pub use far::Far;
pub use gift::{GiftWhy, Outcome as GiftOutcome};
pub use leaf::Leaf;
pub use left_out::LeftOut;
pub use missing::Missing;
pub use named::{Bounded, NamedWhy, PointsWhy};
pub use next::{NextChange, NextWhy};
pub use patience::Patience;
pub use question::{About, Question, Step, Why};
pub use rule::{Outcome as RuleOutcome, RuleWhy};
pub use short::because;
pub use steps::{Steps, steps};
