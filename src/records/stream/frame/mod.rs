//! Where each record of a stream begins and ends. A framer sees the stream block by block, judges
//! only what is between records, and never loses a byte: what is not a piece is between pieces.

mod cursor;
mod documents;
mod element;
mod framer;
mod lines;
mod piece;
mod rows;

pub(super) use documents::Documents;
pub(super) use framer::Framer;
pub(super) use lines::Lines;
pub(super) use piece::Piece;
pub(super) use rows::Rows;
