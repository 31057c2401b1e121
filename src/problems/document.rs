//! Values as JSON.

use serde::Serialize;

/// A document to look at, with a line break at its end.
pub fn document(value: &impl Serialize) -> String {
    written(serde_json::to_string_pretty(value)) + "\n"
}

/// The same on one line, without the line break.
pub fn line(value: &(impl Serialize + ?Sized)) -> Vec<u8> {
    written(serde_json::to_vec(value))
}

#[expect(clippy::expect_used, reason = "serializing fails only for maps whose keys are not text")]
fn written<T>(json: serde_json::Result<T>) -> T {
    json.expect("texts and numbers can always be written as JSON")
}
