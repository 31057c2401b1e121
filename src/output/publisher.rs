use std::io::{self, Read, Seek, Write};

use tempfile::SpooledTempFile;

use super::table::{self, Person};
use super::{Format, Part, Run, Tally, csv, json, summary};
use crate::problems::Look;

/// Rejected records wait in memory up to this size, and then on the disk, because a JSON document
/// has them behind the decisions.
const SPOOL: usize = 1 << 20;

/// Writes the results of a run, part after part.
pub struct Publisher<'a, W: Write> {
    run: Run<'a>,
    format: Format,
    look: Look,
    out: W,
    tally: Tally,
    people: Vec<Person>,
    concerned: u64,
    refused: SpooledTempFile,
    begun: bool,
}

impl<'a, W: Write> Publisher<'a, W> {
    /// Writes what stands before the first decision.
    pub fn begin(run: Run<'a>, format: Format, look: Look, mut out: W) -> io::Result<Self> {
        match format {
            Format::Json => out.write_all(&json::head(&run))?,
            Format::Csv => out.write_all(csv::HEAD)?,
            Format::Summary | Format::Table | Format::Ndjson => {}
        }
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
        // In a JSON document each decision brings the comma before it; the first needs none.
        let comma = self.format == Format::Json && !self.begun && !part.decisions.is_empty();
        self.begun |= !part.decisions.is_empty();
        self.out.write_all(&part.decisions[usize::from(comma)..])?;
        Ok(part.decisions)
    }

    /// Writes what stands behind the last decision, and tells what happened to how many.
    pub fn finish(mut self) -> io::Result<Tally> {
        match self.format {
            Format::Summary => {
                let text = summary::draw(&self.run, &self.tally, self.look);
                self.out.write_all(text.as_bytes())?;
            }
            Format::Table => {
                let text =
                    table::draw(&self.run, &self.people, &self.tally, self.concerned, self.look);
                self.out.write_all(text.as_bytes())?;
            }
            Format::Json => {
                self.out.write_all(json::MIDDLE)?;
                self.refused.rewind()?;
                let mut comma = [0];
                if self.refused.read(&mut comma)? == 1 {
                    io::copy(&mut self.refused, &mut self.out)?;
                }
                self.out.write_all(json::TAIL)?;
            }
            Format::Ndjson | Format::Csv => {}
        }
        self.out.flush()?;
        Ok(self.tally)
    }
}
