//! A record that has nothing but an id.

use crate::values::{Path, Step};

/// The record of a customer of whom only the id is known, as JSON.
pub fn record_of_id(path: &Path, id: &str) -> String {
    let id = serde_json::Value::from(id).to_string();
    path.0.iter().rev().fold(id, |inner, step| match step {
        Step::Key(key) => format!("{{{}:{inner}}}", serde_json::Value::from(key.as_str())),
        Step::Index(index) => format!("[{}{inner}]", "null,".repeat(*index)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_at_its_path() {
        let record = |path: &str, id| record_of_id(&Path::parse(path).unwrap(), id);
        assert_eq!(record("id", "a\"b"), r#"{"id":"a\"b"}"#);
        assert_eq!(record("profile['the id']", "7"), r#"{"profile":{"the id":"7"}}"#);
        assert_eq!(record("ids[1]", "7"), r#"{"ids":[null,"7"]}"#);
    }
}
