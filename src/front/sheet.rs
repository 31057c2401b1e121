//! The cells of a sheet to rows of CSV. A row of the sheet is a line, unless a cell has several.

use std::io::{self, Read, Seek, Write};

use calamine::{DataRef, ExcelDateTime, XlsxCellReader, XlsxError};

use crate::output::decisions::csv_cell;

/// No sheet has more rows, or columns.
const MOST: (u32, u32) = (1 << 20, 1 << 14);
/// The day after the last one that a sheet can say.
const AFTER_ALL_DAYS: f64 = 2_958_466.0;

/// Why a sheet cannot be read.
pub(super) enum SheetFault {
    /// The file is not as it should be.
    Workbook(XlsxError),
    /// The CSV cannot be written.
    Copy(io::Error),
    /// A cell, `D7`, has no value that can be read.
    Cell { cell: String, what: String },
}

/// A row that is being written.
#[derive(Default)]
struct Row {
    /// Its place in the sheet, from 0.
    place: u32,
    text: Vec<u8>,
    /// How many cells it has so far.
    cells: u32,
}

/// Writes the cells as CSV. All rows have at least as many cells as the first one, the header.
pub(super) fn write<F: Read + Seek>(
    mut cells: XlsxCellReader<'_, F>,
    out: &mut impl Write,
) -> Result<(), SheetFault> {
    let mut row = Row::default();
    let mut width = 0;
    while let Some(cell) = cells.next_cell().map_err(SheetFault::Workbook)? {
        let (line, column) = cell.get_position();
        if line != row.place {
            row.end(&mut width, out)?;
            row.start(line, out)?;
        }
        if let Some(text) = text(cell.get_value()).map_err(|what| fault(line, column, what))? {
            row.push(column, &text)?;
        }
    }
    row.end(&mut width, out)?;
    out.flush().map_err(SheetFault::Copy)
}

impl Row {
    /// Goes on in this row; those between are empty.
    fn start(&mut self, line: u32, out: &mut impl Write) -> Result<(), SheetFault> {
        if line <= self.place || line >= MOST.0 {
            return Err(fault(line, 0, "is not where a cell can be".to_owned()));
        }
        while self.place < line {
            out.write_all(b"\n").map_err(SheetFault::Copy)?;
            self.place += 1;
        }
        Ok(())
    }

    fn push(&mut self, column: u32, text: &str) -> Result<(), SheetFault> {
        if column < self.cells || column >= MOST.1 {
            return Err(fault(self.place, column, "is not where a cell can be".to_owned()));
        }
        self.fill(column);
        if self.cells > 0 {
            self.text.push(b',');
        }
        csv_cell(&mut self.text, text);
        self.cells += 1;
        Ok(())
    }

    /// Fills up with empty cells.
    fn fill(&mut self, cells: u32) {
        let missing = cells.saturating_sub(self.cells);
        for _ in usize::from(self.cells == 0)..missing as usize {
            self.text.push(b',');
        }
        self.cells += missing;
    }

    /// Writes the row without its line end. Where no cell has a value, nothing is written.
    fn end(&mut self, width: &mut u32, out: &mut impl Write) -> Result<(), SheetFault> {
        if self.cells == 0 {
            return Ok(());
        }
        if *width == 0 {
            *width = self.cells;
        }
        self.fill(*width);
        out.write_all(&self.text).map_err(SheetFault::Copy)?;
        self.text.clear();
        self.cells = 0;
        Ok(())
    }
}

/// The text of a cell; `None` if it has no value.
fn text(value: &DataRef<'_>) -> Result<Option<String>, String> {
    Ok(match value {
        DataRef::Empty => None,
        DataRef::Int(number) => Some(number.to_string()),
        // The shortest decimal that is this number: what a person typed.
        DataRef::Float(number) => Some(number.to_string()),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Some(text.clone())
        }
        DataRef::SharedString(text) => Some((*text).to_owned()),
        DataRef::Bool(yes) => Some(yes.to_string()),
        DataRef::DateTime(moment) => Some(date(moment)?),
        DataRef::Error(error) => return Err(format!("is the error {error}")),
    })
}

/// A day, a time of day, or both, as ISO 8601 has them.
fn date(moment: &ExcelDateTime) -> Result<String, String> {
    let value = moment.as_f64();
    if !(0.0..AFTER_ALL_DAYS).contains(&value) {
        return Err(format!("is formatted as a date, but {value} is not one"));
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let thousandths = if milli == 0 { String::new() } else { format!(".{milli:03}") };
    if moment.is_duration() {
        let days = value.trunc() as u64;
        let hours = days * 24 + u64::from(hour);
        return Ok(format!("{hours}:{minute:02}:{second:02}{thousandths}"));
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    let time = format!("{hour:02}:{minute:02}:{second:02}{thousandths}");
    Ok(match (value < 1.0, value.fract() == 0.0) {
        (true, _) => time,
        (false, true) => date,
        (false, false) => format!("{date}T{time}"),
    })
}

fn fault(line: u32, column: u32, what: String) -> SheetFault {
    SheetFault::Cell { cell: name(line, column), what }
}

/// What Excel calls a cell: `D7`.
fn name(line: u32, column: u32) -> String {
    let (mut letters, mut left) = (Vec::new(), column + 1);
    while left > 0 {
        let digit = (left - 1) % 26;
        letters.push(char::from(b'A' + digit as u8));
        left = (left - 1) / 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{}", u64::from(line) + 1)
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn cells_have_the_names_that_excel_gives_them() {
        assert_eq!(name(6, 3), "D7");
        assert_eq!(name(0, 26), "AA1");
        assert_eq!(name(1, 16_383), "XFD2");
    }

    #[test]
    fn values_are_written_as_records_have_them() {
        let moment = |value, kind| DataRef::DateTime(ExcelDateTime::new(value, kind, false));
        let at = |value| moment(value, ExcelDateTimeType::DateTime);
        for (value, want) in [
            (DataRef::Float("19.989999999999998".parse().unwrap()), "19.99"),
            (DataRef::Float(1e21), "1000000000000000000000"),
            (DataRef::Float(7.0), "7"),
            (DataRef::Bool(true), "true"),
            (DataRef::SharedString("a b"), "a b"),
            (at(46_112.0), "2026-03-31"),
            (at(46_112.5), "2026-03-31T12:00:00"),
            (at(0.395_833_333_333_333_3), "09:30:00"),
            (moment(1.5, ExcelDateTimeType::TimeDelta), "36:00:00"),
        ] {
            assert_eq!(text(&value).unwrap().as_deref(), Some(want), "{value:?}");
        }
        assert_eq!(text(&DataRef::Empty).unwrap(), None);
        assert!(text(&DataRef::Error(calamine::CellErrorType::NA)).unwrap_err().contains("#N/A"));
        assert!(text(&at(-1.0)).is_err() && text(&at(3e6)).is_err());
    }

    #[test]
    fn rows_have_as_many_cells_as_the_header() {
        let (mut row, mut width, mut out) = (Row::default(), 0, Vec::new());
        let rows: [(u32, &[(u32, &str)]); 4] = [
            (1, &[(1, "id"), (2, "x y"), (3, "z")]),
            (2, &[(1, "7")]),
            (5, &[(0, "note"), (3, "a,b"), (4, "more")]),
            (6, &[]),
        ];
        for (line, cells) in rows {
            row.end(&mut width, &mut out).ok().unwrap();
            row.start(line, &mut out).ok().unwrap();
            for (column, text) in cells {
                row.push(*column, text).ok().unwrap();
            }
        }
        row.end(&mut width, &mut out).ok().unwrap();
        let want = "\n,id,x y,z\n,7,,\n\n\nnote,,,\"a,b\",more\n";
        assert_eq!(String::from_utf8(out).unwrap(), want);
        assert!(row.push(MOST.1, "x").is_err() && row.start(3, &mut Vec::new()).is_err());
    }
}
