//! Rules as a brief: what happens to customers, in sentences, for readers who have never seen a rule
//! file.
//!
//! ```text
//! said      texts in which names and quotations are marked
//! noun      numbers, lengths of time, the words for events
//! words     values in words
//! clause    conditions in words
//! short     conditions in few words, for pictures
//! rule      rules, and what they do
//! gift      gifts, limits, and what they cost at most
//! customer  what is known of a customer, and what is made of it
//! tested    tests and simulations
//! reported  what a report needs besides the rules
//! notes     what is true of all rules
//! document  a brief as parts, which each format writes in its own way
//! brief     what is said in which section
//! about     one thing that rules declare
//! ```

mod about;
mod brief;
mod clause;
mod customer;
mod document;
mod gift;
mod notes;
mod noun;
mod reported;
mod rule;
mod said;
mod short;
mod tested;
mod words;

pub use about::about;
pub use document::{Block, Brief, Item, Level};
pub use said::{Piece, Said};
pub(in crate::tools) use short::short;
