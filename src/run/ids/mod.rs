//! The ids that have been met, so that each is one customer.
//!
//! ```text
//! a chunk ──▶ batch, as it is worked on ──▶ ids, in the order of the inputs ──▶ repeats in the chunk
//!                                            │
//!                     ledger: text and place of each id, in a temporary file
//!                     rising: as long as each id comes after the one before, nobody looks for it, and
//!                             nothing else is kept of it
//!                     table:  32 bits of a hash ──▶ place in the ledger
//!                     older:  the same for what does not fit in the table, sorted, on the disk
//! ```
//!
//! A hash only says where to look: two ids are the same if the ledger has the same text for both.

mod batch;
mod entry;
mod filter;
mod ledger;
mod older;
mod rising;
mod table;
#[cfg(test)]
mod tests;

use std::io;
use std::sync::Arc;

use twox_hash::XxHash3_64;

pub(super) use batch::Batch;
use ledger::Ledger;
use older::Older;
use rising::Rising;
use table::Table;

/// How many ids are looked for in memory before they are sorted onto the disk: up to 21 MB in the table.
const MOST: usize = 1_500_000;

/// The ids of all customers so far, and the place of each, in memory that does not grow with them.
#[derive(Debug)]
pub(super) struct Ids {
    ledger: Ledger,
    /// What tells most ids apart. Where it does not, the texts do.
    key: fn(&[u8]) -> u32,
    /// The ids as long as they rise; after that, they are in the table.
    rising: Option<Rising>,
    table: Table,
    /// What the places in the table count from, and those of the rising ids.
    base: u64,
    older: Older,
    /// How many ids are in memory at most.
    most: usize,
}

/// A record whose id came before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Repeat {
    /// Which record of its chunk it is.
    pub place: usize,
    /// What the input with the first record of this id is called.
    pub input: Arc<str>,
    /// The line on which that record begins.
    pub line: u64,
    /// Whether the customer of that record is left out of everything.
    pub left_out: bool,
}

impl Ids {
    /// No ids yet, of inputs that have these names.
    pub(super) fn new(inputs: Vec<Arc<str>>) -> Ids {
        Ids::with_room_for(MOST, inputs, key)
    }

    fn with_room_for(most: usize, inputs: Vec<Arc<str>>, key: fn(&[u8]) -> u32) -> Ids {
        let (ledger, rising) = (Ledger::new(inputs), Some(Rising::default()));
        let (table, older) = (Table::default(), Older::default());
        Ids { ledger, key, rising, table, base: 0, older, most }
    }

    /// Takes up the ids of the next chunk, and yields the records whose id came before, in order.
    ///
    /// # Errors
    /// If a temporary file cannot be written or read.
    pub(super) fn add(&mut self, batch: &Batch) -> io::Result<Vec<Repeat>> {
        let start = self.ledger.append(batch.entries())?;
        self.make_room(start, batch)?;
        if self.still_rise(start, batch)? {
            return Ok(Vec::new());
        }
        self.find(start, batch)
    }

    /// Takes up the ids of a batch if each comes after all those before it. If not, those before it
    /// go to the table.
    fn still_rise(&mut self, start: u64, batch: &Batch) -> io::Result<bool> {
        let Some(rising) = &mut self.rising else { return Ok(false) };
        let Some((first, last)) = batch.ends() else { return Ok(true) };
        if batch.rises() && rising.comes_before(first) {
            rising.add(batch.len(), last);
            return Ok(true);
        }
        let before = rising.len();
        self.rising = None;
        let Ids { ledger, key, table, base, .. } = self;
        table.make_room(before + batch.len());
        ledger.ids(*base + 1, start, |at, id| table.add(key(id), (at - *base) as u32))?;
        Ok(false)
    }

    /// Looks for the ids of a batch, and takes up those that are new.
    fn find(&mut self, start: u64, batch: &Batch) -> io::Result<Vec<Repeat>> {
        let keys: Vec<u32> = batch.noted().map(|noted| (self.key)(noted.text())).collect();
        self.table.fetch(keys.iter().copied());
        let mut repeats = Vec::new();
        for (noted, key) in batch.noted().zip(keys) {
            let Ids { ledger, table, base, older, .. } = self;
            let base = *base;
            let free = match table.find(key, |at| ledger.first(base + u64::from(at), &noted))? {
                Ok(first) => {
                    repeats.push(first);
                    continue;
                }
                Err(free) => free,
            };
            match older.find(key, |at| ledger.first(at, &noted))? {
                Some(first) => repeats.push(first),
                None => table.put(free, key, (start + noted.at - base) as u32),
            }
        }
        Ok(repeats)
    }

    /// Makes room in memory for a batch, whose entries are in the ledger from `start` on. Places
    /// in memory have 32 bits, none of which is zero.
    fn make_room(&mut self, start: u64, batch: &Batch) -> io::Result<()> {
        let end = start + batch.entries().len() as u64;
        let len = self.rising.as_ref().map_or(self.table.len(), Rising::len);
        if len + batch.len() > self.most || end - self.base > u64::from(u32::MAX) {
            if len > 0 {
                let Ids { ledger, key, rising, table, base, .. } = &mut *self;
                let mut ids = table.drain();
                if let Some(rising) = rising {
                    ids.reserve(len);
                    ledger
                        .ids(*base + 1, start, |at, id| ids.push((key(id), (at - *base) as u32)))?;
                    rising.empty();
                }
                ids.sort_unstable();
                self.older.add(&ids, self.base)?;
            }
            self.base = start - 1;
        }
        if self.rising.is_none() {
            self.table.make_room(batch.len());
        }
        Ok(())
    }
}

fn key(id: &[u8]) -> u32 {
    (XxHash3_64::oneshot(id) >> 32) as u32
}
