//! What the differences of many customers add up to, in memory that does not grow with them.

use std::collections::BTreeMap;

use super::{Comparison, Difference, End, Fate, OtherDays, Side, first_day};
use crate::eval::Reason;
use crate::values::Decimal;

/// So many customers are kept of each kind.
const FIRST: usize = 3;

/// What is different about how many. The counts of parts of an input add up to those of the whole, in the
/// order of the parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// Customers for whom at least one side has a decision.
    pub customers: u64,
    /// Those who are decided differently, or by one side only.
    pub different: u64,
    /// Those who get something that the old rules would not have given them.
    pub gaining: u64,
    /// Those who do not get something that the old rules would have given them.
    pub losing: u64,
    /// By kind of difference. A customer may be in several.
    pub kinds: BTreeMap<Kind, Group>,
    /// Gifts that both sides give, and that cost something else, by gift.
    pub recosted: BTreeMap<usize, Recosted>,
    /// How many records came before, to say which were first.
    seen: u64,
}

/// A kind of difference. Stages and gifts are numbers of a [`Pair`](super::Pair).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Customers end in another stage.
    Stage {
        /// Where they are; `None` for new customers.
        from: Option<usize>,
        /// Where the old rules lead.
        old: End,
        /// Where the new rules lead.
        new: End,
    },
    /// Only the new rules give a gift, or only the old ones.
    Gift {
        /// The gift.
        gift: usize,
        /// Whether the new rules give it.
        gained: bool,
    },
    /// Only one side sets or removes a tag.
    Tag {
        /// The tag.
        tag: String,
        /// Whether it is set, rather than removed.
        set: bool,
        /// Whether the new rules do so.
        gained: bool,
    },
    /// The same comes about on other days of a replay.
    OtherDays(OtherDays),
    /// Only this side leaves the customer out, in a replay at the end.
    LeftOut(Side),
    /// The record is in a stage that this side does not have, and so is rejected.
    NoStage(Side, usize),
    /// Only this side rejects the record.
    Rejected(Side),
}

/// The customers with one kind of difference.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// How many.
    pub customers: u64,
    /// How many gifts, which may be several for one customer.
    pub gifts: u64,
    /// What these cost together, where that is known; `None` if it is more than can be kept.
    pub cost: Option<Decimal>,
    /// How often the new rules withhold what is lost, by the reason.
    pub withheld: BTreeMap<Reason, u64>,
    /// The first customers, in the order of the input.
    pub first: Vec<Person>,
}

/// A customer among others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// How many records came before.
    pub place: u64,
    /// By side, old first, what the id is, where it could be read.
    pub ids: [Option<String>; 2],
    /// Which of the sides rejects the record, if one does, and why.
    pub rejected: Option<(Side, String)>,
    /// The first day of a replay on which the two differ, as its place among the days.
    pub day: usize,
}

/// What a gift costs that both sides give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recosted {
    /// How often its cost differs.
    pub gifts: u64,
    /// What all of these cost under the old rules; `None` if that is more than can be kept.
    pub old: Option<Decimal>,
    /// The same under the new rules.
    pub new: Option<Decimal>,
}

impl Kind {
    /// What kind of difference it is where not both sides decide.
    fn of_one(comparison: &Comparison) -> Option<Kind> {
        match comparison {
            Comparison::Neither | Comparison::Both { .. } => None,
            Comparison::LeftOut(side) => Some(Kind::LeftOut(*side)),
            Comparison::Rejected(side) => Some(Kind::Rejected(*side)),
            Comparison::NoStage(side, stage) => Some(Kind::NoStage(*side, *stage)),
        }
    }
}

impl Counts {
    /// Counts one more customer for whom both sides decide the same, to the last byte.
    pub fn add_same(&mut self, fate_is_decision: bool) {
        self.seen += 1;
        self.customers += u64::from(fate_is_decision);
    }

    /// Counts one more record: what became of it under both, and how that compares.
    pub fn add(&mut self, ids: [Option<&str>; 2], fates: [&Fate; 2], comparison: &Comparison) {
        let place = self.seen;
        self.seen += 1;
        let person = || Person {
            place,
            ids: ids.map(|id| id.map(str::to_owned)),
            rejected: [Side::Old, Side::New].into_iter().zip(fates).find_map(|(side, fate)| {
                match fate {
                    Fate::Rejected(reason) => Some((side, reason.clone())),
                    Fate::Decided(_) | Fate::LeftOut => None,
                }
            }),
            day: first_day(fates[0], fates[1]),
        };
        if let Some(kind) = Kind::of_one(comparison) {
            self.customers += 1;
            self.different += 1;
            self.group(kind, person);
        }
        if let Comparison::Both { difference, recosted } = comparison {
            self.customers += 1;
            self.add_both(difference, person);
            for (gift, old, new) in recosted {
                let none =
                    Recosted { gifts: 0, old: Some(Decimal::ZERO), new: Some(Decimal::ZERO) };
                let sums = self.recosted.entry(*gift).or_insert(none);
                sums.gifts += 1;
                sums.old = added(sums.old, Some(old.unwrap_or(Decimal::ZERO)));
                sums.new = added(sums.new, Some(new.unwrap_or(Decimal::ZERO)));
            }
        }
    }

    fn add_both(&mut self, difference: &Difference, person: impl Fn() -> Person) {
        if difference.is_empty() {
            return;
        }
        let Difference { stage, gained, lost, tags, left_out, other_days } = difference;
        self.different += 1;
        self.gaining += u64::from(!gained.is_empty());
        self.losing += u64::from(!lost.is_empty());
        if let Some((from, old, new)) = *stage {
            self.group(Kind::Stage { from, old, new }, &person);
        }
        let mut last = None;
        for gift in gained {
            let kind = Kind::Gift { gift: gift.gift, gained: true };
            self.gift(kind, last.replace(gift.gift) != Some(gift.gift), gift.cost, &person);
        }
        let mut last = None;
        for lost in lost {
            let gift = &lost.gift;
            let kind = Kind::Gift { gift: gift.gift, gained: false };
            let group =
                self.gift(kind, last.replace(gift.gift) != Some(gift.gift), gift.cost, &person);
            if let Some(reason) = lost.withheld {
                *group.withheld.entry(reason).or_default() += 1;
            }
        }
        for change in tags {
            let kind =
                Kind::Tag { tag: change.tag.clone(), set: change.set, gained: change.gained };
            self.group(kind, &person);
        }
        if let Some(side) = *left_out {
            self.group(Kind::LeftOut(side), &person);
        }
        for what in other_days {
            self.group(Kind::OtherDays(what.clone()), &person);
        }
    }

    /// Counts a gift; `first` if it is the first of its kind for the customer.
    fn gift(
        &mut self,
        kind: Kind,
        first: bool,
        cost: Option<Decimal>,
        person: impl Fn() -> Person,
    ) -> &mut Group {
        if first {
            self.group(kind.clone(), person);
        }
        let group = self.kinds.entry(kind).or_insert_with(Group::none);
        group.gifts += 1;
        group.cost = added(group.cost, Some(cost.unwrap_or(Decimal::ZERO)));
        group
    }

    /// Counts a customer of a kind.
    fn group(&mut self, kind: Kind, person: impl Fn() -> Person) {
        let group = self.kinds.entry(kind).or_insert_with(Group::none);
        group.customers += 1;
        if group.first.len() < FIRST {
            group.first.push(person());
        }
    }

    /// Takes up the counts of a later part of the input.
    pub fn merge(&mut self, later: Counts) {
        let before = self.seen;
        self.seen += later.seen;
        self.customers += later.customers;
        self.different += later.different;
        self.gaining += later.gaining;
        self.losing += later.losing;
        for (kind, group) in later.kinds {
            self.kinds.entry(kind).or_insert_with(Group::none).merge(group, before);
        }
        for (gift, sums) in later.recosted {
            match self.recosted.get_mut(&gift) {
                None => {
                    self.recosted.insert(gift, sums);
                }
                Some(all) => {
                    all.gifts += sums.gifts;
                    (all.old, all.new) = (added(all.old, sums.old), added(all.new, sums.new));
                }
            }
        }
    }

    /// Some customers to show: the first of each kind, then the second of each, and so on, up to this
    /// many, in the order of the input.
    pub fn first(&self, most: usize) -> Vec<&Person> {
        let mut all: BTreeMap<u64, &Person> = BTreeMap::new();
        for place in 0..FIRST {
            for person in self.kinds.values().filter_map(|group| group.first.get(place)) {
                if all.len() < most {
                    all.insert(person.place, person);
                }
            }
        }
        all.into_values().collect()
    }
}

impl Group {
    fn none() -> Group {
        Group { cost: Some(Decimal::ZERO), ..Group::default() }
    }

    fn merge(&mut self, later: Group, before: u64) {
        self.customers += later.customers;
        self.gifts += later.gifts;
        self.cost = added(self.cost, later.cost);
        for (reason, count) in later.withheld {
            *self.withheld.entry(reason).or_default() += count;
        }
        let room = FIRST.saturating_sub(self.first.len());
        let first = later.first.into_iter().take(room);
        self.first.extend(first.map(|one| Person { place: one.place + before, ..one }));
    }
}

/// The sum of two amounts; `None` if that is more than can be kept.
fn added(one: Option<Decimal>, other: Option<Decimal>) -> Option<Decimal> {
    one?.checked_add(other?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Gift, Outcome, Tagging, compare};
    use super::*;

    fn fate() -> impl Strategy<Value = Fate> {
        let gift = (0..3usize, 0..2usize, prop::option::of(1i64..9), 0..3usize);
        let gift = gift.prop_map(|(gift, rule, cost, day)| Gift {
            gift,
            event: None,
            rule,
            cost: cost.map(Decimal::from),
            day,
        });
        let tag = ("[ab]", any::<bool>(), 0..3usize);
        let tag = tag.prop_map(|(tag, set, day)| Tagging { tag, set, day });
        let tags = prop::collection::vec(tag, 0..2);
        let gifts = prop::collection::vec(gift, 0..3);
        let stages = prop::collection::vec((0..3usize, 0..3usize), 0..2);
        let left_out = prop::option::of(0..3usize);
        let days = (0..3usize, stages, left_out);
        let decided = (0..2usize, 0..3usize, gifts, tags, days);
        let decided = decided.prop_map(|(from, stage, given, tags, days)| {
            let ((since, stages, left_out), from) = (days, Some(from));
            let (end, withheld) = (End { stage, rule: None }, Vec::new());
            Fate::Decided(Outcome { since, from, end, stages, given, withheld, tags, left_out })
        });
        prop_oneof![6 => decided, 1 => Just(Fate::LeftOut), 1 => Just(Fate::Rejected("x".into()))]
    }

    fn counted<'f>(fates: impl Iterator<Item = (usize, &'f (Fate, Fate))>) -> Counts {
        let mut counts = Counts::default();
        for (place, (old, new)) in fates {
            let id = place.to_string();
            let comparison = compare(old, new, |_, stage| stage > 0);
            counts.add([Some(&id), Some(&id)], [old, new], &comparison);
        }
        counts
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_whole(
            fates in prop::collection::vec((fate(), fate()), 0..30),
            cuts in prop::collection::vec(0..30usize, 2),
        ) {
            let numbered: Vec<_> = fates.iter().enumerate().collect();
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(fates.len())).collect();
            cuts.sort_unstable();
            let mut merged = counted(numbered[..cuts[0]].iter().copied());
            merged.merge(counted(numbered[cuts[0]..cuts[1]].iter().copied()));
            merged.merge(counted(numbered[cuts[1]..].iter().copied()));
            prop_assert_eq!(merged, counted(numbered.iter().copied()));
        }

        #[test]
        fn a_rule_file_compared_with_itself_changes_nothing(
            fates in prop::collection::vec(fate(), 0..30),
        ) {
            let twice: Vec<_> = fates.into_iter().map(|fate| (fate.clone(), fate)).collect();
            let counts = counted(twice.iter().enumerate());
            prop_assert_eq!(counts.different, 0);
            prop_assert!(counts.kinds.is_empty() && counts.recosted.is_empty());
        }
    }
}
