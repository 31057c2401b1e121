//! Why a customer moves or stays, gets a gift or does not: a walk over what the rules ask, clause by
//! clause, with what was found, what was asked for, and how far off that is.
//!
//! ```text
//! question  what is asked about        rule   each rule: what became of it
//! clause    what a condition is made of gift   each gift: given, held back until when, or not asked for
//! leaf      one thing that is asked     named  what a `let` or a score comes to, and by which events
//! far       how far off it is           next   what changes next, if nothing happens
//! contest   who came first, where      short  why rules are true, for each decision of a run
//!           customers compete
//! ```

mod clause;
mod contest;
mod counted;
mod far;
mod gift;
mod leaf;
mod missing;
mod named;
mod next;
mod question;
mod rule;
mod short;

pub use clause::{Clause, ClauseKind};
pub use contest::LostWhy;
pub use counted::{Counted, Doubtful};
pub use far::Far;
pub use gift::{GiftWhy, Outcome as GiftOutcome};
pub use leaf::Leaf;
pub use missing::Missing;
pub use named::{NamedWhy, PointsWhy};
pub use next::NextWhy;
pub use question::{About, Question, Why};
pub use rule::{Outcome as RuleOutcome, RuleWhy};
pub use short::because;
