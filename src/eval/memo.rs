//! What was found out about a customer, so that it is found out once.

use std::cell::RefCell;

/// What was found out, by slot. It takes memory once something is.
#[derive(Debug)]
pub(super) struct Memo<T>(RefCell<Vec<Option<T>>>);

impl<T> Default for Memo<T> {
    fn default() -> Memo<T> {
        Memo(RefCell::new(Vec::new()))
    }
}

impl<T: Clone> Memo<T> {
    /// What was found out for a slot.
    pub(super) fn get(&self, slot: usize) -> Option<T> {
        self.0.borrow().get(slot)?.clone()
    }

    /// Notes what was found out for a slot, one of so many.
    pub(super) fn set(&self, slot: usize, of: usize, found: T) {
        let mut all = self.0.borrow_mut();
        if all.is_empty() {
            all.resize_with(of, || None);
        }
        all[slot] = Some(found);
    }
}
