//! Texts that an output contains as they are.

/// Whether all bytes of a text may be written as they are. Eight are looked at
/// together, without a branch for each of them.
#[inline(always)]
pub(super) fn all(text: &[u8], is_plain: impl Fn(u8) -> bool) -> bool {
    let are_plain = |bytes: &[u8]| bytes.iter().fold(true, |all, byte| all & is_plain(*byte));
    let Some(last) = text.last_chunk::<8>() else { return are_plain(text) };
    let (eights, _) = text.as_chunks::<8>();
    eights.iter().all(|eight| are_plain(eight)) && are_plain(last)
}
