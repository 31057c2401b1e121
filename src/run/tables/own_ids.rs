//! Customers who have more than one id, where ids are compared.

use std::collections::HashMap;

use super::digest::{ByDigest, Digest};
use super::entry::ClaimEntry;
use crate::records::OtherIds;

/// By the digest of each id of customers who have more than one, that of their own.
#[derive(Debug, Default)]
pub(super) struct OwnIds(HashMap<Digest, Digest, ByDigest>);

impl OwnIds {
    pub(super) fn of(other_ids: &OtherIds) -> OwnIds {
        let mut all = HashMap::default();
        for (other, own) in other_ids.iter() {
            let own = Digest::of(own);
            all.extend([(Digest::of(other), own), (own, own)]);
        }
        OwnIds(all)
    }

    /// By which digest the customer is found who has this one.
    #[inline]
    pub(super) fn own(&self, digest: Digest) -> Digest {
        self.0.get(&digest).copied().unwrap_or(digest)
    }

    /// The same, of a customer who has more than one id.
    fn shared(&self, digest: Digest) -> Option<Digest> {
        self.0.get(&digest).copied()
    }
}

/// The records of customers who have more than one id, by the digest of the own one: there may be a record
/// for each of them.
pub(super) struct Sharing<'o> {
    own_ids: &'o OwnIds,
    claims: HashMap<Digest, Vec<ClaimEntry>, ByDigest>,
}

impl<'o> Sharing<'o> {
    pub(super) fn new(own_ids: &'o OwnIds) -> Sharing<'o> {
        Sharing { own_ids, claims: HashMap::default() }
    }

    /// Keeps the claim of a record, or hands it back if its customer has one id.
    #[inline]
    pub(super) fn keep(&mut self, claim: ClaimEntry) -> Option<ClaimEntry> {
        let Some(own) = self.own_ids.shared(claim.digest) else { return Some(claim) };
        self.claims.entry(own).or_default().push(claim);
        None
    }

    /// What each of these customers claims, and the records that are not needed, in order: a customer is here
    /// by the record with the own id, or else by the first one. What the others say of whose rows are
    /// theirs is right too.
    pub(super) fn resolved(self) -> (Vec<ClaimEntry>, Vec<u64>) {
        let (mut claims, mut surplus) = (Vec::new(), Vec::new());
        for (own, records) in self.claims {
            let first = records.iter().find(|record| record.digest == own).or(records.first());
            let Some((digest, owner)) = first.map(|first| (first.digest, first.owner)) else {
                continue;
            };
            // Of records with the same id, the first counts.
            let repeats = |record: &ClaimEntry| record.digest == digest && record.owner != owner;
            surplus.extend(records.iter().filter(|one| one.digest != digest).map(|one| one.owner));
            let also = records.into_iter().filter(|one| !repeats(one)).flat_map(|one| one.also);
            claims.push(ClaimEntry { digest: own, owner, also: also.collect() });
        }
        surplus.sort_unstable();
        (claims, surplus)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which record each customer is here by, and which records are not needed.
    fn resolved(ids: &[&str]) -> (Vec<u64>, Vec<u64>) {
        let pairs = [("b", "a"), ("c", "a")];
        let pairs = pairs.map(|(other, own)| (other.to_owned(), own.to_owned()));
        let own_ids = OwnIds::of(&OtherIds::new(pairs, false));
        let mut sharing = Sharing::new(&own_ids);
        let mut owners = Vec::new();
        for (owner, id) in (0..).zip(ids) {
            let claim = ClaimEntry { digest: Digest::of(id), owner, also: Vec::new() };
            owners.extend(sharing.keep(claim).map(|claim| claim.owner));
        }
        let (claims, surplus) = sharing.resolved();
        assert!(claims.iter().all(|claim| claim.digest == Digest::of("a")));
        owners.extend(claims.iter().map(|claim| claim.owner));
        (owners, surplus)
    }

    #[test]
    fn a_customer_is_here_by_the_record_with_the_own_id_or_else_by_the_first() {
        assert_eq!(resolved(&["x", "b", "a", "c"]), (vec![0, 2], vec![1, 3]));
        assert_eq!(resolved(&["c", "x", "b"]), (vec![1, 0], vec![2]));
        assert_eq!(resolved(&["b"]), (vec![0], vec![]));
        // What is written twice is a repeat of itself.
        assert_eq!(resolved(&["b", "b"]), (vec![0], vec![]));
        assert_eq!(resolved(&["b", "b", "a", "a"]), (vec![2], vec![0, 1]));
    }
}
