//! CSV: rows of cells, and which cell is which value.

mod cells;
mod columns;
mod header;
mod kept;
mod kept_rows;
mod lacks;
mod lines;
mod outline;
mod row;
mod row_texts;
mod torn;

pub(super) use cells::RowCells;
pub use columns::Columns;
pub(super) use columns::check_count;
pub(super) use header::{choose, header_end, named_delimiter};
pub use kept::RowShape;
pub(super) use kept::{KeptColumn, each_cell};
pub use kept_rows::KeptRows;
pub use lacks::{MissingColumn, lacking};
pub(super) use lines::{line_breaks, line_end};
pub(super) use row::{Cell, RowEnd, next_quote, row_end, split};
pub use row_texts::RowTexts;
