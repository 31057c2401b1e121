//! All decisions as one JSON document, written as they come.

use std::io::{self, Read, Seek, Write};

use super::Run;
use super::ndjson::quoted;

const VERSION: u32 = 1;

/// What is before the first decision.
pub(super) fn head(run: &Run<'_>) -> Vec<u8> {
    let as_of = quoted(&run.as_of.to_string());
    let title = quoted(run.title);
    let mut out = format!("{{\"version\":{VERSION},\"as_of\":").into_bytes();
    out.extend([as_of, b",\"rules\":".to_vec(), title, b",\"decisions\":[".to_vec()].concat());
    out
}

const MIDDLE: &[u8] = b"\n],\"rejected\":[";

const MISSING: &[u8] = b"\n],\"missing\":[\n";

const TAIL: &[u8] = b"\n]}\n";

/// Writes what is after the last decision, and with it the rejected records, each of which
/// brings the comma before it. The first one needs none. What is missing comes last, if anything is.
pub(super) fn end(
    rejected: &mut (impl Read + Seek),
    missing: &[u8],
    out: &mut impl Write,
) -> io::Result<()> {
    out.write_all(MIDDLE)?;
    rejected.rewind()?;
    let mut comma = [0];
    if rejected.read(&mut comma)? == 1 {
        io::copy(rejected, out)?;
    }
    if !missing.is_empty() {
        out.write_all(MISSING)?;
        out.write_all(missing)?;
    }
    out.write_all(TAIL)
}
