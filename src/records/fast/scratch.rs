use std::sync::{Mutex, PoisonError};

use super::layout::Memo;
use super::reader::FastReader;
use super::record::Use;
use crate::records::json::Index;

/// What reading uses again from record to record.
#[derive(Debug)]
pub(super) struct Kit {
    pub index: Index,
    /// How records are written.
    pub record: Memo<Use>,
    /// How events are written, by the slot of their list.
    pub lists: Vec<Memo<usize>>,
}

/// No usual record has so many tokens.
const LARGE: usize = 1 << 18;

/// The kits that nobody uses, so that what was learned with them is not learned again.
#[derive(Debug, Default)]
pub(super) struct Kits {
    free: Mutex<Vec<Kit>>,
}

impl Kits {
    /// A kit for a reader.
    pub fn take(&self, reader: &FastReader<'_>) -> Kit {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        free.unwrap_or_else(|| Kit {
            index: Index::new(),
            record: Memo::new(&reader.shape),
            lists: reader.lists.iter().map(|list| Memo::new(&list.shape)).collect(),
        })
    }

    /// Puts a kit back, unless a huge record made it large.
    pub fn put(&self, kit: Kit) {
        if kit.index.room() > LARGE {
            return;
        }
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push(kit);
    }
}
