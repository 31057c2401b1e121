//! Bytes to text.

use crate::records::fault::{Fault, FaultKind};

/// The bytes as text, checked once, before anything else is looked at.
pub(in crate::records) fn utf8(bytes: &[u8]) -> Result<&str, Fault> {
    simdutf8::basic::from_utf8(bytes).map_err(|_| {
        let at = simdutf8::compat::from_utf8(bytes).map_or_else(|e| e.valid_up_to(), str::len);
        let byte = bytes.get(at).copied().unwrap_or_default();
        let message = format!(
            "the byte {byte:02X} is not valid UTF-8 here; save the file as UTF-8 (it may be \
             Latin-1 or damaged)"
        );
        Fault::whole(FaultKind::Utf8, message).at(at)
    })
}
