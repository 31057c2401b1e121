//! Two fates of one customer, compared.

use std::sync::Arc;

use super::{End, Fate, Gift, Outcome, Side};
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
        let Difference { stage, gained, lost, tags } = self;
        stage.is_none() && gained.is_empty() && lost.is_empty() && tags.is_empty()
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
    let recosted = kept.into_iter().filter(|(old, new)| old.cost != new.cost);
    let tags = tags(&old.tags, &new.tags, true).chain(tags(&old.untags, &new.untags, false));
    let difference = Difference {
        stage: moved.then_some((old.from, old.end, new.end)),
        gained: gained.into_iter().cloned().collect(),
        lost: lost
            .into_iter()
            .map(|gift| Lost { gift: gift.clone(), withheld: withheld(gift) })
            .collect(),
        tags: tags.collect(),
    };
    let recosted = recosted.map(|(old, new)| (old.gift, old.cost, new.cost)).collect();
    Comparison::Both { difference, recosted }
}

/// The gifts of only one side, and those of both. What a gift is for tells it from others of its kind.
type Matched<'g> = (Vec<&'g Gift>, Vec<&'g Gift>, Vec<(&'g Gift, &'g Gift)>);

fn matched<'g>(old: &'g [Gift], new: &'g [Gift]) -> Matched<'g> {
    fn key(gift: &Gift) -> (usize, Option<&Arc<str>>) {
        (gift.gift, gift.event.as_ref())
    }
    let (mut lost, mut gained, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    let sorted = |gifts: &'g [Gift]| {
        let mut gifts: Vec<&Gift> = gifts.iter().collect();
        gifts.sort_by_key(|gift| key(gift));
        gifts.into_iter().peekable()
    };
    let (mut old, mut new) = (sorted(old), sorted(new));
    while let (Some(was), Some(is)) = (old.peek(), new.peek()) {
        match key(was).cmp(&key(is)) {
            std::cmp::Ordering::Less => lost.extend(old.next()),
            std::cmp::Ordering::Greater => gained.extend(new.next()),
            std::cmp::Ordering::Equal => kept.extend(old.next().zip(new.next())),
        }
    }
    lost.extend(old);
    gained.extend(new);
    (lost, gained, kept)
}

/// The tags that only one side sets, or removes.
fn tags(old: &[String], new: &[String], set: bool) -> impl Iterator<Item = TagChange> {
    let only = move |some: &[String], others: &[String], gained: bool| {
        let only: Vec<String> = some.iter().filter(|tag| !others.contains(tag)).cloned().collect();
        only.into_iter().map(move |tag| TagChange { tag, set, gained })
    };
    only(new, old, true).chain(only(old, new, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(stage: usize, gifts: &[(usize, Option<&str>)]) -> Outcome {
        let gift = |(gift, event): &(usize, Option<&str>)| Gift {
            gift: *gift,
            event: event.map(Arc::from),
            rule: 0,
            cost: None,
        };
        Outcome {
            from: Some(3),
            end: End { stage, rule: None },
            given: gifts.iter().map(gift).collect(),
            withheld: Vec::new(),
            tags: Vec::new(),
            untags: Vec::new(),
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
        old.tags.push("vip".to_owned());
        new.untags.push("vip".to_owned());
        let found = difference(old, new).tags;
        let said: Vec<_> = found.iter().map(|one| (one.set, one.gained)).collect();
        assert_eq!(said, [(true, false), (false, true)]);
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
