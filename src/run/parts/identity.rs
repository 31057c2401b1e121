//! What tells the inputs of parts apart.

use std::collections::BTreeSet;
use std::mem;

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_64;

use crate::records::Stamp;

/// How many bytes of checksums are taken at once.
const BLOCK: usize = 8 << 10;

/// What tells the records of an input from those of another one: the same records in the same order have the
/// same, whether or not they are compressed, and however many are read at once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(in crate::run) struct Identity {
    /// How many there are.
    records: u64,
    /// Of all of them, in order.
    checksum: String,
}

/// What tells all inputs of some parts apart, but for those without records. So it does not matter which of them are
/// read together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::run) struct Identities {
    pub customers: BTreeSet<Identity>,
    /// The files of tables, of which parts may share some.
    pub tables: BTreeSet<Identity>,
}

/// Finds out the identity of an input, one chunk after the other.
#[derive(Clone, Debug, Default)]
pub(in crate::run) struct Identifying {
    records: u64,
    /// Of all that are not in the block.
    checksum: u64,
    block: Vec<u8>,
}

impl Identifying {
    /// Takes up the records of the next chunk.
    pub(in crate::run) fn add(&mut self, stamps: &[Stamp]) {
        for stamp in stamps {
            self.block.extend(stamp.checksum.to_le_bytes());
            if self.block.len() >= BLOCK {
                self.checksum = XxHash3_64::oneshot_with_seed(self.checksum, &self.block);
                self.block.clear();
            }
        }
        self.records += stamps.len() as u64;
    }

    /// The identity of all of them; nothing without any.
    pub(in crate::run) fn identity(mut self) -> Option<Identity> {
        let block = mem::take(&mut self.block);
        let checksum = XxHash3_64::oneshot_with_seed(self.checksum, &block);
        let identity = Identity { records: self.records, checksum: format!("{checksum:016x}") };
        (self.records > 0).then_some(identity)
    }
}

impl Identities {
    /// Those of these that are not among some others.
    pub(in crate::run) fn without(&self, others: &Identities) -> Identities {
        let left = |these: &BTreeSet<Identity>, others| these.difference(others).cloned().collect();
        Identities {
            customers: left(&self.customers, &others.customers),
            tables: left(&self.tables, &others.tables),
        }
    }

    /// How many there are.
    pub(in crate::run) fn count(&self) -> usize {
        self.customers.len() + self.tables.len()
    }

    /// Takes up others.
    pub(in crate::run) fn extend(&mut self, others: Identities) {
        self.customers.extend(others.customers);
        self.tables.extend(others.tables);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamps(checksums: impl Iterator<Item = u32>) -> Vec<Stamp> {
        checksums.map(|checksum| Stamp { offset: 0, checksum }).collect()
    }

    fn identity(chunks: &[Vec<Stamp>]) -> Option<Identity> {
        let mut identifying = Identifying::default();
        chunks.iter().for_each(|chunk| identifying.add(chunk));
        identifying.identity()
    }

    #[test]
    fn chunks_make_no_difference_and_each_record_does() {
        let whole = identity(&[stamps(0..5000)]);
        let cut = [stamps(0..1), stamps(1..1), stamps(1..3000), stamps(3000..5000)];
        assert_eq!(identity(&cut), whole);
        for other in [stamps(0..4999), stamps(0..5001), stamps((0..5000).rev())] {
            assert_ne!(identity(&[other]), whole);
        }
        let mut changed = stamps(0..5000);
        changed[17].checksum = 9999;
        assert_ne!(identity(&[changed]), whole);
        assert_eq!(identity(&[]), None);
    }
}
