//! Where customers come from.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::io::{self, Read};

use crate::records::{self, Chunk, Encoding, MissingColumn, Options, Reader, Rows, StreamFault};

/// A stream of customer records that can be read again from its start, because where customers
/// compete, all of them are looked at before anyone is decided.
pub trait Input {
    /// The records as they are read.
    type Stream: Read + Send;

    /// What rejections call it.
    fn name(&self) -> Cow<'_, str>;

    /// How it is to be read.
    fn options(&self) -> Options {
        Options::default()
    }

    /// Opens it at its start.
    ///
    /// # Errors
    /// If it cannot be opened.
    fn open(&self) -> io::Result<Self::Stream>;

    /// Takes note, in each pass, of columns that the rules need and that it does not have.
    fn lacks(&self, columns: Vec<MissingColumn>) {
        let _nobody_asks = columns;
    }

    /// Takes note, in each pass, that its text is not UTF-8 but was decoded from this.
    fn decoded(&self, encoding: Encoding) {
        let _nobody_asks = encoding;
    }
}

/// Records in memory.
impl<'b> Input for &'b [u8] {
    type Stream = &'b [u8];

    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed("customers")
    }

    fn open(&self) -> io::Result<&'b [u8]> {
        Ok(self)
    }
}

/// Why an input could not be read.
#[derive(Debug)]
pub struct ReadFailure {
    /// The name of the input.
    pub input: String,
    /// What went wrong.
    pub error: io::Error,
    /// Whether it is what is kept of the inputs in a temporary file.
    pub temporary: bool,
}

impl ReadFailure {
    /// The ids that have been met cannot be kept.
    pub(super) fn of_ids(error: io::Error) -> ReadFailure {
        ReadFailure { input: "the ids of the customers".to_owned(), error, temporary: true }
    }
}

impl ReadFailure {
    /// There have to be as many inputs as there were when something was done with them.
    pub(super) fn unless_as_many(before: usize, now: usize, done: &str) -> Result<(), ReadFailure> {
        if before == now {
            return Ok(());
        }
        let error = format!("there are {now} of them, but {before} when {done}");
        let error = io::Error::new(io::ErrorKind::InvalidInput, error);
        Err(ReadFailure { input: "the inputs".to_owned(), error, temporary: false })
    }
}

impl fmt::Display for ReadFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ReadFailure { input, error, temporary } = self;
        match temporary {
            false => write!(f, "cannot read {input}: {error}"),
            true => write!(f, "cannot keep {input} in a temporary file: {error}"),
        }
    }
}

impl Error for ReadFailure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.error)
    }
}

/// How many bytes of records that have rows are read at once.
const BLOCK_WITH_ROWS: usize = 32 << 10;

/// Why a pass ended before its time.
enum Halt<E> {
    /// The input cannot be read.
    Unread(io::Error),
    /// Whoever takes what comes of it has stopped.
    Stopped(E),
}

impl<E> From<io::Error> for Halt<E> {
    fn from(error: io::Error) -> Halt<E> {
        Halt::Unread(error)
    }
}

/// Passes over an input once: does `work` on its chunks on all threads, and hands what comes of
/// them, with the chunk that it is of, to `take` in order. The rows are those of tables that belong to
/// the records. Says what is wrong with the stream as a whole, if anything is.
pub(super) fn pass<T: Send, E: From<ReadFailure> + Send>(
    input: &impl Input,
    reader: &Reader,
    rows: Option<Box<dyn Rows + '_>>,
    work: impl Fn(&Chunk<'_>) -> T + Sync,
    take: impl FnMut(&Chunk<'_>, T) -> Result<(), E> + Send,
) -> Result<Option<StreamFault>, E> {
    let has_rows = rows.is_some();
    pass_over(input, reader, rows, has_rows, work, take)
}

/// The same. Where rows are going to belong to the records in another pass, `has_rows` says so, and
/// the stream is cut in the same way.
pub(super) fn pass_over<T: Send, E: From<ReadFailure> + Send>(
    input: &impl Input,
    reader: &Reader,
    rows: Option<Box<dyn Rows + '_>>,
    has_rows: bool,
    work: impl Fn(&Chunk<'_>) -> T + Sync,
    mut take: impl FnMut(&Chunk<'_>, T) -> Result<(), E> + Send,
) -> Result<Option<StreamFault>, E> {
    let each = |chunk: &Chunk<'_>, result: T| take(chunk, result).map_err(Halt::Stopped);
    let stream = input.open().map_err(Halt::Unread);
    let mut options = input.options();
    if has_rows {
        // What belongs to the records of a chunk is in memory with it.
        options.block = options.block.min(BLOCK_WITH_ROWS);
    }
    let outcome = stream
        .and_then(|stream| records::run_with_rows(stream, &options, reader, rows, work, each));
    match outcome {
        Ok(outcome) => {
            if let Some(encoding) = outcome.encoding {
                input.decoded(encoding);
            }
            if !outcome.lacks.is_empty() {
                input.lacks(outcome.lacks);
            }
            Ok(outcome.fault)
        }
        Err(Halt::Stopped(error)) => Err(error),
        Err(Halt::Unread(error)) => {
            let input = input.name().into_owned();
            Err(ReadFailure { input, error, temporary: false }.into())
        }
    }
}
