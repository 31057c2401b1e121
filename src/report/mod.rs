//! The figures of a report: what becomes of customers in each stage, how long it takes, what it brings, and how
//! certain all of that is. Histories in, figures out; nothing here is words.
//!
//! ```text
//! asked       what the rules say, which `tools/asked.rs` reads off them
//! scope       the days that are known, and those that the report is about
//! visits      a history until the last day that is known
//! counting    histories one by one ──▶ figures, by way of
//!               places      where everybody is
//!               hand_offs   who goes on, back or away, and where customers are lost
//!               paying      how long it takes to paying
//!               speed       how fast customers bring others
//!               money       what customers bring and cost
//!               results     what gifts and experiments achieved
//!               budgets     how much of budgets was used
//! held        what was held back, which a ledger counts
//! unknown     what was not known, which records lack
//! measuring   histories one by one ──▶ facts about customers, for a simulation
//! measured    what those come to in a rotation, and in bootstraps
//! counted     how many of how many, with a share
//! statistics  the methods that shares and intervals are computed with
//! ```

mod asked;
mod budgets;
mod counted;
mod counting;
mod hand_offs;
mod held;
mod measured;
mod measuring;
mod money;
mod paying;
mod period;
mod places;
mod results;
mod scope;
mod speed;
pub mod statistics;
mod unknown;
mod visits;

pub use asked::{
    Asked, AskedBudget, AskedCap, AskedExperiment, AskedGift, AskedPaying, AskedPer, AskedStage,
    AskedValue, Spending,
};
pub use budgets::BudgetUsed;
pub use counted::{Counted, FEWEST, Known};
pub use counting::{Counting, Figures};
pub use hand_offs::{Changed, Entered, HandOff, HandOffs, Leak, Way};
pub use held::{Held, HeldGift};
pub use measured::{Measured, Rates, Seen, Unmeasured};
pub use measuring::Measuring;
pub use money::{Allowable, GiftCost, Money, SourceMoney, Spent, Value};
pub use paying::{Leads, MONTHLY, Month, Paying};
pub use period::Period;
use period::days;
pub use places::{Place, Places};
pub use results::{Comparison, ExperimentResult, GiftResult, Group, Results, Verdict};
pub use scope::Scope;
pub use speed::{Speed, Turning};
pub use unknown::{Unknown, UnknownField};
