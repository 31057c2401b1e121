//! A copy of what can be read only once, where it is read more than once.

use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::Path;

use super::{Failure, disk};
use crate::problems::register::CANNOT_WRITE;

/// How many bytes are copied at once.
const BLOCK: usize = 256 << 10;

/// A copy of a pipe, or of a sheet of a workbook. The file has no name, so nothing of it remains however the program ends.
#[derive(Debug)]
pub(super) struct Spool(File);

impl Spool {
    /// A copy of a pipe; `None` for a file, which can be read again.
    pub(super) fn of(path: &Path) -> Result<Option<Spool>, Failure> {
        if disk::size(path)?.is_some() {
            return Ok(None);
        }
        let name = disk::name(path);
        let unread = |error: io::Error| Failure::reading(&name, &error);
        let unwritten = |error: io::Error| {
            let cause = Failure::cause(&error);
            Failure::coded(CANNOT_WRITE, format!("cannot keep a copy of {name}: {cause}"))
                .help("these rules read the customers several times; give a file instead of a pipe")
        };
        let mut input = disk::open(path).map_err(unread)?;
        let mut copy = tempfile::tempfile().map_err(unwritten)?;
        let mut block = vec![0; BLOCK];
        loop {
            match input.read(&mut block) {
                Ok(0) => return Ok(Some(Spool(copy))),
                Ok(read) => copy.write_all(&block[..read]).map_err(unwritten)?,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(unread(error)),
            }
        }
    }

    /// How many bytes it has.
    pub(super) fn size(&self) -> io::Result<u64> {
        Ok(self.0.metadata()?.len())
    }

    /// The copy from its start. One reader at a time: all share the place in the file.
    pub(super) fn open(&self) -> io::Result<File> {
        let mut copy = self.0.try_clone()?;
        copy.rewind()?;
        Ok(copy)
    }
}

impl Spool {
    /// One to write into.
    pub(super) fn to_write() -> Result<File, Failure> {
        tempfile::tempfile().map_err(|error| {
            let cause = Failure::cause(&error);
            Failure::coded(CANNOT_WRITE, format!("cannot make a temporary file: {cause}"))
        })
    }
}

impl From<File> for Spool {
    fn from(copy: File) -> Spool {
        Spool(copy)
    }
}
