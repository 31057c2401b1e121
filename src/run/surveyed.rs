//! Decides for customers who have been surveyed.

use std::io;
use std::sync::Arc;

use super::ids::Ids;
use super::input::pass;
use super::order::Order;
use super::paths::Paths;
use super::witness::{Watch, Witness};
use super::worker::Worker;
use super::{Decider, Found, Input, Observer, Part, ReadFailure, Settings, find};

/// Decides for each customer of some streams among the others, all of whom it has surveyed: see
/// [`Engine::surveyed`](super::Engine::surveyed).
#[derive(Clone, Debug)]
pub struct Surveyed {
    paths: Arc<Paths>,
    /// How many inputs there were.
    inputs: usize,
    /// By input, the records that all passes saw.
    seen: Arc<[Witness]>,
}

impl Surveyed {
    pub(super) fn new(paths: Arc<Paths>, inputs: usize, seen: Arc<[Witness]>) -> Surveyed {
        Surveyed { paths, inputs, seen }
    }

    /// What decides for one customer after the other, for a thread to keep. It is for the customers
    /// who were surveyed, with the records that they had then: from a record alone it cannot tell
    /// whether somebody was, and what nobody competed for is free for whoever comes later.
    pub fn decider(&self) -> Decider {
        Decider::new(&self.paths)
    }

    /// Looks for a customer in the inputs that were surveyed. Of records with the same id, this is
    /// the first that can be read. One that was not there, or was different, gets no place, no
    /// budget and no rank.
    ///
    /// # Errors
    /// If an input cannot be read, or there are more or fewer than were surveyed.
    pub fn find(&self, inputs: &[impl Input], id: &str) -> Result<Option<Found>, ReadFailure> {
        self.expect(inputs)?;
        find::find(&self.paths, &self.seen, inputs, id)
    }

    /// Makes sure that there are as many inputs as were surveyed.
    fn expect(&self, inputs: &[impl Input]) -> Result<(), ReadFailure> {
        let (before, now) = (self.inputs, inputs.len());
        if before == now {
            return Ok(());
        }
        let error = format!("there are {now} of them, but {before} when customers were surveyed");
        let error = io::Error::new(io::ErrorKind::InvalidInput, error);
        Err(ReadFailure { input: "the inputs".to_owned(), error })
    }

    /// As [`Engine::run`](super::Engine::run), for the customers who were surveyed.
    ///
    /// # Errors
    /// If an input cannot be read, or there are more or fewer than were surveyed, and what `take`
    /// says.
    pub fn run<O: Observer, E: From<ReadFailure> + Send>(
        &self,
        inputs: &[impl Input],
        settings: Settings,
        observer: &O,
        take: impl FnMut(Part<O::Results>) -> Result<(), E> + Send,
    ) -> Result<bool, E> {
        self.expect(inputs)?;
        let reader = &self.paths.reader;
        let ids = settings.unique_ids.then(Ids::default);
        let id_path = reader.needs().id.to_string();
        let mut order = Order { observer, take, ids, id_path };
        let strangers = Arc::new(self.paths.for_strangers());
        if let Some(tables) = &self.paths.tables {
            let unread = |error: io::Error| ReadFailure { input: "the tables".to_owned(), error };
            let mut failed = None;
            let shown = tables.rejected(|rejected| {
                failed = order.reject(rejected).err();
                if failed.is_some() { Err(io::ErrorKind::Interrupted.into()) } else { Ok(()) }
            });
            failed.map_or(Ok(()), Err)?;
            shown.map_err(unread)?;
        }
        let mut whole = true;
        for (number, input) in inputs.iter().enumerate() {
            let watch = self.seen.get(number).map(Watch::new);
            let name: Arc<str> = Arc::from(input.name());
            let worker = Worker {
                input: &name,
                paths: &self.paths,
                strangers: &strangers,
                watch: watch.as_ref(),
                observer,
                settings,
            };
            let mut next = |due: Vec<_>| due.into_iter().try_for_each(|due| order.next(due, &name));
            let rows = self.paths.rows(number);
            let fault = pass(input, reader, rows, |chunk| worker.work(chunk), &mut next)?;
            whole &= fault.is_none();
            let changed = watch.and_then(Watch::fault);
            fault.into_iter().chain(changed).try_for_each(|fault| order.fault(fault, &name))?;
        }
        Ok(whole)
    }
}
