//! A file that is being written, and takes its place only when it is whole.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::target::Target;
use super::{Failure, disk};

/// How many bytes are gathered before they are written.
const BUFFER: usize = 256 << 10;

/// A file that is being written. Until [`finish`](Replacement::finish), the old one stays as it
/// was.
pub(super) struct Replacement {
    name: String,
    writer: BufWriter<Sink>,
}

/// Where the bytes go.
enum Sink {
    Plain(Target),
    Gzip(Box<GzEncoder<Target>>),
}

impl Replacement {
    /// A file of text that was read and takes its own place. What is not a file has no place.
    pub(super) fn of_file(path: &Path) -> Result<Replacement, Failure> {
        Replacement::new(path, Target::of_file(path), Sink::Plain)
    }

    /// Compressed where the name ends in `.gz`.
    pub(super) fn create(path: &Path) -> Result<Replacement, Failure> {
        let gzip = path.extension().is_some_and(|extension| extension == "gz");
        Replacement::new(path, Target::new(path), |target| match gzip {
            true => Sink::Gzip(Box::new(GzEncoder::new(target, Compression::default()))),
            false => Sink::Plain(target),
        })
    }

    fn new(
        path: &Path,
        target: io::Result<Target>,
        sink: impl FnOnce(Target) -> Sink,
    ) -> Result<Replacement, Failure> {
        let name = disk::name(path);
        let target = target.map_err(|error| Failure::writing(&name, &error))?;
        Ok(Replacement { name, writer: BufWriter::with_capacity(BUFFER, sink(target)) })
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.writer.write_all(bytes).map_err(|error| Failure::writing(&self.name, &error))
    }

    /// Puts the file in its place.
    pub(super) fn finish(self) -> Result<(), Failure> {
        let failed = |error: &io::Error| Failure::writing(&self.name, error);
        let sink = self.writer.into_inner().map_err(|error| failed(error.error()))?;
        let target = match sink {
            Sink::Plain(target) => target,
            Sink::Gzip(encoder) => encoder.finish().map_err(|error| failed(&error))?,
        };
        target.settle().map_err(|error| failed(&error))
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Sink::Plain(target) => target.write(bytes),
            Sink::Gzip(encoder) => encoder.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Sink::Plain(target) => target.flush(),
            Sink::Gzip(encoder) => encoder.flush(),
        }
    }
}
