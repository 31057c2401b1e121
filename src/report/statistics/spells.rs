//! Stays, by how long they were and how they ended.

use std::collections::BTreeMap;

/// Stays of which each ends in one of several ways, or is not seen to its end. Only numbers are kept, by the
/// whole days that a stay was seen for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spells<const WAYS: usize> {
    days: BTreeMap<u32, Ended<WAYS>>,
}

/// How many stays ended after the same number of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ended<const WAYS: usize> {
    /// In each of the ways.
    pub left: [u64; WAYS],
    /// That are not seen beyond that day.
    pub unseen: u64,
}

impl<const WAYS: usize> Default for Spells<WAYS> {
    fn default() -> Spells<WAYS> {
        Spells::NONE
    }
}

impl<const WAYS: usize> Spells<WAYS> {
    /// No stays yet.
    pub const NONE: Spells<WAYS> = Spells { days: BTreeMap::new() };

    /// Adds a stay that ended after some days in one of the ways.
    pub fn left(&mut self, days: u32, way: usize) {
        self.left_many(days, way, 1);
    }

    /// Adds this many of them.
    pub(in crate::report) fn left_many(&mut self, days: u32, way: usize, many: u64) {
        if let Some(count) = self.day(days).left.get_mut(way) {
            *count += many;
        }
    }

    /// Adds a stay that was seen for some days and went on.
    pub fn unseen(&mut self, days: u32) {
        self.unseen_many(days, 1);
    }

    /// Adds this many of them.
    pub(in crate::report) fn unseen_many(&mut self, days: u32, many: u64) {
        self.day(days).unseen += many;
    }

    fn day(&mut self, days: u32) -> &mut Ended<WAYS> {
        self.days.entry(days).or_insert(Ended { left: [0; WAYS], unseen: 0 })
    }

    /// How many stays there are.
    pub fn count(&self) -> u64 {
        self.days.values().map(Ended::count).sum()
    }

    /// How many ended in each of the ways, however long they were.
    pub fn ended(&self) -> [u64; WAYS] {
        std::array::from_fn(|way| self.days.values().map(|ended| ended.left[way]).sum())
    }

    /// How many ended in one of the ways within some days.
    pub fn ended_within(&self, way: usize, days: u32) -> u64 {
        let ended = self.days.range(..=days).filter_map(|(_, ended)| ended.left.get(way));
        ended.sum()
    }

    /// How many were seen for at least this many days.
    pub fn at_least(&self, days: u32) -> u64 {
        self.days.range(days..).map(|(_, ended)| ended.count()).sum()
    }

    /// How many are not seen to their end.
    pub fn open(&self) -> u64 {
        self.days.values().map(|ended| ended.unseen).sum()
    }

    /// By the number of days, the shortest first.
    pub(super) fn days(&self) -> impl Iterator<Item = (u32, Ended<WAYS>)> {
        self.days.iter().map(|(day, ended)| (*day, *ended))
    }
}

impl<const WAYS: usize> Ended<WAYS> {
    /// How many ended on the day, or are not seen beyond it.
    pub(super) fn count(&self) -> u64 {
        self.all_left() + self.unseen
    }

    /// How many ended on the day.
    pub(super) fn all_left(&self) -> u64 {
        self.left.iter().sum()
    }
}
