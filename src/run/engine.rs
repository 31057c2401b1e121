//! What is the same for all customers of a run, and the ways to run it.

use std::sync::Arc;

use super::each::Each;
use super::ids::Ids;
use super::input::pass;
use super::order::Order;
use super::survey::surveyed;
use super::worker::Worker;
use super::{Decided, Fault, Input, Observer, Part, ReadFailure, Rejected, Settings};
use crate::eval::{Decision, Evaluator, FastEvaluator};
use crate::plan::Plan;
use crate::records::{FastReader, Reader};
use crate::values::AsOf;

/// Decides for customers by a plan, as of a day or an instant.
#[derive(Clone, Debug)]
pub struct Engine<'p> {
    evaluator: Evaluator<'p>,
    reader: Reader,
    settings: Settings,
}

impl<'p> Engine<'p> {
    /// An engine that takes one step for each customer.
    pub fn new(plan: &'p Plan, as_of: AsOf) -> Engine<'p> {
        let (evaluator, reader) = (Evaluator::new(plan, as_of), Reader::new(&plan.needs));
        Engine { evaluator, reader, settings: Settings::default() }
    }

    /// The same with other settings.
    pub fn with(self, settings: Settings) -> Engine<'p> {
        Engine { settings, ..self }
    }

    /// How often the inputs are read: once to decide, and once for each thing that customers
    /// compete for.
    pub fn passes(&self) -> usize {
        self.phases() + 1
    }

    /// Whether the rules have limits across customers, which settling does not know.
    pub fn has_limits_across_customers(&self) -> bool {
        !self.evaluator.phases().is_empty()
    }

    fn phases(&self) -> usize {
        if self.settings.settle { 0 } else { self.evaluator.phases().len() }
    }

    /// Decides for one customer alone, whose record is a JSON object. Limits across customers see
    /// nobody else.
    ///
    /// # Errors
    /// If the record cannot be read, or the rules ask for what cannot be kept exactly.
    pub fn decide_one(&self, json: &[u8]) -> Result<Decision, Fault> {
        let record = self.reader.read(json)?;
        let decided = match self.settings.settle {
            true => self.evaluator.settle(&record),
            false => self.evaluator.decide(&record),
        };
        Ok(decided?)
    }

    /// Decides for all customers, and yields what `each` makes of them, in the order of the
    /// inputs. It is called on all threads of the current rayon pool.
    ///
    /// # Errors
    /// If an input cannot be read. A record that cannot be read is only rejected.
    pub fn decide_all<T: Send>(
        &self,
        inputs: &[impl Input],
        each: impl Fn(Result<&Decided<'_, '_>, &Rejected<'_>>) -> T + Sync,
    ) -> Result<Vec<T>, ReadFailure> {
        let mut all = Vec::new();
        self.run(inputs, &Each(each), |part| {
            all.extend(part.results);
            Ok::<(), ReadFailure>(())
        })?;
        Ok(all)
    }

    /// Decides for all customers, shows each decision to the observer on the thread that made it,
    /// and hands what that makes of them to `take`, in the order of the inputs. Memory does not
    /// grow with the inputs, but for what customers compete for and for ids that may come only
    /// once. Says whether all inputs could be read to their ends: what is wrong with one that
    /// could not is a rejection too.
    ///
    /// # Errors
    /// If an input cannot be read, and what `take` says.
    pub fn run<O: Observer, E: From<ReadFailure> + Send>(
        &self,
        inputs: &[impl Input],
        observer: &O,
        take: impl FnMut(Part<O::Results>) -> Result<(), E> + Send,
    ) -> Result<bool, E> {
        let mut evaluator = self.evaluator.clone();
        if self.phases() > 0 {
            evaluator = surveyed(evaluator, &self.reader, inputs)?;
        }
        let fast = FastEvaluator::new(&evaluator);
        let fast = fast.as_ref().and_then(|fast| FastReader::new(&self.reader, fast));
        let ids = self.settings.unique_ids.then(Ids::default);
        let id_path = self.reader.needs().id.to_string();
        let mut order = Order { observer, take, ids, id_path };
        let mut whole = true;
        for input in inputs {
            let name: Arc<str> = Arc::from(input.name());
            let worker = Worker {
                input: &name,
                evaluator: &evaluator,
                fast: fast.as_ref(),
                observer,
                settings: self.settings,
            };
            let mut next = |due: Vec<_>| due.into_iter().try_for_each(|due| order.next(due, &name));
            let fault = pass(input, &self.reader, |chunk| worker.work(chunk), &mut next)?;
            whole &= fault.is_none();
            fault.map_or(Ok(()), |fault| order.fault(fault, &name))?;
        }
        Ok(whole)
    }
}
