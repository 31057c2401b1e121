use std::sync::{Mutex, PoisonError};

use super::memo::Memo;
use crate::records::draft::RecordUse;
use crate::records::events::EventUse;
use crate::records::json::Index;

/// What reading uses again from record to record.
#[derive(Debug)]
pub(super) struct Desk {
    pub index: Index,
    /// How records are written.
    pub record: Memo<RecordUse>,
    /// How events are written, by the slot of their list.
    pub lists: Vec<Memo<EventUse>>,
}

/// No usual record has so many tokens.
const LARGE: usize = 1 << 18;

/// The desks that nobody sits at, so that what was learned at them is not learned again.
#[derive(Debug, Default)]
pub(super) struct Desks {
    free: Mutex<Vec<Desk>>,
}

impl Desks {
    /// A desk for so many lists.
    pub fn take(&self, lists: usize) -> Desk {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        free.unwrap_or_else(|| Desk {
            index: Index::new(),
            record: Memo::new(),
            lists: vec![Memo::new(); lists],
        })
    }

    /// Puts a desk back, unless a huge record made it large.
    pub fn put(&self, desk: Desk) {
        if desk.index.room() > LARGE {
            return;
        }
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push(desk);
    }
}
