//! The header of a CSV file: where it is, and which delimiter it shows.

use super::columns::Columns;
use super::row::{RowEnd, row_end, split};
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
    let cells = |delimiter: u8| {
        let mut cells = Vec::new();
        // What cannot be split has as many cells as could be found.
        let _ = split(header, delimiter, &mut cells);
        cells.len()
    };
    // Of several, the first.
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| cells(*delimiter)).unwrap_or(b',')
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
/// `None` if the bytes do not hold all of it.
pub(in crate::records) fn header_end(bytes: &[u8], from: usize) -> Option<(usize, usize, usize)> {
    let mut start = from;
    loop {
        // Its delimiter is not known yet, and only a comma or line end can come before a quote.
        match row_end(bytes, start, b',') {
            RowEnd::At { end, next, .. } if end == start => start = next,
            RowEnd::At { end, next, .. } => return Some((start, end, next)),
            RowEnd::Open | RowEnd::OpenQuote => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
