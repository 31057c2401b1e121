//! All decisions as one JSON document, written as they come.

use super::Run;
use super::ndjson::quoted;

const VERSION: u32 = 1;

/// What stands before the first decision.
pub fn head(run: &Run<'_>) -> Vec<u8> {
    let as_of = quoted(&run.as_of.to_string());
    let title = quoted(run.title);
    let mut out = format!("{{\"version\":{VERSION},\"as_of\":").into_bytes();
    out.extend([as_of, b",\"rules\":".to_vec(), title, b",\"decisions\":[".to_vec()].concat());
    out
}

/// What stands between the decisions and the rejected records.
pub const MIDDLE: &[u8] = b"\n],\"rejected\":[";

pub const TAIL: &[u8] = b"\n]}\n";
