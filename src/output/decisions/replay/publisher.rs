//! Writes a replay in the order of its input.

use std::io::{self, Write};

use super::super::table::{self as people, Person};
use super::{About, Counts, Format, Part, summary, table};
use crate::problems::{Look, shown_output};

/// Writes the results of a replay, part after part.
pub struct Publisher<'a, W: Write> {
    about: About<'a>,
    format: Format,
    look: Look,
    out: W,
    counts: Counts,
    people: Vec<Person>,
}

impl<'a, W: Write> Publisher<'a, W> {
    /// Writes what is before the first change.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn begin(about: About<'a>, format: Format, look: Look, mut out: W) -> io::Result<Self> {
        out.write_all(&format.head(&about.run))?;
        let counts = Counts::new(about.run.plan);
        Ok(Publisher { about, format, look, out, counts, people: Vec::new() })
    }

    /// Takes the next part of the input.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn add(&mut self, part: Part) -> io::Result<()> {
        let room = people::MOST - self.people.len();
        self.people.extend(part.people.into_iter().take(room));
        self.counts.merge(part.counts);
        self.out.write_all(&part.changes)
    }

    /// Writes what is after the last change, and says what became of how many.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(mut self) -> io::Result<Counts> {
        let Publisher { about, look, counts, people, .. } = &self;
        let text = match self.format {
            Format::Summary => summary::draw(about, counts, *look),
            Format::Table => table::draw(about, people, counts, *look),
            Format::Ndjson | Format::Csv | Format::Gifts | Format::GiftsNdjson => String::new(),
        };
        // Whatever comes from rules and records cannot steer the terminal.
        self.out.write_all(shown_output(&text, self.look.colour).as_bytes())?;
        self.out.flush()?;
        Ok(self.counts)
    }
}
