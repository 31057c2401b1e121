//! What one run made of each record, kept until another run can be compared with it: in a file without a
//! name, of which nothing remains however the program ends.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

use crate::tools::diff::{Entries, Entry};

/// Where a record is: in which of the inputs, and how many records come before it there.
pub(super) type Place = (usize, u64);

/// What a run makes of records, while it goes on.
pub(super) struct KeptWriter(BufWriter<File>);

/// The same, record by record.
pub(super) struct KeptReader {
    file: BufReader<File>,
    /// The entries of some records that follow each other.
    block: Vec<u8>,
    /// How much of them has been read.
    at: usize,
    /// Where the next of them is; `None` at the end.
    place: Option<Place>,
    /// How many of them there are still.
    left: u64,
}

impl KeptWriter {
    pub(super) fn new() -> io::Result<KeptWriter> {
        Ok(KeptWriter(BufWriter::new(tempfile::tempfile()?)))
    }

    /// Keeps the entries of some records that follow each other in an input.
    pub(super) fn add(&mut self, input: usize, count: u64, entries: &[u8]) -> io::Result<()> {
        if count == 0 {
            return Ok(());
        }
        for number in [input as u64, count, entries.len() as u64] {
            self.0.write_all(&number.to_le_bytes())?;
        }
        self.0.write_all(entries)
    }

    /// All that was kept, from the start.
    pub(super) fn read(self) -> io::Result<KeptReader> {
        let mut file = self.0.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        let file = BufReader::new(file);
        let mut reader = KeptReader { file, block: Vec::new(), at: 0, place: None, left: 0 };
        reader.next_block()?;
        Ok(reader)
    }
}

impl KeptReader {
    /// Where the next record is; `None` at the end.
    pub(super) fn place(&self) -> Option<Place> {
        self.place
    }

    /// What became of the next record, which is handed to `take`.
    pub(super) fn next<T>(&mut self, take: impl FnOnce(Entry<'_>) -> T) -> io::Result<T> {
        let mut entries = Entries(&self.block[self.at..]);
        let entry = entries.next_entry().ok_or_else(damaged)?;
        let taken = take(entry);
        self.at = self.block.len() - entries.0.len();
        self.left -= 1;
        self.place = self.place.map(|(input, record)| (input, record + 1));
        if self.left == 0 {
            self.next_block()?;
        }
        Ok(taken)
    }

    fn next_block(&mut self) -> io::Result<()> {
        let mut head = [0; 24];
        let before = self.place.take();
        let first = self.file.read(&mut head[..1])?;
        if first == 0 {
            return Ok(());
        }
        self.file.read_exact(&mut head[1..])?;
        let (numbers, _) = head.as_chunks::<8>();
        let number =
            |place: usize| numbers.get(place).map_or(0, |bytes| u64::from_le_bytes(*bytes));
        let input = usize::try_from(number(0)).map_err(|_| damaged())?;
        let length = usize::try_from(number(2)).map_err(|_| damaged())?;
        self.block.resize(length, 0);
        self.file.read_exact(&mut self.block)?;
        (self.at, self.left) = (0, number(1));
        self.place = Some(match before {
            Some((same, record)) if same == input => (input, record),
            Some(_) | None => (input, 0),
        });
        Ok(())
    }
}

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the temporary file has changed")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools::diff::{Fate, unpack};

    #[test]
    fn records_come_back_with_their_places() {
        let mut kept = KeptWriter::new().unwrap();
        let fates = |ids: &[&str]| {
            let mut bytes = Vec::new();
            ids.iter().for_each(|id| Entry::write(Some(id), &Fate::LeftOut, &mut bytes));
            bytes
        };
        for (input, ids) in [(0, &["a", "b"][..]), (0, &[]), (0, &["c"]), (2, &["d", "e"])] {
            kept.add(input, ids.len() as u64, &fates(ids)).unwrap();
        }
        let mut reader = kept.read().unwrap();
        let mut all = Vec::new();
        while let Some(place) = reader.place() {
            let id = reader.next(|entry| {
                assert_eq!(unpack(entry.fate), Some(Fate::LeftOut));
                entry.id.unwrap().to_owned()
            });
            all.push((place, id.unwrap()));
        }
        let said: Vec<_> = all.iter().map(|(place, id)| (*place, id.as_str())).collect();
        assert_eq!(
            said,
            [((0, 0), "a"), ((0, 1), "b"), ((0, 2), "c"), ((2, 0), "d"), ((2, 1), "e")]
        );
    }

    #[test]
    fn nothing_is_kept_of_nobody() {
        let reader = KeptWriter::new().unwrap().read().unwrap();
        assert_eq!(reader.place(), None);
    }
}
