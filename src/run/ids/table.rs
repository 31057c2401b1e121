//! Where to look for an id, in memory.

use std::hint::black_box;

/// How many buckets there are at first: 64 KB.
const FIRST: usize = 1 << 10;

/// Below this many buckets, which are two megabytes, a table grows to four times its size. Each new
/// table is memory that the system has to give page by page, which costs more than its use.
const SMALL: usize = 1 << 15;

/// How many ids a bucket has room for.
const ROOM: usize = 8;

/// Places of ids by their keys. Buckets are in the order of the keys, but for those ids that had to
/// move on because a bucket was full; so growing goes through memory in order.
#[derive(Debug, Default)]
pub(super) struct Table {
    buckets: Vec<Bucket>,
    len: usize,
}

/// What the processor gets from memory at once. A place of zero is free, and so are all after it.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Bucket {
    keys: [u32; ROOM],
    places: [u32; ROOM],
}

/// Where there is room for an id.
#[derive(Clone, Copy, Debug)]
pub(super) struct Free {
    bucket: usize,
    slot: usize,
}

impl Bucket {
    const EMPTY: Bucket = Bucket { keys: [0; ROOM], places: [0; ROOM] };

    /// How many ids are here.
    #[inline(always)]
    fn len(&self) -> usize {
        self.places.iter().map(|place| usize::from(*place != 0)).sum()
    }

    /// A bit for each slot that has this key.
    #[inline(always)]
    fn having(&self, key: u32) -> u32 {
        let mut bits = 0;
        for (slot, (other, place)) in self.keys.iter().zip(&self.places).enumerate() {
            bits |= u32::from(*other == key && *place != 0) << slot;
        }
        bits
    }

    fn ids(&self) -> impl Iterator<Item = (u32, u32)> {
        let ids = self.keys.into_iter().zip(self.places);
        ids.filter(|(_, place)| *place != 0)
    }
}

impl Table {
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Makes room for this many more, so that a fifth of it stays free.
    pub(super) fn make_room(&mut self, more: usize) {
        let fits = |buckets: usize| (self.len + more) * 5 <= buckets * ROOM * 4;
        let mut buckets = self.buckets.len().max(FIRST);
        while !fits(buckets) {
            buckets = if buckets < SMALL { buckets * 4 } else { buckets + buckets / 2 };
        }
        if buckets > self.buckets.len() {
            let old = std::mem::replace(&mut self.buckets, vec![Bucket::EMPTY; buckets]);
            self.len = 0;
            for (key, place) in old.iter().flat_map(Bucket::ids) {
                self.add(key, place);
            }
        }
    }

    /// Reads the buckets of these keys, so that they come from memory all at the same time.
    pub(super) fn fetch(&self, keys: impl Iterator<Item = u32>) {
        let firsts = keys.map(|key| self.buckets[home(key, self.buckets.len())].keys[0]);
        black_box(firsts.fold(0, |all, first| all ^ first));
    }

    /// Asks of each place with this key until one gives an answer; an error with room for the key
    /// if none does. There is some after room was made.
    #[inline]
    pub(super) fn find<T, E>(
        &self,
        key: u32,
        mut ask: impl FnMut(u32) -> Result<Option<T>, E>,
    ) -> Result<Result<T, Free>, E> {
        let mut at = home(key, self.buckets.len());
        loop {
            let bucket = &self.buckets[at];
            let mut having = bucket.having(key);
            while having != 0 {
                let slot = having.trailing_zeros() as usize;
                if let Some(answer) = ask(bucket.places[slot])? {
                    return Ok(Ok(answer));
                }
                having &= having - 1;
            }
            let slot = bucket.len();
            if slot < ROOM {
                return Ok(Err(Free { bucket: at, slot }));
            }
            at = next(at, self.buckets.len());
        }
    }

    /// Takes up a place, which is not zero. There is room after some was made.
    pub(super) fn add(&mut self, key: u32, place: u32) {
        self.put(self.free(key), key, place);
    }

    /// Where there is room for a key.
    fn free(&self, key: u32) -> Free {
        let mut bucket = home(key, self.buckets.len());
        loop {
            let slot = self.buckets[bucket].len();
            if slot < ROOM {
                return Free { bucket, slot };
            }
            bucket = next(bucket, self.buckets.len());
        }
    }

    /// Takes up a place, which is not zero.
    #[inline]
    pub(super) fn put(&mut self, free: Free, key: u32, place: u32) {
        let bucket = &mut self.buckets[free.bucket];
        bucket.keys[free.slot] = key;
        bucket.places[free.slot] = place;
        self.len += 1;
    }

    /// All keys with their places. The table is empty then.
    pub(super) fn drain(&mut self) -> Vec<(u32, u32)> {
        let len = std::mem::take(&mut self.len);
        let buckets = std::mem::take(&mut self.buckets);
        let mut ids = Vec::with_capacity(len);
        ids.extend(buckets.iter().flat_map(Bucket::ids));
        ids
    }
}

/// Where a key belongs among this many buckets.
#[inline]
fn home(key: u32, buckets: usize) -> usize {
    ((u64::from(key) * buckets as u64) >> 32) as usize
}

#[inline]
fn next(bucket: usize, buckets: usize) -> usize {
    if bucket + 1 == buckets { 0 } else { bucket + 1 }
}
