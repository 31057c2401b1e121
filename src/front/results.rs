//! The standard output, as the place for the results of a run.

use std::io::{self, ErrorKind, Stdout, Write};

/// The standard output. Its reader may stop reading, as `head` does: where the run also writes
/// files, it goes on without that reader, because the files must be whole.
#[derive(Debug)]
pub(super) struct Results {
    out: Stdout,
    /// Whether the run goes on without a reader.
    goes_on: bool,
    closed: bool,
}

impl Results {
    pub(super) fn new(goes_on: bool) -> Results {
        Results { out: io::stdout(), goes_on, closed: false }
    }

    /// What a reader who has left does not see is written all the same.
    fn forgive<T>(&mut self, written: io::Result<T>, instead: T) -> io::Result<T> {
        match written {
            Err(error) if self.goes_on && error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(instead)
            }
            Ok(_) | Err(_) => written,
        }
    }
}

impl Write for Results {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.closed {
            return Ok(bytes.len());
        }
        let written = self.out.write(bytes);
        self.forgive(written, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let flushed = self.out.flush();
        self.forgive(flushed, ())
    }
}
