use std::io::{self, Read};
use std::sync::atomic::AtomicBool;

use super::chunk::Chunk;
use super::input::{Format, Source, Tap};
use super::threads::Crew;
use crate::records::fault::Fault;
use crate::records::plain::Reader;

/// How a stream is to be read.
#[derive(Clone, Debug)]
pub struct Options {
    /// Its format; else the name and the first bytes tell.
    pub format: Option<Format>,
    /// The name of its file, of which the extension counts.
    pub name: Option<String>,
    /// The most bytes of one record. A longer one is rejected and passed over.
    pub max_record: usize,
    /// How many bytes are read at once.
    pub block: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { format: None, name: None, max_record: 16 << 20, block: 512 << 10 }
    }
}

/// What became of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What it was read as.
    pub format: Format,
    /// Why nothing of it, or nothing more of it, could be read.
    pub damage: Option<Damage>,
}

/// What is wrong with a stream as a whole: it is UTF-16, its gzip breaks off, its header has no id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The line that was reached.
    pub line: u64,
    /// What is wrong with it.
    pub fault: Fault,
}

/// Reads a stream chunk by chunk, does `work` on the chunks on all threads of the rayon pool at
/// hand, and hands the results to `each` in the order of the stream. While some chunks are worked
/// on, the next are read and earlier results are handed over; memory is bounded by the number of
/// threads, not by the stream. The number of threads changes no result.
///
/// # Errors
/// What reading the stream or `each` gives; damage of the data itself is no error, see [`Outcome`].
pub fn run<T: Send>(
    input: impl Read + Send,
    options: &Options,
    reader: &Reader,
    work: impl Fn(&Chunk<'_>) -> T + Sync,
    each: impl FnMut(T) -> io::Result<()> + Send,
) -> io::Result<Outcome> {
    let shut = AtomicBool::new(false);
    let source = Source::open(Tap { input, shut: &shut }, options, reader)?;
    let format = source.format;
    let crew = Crew::new(source, work, each, rayon::current_num_threads(), &shut);
    crew.run().map(|damage| Outcome { format, damage })
}
