//! Where customers come from.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::io::{self, Read};

use crate::records::{self, Chunk, Encoding, Options, Reader, Rows, StreamFault};

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
}

impl fmt::Display for ReadFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read {}: {}", self.input, self.error)
    }
}

impl Error for ReadFailure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.error)
    }
}

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
/// them to `take` in order. The rows are those of tables that belong to the records. Says what is wrong with the stream as a whole, if anything is.
pub(super) fn pass<T: Send, E: From<ReadFailure> + Send>(
    input: &impl Input,
    reader: &Reader,
    rows: Option<Box<dyn Rows + '_>>,
    work: impl Fn(&Chunk<'_>) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), E> + Send,
) -> Result<Option<StreamFault>, E> {
    let each = |result: T| take(result).map_err(Halt::Stopped);
    let stream = input.open().map_err(Halt::Unread);
    let outcome = stream.and_then(|stream| {
        records::run_with_rows(stream, &input.options(), reader, rows, work, each)
    });
    match outcome {
        Ok(outcome) => {
            if let Some(encoding) = outcome.encoding {
                input.decoded(encoding);
            }
            Ok(outcome.fault)
        }
        Err(Halt::Stopped(error)) => Err(error),
        Err(Halt::Unread(error)) => {
            Err(ReadFailure { input: input.name().into_owned(), error }.into())
        }
    }
}
