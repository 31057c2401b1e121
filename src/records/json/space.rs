//! White space between tokens.

/// Whether a byte is white space where JSON allows it.
#[inline(always)]
pub(in crate::records) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}
