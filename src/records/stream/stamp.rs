//! What a record was, in eight bytes, to tell later whether it is still the same.

use super::chunk::Chunk;

/// Where a record begins in its chunk, and a checksum of its bytes and of the header above it. A
/// record that has other bytes in the same place has the same stamp once in four billion times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// In bytes from the start of the chunk.
    pub offset: u32,
    /// CRC-32.
    pub checksum: u32,
}

impl Chunk<'_> {
    /// The stamps of all records, in order.
    pub fn stamps(&self) -> Vec<Stamp> {
        let header = self.columns().map_or(0, |columns| crc32fast::hash(&columns.header));
        let stamp = |(start, raw): (usize, &[u8])| {
            let mut hasher = crc32fast::Hasher::new_with_initial(header);
            hasher.update(raw);
            let offset = u32::try_from(start).unwrap_or(u32::MAX);
            Stamp { offset, checksum: hasher.finalize() }
        };
        // They are kept, so there is no room to spare.
        let mut stamps = Vec::with_capacity(self.count());
        stamps.extend(self.raw().map(stamp));
        stamps
    }
}
