//! What conditions say about facts: what a customer, or an event of one, must be like for a condition
//! to be true, false, not true or not false.
//!
//! What is said is never too strict: whoever the evaluator finds to be so is described by it. It may be
//! too lax where a question is outside the theory (two fields that are compared, the first event by
//! time): then it describes some who are not so. What is impossible by it is therefore impossible, and
//! what is possible by it has to be shown by an example.
//!
//! ```text
//! theory ─▶ fact        facts and the values that they may have
//!   │         ├─▶ number_set, choice_set, date_set ─▶ point
//!   │         └─▶ source        kinds of events that are counted
//!   └─▶ reader ─▶ formula       conditions as formulas about facts
//!         ├─▶ numbers ─▶ sum    comparisons of numbers
//!         ├─▶ choices           values without an order
//!         ├─▶ dates             dates and windows
//!         └─▶ events            kinds of events, and which events are of one
//!               └─▶ balances    what is left of what events earned
//! ```

mod balances;
mod choice_set;
mod choices;
mod date_set;
mod dates;
mod events;
mod fact;
mod formula;
mod number_set;
mod numbers;
mod point;
mod reader;
mod source;
mod sum;
mod theory;

pub(super) use choice_set::ChoiceSet;
pub(super) use date_set::{Cut, DateSet};
pub(super) use fact::{About, Fact, FactId, Facts};
pub(super) use formula::{Domain, Formula, Want};
pub(super) use number_set::{Edge, NumberSet};
pub(super) use point::{Point, Span, Whole, days, longest};
pub(super) use reader::{Here, Reader};
pub(super) use source::{Source, SourceId, Stretch};
pub(super) use theory::Theory;
