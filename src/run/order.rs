//! Hands results over in the order of the inputs, and rejects customers whose id came before.

use std::sync::Arc;

use super::ids::Ids;
use super::worker::{Due, Person};
use super::{Fault, Observer, Part, Rejected};
use crate::problems::register::DUPLICATE_ID;
use crate::records::StreamFault;

/// Takes the results of all inputs, one chunk after the other.
pub(super) struct Order<'a, O, T> {
    pub observer: &'a O,
    /// Who takes them.
    pub take: T,
    /// Where an id may come only once.
    pub ids: Option<Ids>,
    /// Where a record has its id.
    pub id_path: String,
}

impl<O, T, E> Order<'_, O, T>
where
    O: Observer,
    T: FnMut(Part<O::Results>) -> Result<(), E>,
{
    /// Hands over the next results.
    pub(super) fn next(&mut self, due: Due<O::Results>, input: &Arc<str>) -> Result<(), E> {
        let part = match (&mut self.ids, due.person) {
            (Some(ids), Some(person)) => {
                match ids.add(person.id.text.clone().into_owned(), input, person.line) {
                    Ok(()) => due.part,
                    Err(earlier) => self.twice(person, input, &earlier),
                }
            }
            (None, _) | (_, None) => due.part,
        };
        (self.take)(part)
    }

    /// The result of a customer whose id came before: a rejection in place of the decision.
    fn twice(&self, person: Person, input: &str, earlier: &str) -> Part<O::Results> {
        let fault = Fault {
            path: self.id_path.clone(),
            code: DUPLICATE_ID,
            reason: format!("this id already appeared at {earlier}"),
        };
        let Person { id, line, raw, header, untouched } = person;
        let (id, raw) = (Some(id), &*raw);
        let rejected = Rejected { id, input, line, raw, header, fault, whole_input: false };
        Part { results: self.rejected(rejected), updated: untouched }
    }

    /// Hands over a row of a table that is rejected.
    pub(super) fn reject(&mut self, rejected: Rejected<'_>) -> Result<(), E> {
        let results = self.rejected(rejected);
        (self.take)(Part { results, updated: Vec::new() })
    }

    /// Notes what is wrong with an input as a whole.
    pub(super) fn fault(&mut self, fault: StreamFault, input: &str) -> Result<(), E> {
        let (line, fault) = (fault.line, fault.fault.into());
        let (raw, whole_input) = (&b""[..], true);
        let rejected = Rejected { id: None, input, line, raw, header: None, fault, whole_input };
        let results = self.rejected(rejected);
        (self.take)(Part { results, updated: Vec::new() })
    }

    fn rejected(&self, rejected: Rejected<'_>) -> O::Results {
        let mut results = self.observer.begin();
        self.observer.rejected(&mut results, rejected);
        results
    }
}
