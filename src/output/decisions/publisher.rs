//! Writes the results of a run in the order of its input.

use std::io::{self, Write};

use tempfile::SpooledTempFile;

use super::table::{self, Person};
use super::{Format, Part, Run, Tally};
use crate::problems::Look;

/// Rejected records wait in memory up to this size, and then on the disk, because a JSON document
/// has them after the decisions.
const SPOOL: usize = 1 << 20;

/// Writes the results of a run, part after part.
pub struct Publisher<'a, W: Write> {
    pub(super) run: Run<'a>,
    format: Format,
    pub(super) look: Look,
    pub(super) out: W,
    pub(super) tally: Tally,
    pub(super) people: Vec<Person>,
    pub(super) concerned: u64,
    pub(super) refused: SpooledTempFile,
    begun: bool,
}

impl<'a, W: Write> Publisher<'a, W> {
    /// Writes what is before the first decision.
    pub fn begin(run: Run<'a>, format: Format, look: Look, mut out: W) -> io::Result<Self> {
        format.begin(&run, &mut out)?;
        Ok(Publisher {
            run,
            format,
            look,
            out,
            tally: Tally::new(run.plan),
            people: Vec::new(),
            concerned: 0,
            refused: SpooledTempFile::new(SPOOL),
            begun: false,
        })
    }

    /// Takes the next part of the input, and yields the memory of its decisions.
    pub fn add(&mut self, part: Part) -> io::Result<Vec<u8>> {
        self.concerned += part.concerned;
        let room = table::MOST - self.people.len();
        self.people.extend(part.people.into_iter().take(room));
        self.tally.merge(part.tally);
        self.refused.write_all(&part.refused)?;
        let comma = self.format.brings_commas() && !self.begun && !part.decisions.is_empty();
        self.begun |= !part.decisions.is_empty();
        self.out.write_all(&part.decisions[usize::from(comma)..])?;
        Ok(part.decisions)
    }

    /// Writes what is after the last decision, and tells what happened to how many.
    pub fn finish(self) -> io::Result<Tally> {
        Ok(self.finish_into()?.0)
    }

    /// The same, and yields what it was written to.
    pub fn finish_into(mut self) -> io::Result<(Tally, W)> {
        self.format.end(&mut self)?;
        self.out.flush()?;
        Ok((self.tally, self.out))
    }
}
