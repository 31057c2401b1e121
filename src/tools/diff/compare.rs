//! Two fates of one customer, compared.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{End, Fate, Gift, Outcome, Side, Tagging};
use crate::eval::Reason;
use crate::values::Decimal;

/// How a customer fares under two rule files.
#[derive(Clone, Debug, PartialEq)]
pub enum Comparison {
    /// Under neither is there a decision.
    Neither,
    /// There are two decisions.
    Both {
        /// What differs; often nothing.
        difference: Difference,
        /// What is given by both, and costs something else: the gift, and both costs.
        recosted: Vec<(usize, Option<Decimal>, Option<Decimal>)>,
    },
    /// One side leaves the customer out, and the other does not.
    LeftOut(Side),
    /// One side rejects the record, and the other does not.
    Rejected(Side),
    /// The same, where the record is in a stage that this side does not have.
    NoStage(Side, usize),
}

/// What is decided differently. Which rule asked for something, and what is withheld, is not part of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    /// The stages after, if they differ, and the one before.
    pub stage: Option<(Option<usize>, End, End)>,
    /// What only the new rules give.
    pub gained: Vec<Gift>,
    /// What only the old rules give.
    pub lost: Vec<Lost>,
    /// Tags that only one side sets or removes.
    pub tags: Vec<TagChange>,
    /// The side that leaves the customer out at the end, if the other does not.
    pub left_out: Option<Side>,
    /// What is the same in the end, and happens on other days.
    pub other_days: BTreeSet<OtherDays>,
}

/// What happens under both rules, but on other days of a replay.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OtherDays {
    /// The customer ends in the same stage, by other moves or on other days.
    Moves,
    /// The same gift is given on another day.
    Gift(usize),
    /// The same tag is set or removed in the end, on other days or after something else.
    Tag {
        /// The tag.
        tag: String,
        /// Whether it is set, rather than removed.
        set: bool,
    },
    /// The customer is left out at the end, since another day.
    LeftOut,
}

/// A gift that is no longer given.
#[derive(Clone, Debug, PartialEq)]
pub struct Lost {
    /// The gift, as the old rules gave it.
    pub gift: Gift,
    /// Why the new rules withhold it, if they ask for it.
    pub withheld: Option<Reason>,
}

/// A tag that only one side sets or removes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TagChange {
    /// The tag.
    pub tag: String,
    /// Whether it is set, rather than removed.
    pub set: bool,
    /// Whether the new rules do so, rather than the old ones.
    pub gained: bool,
}

impl Difference {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        let Difference { stage, gained, lost, tags, left_out, other_days } = self;
        let same_end = stage.is_none() && left_out.is_none() && tags.is_empty();
        same_end && gained.is_empty() && lost.is_empty() && other_days.is_empty()
    }
}

/// Compares what becomes of one customer under two rule files. `has_stage` says whether a side has a stage.
pub fn compare(old: &Fate, new: &Fate, has_stage: impl Fn(Side, usize) -> bool) -> Comparison {
    let rejected = |by: Side, other: &Fate| match other {
        Fate::Decided(Outcome { from: Some(stage), .. }) if !has_stage(by, *stage) => {
            Comparison::NoStage(by, *stage)
        }
        Fate::Decided(_) | Fate::LeftOut => Comparison::Rejected(by),
        Fate::Rejected(_) => Comparison::Neither,
    };
    match (old, new) {
        (Fate::Decided(old), Fate::Decided(new)) => both(old, new),
        (Fate::LeftOut, Fate::LeftOut) => Comparison::Neither,
        (Fate::Rejected(_), other) => rejected(Side::Old, other),
        (other, Fate::Rejected(_)) => rejected(Side::New, other),
        (Fate::LeftOut, Fate::Decided(_)) => Comparison::LeftOut(Side::Old),
        (Fate::Decided(_), Fate::LeftOut) => Comparison::LeftOut(Side::New),
    }
}

fn both(old: &Outcome, new: &Outcome) -> Comparison {
    let moved = old.end.stage != new.end.stage;
    let (lost, gained, kept) = matched(&old.given, &new.given);
    let withheld = |gift: &Gift| {
        let mut held = new.withheld.iter();
        let held = held.find(|(other, event, _)| (*other, event) == (gift.gift, &gift.event));
        held.map(|(_, _, reason)| *reason)
    };
    let (left_out, tags) = (left_out(old, new), tags(&old.tags, &new.tags));
    let difference = Difference {
        stage: moved.then_some((old.from, old.end, new.end)),
        other_days: other_days(old, new, &kept, &tags),
        gained: gained.into_iter().cloned().collect(),
        lost: lost
            .into_iter()
            .map(|gift| Lost { gift: gift.clone(), withheld: withheld(gift) })
            .collect(),
        tags,
        left_out,
    };
    let recosted = kept.into_iter().filter(|(old, new)| old.cost != new.cost);
    let recosted = recosted.map(|(old, new)| (old.gift, old.cost, new.cost)).collect();
    Comparison::Both { difference, recosted }
}

/// The side that leaves the customer out at the end, if the other does not.
fn left_out(old: &Outcome, new: &Outcome) -> Option<Side> {
    match (old.left_out, new.left_out) {
        (Some(_), None) => Some(Side::Old),
        (None, Some(_)) => Some(Side::New),
        (Some(_), Some(_)) | (None, None) => None,
    }
}

/// What is the same in the end, and happens on other days.
fn other_days(
    old: &Outcome,
    new: &Outcome,
    kept: &[(&Gift, &Gift)],
    tags: &[TagChange],
) -> BTreeSet<OtherDays> {
    let mut all = BTreeSet::new();
    if old.end.stage == new.end.stage && old.stages != new.stages {
        all.insert(OtherDays::Moves);
    }
    let moved = kept.iter().filter(|(old, new)| old.day != new.day);
    all.extend(moved.map(|(_, gift)| OtherDays::Gift(gift.gift)));
    for (tag, set) in last(&new.tags) {
        let about = |tagging: &&Tagging| tagging.tag == tag;
        let same = old.tags.iter().filter(about).eq(new.tags.iter().filter(about));
        if !same && tags.iter().all(|change| change.tag != tag) {
            all.insert(OtherDays::Tag { tag: tag.to_owned(), set });
        }
    }
    if old.left_out.is_some() && new.left_out.is_some() && old.left_out != new.left_out {
        all.insert(OtherDays::LeftOut);
    }
    all
}

/// The gifts of only one side, and those of both. What a gift is for tells it from others of its kind.
type Matched<'g> = (Vec<&'g Gift>, Vec<&'g Gift>, Vec<(&'g Gift, &'g Gift)>);

/// Gifts on the same day are the same first, and then those on other days, in order.
fn matched<'g>(old: &'g [Gift], new: &'g [Gift]) -> Matched<'g> {
    fn key(gift: &Gift) -> (usize, Option<&Arc<str>>) {
        (gift.gift, gift.event.as_ref())
    }
    let (old, new) = (old.iter().collect(), new.iter().collect());
    let (lost, gained, same) = matched_by(old, new, |gift| (key(gift), gift.day));
    let (lost, gained, other) = matched_by(lost, gained, key);
    (lost, gained, [same, other].concat())
}

fn matched_by<'g, K: Ord>(
    mut old: Vec<&'g Gift>,
    mut new: Vec<&'g Gift>,
    key: impl Fn(&'g Gift) -> K,
) -> Matched<'g> {
    let (mut lost, mut gained, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    old.sort_by_key(|gift| key(gift));
    new.sort_by_key(|gift| key(gift));
    let (mut old, mut new) = (old.into_iter().peekable(), new.into_iter().peekable());
    while let (Some(was), Some(is)) = (old.peek(), new.peek()) {
        match key(was).cmp(&key(is)) {
            Ordering::Less => lost.extend(old.next()),
            Ordering::Greater => gained.extend(new.next()),
            Ordering::Equal => kept.extend(old.next().zip(new.next())),
        }
    }
    lost.extend(old);
    gained.extend(new);
    (lost, gained, kept)
}

/// What was last done about each tag: whether it was set.
fn last(tags: &[Tagging]) -> BTreeMap<&str, bool> {
    tags.iter().map(|tagging| (&*tagging.tag, tagging.set)).collect()
}

/// The tags that only one side sets, or removes.
fn tags(old: &[Tagging], new: &[Tagging]) -> Vec<TagChange> {
    let (old, new) = (last(old), last(new));
    let only = |some: &BTreeMap<&str, bool>, others: &BTreeMap<&str, bool>, gained: bool| {
        let only = some.iter().filter(|(tag, set)| others.get(*tag) != Some(*set));
        let change = |(tag, set): (&&str, &bool)| {
            let (tag, set) = ((*tag).to_owned(), *set);
            TagChange { tag, set, gained }
        };
        only.map(change).collect::<Vec<_>>()
    };
    [only(&new, &old, true), only(&old, &new, false)].concat()
}

#[cfg(test)]
mod tests {
    use super::super::first_day;
    use super::*;

    fn outcome(stage: usize, gifts: &[(usize, Option<&str>)]) -> Outcome {
        let gift = |(gift, event): &(usize, Option<&str>)| Gift {
            gift: *gift,
            event: event.map(Arc::from),
            rule: 0,
            cost: None,
            day: 0,
        };
        Outcome {
            since: 0,
            from: Some(3),
            end: End { stage, rule: None },
            stages: Vec::new(),
            given: gifts.iter().map(gift).collect(),
            withheld: Vec::new(),
            tags: Vec::new(),
            left_out: None,
        }
    }

    fn difference(old: Outcome, new: Outcome) -> Difference {
        let compared = compare(&Fate::Decided(old), &Fate::Decided(new), |_, _| true);
        let Comparison::Both { difference, .. } = compared else { panic!("{compared:?}") };
        difference
    }

    #[test]
    fn gifts_are_told_apart_by_what_they_are_for() {
        let old = outcome(0, &[(1, Some("a")), (1, Some("b")), (0, None)]);
        let new = outcome(0, &[(0, None), (1, Some("c")), (1, Some("b"))]);
        let found = difference(old, new);
        assert_eq!(found.stage, None);
        let event = |gift: &Gift| gift.event.clone();
        assert_eq!(found.gained.iter().map(event).collect::<Vec<_>>(), [Some("c".into())]);
        let lost: Vec<_> = found.lost.iter().map(|lost| event(&lost.gift)).collect();
        assert_eq!(lost, [Some("a".into())]);
    }

    #[test]
    fn which_rule_it_was_does_not_count() {
        let mut new = outcome(1, &[(0, None)]);
        (new.end.rule, new.given[0].rule) = (Some(7), 9);
        assert!(difference(outcome(1, &[(0, None)]), new).is_empty());
    }

    #[test]
    fn a_tag_that_is_removed_instead_of_set_is_two_differences() {
        let (mut old, mut new) = (outcome(1, &[]), outcome(1, &[]));
        old.tags.push(tagging(true, 0));
        new.tags.push(tagging(false, 0));
        let found = difference(old, new).tags;
        let said: Vec<_> = found.iter().map(|one| (one.set, one.gained)).collect();
        assert_eq!(said, [(false, true), (true, false)]);
    }

    fn tagging(set: bool, day: usize) -> Tagging {
        Tagging { tag: "vip".to_owned(), set, day }
    }

    #[test]
    fn what_was_last_done_about_a_tag_counts() {
        let (mut old, mut new) = (outcome(1, &[]), outcome(1, &[]));
        old.tags.extend([tagging(true, 1), tagging(false, 4)]);
        new.tags.extend([tagging(true, 1), tagging(false, 4), tagging(true, 6)]);
        let found = difference(old.clone(), new.clone());
        let said: Vec<_> = found.tags.iter().map(|one| (one.set, one.gained)).collect();
        assert_eq!(said, [(true, true), (false, false)]);
        assert!(found.other_days.is_empty());
        assert_eq!(first_day(&Fate::Decided(old.clone()), &Fate::Decided(new.clone())), 6);
        new.tags.truncate(2);
        new.tags[0].day = 2;
        let found = difference(old.clone(), new.clone());
        let other = OtherDays::Tag { tag: "vip".to_owned(), set: false };
        assert_eq!(found.other_days, BTreeSet::from([other]));
        assert!(found.tags.is_empty());
        assert_eq!(first_day(&Fate::Decided(old), &Fate::Decided(new)), 1);
    }

    #[test]
    fn gifts_on_the_same_day_are_the_same_first() {
        let given = |days: &[usize]| {
            let mut one = outcome(1, &days.iter().map(|_| (0, None)).collect::<Vec<_>>());
            one.given.iter_mut().zip(days).for_each(|(gift, day)| gift.day = *day);
            one
        };
        let (old, new) = (given(&[1, 31, 61]), given(&[31, 61]));
        let found = difference(old.clone(), new);
        assert_eq!(found.lost.iter().map(|lost| lost.gift.day).collect::<Vec<_>>(), [1]);
        assert!(found.other_days.is_empty());
        let new = given(&[1, 35, 61]);
        let found = difference(old.clone(), new.clone());
        assert!(found.lost.is_empty() && found.gained.is_empty());
        assert_eq!(found.other_days, BTreeSet::from([OtherDays::Gift(0)]));
        assert_eq!(first_day(&Fate::Decided(old), &Fate::Decided(new)), 31);
    }

    #[test]
    fn the_same_end_on_other_days_is_a_difference() {
        let (mut old, mut new) = (outcome(1, &[]), outcome(1, &[]));
        (old.stages, new.stages) = (vec![(2, 1)], vec![(3, 0), (5, 1)]);
        let found = difference(old.clone(), new.clone());
        assert_eq!(found.other_days, BTreeSet::from([OtherDays::Moves]));
        assert_eq!(first_day(&Fate::Decided(old.clone()), &Fate::Decided(new.clone())), 2);
        (old.left_out, new.stages) = (Some(7), vec![(2, 1)]);
        let found = difference(old.clone(), new.clone());
        assert_eq!((found.left_out, found.other_days.len()), (Some(Side::Old), 0));
        new.left_out = Some(8);
        let found = difference(old.clone(), new.clone());
        assert_eq!(found.other_days, BTreeSet::from([OtherDays::LeftOut]));
        assert_eq!(first_day(&Fate::Decided(old), &Fate::Decided(new)), 7);
    }

    #[test]
    fn only_one_side_decides() {
        let (fate, bad) = (Fate::Decided(outcome(1, &[])), Fate::Rejected("bad".to_owned()));
        let all = |_, _| true;
        assert_eq!(compare(&fate, &bad, all), Comparison::Rejected(Side::New));
        assert_eq!(compare(&bad, &fate, |_, _| false), Comparison::NoStage(Side::Old, 3));
        assert_eq!(compare(&Fate::LeftOut, &fate, all), Comparison::LeftOut(Side::Old));
        assert_eq!(compare(&Fate::LeftOut, &bad, all), Comparison::Rejected(Side::New));
        assert_eq!(compare(&bad, &bad, all), Comparison::Neither);
    }
}
