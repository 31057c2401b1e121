//! Customers who are known only by the rows of tables.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;

use super::digest::{ByDigest, PARTS};
use super::entry::{Entries, bytes, number};
use super::file::owner_text;
use super::parts::{Part, Parts, SharedFile};
use super::shares::Shares;
use super::spaces::Space;
use super::unresolved::Unresolved;
use crate::records::{Format, Options, record_of_id};
use crate::run::Input;
use crate::values::Path;

/// Everybody whom the rows of tables name by the id, in the order of their first rows, as a stream
/// of records that have only the id.
pub struct MadeCustomers {
    records: Part,
    file: Arc<SharedFile>,
}

impl MadeCustomers {
    pub(super) fn of(rows: &Unresolved) -> io::Result<MadeCustomers> {
        let ids = rows.spaces.place(Space::Ids).map(|space| &rows.rows[space]);
        let mut first = Parts::new(&rows.room, PARTS);
        for part in ids.into_iter().flat_map(Parts::parts) {
            first_rows(part, &mut first, rows)?;
        }
        let mut records = Parts::new(&rows.room, 1);
        let (parts, file) = first.into_parts();
        for part in parts {
            write(&part, &file, &rows.needs.id, &mut records)?;
        }
        let (mut records, file) = records.into_parts();
        Ok(MadeCustomers { records: records.pop().unwrap_or_default(), file })
    }
}

/// Finds the first row of each id of a part.
fn first_rows(
    (part, file): (&Part, &SharedFile),
    first: &mut Parts,
    rows: &Unresolved,
) -> io::Result<()> {
    let mut ids = HashMap::<_, _, ByDigest>::default();
    let ledger = rows.needs.ledger();
    part.read(file, |bytes| {
        let mut entries = Entries(bytes);
        while let Some(lost) = entries.lost()? {
            // Nobody is known only by a row that cannot be read, or by the ledger.
            if lost.row.is_broken || Some(lost.row.list) == ledger {
                continue;
            }
            // Rows come in order.
            let by = || owner_text(&rows.files, &lost.row);
            ids.entry(lost.digest).or_insert_with(|| (lost.place, by()));
        }
        io::Result::Ok(())
    })?;
    let (mut entry, shares) = (Vec::new(), Shares::of(0, rows.count, PARTS));
    for (place, id) in ids.into_values() {
        entry.clear();
        number(place, &mut entry);
        bytes(id.as_bytes(), &mut entry);
        first.push(shares.part(place), &entry)?;
    }
    Ok(())
}

/// Writes the records of some ids, in the order of their first rows.
fn write(part: &Part, file: &SharedFile, path: &Path, records: &mut Parts) -> io::Result<()> {
    let mut ids = Vec::new();
    part.read(file, |bytes| {
        let mut entries = Entries(bytes);
        while !entries.0.is_empty() {
            ids.push((entries.number()?, entries.bytes()?.to_vec()));
        }
        io::Result::Ok(())
    })?;
    ids.sort_unstable();
    for (_, id) in ids {
        let id = String::from_utf8_lossy(&id);
        records.push(0, format!("{}\n", record_of_id(path, &id)).as_bytes())?;
    }
    Ok(())
}

impl Input for MadeCustomers {
    type Stream = MadeStream;

    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed("customers of the tables")
    }

    fn options(&self) -> Options {
        Options { format: Some(Format::Ndjson), ..Options::default() }
    }

    fn open(&self) -> io::Result<MadeStream> {
        Ok(MadeStream {
            part: self.records.clone(),
            file: Arc::clone(&self.file),
            stretch: 0,
            bytes: Vec::new(),
            at: 0,
        })
    }
}

/// The records, as they are read.
pub struct MadeStream {
    part: Part,
    file: Arc<SharedFile>,
    /// The next stretch.
    stretch: usize,
    bytes: Vec<u8>,
    at: usize,
}

impl Read for MadeStream {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.bytes.len() {
            if !self.part.stretch(self.stretch, &self.file, &mut self.bytes)? {
                return Ok(0);
            }
            (self.at, self.stretch) = (0, self.stretch + 1);
        }
        let read = (&self.bytes[self.at..]).read(out)?;
        self.at += read;
        Ok(read)
    }
}

impl fmt::Debug for MadeCustomers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MadeCustomers").finish_non_exhaustive()
    }
}
