//! Who has which id, in memory, so that rows find their customers at once.

use std::io;
use std::sync::Arc;

use super::claims::Claims;
use super::digest::{Digest, ShortDigest};
use super::entry::Entries;
use super::parts::Parts;
use super::room::Room;
use super::rows::NamedRow;
use super::shares::Shares;

/// Who has which id.
pub(super) struct Holders {
    /// By the number of the customer.
    digests: Vec<ShortDigest>,
    /// One more than the number of a customer, from the place on that the digest says. Zero is free, and
    /// a third of them are. The digests of a part have their places next to each other, which are filled
    /// while they are close to the processor.
    slots: Vec<u32>,
    room: Arc<Room>,
    /// How much memory the room has given.
    given: usize,
}

/// Customers who were read before the rows, and those rows that went to them as they were read.
pub(super) struct Direct {
    /// `None` if they are too many.
    pub holders: Option<Arc<Holders>>,
    /// What they claim, until the other rows look for them.
    pub claims: Option<Claims>,
    pub owned: Parts,
    /// Which of these parts is whose.
    pub shares: Shares,
}

/// How many parts the rows go to.
const OWNED: u64 = 256;

impl Direct {
    pub(super) fn new(mut claims: Claims, room: &Arc<Room>) -> io::Result<Direct> {
        let shares = Shares::of(0, claims.count, OWNED.min(claims.count.max(1)) as usize);
        let owned = Parts::new(room, shares.parts());
        let holders = Holders::new(&claims, room)?.map(Arc::new);
        // They are asked for again only for rows that do not find their customers here.
        claims.ids.put_away()?;
        Ok(Direct { holders, claims: Some(claims), owned, shares })
    }
}

impl Holders {
    /// `None` if they are too many.
    fn new(claims: &Claims, room: &Arc<Room>) -> io::Result<Option<Holders>> {
        let Some(count) = u32::try_from(claims.count).ok().filter(|count| *count < u32::MAX / 2)
        else {
            return Ok(None);
        };
        let count = count as usize;
        let slots = count + count / 2 + 1;
        let size = count * size_of::<ShortDigest>() + slots * size_of::<u32>();
        let Some(given) = room.take_for_ids(size) else { return Ok(None) };
        let (digests, slots) = (vec![ShortDigest::default(); count], vec![0; slots]);
        let mut holders = Holders { digests, slots, room: Arc::clone(room), given };
        for (part, file) in claims.ids.parts() {
            part.read(file, |bytes| {
                let mut entries = Entries(bytes);
                while let Some(claim) = entries.claim()? {
                    holders.add(claim.digest, claim.owner);
                }
                io::Result::Ok(())
            })?;
        }
        Ok(Some(holders))
    }

    /// An id is that of the first customer who has it, and claims are in order.
    fn add(&mut self, digest: Digest, owner: u64) {
        if let Err(slot) = self.find(digest)
            && let Some(place) = self.digests.get_mut(owner as usize)
        {
            *place = digest.short();
            self.slots[slot] = owner as u32 + 1;
        }
    }

    /// The numbers of the customers whom some rows name. Memory is asked for all of them at once, so
    /// that nothing waits for each.
    pub(super) fn owners(&self, rows: &[NamedRow], mut each: impl FnMut(Option<u64>, &NamedRow)) {
        let slot = |row: &NamedRow| self.slots[row.digest.place(self.slots.len())];
        let slots: Vec<u32> = rows.iter().map(slot).collect();
        let is_its = |(slot, row): (&u32, &NamedRow)| {
            let digest = slot.checked_sub(1).map(|owner| self.digests[owner as usize]);
            digest == Some(row.digest.short())
        };
        let are_its: Vec<bool> = slots.iter().zip(rows).map(is_its).collect();
        for ((slot, is_its), row) in slots.into_iter().zip(are_its).zip(rows) {
            let owner = match (slot.checked_sub(1), is_its) {
                (owner, true) => owner.map(u64::from),
                (None, false) => None,
                // The first place is that of another one, so it is further on.
                (Some(_), false) => self.find(row.digest).ok(),
            };
            each(owner, row);
        }
    }

    /// The customer who has an id, or the free slot for it.
    #[inline]
    fn find(&self, digest: Digest) -> Result<u64, usize> {
        let (digest, mut slot) = (digest.short(), digest.place(self.slots.len()));
        loop {
            match self.slots[slot].checked_sub(1) {
                None => return Err(slot),
                Some(owner) if self.digests[owner as usize] == digest => return Ok(owner.into()),
                Some(_) => slot = (slot + 1) % self.slots.len(),
            }
        }
    }
}

impl Drop for Holders {
    fn drop(&mut self) {
        self.room.give_back(self.given);
    }
}
