//! Rejected records with all that there was of them, for `--rejects`.

use std::sync::Arc;

use super::{Rejection, ndjson};
use crate::problems;

/// The rejected records of one part, a line each.
#[derive(Clone, Debug, Default)]
pub struct Rejects {
    lines: Vec<u8>,
    /// The headers above rows of CSV, each once: a file may have a long one and many rows.
    headers: Vec<Header>,
}

/// The header of a file, and where it goes into the line of its first row.
#[derive(Clone, Debug)]
struct Header {
    file: String,
    text: Arc<[u8]>,
    at: usize,
}

/// Puts the rejected records of a run together, with the header of a file only where its first row is.
#[derive(Debug, Default)]
pub struct RejectsWriter {
    last: Option<Header>,
}

impl Header {
    fn is_that_of(&self, file: &str, text: &Arc<[u8]>) -> bool {
        self.file == file && (Arc::ptr_eq(&self.text, text) || self.text == *text)
    }
}

impl Rejects {
    /// Takes up one more; `raw` is the record as the input has it.
    pub(super) fn add(&mut self, rejection: &Rejection, header: Option<&Arc<[u8]>>, raw: &[u8]) {
        self.lines.extend(problems::line(rejection));
        self.lines.pop();
        if let Some(text) = header
            && !self
                .headers
                .last()
                .is_some_and(|last| last.is_that_of(rejection.record_file(), text))
        {
            let (file, text) = (rejection.record_file().to_owned(), Arc::clone(text));
            self.headers.push(Header { file, text, at: self.lines.len() });
        }
        self.lines.extend_from_slice(b",\"record\":");
        ndjson::quote(&mut self.lines, &String::from_utf8_lossy(raw));
        self.lines.extend_from_slice(b"}\n");
    }
}

impl RejectsWriter {
    /// Those of the next part as they are to be written.
    pub fn lines(&mut self, rejects: Rejects) -> Vec<u8> {
        let Rejects { lines, headers } = rejects;
        let (mut out, mut copied) = (Vec::new(), 0);
        for header in headers {
            if self.last.as_ref().is_some_and(|last| last.is_that_of(&header.file, &header.text)) {
                continue;
            }
            out.extend_from_slice(&lines[copied..header.at]);
            out.extend_from_slice(b",\"header\":");
            ndjson::quote(&mut out, &String::from_utf8_lossy(&header.text));
            copied = header.at;
            self.last = Some(header);
        }
        if copied == 0 {
            return lines;
        }
        out.extend_from_slice(&lines[copied..]);
        out
    }
}
