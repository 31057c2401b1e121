//! What reading uses again and again: memory, and what was learned.

use std::sync::{Mutex, PoisonError};

use super::layout::LearnedLayout;
use super::record::Use;
use crate::eval::fast::Facts;
use crate::records::json::Index;
use crate::records::plain::EntryUse;

/// What reading uses again from record to record.
#[derive(Debug)]
pub(super) struct Scratch {
    pub index: Index,
    /// How records are written.
    pub record: LearnedLayout<Use>,
    /// How what was given is written.
    pub given: LearnedLayout<EntryUse>,
    /// How events are written, by the slot of their list.
    pub lists: Vec<LearnedLayout<usize>>,
    /// Whether each of the records that were read last could be read.
    pub read: Vec<bool>,
    /// Memory for facts, while nobody has it.
    facts: Vec<Facts<'static>>,
}

/// No usual record has this many tokens.
const LARGE: usize = 1 << 18;

impl Scratch {
    pub(super) fn new(
        record: LearnedLayout<Use>,
        given: LearnedLayout<EntryUse>,
        lists: Vec<LearnedLayout<usize>>,
    ) -> Scratch {
        Scratch { index: Index::new(), record, given, lists, read: Vec::new(), facts: Vec::new() }
    }

    /// The memory for facts that was put back.
    pub(super) fn take_facts<'c>(&mut self) -> Vec<Facts<'c>> {
        std::mem::take(&mut self.facts)
    }

    /// Takes back the memory of facts. What a huge record made large is kept only for another one that
    /// comes next.
    pub(super) fn put_back(&mut self, facts: Vec<Facts<'_>>) {
        if self.index.room() > LARGE && self.index.take_most() <= LARGE {
            self.index = Index::new();
        } else {
            self.facts = facts.into_iter().map(Facts::emptied).collect();
        }
    }
}

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

    /// Takes it back.
    pub(super) fn put(&self, scratch: Scratch) {
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push(scratch);
    }
}
