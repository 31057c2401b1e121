//! What earlier passes over the customers saw, so that a pass notices what they did not see.
//!
//! A file may change between two passes: a log grows, an export is replaced. Limits across
//! customers hold for the customers that all earlier passes saw, as they are now; the others are
//! strangers, who get no place, no budget and no rank.

use std::sync::atomic::{AtomicU64, Ordering};

use super::parts::{Identifying, Identity};
use crate::records::{Chunk, Fault, FaultKind, Stamp, StreamFault};

/// The records of one input that all passes so far saw: eight bytes for each of them, and as many
/// again for the pass that is at work where there is more than one before the last.
#[derive(Debug, Default)]
pub(super) struct Witness {
    /// How many records the first pass saw.
    first: u64,
    /// By the place of the chunk in the stream.
    chunks: Vec<(u64, Vec<Stamp>)>,
}

/// One more pass over an input that was seen before. All threads share it.
#[derive(Debug)]
pub(super) struct Watch<'w> {
    witness: &'w Witness,
    records: AtomicU64,
    strangers: AtomicU64,
}

/// The records of a chunk, in order.
#[derive(Debug)]
pub(super) struct Sight {
    offset: u64,
    stamps: Vec<Stamp>,
    /// Whether each of them is a stranger; empty if none is.
    strange: Vec<bool>,
}

impl Witness {
    /// Takes up what the first pass sees.
    pub(super) fn first(&mut self, sight: Sight) {
        self.first += sight.stamps.len() as u64;
        self.add(sight);
    }

    /// What tells them from the records of another input; nothing without any.
    pub(super) fn identity(&self) -> Option<Identity> {
        let mut identifying = Identifying::default();
        self.chunks.iter().for_each(|(_, stamps)| identifying.add(stamps));
        identifying.identity()
    }

    /// What the next pass is to add to.
    pub(super) fn next(&self) -> Witness {
        Witness { first: self.first, chunks: Vec::new() }
    }

    /// Takes up those of a later pass whom all earlier ones saw.
    pub(super) fn add(&mut self, sight: Sight) {
        let Sight { offset, mut stamps, strange } = sight;
        let mut strange = strange.into_iter();
        stamps.retain(|_| !strange.next().unwrap_or(false));
        if !stamps.is_empty() {
            self.chunks.push((offset, stamps));
        }
    }

    /// Whether a record that begins at this place in the stream was there.
    fn knows(&self, place: u64, checksum: u32) -> bool {
        let after = self.chunks.partition_point(|(offset, _)| *offset <= place);
        let Some((offset, stamps)) = after.checked_sub(1).map(|at| &self.chunks[at]) else {
            return false;
        };
        let Ok(within) = u32::try_from(place - offset) else { return false };
        let found = stamps.binary_search_by_key(&within, |stamp| stamp.offset);
        found.is_ok_and(|at| stamps[at].checksum == checksum)
    }

    /// Whether a chunk is what it was.
    fn has(&self, offset: u64, stamps: &[Stamp]) -> bool {
        let found = self.chunks.binary_search_by_key(&offset, |(offset, _)| *offset);
        found.is_ok_and(|at| self.chunks[at].1 == stamps)
    }
}

impl Sight {
    /// What the first pass sees.
    pub(super) fn first(chunk: &Chunk<'_>) -> Sight {
        Sight { offset: chunk.offset(), stamps: chunk.stamps(), strange: Vec::new() }
    }

    /// Of each record, in order.
    pub(super) fn stamps(&self) -> &[Stamp] {
        &self.stamps
    }

    /// Whether the record at this place of the chunk is one that earlier passes did not see.
    pub(super) fn is_strange(&self, place: usize) -> bool {
        self.strange.get(place).copied().unwrap_or(false)
    }

    /// Whether there is such a record.
    pub(super) fn has_strangers(&self) -> bool {
        !self.strange.is_empty()
    }
}

impl<'w> Watch<'w> {
    pub(super) fn new(witness: &'w Witness) -> Watch<'w> {
        Watch { witness, records: AtomicU64::new(0), strangers: AtomicU64::new(0) }
    }

    /// Compares a chunk with what was seen.
    pub(super) fn look(&self, chunk: &Chunk<'_>) -> Sight {
        let mut sight = Sight::first(chunk);
        let Sight { offset, stamps, strange } = &mut sight;
        if !stamps.is_empty() && !self.witness.has(*offset, stamps) {
            let is_strange = |stamp: &Stamp| {
                !self.witness.knows(*offset + u64::from(stamp.offset), stamp.checksum)
            };
            strange.extend(stamps.iter().map(is_strange));
            if !strange.contains(&true) {
                strange.clear();
            }
        }
        let strangers = strange.iter().filter(|strange| **strange).count() as u64;
        self.records.fetch_add(stamps.len() as u64, Ordering::Relaxed);
        self.strangers.fetch_add(strangers, Ordering::Relaxed);
        sight
    }

    /// What has become of the input since the first pass, once this pass is over.
    pub(super) fn fault(self) -> Option<StreamFault> {
        let strangers = self.strangers.into_inner();
        let gone = self.witness.first.saturating_sub(self.records.into_inner() - strangers);
        let records = |count: u64, one: &str, many: &str| match count {
            0 => None,
            1 => Some(format!("1 record {one}")),
            _ => Some(format!("{count} records {many}")),
        };
        let what = [
            records(
                strangers,
                "is new or different and gets no place, no gift with a budget and no rank",
                "are new or different and get no place, no gift with a budget and no rank",
            ),
            records(gone, "is not there anymore", "are not there anymore"),
        ];
        let what: Vec<String> = what.into_iter().flatten().collect();
        if what.is_empty() {
            return None;
        }
        let message =
            format!("the records changed while they were being read: {}", what.join("; "));
        Some(StreamFault { line: 1, fault: Fault::whole(FaultKind::Changed, message) })
    }
}
