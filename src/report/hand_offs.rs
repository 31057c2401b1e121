//! What becomes of stays: who goes on, back or away, and where customers are lost.

use super::scope::When;
use super::statistics::{Confidence, Curve, Interval, Share, Spells};
use super::visits::{End, Visit};
use super::{Asked, Counted, Known, Scope};

/// How stays end, in the order of the ways of their curves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To a later stage of the wheel.
    On,
    /// To an earlier one.
    Back,
    /// To a stage that is not part of it.
    Away,
}

impl Way {
    /// All of them.
    pub const ALL: [Way; 3] = [Way::On, Way::Back, Way::Away];

    fn place(self) -> usize {
        match self {
            Way::On => 0,
            Way::Back => 1,
            Way::Away => 2,
        }
    }
}

/// What became of the stays in each stage of the wheel that began in the period.
#[derive(Clone, Debug, PartialEq)]
pub struct HandOffs {
    /// The number of days that stages are compared by.
    pub within: u32,
    /// Each stage of the wheel, in its order.
    pub stages: Vec<HandOff>,
    /// Where most people are lost.
    pub leak: Option<Leak>,
    /// The stages of which it is not known yet how many go on within that time, by their places.
    pub unknown: Vec<usize>,
    /// What fell most since the period before.
    pub drop: Option<Changed>,
    /// What changed most since the period before, up or down.
    pub changed: Option<Changed>,
}

/// What became of the stays in a stage.
#[derive(Clone, Debug, PartialEq)]
pub struct HandOff {
    /// The stage, by its place in what is asked.
    pub stage: usize,
    /// Whether it is the last one of the wheel.
    pub is_last: bool,
    /// The stays that began in the period.
    pub current: Entered,
    /// Those that began in the period before, if that is known.
    pub before: Option<Entered>,
}

/// Stays that began in some period.
#[derive(Clone, Debug, PartialEq)]
pub struct Entered {
    spells: Spells<3>,
    curve: Curve<3>,
}

/// The stage where most people are lost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leak {
    /// The stage, by its place.
    pub stage: usize,
    /// How many of those who entered have not gone on within the time, as far as can be said: their number times
    /// the share that does not go on.
    pub lost: f64,
    /// How many entered.
    pub entered: u64,
}

/// A hand-off that is not what it was, more than by chance: the intervals of both have nothing in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Changed {
    /// The stage, by its place.
    pub stage: usize,
    /// How many go on within the time.
    pub current: Counted,
    /// How many of those in the period before.
    pub before: Counted,
}

impl Entered {
    fn of(spells: Spells<3>) -> Entered {
        let curve = Curve::of(&spells);
        Entered { spells, curve }
    }

    /// How many stays there are.
    pub fn count(&self) -> u64 {
        self.curve.count()
    }

    /// How many have ended in a way by the last day that is known, however long they were.
    pub fn so_far(&self, way: Way) -> u64 {
        self.spells.ended()[way.place()]
    }

    /// How many have not ended, or were lost sight of before.
    pub fn open(&self) -> u64 {
        self.spells.open()
    }

    /// How many ended in a way within some days.
    pub fn within(&self, way: Way, days: u32) -> Counted {
        Counted::within(&self.spells, &self.curve, way.place(), days)
    }

    /// Where a share likely is, to be compared with another one. At 0 and 1, where the interval of the curve
    /// says nothing, it is Wilson's: of those who were seen for as long, or of all.
    fn bounds(&self, counted: Counted, days: u32) -> Option<Interval> {
        let estimate = counted.share.share()?;
        let plain = |count, of| Share { count, of }.interval(Confidence::USUAL);
        estimate.interval.or_else(|| match estimate.share > 0.5 {
            true => plain(counted.of, counted.of),
            false => plain(0, self.at_risk(days)),
        })
    }

    /// How many did not end within some days. The count leaves out those who were not seen for as long.
    pub fn still(&self, days: u32) -> Counted {
        let of = self.count();
        let estimate = self.curve.stays(days, Confidence::USUAL);
        let count = self.spells.at_least(days.saturating_add(1));
        Counted { count, of, share: Known::of(of, estimate) }
    }

    /// How many were seen for at least this many days.
    pub fn at_risk(&self, days: u32) -> u64 {
        self.spells.at_least(days)
    }

    /// Days until this share had left, in whichever way.
    pub fn until_left(&self, share: f64) -> Option<u32> {
        self.curve.until_left(share)
    }

    /// Days until this share had gone on.
    pub fn until_on(&self, share: f64) -> Option<u32> {
        self.curve.until_ended(Way::On.place(), share)
    }

    /// The share by day, to be drawn.
    pub fn curve(&self) -> &Curve<3> {
        &self.curve
    }
}

/// Counts what becomes of stays.
#[derive(Clone, Debug)]
pub(super) struct HandOffsTally {
    /// By place in the wheel.
    current: Vec<Spells<3>>,
    before: Vec<Spells<3>>,
}

impl HandOffsTally {
    pub(super) fn new(asked: &Asked) -> HandOffsTally {
        let none = vec![Spells::default(); asked.wheel.len()];
        HandOffsTally { current: none.clone(), before: none }
    }

    pub(super) fn add(&mut self, asked: &Asked, scope: Scope, visits: &[Visit]) {
        for visit in visits {
            let Some(place) = visit.stage.and_then(|stage| asked.place(stage)) else { continue };
            let spells = match scope.began(visit) {
                Some(When::Now) => &mut self.current[place],
                Some(When::Before) => &mut self.before[place],
                None => continue,
            };
            match visit.end {
                End::Moved(to) => {
                    let way = match to.and_then(|to| asked.place(to)) {
                        Some(to) if to > place => Way::On,
                        Some(_) => Way::Back,
                        None => Way::Away,
                    };
                    spells.left(visit.days(), way.place());
                }
                End::Lost(_) | End::GoesOn => spells.unseen(visit.days()),
            }
        }
    }

    pub(super) fn figures(self, asked: &Asked, scope: Scope) -> HandOffs {
        let within = asked.within();
        let last = asked.wheel.len().saturating_sub(1);
        let known = scope.before().is_some();
        let pairs = self.current.into_iter().zip(self.before).zip(&asked.wheel).enumerate();
        let stages: Vec<HandOff> = pairs
            .map(|(place, ((now, before), stage))| HandOff {
                stage: *stage,
                is_last: place == last,
                current: Entered::of(now),
                before: known.then(|| Entered::of(before)),
            })
            .collect();
        let changed = || stages.iter().filter_map(|hand_off| hand_off.changed(within));
        HandOffs {
            within,
            leak: leak(asked, &stages, within),
            unknown: unknown(&stages, within),
            drop: largest(changed().filter(|changed| changed.by() < 0.0)),
            changed: largest(changed()),
            stages,
        }
    }
}

impl HandOff {
    /// How many go on within some days, now and before, if that is not the same but for chance.
    fn changed(&self, within: u32) -> Option<Changed> {
        if self.is_last {
            return None;
        }
        let current = self.current.within(Way::On, within);
        let before = self.before.as_ref()?.within(Way::On, within);
        let own = self.current.bounds(current, within)?;
        let others = self.before.as_ref()?.bounds(before, within)?;
        own.is_apart_from(others).then_some(Changed { stage: self.stage, current, before })
    }
}

impl Changed {
    /// By how much the share changed.
    pub fn by(&self) -> f64 {
        let share = |counted: Counted| counted.share.share().map_or(0.0, |estimate| estimate.share);
        share(self.current) - share(self.before)
    }
}

/// The one that changed most; the first of those that changed as much.
fn largest(all: impl Iterator<Item = Changed>) -> Option<Changed> {
    let mut largest: Option<Changed> = None;
    for changed in all {
        if largest.is_none_or(|largest| changed.by().abs() > largest.by().abs()) {
            largest = Some(changed);
        }
    }
    largest
}

/// The stage where most are lost, of those where nobody should stay.
fn leak(asked: &Asked, stages: &[HandOff], within: u32) -> Option<Leak> {
    let mut worst: Option<Leak> = None;
    for hand_off in stages {
        if hand_off.is_last || asked.stages[hand_off.stage].resting {
            continue;
        }
        let Some(on) = hand_off.current.within(Way::On, within).share.share() else { continue };
        let entered = hand_off.current.count();
        let lost = entered as f64 * (1.0 - on.share);
        if lost > 0.0 && worst.is_none_or(|worst| lost > worst.lost) {
            worst = Some(Leak { stage: hand_off.stage, lost, entered });
        }
    }
    worst
}

/// The stages of which it is not known yet who goes on within the time.
fn unknown(stages: &[HandOff], within: u32) -> Vec<usize> {
    let unknown = |hand_off: &&HandOff| {
        !hand_off.is_last && hand_off.current.within(Way::On, within).share == Known::NotYet
    };
    stages.iter().filter(unknown).map(|hand_off| hand_off.stage).collect()
}
