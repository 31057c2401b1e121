//! What a stream is not: forms of file that are known by their first bytes and cannot be read here.

use crate::records::fault::{Fault, FaultKind};

/// Why the stream can be nothing that is read here, where its first bytes show it.
pub(super) fn unreadable(first: &[u8]) -> Option<Fault> {
    let message = match first {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "the file is UTF-16: save it as UTF-8",
        [b'{' | b'[' | b'"', 0, ..] | [0, b'{' | b'[' | b'"', ..] => {
            "the file seems to be UTF-16: save it as UTF-8"
        }
        [0x78, 0x01 | 0x9c | 0xda, ..] => {
            "the file is zlib-compressed, which is not gzip: unpack it first, or use gzip"
        }
        [b'P', b'K', 3, 4, ..] => "the file is a ZIP archive or an Excel workbook: save it as CSV",
        [b'B', b'Z', b'h', b'1'..=b'9', b'1', ..] => {
            "the file is bzip2-compressed: unpack it first, or use gzip"
        }
        [b'P', b'A', b'R', b'1', ..] => "the file is Parquet: export it as NDJSON or CSV",
        _ => return None,
    };
    Some(Fault::whole(FaultKind::Encoding, message))
}
