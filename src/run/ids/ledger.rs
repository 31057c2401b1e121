//! The text and the place of each id, one after the other.

use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::sync::Arc;

use tempfile::SpooledTempFile;

use super::Repeat;
use super::batch::Noted;
use super::entry::Head;

/// Entries wait in memory until there are this many bytes of them, and go to a file then. The memory
/// is used again.
const BLOCK: usize = 1 << 20;

/// Enough bytes for most entries.
const ENTRY: usize = 64;

/// This many bytes are read at once where many entries are.
const MANY: usize = 64 << 10;

/// The text and the place of each id. They are in a file without a name, so nothing of it remains
/// however the program ends.
#[derive(Debug)]
pub(super) struct Ledger {
    /// What the inputs are called.
    inputs: Vec<Arc<str>>,
    spool: SpooledTempFile,
    /// How many bytes are in the spool.
    spooled: u64,
    /// What comes after them.
    tail: Vec<u8>,
}

impl Ledger {
    pub(super) fn new(inputs: Vec<Arc<str>>) -> Ledger {
        // Places begin at one, so that none is zero.
        let (spool, mut tail) = (SpooledTempFile::new(0), Vec::with_capacity(BLOCK));
        tail.push(0);
        Ledger { inputs, spool, spooled: 0, tail }
    }

    /// Takes up entries, and says where they begin.
    pub(super) fn append(&mut self, entries: &[u8]) -> io::Result<u64> {
        if self.tail.len() + entries.len() > BLOCK {
            self.spool.seek(SeekFrom::Start(self.spooled))?;
            self.spool.write_all(&self.tail)?;
            self.spooled += self.tail.len() as u64;
            self.tail.clear();
        }
        let start = self.spooled + self.tail.len() as u64;
        self.tail.extend_from_slice(entries);
        Ok(start)
    }

    /// What to say of a record whose id came first in the entry at this place; nothing if another
    /// id is there.
    pub(super) fn first(&mut self, at: u64, noted: &Noted<'_>) -> io::Result<Option<Repeat>> {
        let (head, same) = match at.checked_sub(self.spooled) {
            Some(at) => {
                let tail = self.tail.get(at as usize..).unwrap_or_default();
                compare(tail, noted)?
            }
            None => {
                self.spool.seek(SeekFrom::Start(at))?;
                compare(BufReader::with_capacity(ENTRY, &mut self.spool), noted)?
            }
        };
        let Head { input, line, left_out, .. } = head;
        let input = self.inputs.get(input).cloned().unwrap_or_else(|| Arc::from(""));
        Ok(same.then_some(Repeat { place: noted.place, input, line, left_out }))
    }
}

impl Ledger {
    /// Hands out the ids from one place up to another, each with the place where its entry begins.
    pub(super) fn ids(
        &mut self,
        from: u64,
        to: u64,
        mut each: impl FnMut(u64, &[u8]),
    ) -> io::Result<()> {
        let Ledger { spool, spooled, tail, .. } = self;
        let (in_spool, passed) = (spooled.saturating_sub(from), from.saturating_sub(*spooled));
        if in_spool > 0 {
            spool.seek(SeekFrom::Start(from))?;
        }
        let entries = BufReader::with_capacity(MANY, spool.take(in_spool));
        let mut entries = entries.chain(tail.get(passed as usize..).unwrap_or_default());
        let (mut at, mut id) = (from, Vec::new());
        while at < to {
            let head = Head::read(&mut entries)?;
            id.resize(head.length, 0);
            entries.read_exact(&mut id)?;
            each(at, &id);
            at += head.entry();
        }
        Ok(())
    }
}

/// What an entry says, and whether it is of the same id.
fn compare(mut entry: impl Read, noted: &Noted<'_>) -> io::Result<(Head, bool)> {
    let mut own = noted.entry();
    let (head, length) = (Head::read(&mut entry)?, Head::read(&mut own)?.length);
    if head.length != length {
        return Ok((head, false));
    }
    let mut text = vec![0; length];
    entry.read_exact(&mut text)?;
    Ok((head, own.starts_with(&text)))
}
