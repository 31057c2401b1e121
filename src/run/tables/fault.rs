//! Rows of tables that are rejected, kept until the customers are decided.

use std::io;
use std::sync::Arc;

use super::digest::PARTS;
use super::entry::{Entries, broken, bytes, number};
use super::file::TableFile;
use super::parts::{Part, Parts, SharedFile};
use super::room::Room;
use super::shares::Shares;
use crate::problems::Code;
use crate::run::{Fault, Rejected};

/// A row that is rejected.
#[derive(Clone, Debug)]
pub(super) struct FaultyRow {
    /// Which of the files it is from.
    pub file: usize,
    /// The line on which it shows.
    pub line: u64,
    /// The row as it is written.
    pub raw: Vec<u8>,
    pub fault: Fault,
}

/// Rows that are rejected, in order.
pub(super) struct FaultyRows {
    rows: Parts,
    count: u64,
}

/// The same, all of them.
pub(super) struct AllFaultyRows {
    /// How many there are.
    pub count: u64,
    parts: Vec<Part>,
    file: Arc<SharedFile>,
}

/// Rows that are rejected, in any order, by their places among all rows.
pub(super) struct RejectedRows {
    rows: Parts,
    shares: Shares,
}

impl FaultyRow {
    fn write(&self, entry: &mut Vec<u8>) {
        let FaultyRow { file, line, raw, fault } = self;
        number(*file as u64, entry);
        number(*line, entry);
        bytes(raw, entry);
        bytes(fault.code.id.as_bytes(), entry);
        bytes(fault.path.as_bytes(), entry);
        bytes(fault.reason.as_bytes(), entry);
    }
}

impl RejectedRows {
    /// None yet, of this many rows.
    pub(super) fn new(room: &Arc<Room>, count: u64) -> RejectedRows {
        RejectedRows { rows: Parts::new(room, PARTS), shares: Shares::of(0, count, PARTS) }
    }

    pub(super) fn push(&mut self, place: u64, row: &FaultyRow) -> io::Result<()> {
        let mut entry = Vec::new();
        number(place, &mut entry);
        row.write(&mut entry);
        self.rows.push(self.shares.part(place), &entry)
    }

    /// Adds them to others, in the order of their places.
    pub(super) fn write(self, all: &mut FaultyRows) -> io::Result<()> {
        let (parts, file) = self.rows.into_parts();
        for part in parts {
            let mut rows = Vec::new();
            part.read(&file, |bytes| {
                let mut entries = Entries(bytes);
                while !entries.0.is_empty() {
                    rows.push((entries.number()?, row(&mut entries)?));
                }
                io::Result::Ok(())
            })?;
            rows.sort_by_key(|(place, _)| *place);
            rows.iter().try_for_each(|(_, row)| all.push(row))?;
        }
        Ok(())
    }
}

impl FaultyRows {
    pub(super) fn new(room: &Arc<Room>) -> FaultyRows {
        FaultyRows { rows: Parts::new(room, 1), count: 0 }
    }

    pub(super) fn push(&mut self, row: &FaultyRow) -> io::Result<()> {
        let mut entry = Vec::new();
        row.write(&mut entry);
        self.count += 1;
        self.rows.push(0, &entry)
    }

    pub(super) fn all(self) -> AllFaultyRows {
        let count = self.count;
        let (parts, file) = self.rows.into_parts();
        AllFaultyRows { count, parts, file }
    }
}

impl AllFaultyRows {
    /// Shows each of them.
    pub(super) fn each<E: From<io::Error>>(
        &self,
        files: &[TableFile],
        mut each: impl FnMut(Rejected<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.parts.iter().try_for_each(|part| {
            part.read(&self.file, |bytes| {
                let mut entries = Entries(bytes);
                while !entries.0.is_empty() {
                    let row = row(&mut entries)?;
                    let file = files.get(row.file).ok_or_else(broken)?;
                    each(Rejected {
                        id: None,
                        input: &file.name,
                        line: row.line,
                        customer: None,
                        raw: &row.raw,
                        header: file.header.clone(),
                        fault: row.fault,
                        whole_input: false,
                    })?;
                }
                Ok(())
            })
        })
    }
}

fn row(entries: &mut Entries<'_>) -> io::Result<FaultyRow> {
    let (file, line) = (entries.number()? as usize, entries.number()?);
    let raw = entries.bytes()?.to_vec();
    let mut text = || io::Result::Ok(String::from_utf8_lossy(entries.bytes()?).into_owned());
    let code = Code::find(&text()?).ok_or_else(broken)?;
    let (path, reason) = (text()?, text()?);
    Ok(FaultyRow { file, line, raw, fault: Fault { path, code, reason } })
}
