//! An Excel workbook among the customer files: one of its sheets, as CSV in a copy without a name.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom};
use std::path::Path;

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::sheet::{self, SheetFault};
use super::spool::Spool;
use super::{Failure, disk};
use crate::problems::register::{CANNOT_READ, CANNOT_WRITE};

/// The list of what is in an archive is at its end, and this much of the end has the names.
const END: u64 = 256 << 10;

/// A sheet of a workbook.
pub(super) struct Sheet {
    /// As CSV.
    pub csv: Spool,
    /// What is said of it, if it is one of several.
    pub note: Option<String>,
}

/// Which sheet is read.
#[derive(Clone, Copy)]
pub(super) enum Choice<'c> {
    /// The one with this name, or else the first one.
    Customers(Option<&'c str>),
    /// The one that is called like the table, if there is one, or else the first one.
    Table(&'c str),
}

/// A sheet of a workbook; `None` if the file is something else.
pub(super) fn read(path: &Path, choice: Choice<'_>) -> Result<Option<Sheet>, Failure> {
    let name = disk::name(path);
    let unread = |error: io::Error| Failure::reading(&name, &error);
    if disk::size(path)?.is_none() {
        return Ok(None);
    }
    let mut file = File::open(path).map_err(unread)?;
    if !is_workbook(&mut file).map_err(unread)? {
        return Ok(None);
    }
    let damaged = |error| damaged(&name, &error);
    let mut workbook: Xlsx<_> = Xlsx::new(BufReader::new(file)).map_err(damaged)?;
    let (chosen, note) = choose(&name, &workbook, choice)?;
    let unwritten = |error: io::Error| {
        let cause = Failure::cause(&error);
        Failure::coded(CANNOT_WRITE, format!("cannot keep a copy of {name}: {cause}"))
    };
    let mut copy = tempfile::tempfile().map_err(unwritten)?;
    let cells = workbook.worksheet_cells_reader(&chosen).map_err(damaged)?;
    sheet::write(cells, &mut BufWriter::new(&mut copy)).map_err(|fault| match fault {
        SheetFault::Workbook(error) => damaged(error),
        SheetFault::Copy(error) => unwritten(error),
        SheetFault::Cell { cell, what } => {
            let what = format!("cannot read {name}: in the sheet `{chosen}`, {cell} {what}");
            Failure::coded(CANNOT_READ, what)
                .help("correct the cell or clear it, or save the sheet as CSV UTF-8")
        }
    })?;
    Ok(Some(Sheet { csv: Spool::from(copy), note }))
}

/// Whether a file is an archive with a workbook in it.
fn is_workbook(file: &mut File) -> io::Result<bool> {
    let mut first = Vec::new();
    file.take(4).read_to_end(&mut first)?;
    if first != b"PK\x03\x04" {
        return Ok(false);
    }
    let len = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(len.saturating_sub(END)))?;
    let mut end = Vec::new();
    file.read_to_end(&mut end)?;
    file.rewind()?;
    Ok(memchr::memmem::find(&end, b"xl/workbook.xml").is_some())
}

/// The sheet to read, and what to say of it.
fn choose(
    name: &str,
    workbook: &Xlsx<BufReader<File>>,
    choice: Choice<'_>,
) -> Result<(String, Option<String>), Failure> {
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| match sheet.typ {
        SheetType::WorkSheet => true,
        SheetType::DialogSheet | SheetType::MacroSheet | SheetType::ChartSheet | SheetType::Vba => {
            false
        }
    });
    let sheets: Vec<_> = sheets.collect();
    let names =
        sheets.iter().map(|sheet| format!("`{}`", sheet.name)).collect::<Vec<_>>().join(", ");
    let called = |wanted: &str| sheets.iter().find(|sheet| sheet.name == wanted);
    let (found, others) = match choice {
        Choice::Customers(None) => (None, format!("--sheet chooses among {names}")),
        Choice::Customers(Some(wanted)) => {
            let found = called(wanted).ok_or_else(|| {
                Failure::new(format!("{name} has no sheet `{wanted}`"))
                    .help(format!("its sheets are {names}"))
            })?;
            (Some(found), String::new())
        }
        Choice::Table(table) => {
            (called(table), format!("it is the first of {names}, and none is called `{table}`"))
        }
    };
    if let Some(found) = found {
        return Ok((found.name.clone(), None));
    }
    let visible = sheets.iter().find(|sheet| sheet.visible == SheetVisible::Visible);
    let Some(first) = visible.or(sheets.first()) else {
        return Err(Failure::coded(CANNOT_READ, format!("{name} has no sheet with cells")));
    };
    let chosen = first.name.clone();
    let note = (sheets.len() > 1).then(|| format!("read the sheet `{chosen}` of {name}; {others}"));
    Ok((chosen, note))
}

fn damaged(name: &str, error: &XlsxError) -> Failure {
    if matches!(error, XlsxError::Password) {
        return Failure::coded(CANNOT_READ, format!("{name} is protected by a password"))
            .help("save it without the password, or as CSV UTF-8");
    }
    Failure::coded(CANNOT_READ, format!("cannot read {name}: the workbook is damaged: {error}"))
        .help("open it in the program that wrote it, and save it as CSV UTF-8")
}
