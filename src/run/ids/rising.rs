//! Ids that rise from record to record, as they do in most exports: none of them can come again, so
//! nobody looks for them.

/// The ids so far, each of which comes after the one before. They are in the ledger alone.
#[derive(Debug, Default)]
pub(super) struct Rising {
    /// The last of them.
    last: Option<Box<[u8]>>,
    len: usize,
}

impl Rising {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Whether ids that rise, from this one on, come after all of those so far.
    pub(super) fn comes_before(&self, first: &[u8]) -> bool {
        self.last.as_ref().is_none_or(|last| is_after(first, last))
    }

    /// Takes up this many ids that rise, up to the last one.
    pub(super) fn add(&mut self, count: usize, last: &[u8]) {
        self.len += count;
        self.last = Some(Box::from(last));
    }

    /// Forgets the ids so far, which are somewhere else now. What comes next still rises above them.
    pub(super) fn empty(&mut self) {
        self.len = 0;
    }
}

/// Whether an id comes after another one: 9 is before 10, and `c-09` before `c-10`. What matters is
/// only that it is an order, and that ids which are counted up have it.
#[inline]
pub(super) fn is_after(id: &[u8], other: &[u8]) -> bool {
    if id.len() != other.len() {
        return id.len() > other.len();
    }
    // Most ids are two words that overlap, and are compared without a call.
    match (words(id), words(other)) {
        (Some(id), Some(other)) => id > other,
        _ => id > other,
    }
}

/// The first and the last eight of 8 to 16 bytes.
#[inline]
fn words(id: &[u8]) -> Option<[u64; 2]> {
    let (first, last) = (id.first_chunk()?, id.last_chunk()?);
    (id.len() <= 16).then(|| [u64::from_be_bytes(*first), u64::from_be_bytes(*last)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_all_lengths_are_in_the_order_of_their_lengths_and_bytes() {
        let mut ids: Vec<Vec<u8>> = Vec::new();
        for length in 0..20 {
            ids.push(vec![b'a'; length]);
            for at in 0..length {
                for byte in [b'b', 0xff] {
                    let mut id = vec![b'a'; length];
                    id[at] = byte;
                    ids.push(id);
                }
            }
        }
        for id in &ids {
            for other in &ids {
                let after = (id.len(), id) > (other.len(), other);
                assert_eq!(is_after(id, other), after, "{id:?} {other:?}");
            }
        }
    }
}
