//! The result of some customers who follow each other in the input.

use super::super::table::Person;
use super::super::{Rejects, Tally};
use crate::plan::Plan;

/// What became of how many. Counts of the parts of an input add up to those of the whole.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// What happened on all days together; of the customers themselves, how many were decided on some
    /// day, and how many the rules leave out on all of them.
    pub tally: Tally,
    /// How many changes there were.
    pub changes: u64,
    /// How many customers are in each stage at the end.
    pub at_end: Vec<u64>,
    /// How many are left out at the end who were not before.
    pub left: u64,
    /// Customers whose record has a stage or gifts from after the first day.
    pub later: u64,
}

/// The result of one chunk of the input.
#[derive(Clone, Debug)]
pub struct Part {
    /// What became of how many.
    pub counts: Counts,
    /// What happened, in the shape that was asked for.
    pub changes: Vec<u8>,
    /// The first changes for a table.
    pub people: Vec<Person>,
    /// Histories, each on a line, if they are wanted.
    pub histories: Vec<u8>,
    /// Rejected records with all that there was of them, for `--rejects`.
    pub rejects: Rejects,
}

impl Counts {
    pub(super) fn new(plan: &Plan) -> Counts {
        let at_end = vec![0; plan.stages.len()];
        Counts { tally: Tally::new(plan), at_end, ..Counts::default() }
    }

    /// Takes up what became of customers in a later part of the input.
    pub(super) fn merge(&mut self, later: Counts) {
        self.tally.merge(later.tally);
        self.changes += later.changes;
        self.at_end.iter_mut().zip(later.at_end).for_each(|(count, later)| *count += later);
        self.left += later.left;
        self.later += later.later;
    }
}

impl Part {
    pub(super) fn new(plan: &Plan) -> Part {
        let (changes, people, histories, rejects) = Default::default();
        Part { counts: Counts::new(plan), changes, people, histories, rejects }
    }
}
