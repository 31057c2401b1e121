//! What histories come to in a rotation, as measured and in bootstraps.

use std::collections::BTreeSet;

use super::measuring::Fact;
use super::statistics::{Confidence, Curve, Draws, Spells};
use super::{Asked, FEWEST, Period};

/// The ways of a curve about one stage that customers move to.
const THERE: usize = 0;
const ELSEWHERE: usize = 1;

/// What a simulation can learn from histories.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The days that something is known of.
    pub known: Period,
    /// How many days a rotation has.
    pub rotation: u32,
    /// The stages in histories that the rules do not have.
    pub not_in_rules: BTreeSet<String>,
    /// The stage that people are brought to, by its place; none if the rules have no stages.
    pub first: Option<usize>,
    /// How many stages the rules have.
    stages: usize,
    /// Whether anybody names a referrer.
    is_named: bool,
    /// Each fact that somebody has, in order.
    facts: Vec<Fact>,
    /// The facts of each customer, by their places. They are in order, so that nothing depends on that of the input.
    customers: Vec<Vec<u32>>,
}

/// What happens in a rotation. Stages are places in the rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Rates {
    /// How many people come from outside, by the stage that they come to.
    pub enter: Vec<f64>,
    /// The share that moves on within a rotation, by the stage that they leave, and there by the stage that they go to.
    pub hand_offs: Vec<Result<Vec<f64>, Unmeasured>>,
    /// How many people everyone who enters the first stage brings to it.
    pub brings: Result<f64, Unmeasured>,
}

/// What rates are made of. Stages are places in the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// How many people came from outside, by stage.
    pub came: Vec<u64>,
    /// How many stays in a stage are known to have begun, by stage.
    pub stays: Vec<u64>,
    /// How many of them ended within a rotation in a move to another stage, by both stages.
    pub moved: Vec<Vec<u64>>,
    /// How many people entered the first stage and had a whole rotation since.
    pub had_time: u64,
    /// How many people these brought within it.
    pub brought: u64,
}

/// Why something cannot be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmeasured {
    /// Nobody is seen there.
    Nobody,
    /// There are fewer than [`FEWEST`].
    TooFew,
    /// Nobody was seen for as long as a rotation, and somebody is still there.
    NotYet,
    /// Histories do not say it.
    NotSaid,
}

impl Measured {
    pub(super) fn of(
        asked: &Asked,
        (known, rotation): (Period, u32),
        people: Vec<Vec<Fact>>,
        is_named: bool,
        not_in_rules: BTreeSet<String>,
    ) -> Measured {
        let all: BTreeSet<Fact> = people.iter().flatten().copied().collect();
        let facts: Vec<Fact> = all.into_iter().collect();
        let place = |fact: &Fact| facts.binary_search(fact).unwrap_or_default() as u32;
        let numbered = people.iter().map(|own| {
            let mut own: Vec<u32> = own.iter().map(place).collect();
            own.sort_unstable();
            own
        });
        let mut customers: Vec<Vec<u32>> = numbered.collect();
        customers.sort_unstable();
        let (stages, first) = (asked.stages.len(), asked.wheel.first().copied());
        Measured { known, rotation, not_in_rules, first, stages, is_named, facts, customers }
    }

    /// How many customers something is known of.
    pub fn customers(&self) -> usize {
        self.customers.len()
    }

    /// What rates are made of.
    pub fn seen(&self) -> Seen {
        self.tally(&self.counts(|| 1)).seen
    }

    /// What happens in a rotation.
    pub fn rates(&self) -> Rates {
        self.tally(&self.counts(|| 1)).rates(self, FEWEST)
    }

    /// The same in bootstraps: each customer is there as often as chance has it, once on average. Each bootstrap has
    /// its own sequence of numbers, which the seed and its place determine.
    pub fn bootstraps(&self, seed: u64, many: usize) -> impl Iterator<Item = Rates> {
        let mut seeds = Draws::new(seed);
        (0..many).map(move |_| {
            let mut draws = Draws::new(seeds.any());
            self.tally(&self.counts(|| draws.times())).rates(self, 1)
        })
    }

    /// How often each fact is there, if each customer is there a number of times.
    fn counts(&self, mut times: impl FnMut() -> u64) -> Vec<u64> {
        let mut counts = vec![0; self.facts.len()];
        for customer in &self.customers {
            let times = times();
            for fact in customer {
                counts[*fact as usize] += times;
            }
        }
        counts
    }

    fn tally<'a>(&'a self, counts: &'a [u64]) -> Tally<'a> {
        let none = vec![0; self.stages];
        let mut seen = Seen {
            came: none.clone(),
            moved: vec![none.clone(); self.stages],
            stays: none,
            ..Seen::default()
        };
        let mut stays = vec![Vec::new(); self.stages];
        for (fact, count) in self.facts.iter().zip(counts).filter(|(_, count)| **count > 0) {
            match *fact {
                Fact::Came(stage) => seen.came[stage] += count,
                Fact::HadTime => seen.had_time += count,
                Fact::Brought => seen.brought += count,
                Fact::Unseen { from, .. } => {
                    seen.stays[from] += count;
                    stays[from].push((fact, *count));
                }
                Fact::Moved { from, to, days } => {
                    seen.stays[from] += count;
                    stays[from].push((fact, *count));
                    if let Some(to) = to.filter(|_| days <= self.rotation) {
                        seen.moved[from][to] += count;
                    }
                }
            }
        }
        Tally { seen, stays }
    }
}

/// Facts by how often they are there.
struct Tally<'a> {
    seen: Seen,
    /// The facts about stays, by stage.
    stays: Vec<Vec<(&'a Fact, u64)>>,
}

impl Tally<'_> {
    fn rates(&self, of: &Measured, fewest: u64) -> Rates {
        let rotations = f64::from(of.known.days()) / f64::from(of.rotation);
        let stages = 0..of.stages;
        Rates {
            enter: self.seen.came.iter().map(|came| *came as f64 / rotations).collect(),
            hand_offs: stages.map(|from| self.shares(from, of.rotation, fewest)).collect(),
            brings: match (of.is_named, self.seen.had_time) {
                (false, _) => Err(Unmeasured::NotSaid),
                (true, 0) => Err(Unmeasured::NotYet),
                (true, people) if people < fewest => Err(Unmeasured::TooFew),
                (true, people) => Ok(self.seen.brought as f64 / people as f64),
            },
        }
    }

    /// The share of stays that end within a rotation in a move to each of the stages. Moves elsewhere compete with it.
    fn shares(&self, from: usize, rotation: u32, fewest: u64) -> Result<Vec<f64>, Unmeasured> {
        match self.seen.stays[from] {
            0 => return Err(Unmeasured::Nobody),
            stays if stays < fewest => return Err(Unmeasured::TooFew),
            _ => {}
        }
        let share = |to: usize| {
            let curve = Curve::of(&self.spells(from, to));
            let estimate = curve.ended(THERE, rotation, Confidence::USUAL);
            estimate.map(|estimate| estimate.share).ok_or(Unmeasured::NotYet)
        };
        (0..self.seen.stays.len()).map(share).collect()
    }

    fn spells(&self, from: usize, there: usize) -> Spells<2> {
        let mut spells = Spells::NONE;
        for (fact, count) in &self.stays[from] {
            match **fact {
                Fact::Moved { to, days, .. } => {
                    let way = if to == Some(there) { THERE } else { ELSEWHERE };
                    spells.left_many(days, way, *count);
                }
                Fact::Unseen { days, .. } => spells.unseen_many(days, *count),
                Fact::Came(_) | Fact::HadTime | Fact::Brought => {}
            }
        }
        spells
    }
}
