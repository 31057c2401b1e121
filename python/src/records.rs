//! Customers, or the rows of a table, in whatever form Python has them.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::Ordering;

use flywheel::front::Lacking;
use flywheel::records::{Format, MissingColumn, Options};
use flywheel::run::Input;
use pyo3::pybacked::PyBackedBytes;

use crate::arrow::{Lines, Rows};
use crate::patient::Stop;

/// Customers, or the rows of a table.
pub(crate) struct Records {
    /// What messages call them.
    pub name: String,
    pub content: Content,
    /// The columns that the rules need, and that they do not have.
    pub lacks: OnceLock<Vec<MissingColumn>>,
    /// The most bytes of one of them.
    pub max_record: usize,
}

/// Where they are.
pub(crate) enum Content {
    /// In memory of Python, as JSON, NDJSON or CSV.
    Bytes(PyBackedBytes),
    /// As lines of JSON that were made of objects of Python.
    Lines(Vec<u8>),
    /// In a file, which may be compressed.
    File(PathBuf),
    /// In a table of Arrow.
    Rows(Rows),
}

impl Records {
    pub(crate) fn new(name: &str, content: Content) -> Records {
        let max_record = Options::default().max_record;
        Records { name: name.to_owned(), content, lacks: OnceLock::new(), max_record }
    }

    /// Lines that have rows of tables in them, and so may be of any length.
    pub(crate) fn joined(name: &str, lines: Vec<u8>) -> Records {
        let longest = lines.split(|byte| *byte == b'\n').map(<[u8]>::len).max();
        let records = Records::new(name, Content::Lines(lines));
        let max_record = records.max_record.max(longest.unwrap_or_default());
        Records { max_record, ..records }
    }

    /// The columns that the rules need, and that they do not have. `table` is the table whose rows they are.
    pub(crate) fn lacking<'l>(&'l self, table: Option<&'l str>) -> Lacking<'l> {
        let columns = self.lacks.get().map_or(&[][..], Vec::as_slice);
        Lacking { name: &self.name, table, columns }
    }

    /// The same records for work that may be stopped.
    pub(crate) fn until<'r>(&'r self, stop: &'r Stop) -> Reading<'r> {
        Reading { records: self, stop }
    }
}

/// Records for work that may be stopped.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'r> {
    records: &'r Records,
    stop: &'r Stop,
}

impl<'r> Input for Reading<'r> {
    type Stream = Stream<'r>;

    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.records.name)
    }

    fn options(&self) -> Options {
        let (format, name) = match &self.records.content {
            Content::Bytes(_) => (None, None),
            Content::Lines(_) | Content::Rows(_) => (Some(Format::Ndjson), None),
            Content::File(_) => (None, Some(self.records.name.clone())),
        };
        Options { format, name, max_record: self.records.max_record, ..Options::default() }
    }

    fn open(&self) -> io::Result<Stream<'r>> {
        let from = match &self.records.content {
            Content::Bytes(bytes) => From::Bytes(bytes),
            Content::Lines(lines) => From::Bytes(lines),
            Content::File(path) => From::File(File::open(path)?),
            Content::Rows(rows) => From::Rows(rows.lines()),
        };
        Ok(Stream { from, stop: self.stop })
    }

    fn lacks(&self, columns: Vec<MissingColumn>) {
        self.records.lacks.get_or_init(|| columns);
    }
}

/// Records as they are read.
pub(crate) struct Stream<'r> {
    from: From<'r>,
    stop: &'r Stop,
}

enum From<'r> {
    Bytes(&'r [u8]),
    File(File),
    Rows(Lines),
}

impl Read for Stream<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(io::Error::other("it was interrupted"));
        }
        match &mut self.from {
            From::Bytes(bytes) => bytes.read(into),
            From::File(file) => file.read(into),
            From::Rows(lines) => lines.read(into),
        }
    }
}
