//! Decides on one thread.

use std::sync::Arc;

use super::paths::Paths;
use super::round::Round;
use super::{FastDecider, Fault};
use crate::eval::{Decision, Id};
use crate::records::FastMemory;

/// Decides for one customer after the other on one thread, in memory that is used again and again:
/// on the fast path where that is possible, else on the plain one. It owns what it needs, so a
/// thread of a server or an object of another language can keep it; see
/// [`Engine::decider`](super::Engine::decider).
#[derive(Debug)]
pub struct Decider {
    paths: Arc<Paths>,
    /// Where the fast path can be taken.
    memory: Option<FastMemory>,
    decision: Decision,
}

impl Decider {
    pub(super) fn new(paths: &Arc<Paths>) -> Decider {
        let fast = if paths.is_alone() { None } else { paths.fast() };
        let memory = fast.map(FastMemory::new);
        Decider { paths: Arc::clone(paths), memory, decision: Decision::default() }
    }

    /// Decides for one customer, whose record is a JSON object, and says who it is.
    ///
    /// # Errors
    /// Where the record cannot be read, or the rules ask for what cannot be kept exactly.
    pub fn decide<'d>(&'d mut self, json: &'d [u8]) -> Result<(Id<'d>, &'d Decision), Fault> {
        let Decider { paths, memory, decision } = self;
        if !paths.has_ledger
            && let Some(memory) = memory
            && let Some(mut fast) = FastDecider::new(&paths.evaluator, memory)
            && let Ok(id) = fast.decide_one(json.into(), paths.steps, decision)
        {
            return Ok((id, decision));
        }
        let record = paths.reader.read(json)?;
        *decision = paths.plainly(&record)?;
        Ok((record.id, decision))
    }

    /// Decides for customers of a stream, which is called `input`.
    pub(super) fn round<'c>(&'c mut self, input: &'c str) -> Round<'c> {
        let Decider { paths, memory, decision } = self;
        let fast = memory.as_mut().and_then(|memory| FastDecider::new(&paths.evaluator, memory));
        Round::new(input, paths, fast, decision)
    }
}
