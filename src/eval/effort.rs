//! How much of histories and balances is looked through, which only tests ask.

#[cfg(test)]
use std::cell::Cell;

#[cfg(test)]
thread_local! {
    static STEPS: Cell<usize> = const { Cell::new(0) };
}

/// Notes that this many entries are looked at.
#[inline]
pub(super) fn looked(entries: usize) {
    #[cfg(test)]
    STEPS.with(|steps| steps.set(steps.get() + entries));
    #[cfg(not(test))]
    let _ = entries;
}

/// How many entries are looked at on this thread while something is done.
#[cfg(test)]
pub(super) fn of(work: impl FnOnce()) -> usize {
    let before = STEPS.with(Cell::get);
    work();
    STEPS.with(Cell::get) - before
}
