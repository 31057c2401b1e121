//! The header of a CSV file: where it is, and which delimiter it shows.

use super::columns::Columns;
use super::row::{RowEnd, next_quote, row_end, split};
use crate::records::fault::{Fault, FaultKind};
use crate::records::plain::{Reader, Subject};

/// Columns may be parted by any of these; a header shows which it is.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The columns of a header, by the delimiter that a line above it names, or under which it names the
/// id; and where none does, what the likeliest one lacks.
pub(in crate::records) fn choose<'r>(
    header: &[u8],
    named: Option<u8>,
    reader: &'r Reader,
) -> Result<Columns<'r>, Fault> {
    if let Some(delimiter) = named {
        let message =
            |fault: Fault| Fault { message: format!("header: {}", fault.message), ..fault };
        return Columns::new(header, delimiter, reader).map_err(message);
    }
    if reader.subject == Subject::Anything {
        return Columns::new(header, likeliest(header), reader);
    }
    let mut best: Option<(usize, Fault)> = None;
    for delimiter in DELIMITERS {
        let fault = match Columns::new(header, delimiter, reader) {
            Ok(columns) => return Ok(columns),
            Err(fault) => fault,
        };
        let count = memchr::memchr_iter(delimiter, header).count();
        if best.as_ref().is_none_or(|(most, _)| count > *most) {
            best = Some((count, fault));
        }
    }
    let message = best.map_or(String::new(), |(_, fault)| fault.message);
    Err(Fault::whole(FaultKind::Header, format!("header: {message}")))
}

/// The delimiter that makes the most cells of a header, of which nothing is known.
fn likeliest(header: &[u8]) -> u8 {
    // Of several, the first.
    let all = DELIMITERS.into_iter().rev();
    all.max_by_key(|delimiter| cells(header, *delimiter)).unwrap_or(b',')
}

/// How many cells a row has; one that cannot be split has as many as could be found.
fn cells(row: &[u8], delimiter: u8) -> usize {
    let mut cells = Vec::new();
    let _ = split(row, delimiter, &mut cells);
    cells.len()
}

/// The delimiter that a line names for Excel: `sep=;`. It comes before the header.
pub(in crate::records) fn named_delimiter(line: &[u8]) -> Option<u8> {
    let line = match line {
        [b'"', inner @ .., b'"'] => inner,
        line => line,
    };
    let (word, delimiter) = line.split_at_checked(4)?;
    let is_sign = |sign: &u8| sign.is_ascii_punctuation() && *sign != b'"' || *sign == b'\t';
    match delimiter {
        [delimiter] if word.eq_ignore_ascii_case(b"sep=") => {
            Some(*delimiter).filter(|sign| is_sign(sign))
        }
        _ => None,
    }
}

/// The header is the first row that is not empty: where it starts, ends, and what follows starts.
/// `None` if the bytes do not hold all of it. `named` is its delimiter, where a line above it names
/// that; and `all` says that no more bytes come.
pub(in crate::records) fn header_end(
    bytes: &[u8],
    from: usize,
    named: Option<u8>,
    all: bool,
) -> Option<(usize, usize, usize)> {
    let mut start = from;
    loop {
        let (end, next) = first_row(&bytes[start..], named, all)?;
        if end > 0 {
            return Some((start, start + end, start + next));
        }
        start += next;
    }
}

/// Where the first row ends, and the next one starts. Whether a quotation mark begins a cell depends on
/// the delimiter: where that is not known, the row is what it is by the one that makes the most cells.
fn first_row(bytes: &[u8], named: Option<u8>, all: bool) -> Option<(usize, usize)> {
    let mut best: Option<(usize, (usize, usize))> = None;
    let named = named.map(|named| [named]);
    for delimiter in named.as_ref().map_or(&DELIMITERS[..], |named| &named[..]) {
        match row_end(bytes, 0, *delimiter, next_quote(bytes, 0)) {
            RowEnd::At { end, next, plain: true } => return Some((end, next)),
            RowEnd::At { end, next, plain: false } => {
                let cells = cells(&bytes[..end], *delimiter);
                if best.is_none_or(|(most, _)| cells > most) {
                    best = Some((cells, (end, next)));
                }
            }
            // It may be the right one, and end later.
            RowEnd::Open | RowEnd::OpenQuote if !all => return None,
            RowEnd::Open | RowEnd::OpenQuote => {}
        }
    }
    best.map(|(_, ends)| ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_break_in_a_quoted_name_does_not_end_the_header() {
        for delimiter in [",", ";", "\t", "|"] {
            let header = format!("id{delimiter}\"x\ny\"{delimiter}z");
            let file = format!("\n{header}\n1{delimiter}2{delimiter}3\n");
            let (start, end, next) = header_end(file.as_bytes(), 0, None, true).unwrap();
            assert_eq!(&file[start..end], header);
            assert_eq!(&file[next..], format!("1{delimiter}2{delimiter}3\n"));
            // All of it has to be there, unless nothing more comes.
            for length in 0..=end {
                assert_eq!(header_end(&file.as_bytes()[..length], 0, None, false), None);
            }
        }
        let open = b"id,5\";\"x\n1,2\n";
        assert_eq!(header_end(open, 0, None, true), Some((0, 8, 9)), "only a comma closes it");
        assert_eq!(header_end(b"a^\"b\nc\"\n1", 0, Some(b'^'), true), Some((0, 7, 8)));
    }

    #[test]
    fn a_line_for_excel_names_the_delimiter() {
        let cases: [(&[u8], Option<u8>); 8] = [
            (b"sep=;", Some(b';')),
            (b"SEP=,", Some(b',')),
            (b"\"sep=\t\"", Some(b'\t')),
            (b"sep=", None),
            (b"sep=;;", None),
            (b"sep=\"", None),
            (b"step=;", None),
            (b"", None),
        ];
        for (line, delimiter) in cases {
            assert_eq!(named_delimiter(line), delimiter, "{}", String::from_utf8_lossy(line));
        }
    }
}
