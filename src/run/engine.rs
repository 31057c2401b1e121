//! What is the same for all customers of a run, and the ways to run it.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use super::each::Each;
use super::ids::Ids;
use super::input::pass;
use super::order::Order;
use super::survey::surveyed;
use super::witness::Watch;
use super::worker::Worker;
use super::{Decided, Fault, Input, Observer, Part, ReadFailure, Rejected, Settings, Steps};
use crate::eval::{Decision, Evaluator, FastEvaluator, Id};
use crate::plan::Plan;
use crate::records::{FastReader, Reader};
use crate::values::AsOf;

/// Decides for customers by a plan, as of a day or an instant. It owns what it needs, so a server
/// or an object of another language can keep it for as long as it likes, and threads can share it.
///
/// Conditions compiled for the fast path borrow from the plan, so they are not kept: each call of
/// [`run`](Engine::run) compiles them anew, once for all of its customers, and
/// [`decide_one`](Engine::decide_one) does without them. So it is better to run many customers
/// together than to run few of them many times.
#[derive(Clone, Debug)]
pub struct Engine {
    plan: Arc<Plan>,
    as_of: AsOf,
    reader: Reader,
    steps: Steps,
}

/// Customers cannot be settled by rules that let them compete: a capacity, a budget, a rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitsAcrossCustomers;

impl Engine {
    /// An engine that takes one step for each customer.
    pub fn new(plan: &Arc<Plan>, as_of: AsOf) -> Engine {
        let (plan, reader) = (Arc::clone(plan), Reader::new(&plan.needs));
        Engine { plan, as_of, reader, steps: Steps::One }
    }

    /// The same, but steps are repeated until nobody moves any more.
    ///
    /// # Errors
    /// Where the rules have limits across customers, which settling does not know.
    pub fn settling(self) -> Result<Engine, LimitsAcrossCustomers> {
        match self.has_limits_across_customers() {
            true => Err(LimitsAcrossCustomers),
            false => Ok(Engine { steps: Steps::All, ..self }),
        }
    }

    /// The plan that it decides by.
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// What it decides for.
    pub fn as_of(&self) -> AsOf {
        self.as_of
    }

    /// How often the inputs are read: once to decide, and once for each thing that customers
    /// compete for.
    pub fn passes(&self) -> usize {
        self.evaluator().phases().len() + 1
    }

    /// Whether the rules have limits across customers.
    pub fn has_limits_across_customers(&self) -> bool {
        self.passes() > 1
    }

    /// What knows of no other customers yet. Only the windows of the plan are worked out for it.
    fn evaluator(&self) -> Evaluator<'_> {
        Evaluator::new(&self.plan, self.as_of)
    }

    /// Decides for one customer alone, whose record is a JSON object, and says who it is. Limits
    /// across customers see nobody else. It takes the plain way, because compiling the rules for
    /// the fast one would take longer.
    ///
    /// # Errors
    /// Where the record cannot be read, or the rules ask for what cannot be kept exactly.
    pub fn decide_one<'r>(&self, json: &'r [u8]) -> Result<(Id<'r>, Decision), Fault> {
        let record = self.reader.read(json)?;
        let mut evaluator = self.evaluator();
        if self.has_limits_across_customers() {
            evaluator = evaluator.alone(&record)?;
        }
        let decision = self.steps.plainly(&evaluator, &record)?;
        Ok((record.id, decision))
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
        self.run(inputs, Settings::default(), &Each(each), |part| {
            all.extend(part.results);
            Ok::<(), ReadFailure>(())
        })?;
        Ok(all)
    }

    /// Decides for all customers, shows each decision to the observer on the thread that made it,
    /// and hands what that makes of them to `take`, in the order of the inputs. Memory does not
    /// grow with the inputs, but for what customers compete for and for ids that may come only
    /// once. Says whether all inputs could be read to their ends: what is wrong with one that
    /// could not is a rejection too. So it is if customers compete and an input is not the same
    /// each time it is opened: those whom the earlier passes did not see get no place, no budget
    /// and no rank.
    ///
    /// # Errors
    /// If an input cannot be read, and what `take` says.
    pub fn run<O: Observer, E: From<ReadFailure> + Send>(
        &self,
        inputs: &[impl Input],
        settings: Settings,
        observer: &O,
        take: impl FnMut(Part<O::Results>) -> Result<(), E> + Send,
    ) -> Result<bool, E> {
        let (evaluator, seen) = surveyed(self.evaluator(), &self.reader, inputs)?;
        let strangers = evaluator.for_strangers();
        let fast = FastEvaluator::new(&evaluator);
        let fast = fast.as_ref().and_then(|fast| FastReader::new(&self.reader, fast));
        let ids = settings.unique_ids.then(Ids::default);
        let id_path = self.reader.needs().id.to_string();
        let mut order = Order { observer, take, ids, id_path };
        let mut whole = true;
        for (number, input) in inputs.iter().enumerate() {
            let watch = seen.get(number).map(Watch::new);
            let name: Arc<str> = Arc::from(input.name());
            let worker = Worker {
                input: &name,
                evaluator: &evaluator,
                strangers: &strangers,
                watch: watch.as_ref(),
                fast: fast.as_ref(),
                observer,
                steps: self.steps,
                settings,
            };
            let mut next = |due: Vec<_>| due.into_iter().try_for_each(|due| order.next(due, &name));
            let fault = pass(input, &self.reader, |chunk| worker.work(chunk), &mut next)?;
            whole &= fault.is_none();
            let changed = watch.and_then(Watch::fault);
            fault.into_iter().chain(changed).try_for_each(|fault| order.fault(fault, &name))?;
        }
        Ok(whole)
    }
}

impl fmt::Display for LimitsAcrossCustomers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("customers who compete under limits cannot be settled")
    }
}

impl Error for LimitsAcrossCustomers {}
