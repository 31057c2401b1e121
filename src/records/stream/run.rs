//! Reads a stream to its end, with the caller's work done on all threads.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::chunk::Chunk;
use super::input::{Source, Tap};
use super::options::Options;
use super::outcome::Outcome;
use super::rows::Rows;
use super::threads::Crew;
use crate::records::plain::Reader;

/// Reads a stream chunk by chunk, does `work` on the chunks on all threads of the rayon pool at
/// hand, and hands the chunks with the results to `each` in the order of the stream. While some chunks are worked
/// on, the next are read and earlier results are handed over; memory is bounded by the number of
/// threads, not by the stream. The number of threads changes no result.
///
/// # Errors
/// What reading the stream returns, and what `each` returns, as it is. A fault in the data itself is
/// not an error: see [`Outcome`].
pub fn run<T: Send, F: From<io::Error> + Send>(
    input: impl Read + Send,
    options: &Options,
    reader: &Reader,
    work: impl Fn(&Chunk<'_>) -> T + Sync,
    each: impl FnMut(&Chunk<'_>, T) -> Result<(), F> + Send,
) -> Result<Outcome, F> {
    run_with_rows(input, options, reader, None, work, each)
}

/// The same, with the rows of tables that belong to the records of the stream.
///
/// # Errors
/// As [`run`]; and where the rows cannot be read.
pub fn run_with_rows<T: Send, F: From<io::Error> + Send>(
    input: impl Read + Send,
    options: &Options,
    reader: &Reader,
    rows: Option<Box<dyn Rows + '_>>,
    work: impl Fn(&Chunk<'_>) -> T + Sync,
    each: impl FnMut(&Chunk<'_>, T) -> Result<(), F> + Send,
) -> Result<Outcome, F> {
    let shut = AtomicBool::new(false);
    let source = Source::open(Tap { input, shut: &shut }, options, reader)?.with_rows(rows);
    let (format, encoding) = (source.format, Arc::clone(&source.encoding));
    let lacks = source.lacks();
    let crew = Crew::new(source, work, each, rayon::current_num_threads(), &shut);
    let fault = crew.run()?;
    Ok(Outcome { format, encoding: encoding.get().copied(), lacks, fault })
}
