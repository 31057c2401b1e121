//! A customer file of a run, opened again for each pass over it.

use std::borrow::Cow;
use std::io::{self, Read};
use std::path::Path;
use std::sync::OnceLock;

use super::progress::{Counting, Progress};
use super::spool::Spool;
use super::{absent, disk};
use crate::plan::Plan;
use crate::records::{Encoding, Format, MissingColumn, Options};
use crate::run::Input;

/// A customer file or a file of a table, or the standard input.
pub(super) struct Customers<'a> {
    pub path: &'a Path,
    /// What it is; `None` if that is to be seen from what is in it.
    pub format: Option<Format>,
    /// A copy of what cannot be read twice, where it is read more than once.
    pub spool: Option<&'a Spool>,
    pub progress: &'a Progress,
    /// What its text was decoded from, if it was not UTF-8.
    pub encoding: OnceLock<Encoding>,
    /// The columns that the rules need, and that it does not have.
    pub lacks: OnceLock<Vec<MissingColumn>>,
}

impl Customers<'_> {
    /// The columns that the rules need, and the file does not have.
    pub(super) fn missing_columns(&self) -> &[MissingColumn] {
        self.lacks.get().map_or(&[], Vec::as_slice)
    }

    /// Says of each of them what follows. `table` is the table that the file is of, if it is not one
    /// of customers.
    pub(super) fn missing_words(&self, plan: &Plan, table: Option<&str>) -> Vec<String> {
        let file = self.name();
        let columns = self.missing_columns().iter();
        columns.map(|column| absent::sentence(&file, column, plan, table)).collect()
    }

    /// Says that the file was decoded, if it was.
    pub(super) fn decoded_from(&self) -> Option<String> {
        let encoding = self.encoding.get()?;
        Some(format!("{} is {encoding}, and was read as such", self.name()))
    }
}

impl Input for Customers<'_> {
    type Stream = Counting<Box<dyn Read + Send>>;

    fn name(&self) -> Cow<'_, str> {
        Cow::Owned(disk::name(self.path))
    }

    fn options(&self) -> Options {
        Options {
            format: self.format,
            name: (!disk::is_stdin(self.path)).then(|| disk::name(self.path)),
            ..Options::default()
        }
    }

    fn open(&self) -> io::Result<Self::Stream> {
        let file: Box<dyn Read + Send> = match self.spool {
            None => disk::open(self.path)?,
            Some(spool) => Box::new(spool.open()?),
        };
        Ok(self.progress.counting(file))
    }

    fn lacks(&self, columns: Vec<MissingColumn>) {
        self.lacks.get_or_init(|| columns);
    }

    fn decoded(&self, encoding: Encoding) {
        self.encoding.get_or_init(|| encoding);
    }
}
