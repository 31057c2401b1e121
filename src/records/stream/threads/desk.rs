//! What the threads of a run share.

use super::queue::Queue;
use crate::records::stream::block::Block;
use crate::records::stream::outcome::StreamFault;

/// What the threads of a run share. Whatever takes long is lent to one of them, and the desk is
/// free again at once; no thread ever waits for what another one has.
#[derive(Debug)]
pub(super) struct Desk<S, T, E, F> {
    /// Where chunks come from; lent to who reads the next one.
    source: Option<S>,
    /// Who takes the results; lent to who hands them over.
    each: Option<E>,
    queue: Queue<T>,
    /// The memory of chunks that have been handed over.
    spare: Vec<Block>,
    /// How many threads could come.
    away: usize,
    ended: bool,
    fault: Option<StreamFault>,
    error: Option<F>,
}

impl<S, T, E, F> Desk<S, T, E, F> {
    /// For one thread that is here, and so many that are `away`.
    pub(super) fn new(source: S, each: E, queue: Queue<T>, away: usize) -> Desk<S, T, E, F> {
        Desk {
            source: Some(source),
            each: Some(each),
            queue,
            spare: Vec::new(),
            away,
            ended: false,
            fault: None,
            error: None,
        }
    }

    /// Lends the source, and memory to read into: that which the thread has, else that of another
    /// chunk. Where there is nothing to do for now, the thread goes.
    pub(super) fn lend_source(&mut self, block: Option<Block>) -> Option<(S, Block)> {
        let useful = !self.ended && self.queue.has_room();
        match self.source.take_if(|_| useful) {
            Some(source) => Some((source, block.or_else(|| self.spare.pop()).unwrap_or_default())),
            None => {
                self.away += 1;
                self.spare.extend(block);
                None
            }
        }
    }

    /// Takes up memory that is free for other bytes.
    pub(super) fn spare(&mut self, block: Block) {
        self.spare.push(block);
    }

    /// Takes the source back from a thread that read a chunk of this many bytes: its number, unless
    /// nobody wants it any more.
    pub(super) fn took(&mut self, source: S, bytes: usize) -> Option<u64> {
        self.source = Some(source);
        (!self.ended).then(|| self.queue.push(bytes))
    }

    /// The stream has come to its end.
    pub(super) fn end(&mut self, fault: Option<StreamFault>) {
        self.ended = true;
        self.fault = fault;
    }

    /// The stream cannot be read any further. What was read before is handed over nevertheless.
    pub(super) fn end_early(&mut self, error: F) {
        self.ended = true;
        self.error.get_or_insert(error);
    }

    /// Nobody wants any more results.
    pub(super) fn stop(&mut self, error: F) {
        self.ended = true;
        self.error = Some(error);
        self.queue.clear();
    }

    /// Takes the result of a chunk, and lends out the one who takes the results, unless somebody
    /// hands over already: that thread will find this one too.
    pub(super) fn done(&mut self, number: u64, result: T) -> Option<E> {
        self.queue.fill(number, result);
        self.each.take()
    }

    /// The next result that is due.
    pub(super) fn due(&mut self) -> Option<T> {
        self.queue.pop()
    }

    /// Nothing more is due for now.
    pub(super) fn handed_over(&mut self, each: E) {
        self.each = Some(each);
    }

    /// Whether one more thread would find something to do. It is taken to be here from now on.
    pub(super) fn calls(&mut self) -> bool {
        let calls = self.away > 0 && !self.ended && self.source.is_some() && self.queue.has_room();
        self.away -= usize::from(calls);
        calls
    }

    /// What is wrong with the stream.
    pub(super) fn close(self) -> Result<Option<StreamFault>, F> {
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.fault),
        }
    }
}
