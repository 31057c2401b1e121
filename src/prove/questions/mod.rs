//! Answers to questions about all customers: proved, or a customer who shows the opposite, or what
//! prevents a proof.
//!
//! ```text
//! answer    what an answer says
//! does      questions about one step, as cases that must be impossible
//!   ├─▶ moving    what moves customers, or leaves them where they are
//!   ├─▶ giving    what gives and tags
//!   └─▶ search    decides a case: nobody, a customer, or neither
//! way       where customers get by several steps
//! most      questions about what is given over time
//!   ├─▶ bound     the most that is given in a period, by how often, limits and costs
//!   ├─▶ period    how many periods of one kind another one needs
//!   └─▶ history   a history after which one more is given
//! ```

mod answer;
mod bound;
mod does;
mod giving;
mod history;
mod most;
mod moving;
mod period;
mod search;
mod way;

pub use answer::{Answer, Ground, Obstacle, Proof};
