//! The cells of a row that cannot be read, as far as they can be told.

use std::borrow::Cow;

use super::row::closing_quote;

/// A row with something wrong somewhere: its other cells still say whose it may be.
pub(super) struct TornRow<'r> {
    /// `None` for a cell that cannot be read.
    cells: Vec<Option<Cow<'r, str>>>,
    /// How many cells it should have.
    columns: usize,
}

impl<'r> TornRow<'r> {
    pub(super) fn new(row: &'r [u8], delimiter: u8, columns: usize) -> TornRow<'r> {
        let (mut cells, mut at) = (Vec::new(), 0);
        while at <= row.len() {
            let closed = match row.get(at) {
                Some(b'"') => closing_quote(row, at + 1).map(|(end, _)| end + 1),
                Some(_) | None => Some(at),
            };
            let from = closed.unwrap_or(row.len());
            let end = memchr::memchr(delimiter, &row[from..]).map_or(row.len(), |len| from + len);
            let (is_quoted, is_whole) =
                (from > at, closed.is_some() && (from == at || from == end));
            let inner = if is_quoted && is_whole { at + 1..end - 1 } else { at..end };
            let text = std::str::from_utf8(&row[inner]).ok().filter(|_| is_whole);
            cells.push(text.map(|text| match is_quoted && text.contains("\"\"") {
                true => text.replace("\"\"", "\"").into(),
                false => text.into(),
            }));
            at = end + 1;
        }
        TornRow { cells, columns }
    }

    /// What the cell of a column may be. In a row with cells too many or too few, this depends on where
    /// it is torn: before the cell or after it.
    pub(super) fn at(&self, column: usize) -> impl Iterator<Item = &str> {
        let (cells, columns) = (self.cells.len(), self.columns);
        let is_blank = |cell: &Option<Cow<'_, str>>| cell.as_deref().is_some_and(str::is_empty);
        // Nothing can be before the first column, and a row often has separators too many at its end.
        let is_whole = column == 0 || self.cells.iter().skip(columns).all(is_blank);
        let from_left = Some(column).filter(|_| is_whole || column + 1 < columns);
        let from_right = (column + cells).checked_sub(columns);
        let is_torn_before = cells < columns || !is_whole;
        let from_right = from_right.filter(|_| column > 0 && cells != columns && is_torn_before);
        let places = [from_left, from_right].into_iter().flatten();
        places.filter_map(|place| self.cells.get(place)?.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(row: &[u8], column: usize) -> Vec<String> {
        TornRow::new(row, b',', 3).at(column).map(str::to_owned).collect()
    }

    #[test]
    fn a_cell_is_counted_from_both_ends_where_it_is_not_known_where_a_row_is_torn() {
        let cases: [(&[u8], [&[&str]; 3]); 8] = [
            (b"a,b,c,", [&["a"], &["b"], &["c"]]),
            (b"a,b,c,,", [&["a"], &["b"], &["c"]]),
            (b"a,b,c,d", [&["a"], &["b", "c"], &["d"]]),
            (b"a,b", [&["a"], &["b", "a"], &["b"]]),
            (b"a", [&["a"], &[], &["a"]]),
            (b"a,\"b\"x,c", [&["a"], &[], &["c"]]),
            (b"\"a\"\"b\",\xff,c", [&["a\"b"], &[], &["c"]]),
            (b"a,b,\"c", [&["a"], &["b"], &[]]),
        ];
        for (row, expected) in cases {
            for (column, expected) in expected.iter().enumerate() {
                let shown = String::from_utf8_lossy(row);
                assert_eq!(told(row, column), *expected, "{shown}, column {column}");
            }
        }
    }
}
