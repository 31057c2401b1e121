//! Programs, customers and instants that nobody thought of: programs as text that is meant to be
//! right, records for them that mostly are, and days close to each other, so that borders are
//! often hit. The tests and the fuzzer draw from it.
#![allow(dead_code, unused_imports, reason = "each of those who draw from it uses a part")]

mod agreement;
mod amounts;
mod asked;
mod choices;
mod competition;
mod condition;
mod counted;
mod damage;
mod days;
mod declared;
mod gifts;
mod json;
#[path = "../paths.rs"]
mod paths;
mod person;
mod program;
mod schema;
mod speech;
mod stages;
mod value;

pub(crate) use agreement::{Difference, Tally, agreement};
pub(crate) use choices::Choices;
pub(crate) use damage::damage;
pub(crate) use days::as_of;
pub(crate) use json::{IN_LINE, Json, Style};
pub(crate) use person::person;
pub(crate) use program::Invented;
pub(crate) use schema::{List, Path, Schema, Step};
