//! Rows of tables that are rejected, kept until the customers are decided.

use std::io;
use std::sync::Arc;

use super::entry::{Entries, broken, bytes, number};
use super::parts::{Part, Parts, SharedFile};
use super::room::Room;
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

/// The name of a file, and its header.
pub(super) type TableFile = (Arc<str>, Option<Arc<[u8]>>);

/// Rows that are rejected, in order.
pub(super) struct FaultyRows {
    rows: Parts,
}

/// The same, all of them.
pub(super) struct AllFaultyRows {
    parts: Vec<Part>,
    file: Arc<SharedFile>,
}

impl FaultyRows {
    pub(super) fn new(room: &Arc<Room>) -> FaultyRows {
        FaultyRows { rows: Parts::new(room, 1) }
    }

    pub(super) fn push(&mut self, row: &FaultyRow) -> io::Result<()> {
        let FaultyRow { file, line, raw, fault } = row;
        let mut entry = Vec::new();
        number(*file as u64, &mut entry);
        number(*line, &mut entry);
        bytes(raw, &mut entry);
        bytes(fault.code.id.as_bytes(), &mut entry);
        bytes(fault.path.as_bytes(), &mut entry);
        bytes(fault.reason.as_bytes(), &mut entry);
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
                    let (name, header) = files.get(row.file).ok_or_else(broken)?;
                    each(Rejected {
                        id: None,
                        input: name,
                        line: row.line,
                        customer: None,
                        raw: &row.raw,
                        header: header.clone(),
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
