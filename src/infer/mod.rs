//! What data looks like, and the rules that are proposed for it: `flywheel init --from`.
//!
//! ```text
//! records ──▶ table ──▶ shape ──▶ column (numbers, dates, choices, sketch)
//!                                    │
//!              forms (what columns have in common: dates as, numbers as, missing as)
//!                                    │
//!            roles (who the customers are, which column joins which table)
//!                                    │
//!                     kind ──▶ entry, list ──▶ block ──▶ rule_file
//! ```
//!
//! A column forgets a way to read it as soon as one value cannot be read in that way, by the
//! language's own readers. So what is left fits every value, and memory does not grow with the data.

mod block;
mod cases;
mod choices;
mod column;
mod dates;
mod doubts;
mod entry;
mod forms;
mod groups;
mod keys;
mod kind;
mod leaf;
mod list;
mod misfits;
mod names;
mod naming;
mod notes;
mod numbers;
mod owners;
mod page;
mod project;
mod roles;
mod rule_file;
mod shape;
mod sketch;
mod source;
mod spot;
mod table;
mod vocabulary;
mod words;

pub use project::{NoProject, Project};
pub use table::Table;
