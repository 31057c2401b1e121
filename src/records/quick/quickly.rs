use std::borrow::Cow;

use crate::eval::quick::{Facts, Odd};
use crate::eval::{Decision, Id};

use super::{Desk, QuickReader};

/// The quick path for one record after the other, in memory that is used again and again.
#[derive(Debug)]
pub struct Quickly<'c> {
    reader: &'c QuickReader<'c>,
    desk: Desk,
    facts: Facts<'c>,
    decision: Decision,
}

impl<'c> Quickly<'c> {
    /// Room for one record at a time.
    pub fn new(reader: &'c QuickReader<'c>) -> Quickly<'c> {
        let (facts, decision) = (reader.quick.facts(), Decision::default());
        Quickly { reader, desk: reader.desk(), facts, decision }
    }

    /// Decides for one customer, as [`Evaluator::decide_among`](crate::eval::Evaluator) does for
    /// what [`Reader::read`](crate::records::Reader::read) reads, and says who it is.
    ///
    /// # Errors
    /// Where those two have to do it, be the record good or bad.
    pub fn decide(&mut self, json: &'c [u8]) -> Result<Id<'c>, Odd> {
        self.reader.read(json, &mut self.desk, &mut self.facts)?;
        self.reader.quick.decide(&mut self.facts, &mut self.decision)?;
        Ok(Id { text: Cow::Borrowed(self.facts.id), is_number: self.facts.id_is_number })
    }

    /// The decision for the last one who could be decided.
    pub fn decision(&self) -> &Decision {
        &self.decision
    }
}
