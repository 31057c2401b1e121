//! What a stream is not: forms of file that are known by their first bytes and cannot be read here.

use crate::records::fault::{Fault, FaultKind};

/// Old workbooks and other documents of Office begin with this.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Why the stream can be nothing that is read here, where its first bytes show it.
pub(super) fn unreadable(first: &[u8]) -> Option<Fault> {
    let message = match first {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => {
            "the file is UTF-32: save it as CSV UTF-8"
        }
        [0x78, 0x01 | 0x9c | 0xda, ..] => {
            "the file is zlib-compressed, which is not gzip: unpack it first, or use gzip"
        }
        [b'P', b'K', 3, 4, ..] => archive(first),
        [b'B', b'Z', b'h', b'1'..=b'9', b'1', ..] => {
            "the file is bzip2-compressed: unpack it first, or use gzip"
        }
        [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => {
            "the file is xz-compressed: unpack it first, or use gzip"
        }
        [b'P', b'A', b'R', b'1', ..] => "the file is Parquet: export it as NDJSON or CSV",
        [b'%', b'P', b'D', b'F', b'-', ..] => {
            "the file is a PDF, which has no cells: export the data as CSV UTF-8"
        }
        _ if first.starts_with(OLE) => {
            "the file is an old Excel workbook (.xls), or has a password: save it as CSV UTF-8"
        }
        _ => return None,
    };
    Some(Fault::whole(FaultKind::Encoding, message))
}

/// What a ZIP archive is, by the names of the files in it.
fn archive(first: &[u8]) -> &'static str {
    let has = |name: &str| memchr::memmem::find(first, name.as_bytes()).is_some();
    if has("mimetypeapplication/vnd.oasis.opendocument") {
        "the file is an OpenDocument spreadsheet: save it as CSV UTF-8"
    } else if has("Index/Document.iwa") || has("Index/Metadata.iwa") || has("Index.zip") {
        "the file is a Numbers spreadsheet: export it as CSV UTF-8"
    } else if has("[Content_Types].xml") || has("xl/") {
        "the file is an Excel workbook: save it as CSV UTF-8"
    } else {
        "the file is a ZIP archive: unpack it first, or use gzip"
    }
}
