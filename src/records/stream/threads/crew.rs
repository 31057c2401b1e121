//! The threads of a run, and what each of them does.

use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::Scope;

use super::desk::Desk;
use super::queue::Queue;
use crate::records::stream::block::Block;
use crate::records::stream::chunk::Chunk;
use crate::records::stream::input::Source;
use crate::records::stream::outcome::StreamFault;

/// How many chunks each thread may have on their way, so that a slow one does not hold up others.
const AHEAD: usize = 4;

/// The threads that pass a stream on. Each of them does all there is to do: it reads a chunk, works
/// on it, and hands over the results that are due. A thread that finds nothing to do does not wait
/// but goes, and one that makes something to do calls another back. So threads cannot wait for each
/// other in a circle, even where they come to their tasks by way of other tasks of the pool; and
/// where one of them panics, the others run out of work, and the panic comes out behind them.
pub(in crate::records::stream) struct Crew<'s, S, T, W, E, F> {
    desk: Mutex<Desk<S, T, E, F>>,
    work: W,
    shut: &'s AtomicBool,
}

impl<'s, 'r, R, T, W, E, F> Crew<'s, Source<'r, R>, T, W, E, F>
where
    R: Read + Send,
    T: Send,
    W: Fn(&Chunk<'_>) -> T + Sync,
    E: FnMut(T) -> Result<(), F> + Send,
    F: From<io::Error> + Send,
{
    /// Works on the chunks of a source on this many threads. `shut` is set when the rest of them is
    /// of no use.
    pub(crate) fn new(
        source: Source<'r, R>,
        work: W,
        each: E,
        threads: usize,
        shut: &'s AtomicBool,
    ) -> Self {
        let most = AHEAD * threads;
        let queue = Queue::new(most, most.saturating_mul(source.block));
        let desk = Mutex::new(Desk::new(source, each, queue, threads - 1));
        Crew { desk, work, shut }
    }

    /// Passes all of the stream on, and tells what is wrong with it.
    pub(crate) fn run(self) -> Result<Option<StreamFault>, F> {
        rayon::scope(|scope| self.toil(scope));
        self.desk.into_inner().unwrap_or_else(PoisonError::into_inner).close()
    }

    /// What one thread does, for as long as there is something to do.
    fn toil<'c>(&'c self, scope: &Scope<'c>) {
        let mut block = None;
        while let Some((number, chunk)) = self.take(block.take(), scope) {
            let result = (self.work)(&chunk);
            block = Some(chunk.into_block());
            self.hand_over(number, result, scope);
        }
    }

    /// The next chunk, and its number.
    fn take<'c>(&'c self, block: Option<Block>, scope: &Scope<'c>) -> Option<(u64, Chunk<'r>)> {
        let (mut source, block) = self.desk().lend_source(block)?;
        let next = source.next(block);
        let mut desk = self.desk();
        match next {
            Ok(Some(chunk)) => {
                let number = desk.took(source, chunk.len());
                self.call(desk, scope);
                Some((number?, chunk))
            }
            Ok(None) => {
                desk.end(source.fault);
                None
            }
            Err(error) => {
                desk.end_early(error.into());
                None
            }
        }
    }

    /// Hands over what is due, unless somebody does that already.
    fn hand_over<'c>(&'c self, number: u64, result: T, scope: &Scope<'c>) {
        let Some(mut each) = self.desk().done(number, result) else { return };
        loop {
            let mut desk = self.desk();
            let Some(result) = desk.due() else {
                desk.handed_over(each);
                return self.call(desk, scope);
            };
            self.call(desk, scope);
            if let Err(error) = each(result) {
                self.desk().stop(error);
                self.shut.store(true, Ordering::Relaxed);
            }
        }
    }

    /// Calls another thread where there is something to do for it.
    fn call<'c>(
        &'c self,
        mut desk: MutexGuard<'_, Desk<Source<'r, R>, T, E, F>>,
        scope: &Scope<'c>,
    ) {
        let calls = desk.calls();
        drop(desk);
        if calls {
            scope.spawn(|scope| self.toil(scope));
        }
    }

    fn desk(&self) -> MutexGuard<'_, Desk<Source<'r, R>, T, E, F>> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
