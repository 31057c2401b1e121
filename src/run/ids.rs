//! The ids that have been met, so that none comes twice.

use std::collections::HashMap;
use std::sync::Arc;

/// The ids of all customers so far, and the place of each.
#[derive(Debug, Default)]
pub(super) struct Ids {
    seen: HashMap<String, (Arc<str>, u64)>,
}

impl Ids {
    /// Takes up an id. An error with the earlier place, `customers.ndjson:12`, where there is one.
    pub(super) fn add(&mut self, id: String, input: &Arc<str>, line: u64) -> Result<(), String> {
        if let Some((input, line)) = self.seen.get(&id) {
            return Err(format!("{input}:{line}"));
        }
        self.seen.insert(id, (Arc::clone(input), line));
        Ok(())
    }
}
