//! The result of some customers who follow each other in the input.

use super::table::Person;
use super::{Rejects, Tally};

/// The result of one chunk of the input.
#[derive(Clone, Debug)]
pub struct Part {
    /// What happened to those in this part.
    pub tally: Tally,
    /// Decisions in the shape that was asked for.
    pub decisions: Vec<u8>,
    /// The first people for a table, and how many there would be.
    pub people: Vec<Person>,
    /// How many of them something happens to.
    pub concerned: u64,
    /// Rejected records for a JSON document.
    pub refused: Vec<u8>,
    /// Rejected records with all that there was of them, for `--rejects`.
    pub rejects: Rejects,
    /// Rows for the list of each gift, by gift, for `--lists`; empty if nobody gets any.
    pub lists: Vec<Vec<u8>>,
}

impl Part {
    /// One in which nobody is, with memory for decisions.
    pub(super) fn new(tally: Tally, decisions: Vec<u8>) -> Part {
        let (people, refused, rejects, lists) = Default::default();
        Part { tally, decisions, people, concerned: 0, refused, rejects, lists }
    }
}
