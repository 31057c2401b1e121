//! Which of several values without an order a fact may be.

use std::collections::BTreeSet;

/// Values by number, and whether it may be unknown which.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::prove) struct ChoiceSet {
    pub unknown: bool,
    /// Whether it is all values but those that are named.
    pub all_but: bool,
    pub named: BTreeSet<u32>,
}

impl ChoiceSet {
    /// One value.
    pub(in crate::prove) fn of(value: u32) -> ChoiceSet {
        ChoiceSet { unknown: false, all_but: false, named: BTreeSet::from([value]) }
    }

    /// Any value.
    pub(in crate::prove) fn known() -> ChoiceSet {
        ChoiceSet { unknown: false, all_but: true, named: BTreeSet::new() }
    }

    /// No value.
    pub(in crate::prove) fn unknown() -> ChoiceSet {
        ChoiceSet { unknown: true, all_but: false, named: BTreeSet::new() }
    }

    /// All values that are not in it; whether it may be unknown stays.
    pub(in crate::prove) fn others(mut self) -> ChoiceSet {
        self.all_but = !self.all_but;
        self
    }

    /// The same, or unknown.
    pub(in crate::prove) fn or_unknown(mut self) -> ChoiceSet {
        self.unknown = true;
        self
    }

    /// What is in both.
    pub(in crate::prove) fn and(&self, other: &ChoiceSet) -> ChoiceSet {
        let (all_but, named) = match (self.all_but, other.all_but) {
            (true, true) => (true, &self.named | &other.named),
            (false, false) => (false, &self.named & &other.named),
            (true, false) => (false, &other.named - &self.named),
            (false, true) => (false, &self.named - &other.named),
        };
        ChoiceSet { unknown: self.unknown && other.unknown, all_but, named }
    }

    /// Whether there is none left of so many values.
    pub(in crate::prove) fn is_empty(&self, of: Option<u32>) -> bool {
        !self.unknown && !self.has_value(of)
    }

    /// Whether it has one of so many values; `None`: of any number.
    pub(in crate::prove) fn has_value(&self, of: Option<u32>) -> bool {
        if !self.all_but {
            return !self.named.is_empty();
        }
        of.is_none_or(|of| (self.named.len() as u64) < u64::from(of))
    }

    /// Whether all of it is in another one.
    pub(in crate::prove) fn is_within(&self, other: &ChoiceSet, of: Option<u32>) -> bool {
        (!self.unknown || other.unknown) && !self.shares_value(other, true, of)
    }

    /// Whether nothing is in both.
    pub(in crate::prove) fn is_apart_from(&self, other: &ChoiceSet, of: Option<u32>) -> bool {
        let both_unknown = self.unknown && other.unknown;
        !(both_unknown || self.shares_value(other, false, of))
    }

    /// Whether it has a value of another one, or else of all others.
    fn shares_value(&self, other: &ChoiceSet, of_others: bool, of: Option<u32>) -> bool {
        let (one, two) = (&self.named, &other.named);
        match (self.all_but, other.all_but != of_others) {
            (true, true) => {
                let named = one.len() + two.difference(one).count();
                of.is_none_or(|of| (named as u64) < u64::from(of))
            }
            (false, false) => !one.is_disjoint(two),
            (true, false) => !two.is_subset(one),
            (false, true) => !one.is_subset(two),
        }
    }

    /// Whether it has this value.
    pub(in crate::prove) fn has(&self, value: u32) -> bool {
        self.named.contains(&value) != self.all_but
    }
}
