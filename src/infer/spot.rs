//! Where in a file something was seen.

/// Where in a file something was seen, as people find it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    /// A row of a table, as a spreadsheet counts them: the header is the first.
    Row(u64),
    /// A record of JSON, counted from one.
    Record(u64),
    /// In one of several files.
    Somewhere,
}

impl Spot {
    /// ` in row 14`
    pub(super) fn write(self) -> String {
        match self {
            Spot::Row(row) => format!(" in row {row}"),
            Spot::Record(record) => format!(" in record {record}"),
            Spot::Somewhere => String::new(),
        }
    }

    /// `, in rows 3 and 14`
    pub(super) fn write_both(self, second: Spot) -> String {
        match (self, second) {
            (Spot::Row(one), Spot::Row(other)) => format!(", in rows {one} and {other}"),
            (Spot::Record(one), Spot::Record(other)) => format!(", in records {one} and {other}"),
            (Spot::Row(_) | Spot::Record(_) | Spot::Somewhere, _) => String::new(),
        }
    }
}
