use std::collections::HashMap;
use std::sync::Arc;

/// The ids of all customers so far and where each stands, so that none comes twice.
#[derive(Debug, Default)]
pub struct Ids {
    seen: HashMap<String, (Arc<str>, u64)>,
}

impl Ids {
    /// Takes up an id. An error with the earlier place, `customers.ndjson:12`, where there is one.
    pub fn add(&mut self, id: String, file: &Arc<str>, line: u64) -> Result<(), String> {
        if let Some((file, line)) = self.seen.get(&id) {
            return Err(format!("{file}:{line}"));
        }
        self.seen.insert(id, (Arc::clone(file), line));
        Ok(())
    }
}
