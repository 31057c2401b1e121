//! Rows of tables that are rejected, kept until the customers are decided.

use std::collections::HashSet;
use std::io;
use std::sync::Arc;

use super::digest::PARTS;
use super::entry::{Entries, broken, bytes, number};
use super::file::TableFile;
use super::parts::{Part, Parts, SharedFile};
use super::room::Room;
use super::shares::Shares;
use crate::problems::Code;
use crate::problems::register::ROW_OF_NOBODY;
use crate::records::{self, FaultKind};
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
    /// How many of them cannot be read.
    pub unread: u64,
}

/// Rows that may be rejected, with their places among all rows, in order.
pub(super) struct PlacedFaults {
    rows: Parts,
}

/// All rows that are rejected, in order.
pub(super) struct AllFaultyRows {
    parts: Vec<Part>,
    file: Arc<SharedFile>,
}

/// Rows that are rejected, in any order, by their places among all rows. A row for which customers are
/// rejected is not rejected itself.
pub(super) struct RejectedRows {
    rows: Parts,
    /// The places of rows for which customers are rejected.
    told: Parts,
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
        let (rows, told) = (Parts::new(room, PARTS), Parts::new(room, PARTS));
        RejectedRows { rows, told, shares: Shares::of(0, count, PARTS) }
    }

    /// A customer is rejected for the row at a place.
    pub(super) fn tell(&mut self, place: u64) -> io::Result<()> {
        let mut entry = Vec::new();
        number(place, &mut entry);
        self.told.push(self.shares.part(place), &entry)
    }

    pub(super) fn push(&mut self, place: u64, row: &FaultyRow) -> io::Result<()> {
        let mut entry = Vec::new();
        number(place, &mut entry);
        row.write(&mut entry);
        self.rows.push(self.shares.part(place), &entry)
    }

    /// Adds them to others, in the order of their places.
    pub(super) fn write(self, all: &mut FaultyRows) -> io::Result<()> {
        let ((parts, file), (told, told_file)) = (self.rows.into_parts(), self.told.into_parts());
        for (part, told_part) in parts.into_iter().zip(told) {
            let (mut rows, mut told) = (Vec::new(), HashSet::new());
            told_part.read(&told_file, |bytes| {
                let mut entries = Entries(bytes);
                while !entries.0.is_empty() {
                    told.insert(entries.number()?);
                }
                io::Result::Ok(())
            })?;
            part.read(&file, |bytes| {
                let mut entries = Entries(bytes);
                while !entries.0.is_empty() {
                    rows.push((entries.number()?, row(&mut entries)?));
                }
                io::Result::Ok(())
            })?;
            rows.retain(|(place, _)| !told.contains(place));
            rows.sort_by_key(|(place, _)| *place);
            rows.iter().try_for_each(|(_, row)| all.push(row))?;
        }
        Ok(())
    }
}

impl PlacedFaults {
    pub(super) fn new(room: &Arc<Room>) -> PlacedFaults {
        PlacedFaults { rows: Parts::new(room, 1) }
    }

    pub(super) fn push(&mut self, place: u64, row: &FaultyRow) -> io::Result<()> {
        let mut entry = Vec::new();
        number(place, &mut entry);
        row.write(&mut entry);
        self.rows.push(0, &entry)
    }

    /// Adds them to others by their places.
    pub(super) fn reject(self, rejected: &mut RejectedRows) -> io::Result<()> {
        let (parts, file) = self.rows.into_parts();
        parts.iter().try_for_each(|part| {
            part.read(&file, |bytes| {
                let mut entries = Entries(bytes);
                while !entries.0.is_empty() {
                    rejected.push(entries.number()?, &row(&mut entries)?)?;
                }
                Ok(())
            })
        })
    }
}

impl FaultyRows {
    pub(super) fn new(room: &Arc<Room>) -> FaultyRows {
        FaultyRows { rows: Parts::new(room, 1), unread: 0 }
    }

    pub(super) fn push(&mut self, row: &FaultyRow) -> io::Result<()> {
        let mut entry = Vec::new();
        row.write(&mut entry);
        self.unread += u64::from(row.fault.code != ROW_OF_NOBODY);
        self.rows.push(0, &entry)
    }

    pub(super) fn all(self) -> AllFaultyRows {
        let (parts, file) = self.rows.into_parts();
        AllFaultyRows { parts, file }
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
                        known: None,
                    })?;
                }
                Ok(())
            })
        })
    }
}

/// Writes what is wrong with a row that cannot be read, for whoever it may belong to.
pub(super) fn write_fault(fault: &records::Fault, kept: &mut Vec<u8>) {
    bytes(fault.kind.code().id.as_bytes(), kept);
    number(u64::from(fault.path.is_some()), kept);
    bytes(fault.path.as_deref().unwrap_or_default().as_bytes(), kept);
    bytes(fault.message.as_bytes(), kept);
}

/// What was written of a row that cannot be read.
pub(super) fn read_fault(kept: &[u8]) -> io::Result<records::Fault> {
    let mut entries = Entries(kept);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let code = Code::find(&text(entries.bytes()?));
    let kind = code.and_then(FaultKind::find).ok_or_else(broken)?;
    let has_path = entries.number()? == 1;
    let path = Some(text(entries.bytes()?)).filter(|_| has_path);
    Ok(records::Fault { kind, path, message: text(entries.bytes()?), offset: 0 })
}

fn row(entries: &mut Entries<'_>) -> io::Result<FaultyRow> {
    let (file, line) = (entries.number()? as usize, entries.number()?);
    let raw = entries.bytes()?.to_vec();
    let mut text = || io::Result::Ok(String::from_utf8_lossy(entries.bytes()?).into_owned());
    let code = Code::find(&text()?).ok_or_else(broken)?;
    let (path, reason) = (text()?, text()?);
    Ok(FaultyRow { file, line, raw, fault: Fault { path, code, reason } })
}
