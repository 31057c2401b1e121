//! Changes to rules, and which of them no test notices. Each is a change to the text, as a person
//! would make it: what does not check afterwards is left out, and what is left is shown as written.
//!
//! ```text
//! mutant     a change to the rules             sites     which changes there are
//! trial      what becomes of one               clauses   those to conditions
//! inquiry    which customers would notice it   written   those to numbers and lengths
//! history    customers who got gifts before
//! ```

mod clauses;
mod history;
mod inquiry;
mod mutant;
mod sites;
mod trial;
mod written;

pub use mutant::{Kind, Mutant};
pub use trial::{Fate, Trials};
