//! What reading uses again and again: memory, and what was learned.

use std::sync::{Mutex, PoisonError};

use super::layout::LearnedLayout;
use super::record::Use;
use crate::records::json::Index;

/// What reading uses again from record to record.
#[derive(Debug)]
pub(super) struct Scratch {
    pub index: Index,
    /// How records are written.
    pub record: LearnedLayout<Use>,
    /// How events are written, by the slot of their list.
    pub lists: Vec<LearnedLayout<usize>>,
}

/// No usual record has this many tokens.
const LARGE: usize = 1 << 18;

/// What nobody uses for now. It is kept so that what was learned with it is not learned again.
#[derive(Debug, Default)]
pub(super) struct ScratchPool {
    free: Mutex<Vec<Scratch>>,
}

impl ScratchPool {
    /// Something that another one used, if there is any.
    pub(super) fn take(&self) -> Option<Scratch> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    /// Takes it back, unless a huge record made it large.
    pub(super) fn put(&self, scratch: Scratch) {
        if scratch.index.room() > LARGE {
            return;
        }
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push(scratch);
    }
}
