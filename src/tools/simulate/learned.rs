//! A simulation next to what was measured, and how far it may be off by chance.

use super::learning::{Learning, near};
use super::outcome::Outcome;
use super::rotation::turn;
use crate::check::model::{Model, Simulation};
use crate::report::statistics::Interval;
use crate::report::{Rates, Unmeasured};
use crate::values::Decimal;

/// Below this share of bootstraps that can say something, there is no range: it would be that of a few.
const ENOUGH: f64 = 0.9;

/// The share of bootstraps that a range leaves out at each end.
const LEFT_OUT: f64 = 0.05;

/// What a simulation is made of, and how far it may be off by chance.
#[derive(Clone, Debug)]
pub struct Learned {
    /// Each number that the simulation uses, or that was measured in its place.
    pub lines: Vec<Line>,
    /// The stages of which it cannot be measured where people go, without those of which the block says it.
    pub unmeasured: Vec<(usize, Unmeasured)>,
    /// Why it cannot be measured who brings whom, unless the block says it.
    pub no_brings: Option<Unmeasured>,
    /// How many people come to each stage, by rotation and stage, in all but the lowest and the highest 5% of bootstraps;
    /// none if not enough of them can say it.
    pub bands: Option<Vec<Vec<Interval>>>,
}

/// A number of a simulation.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is about.
    pub what: What,
    /// What was measured, if it could be.
    pub measured: Option<f64>,
    /// Where that is in bootstraps.
    pub band: Option<Interval>,
    /// How many it is measured by, of how many; for people who enter, of all. None if that is not counted: who brings
    /// whom is only known of the first stage.
    pub seen: Option<(u64, u64)>,
    /// What the block says, or what the stage refers.
    pub assumed: Option<Decimal>,
    /// What the simulation uses; none if it is not used.
    pub used: Option<Decimal>,
}

/// What a number is about. Stages are places in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// How many people come from outside.
    Enter(usize),
    /// The share of people that moves from one stage to another.
    HandOff(usize, usize),
    /// How many people everyone in a stage brings to another.
    Brings(usize, usize),
}

impl What {
    /// What rates say about it, if they can.
    fn of(self, rates: &Rates, first: Option<usize>) -> Option<f64> {
        match self {
            What::Enter(stage) => rates.enter.get(stage).copied(),
            What::HandOff(from, to) => rates.hand_offs.get(from)?.as_ref().ok()?.get(to).copied(),
            What::Brings(from, to) if Some(from) == first && from == to => rates.brings.ok(),
            What::Brings(..) => None,
        }
    }

    /// What a simulation says about it.
    fn said(self, simulation: &Simulation) -> Option<Decimal> {
        match self {
            What::Enter(stage) => {
                let mut lines = simulation.newcomers.iter().filter(|line| line.stage == stage);
                let first = lines.next()?.count;
                Some(lines.fold(first, |sum, line| sum.checked_add(line.count).unwrap_or(sum)))
            }
            What::HandOff(from, to) => {
                let mut lines = simulation.hand_offs.iter();
                lines.find(|line| (line.from, line.to) == (from, to)).map(|line| line.share)
            }
            What::Brings(from, to) => {
                let mut lines = simulation.brings.iter();
                lines.find(|line| (line.from, line.to) == (from, to)).map(|line| line.count)
            }
        }
    }
}

impl Learning {
    /// Runs a simulation that is completed with what was measured.
    ///
    /// `completed` is what [`Learning::completed`] makes of the block.
    pub fn outcome<'m>(
        &self,
        model: &'m Model,
        block: &Simulation,
        completed: &'m Simulation,
        rotations: u32,
    ) -> Outcome<'m> {
        let mut outcome = Outcome::of(model, completed, rotations);
        let is_said = |from: usize| block.hand_offs.iter().any(|line| line.from == from);
        let unmeasured = self.rates.hand_offs.iter().enumerate();
        let unmeasured =
            unmeasured.filter_map(|(from, shares)| Some((from, shares.as_ref().err().copied()?)));
        let brings_said = block.brings.iter().any(|brings| brings.is_said);
        outcome.learned = Some(Learned {
            lines: self.lines(model.stages.len(), block, completed),
            unmeasured: unmeasured.filter(|(from, _)| !is_said(*from)).collect(),
            no_brings: self.rates.brings.err().filter(|_| !brings_said),
            bands: self.bands(model.stages.len(), block, rotations),
        });
        outcome
    }

    fn lines(&self, stages: usize, block: &Simulation, completed: &Simulation) -> Vec<Line> {
        let seen = self.measured.seen();
        let enter =
            (0..stages).map(|stage| (What::Enter(stage), (seen.came[stage], seen.came[stage])));
        let pairs = (0..stages).flat_map(|from| (0..stages).map(move |to| (from, to)));
        let hand_offs = pairs
            .clone()
            .map(|(from, to)| (What::HandOff(from, to), (seen.moved[from][to], seen.stays[from])));
        let first = self.measured.first;
        let brings = pairs.map(|(from, to)| {
            let is_counted = Some(from) == first && from == to;
            (What::Brings(from, to), is_counted.then_some((seen.brought, seen.had_time)))
        });
        let counted = |(what, seen)| (what, Some(seen));
        let all = enter.chain(hand_offs).map(counted).chain(brings);
        let line = |(what, seen): (What, Option<(u64, u64)>)| Line {
            what,
            measured: what.of(&self.rates, first),
            band: self.band(what),
            seen,
            assumed: what.said(block),
            used: what.said(completed),
        };
        let is_there = |line: &Line| {
            let is_measured = match line.what {
                What::Enter(_) | What::HandOff(..) => line.measured.is_some_and(|it| it > 0.0),
                What::Brings(..) => line.measured.is_some(),
            };
            is_measured || line.assumed.is_some()
        };
        all.map(line).filter(is_there).collect()
    }

    /// Where a rate is in bootstraps.
    fn band(&self, what: What) -> Option<Interval> {
        what.of(&self.rates, self.measured.first)?;
        let all = self.bootstraps.iter();
        let some = all.filter_map(|rates| what.of(rates, self.measured.first)).collect();
        middle(some, self.bootstraps.len())
    }

    /// Where the numbers of people are in bootstraps.
    fn bands(
        &self,
        stages: usize,
        block: &Simulation,
        rotations: u32,
    ) -> Option<Vec<Vec<Interval>>> {
        let can_say = |rates: &&Rates| {
            let pairs = rates.hand_offs.iter().zip(&self.rates.hand_offs);
            pairs.clone().all(|(own, all)| own.is_ok() || all.is_err())
                && (rates.brings.is_ok() || self.rates.brings.is_err())
        };
        let runs: Vec<_> = self
            .bootstraps
            .iter()
            .filter(can_say)
            .map(|rates| turn(&self.completed(block, &self.known(rates)), stages, rotations, true))
            .collect();
        let cell = |rotation: usize, stage: usize| {
            let people = runs.iter().map(|run| near(&run[rotation].came[stage])).collect();
            middle(people, self.bootstraps.len())
        };
        let row = |rotation| (0..stages).map(|stage| cell(rotation, stage)).collect();
        (0..rotations as usize).map(row).collect()
    }

    /// Rates without those that are not known from everybody: a bootstrap says no more than the histories.
    fn known(&self, rates: &Rates) -> Rates {
        let pairs = rates.hand_offs.iter().zip(&self.rates.hand_offs);
        let hand_offs = pairs.map(|(own, all)| all.as_ref().map_err(|why| *why).and(own.clone()));
        Rates {
            enter: rates.enter.clone(),
            hand_offs: hand_offs.collect(),
            brings: self.rates.brings.and(rates.brings),
        }
    }
}

/// Where numbers are without the lowest and the highest 5% of them; none if there are too few, of so many.
fn middle(mut numbers: Vec<f64>, many: usize) -> Option<Interval> {
    if (numbers.len() as f64) < ENOUGH * many as f64 {
        return None;
    }
    numbers.sort_by(f64::total_cmp);
    let out = (numbers.len() as f64 * LEFT_OUT) as usize;
    let last = numbers.len().checked_sub(1 + out)?;
    Some(Interval { low: *numbers.get(out)?, high: *numbers.get(last)? })
}
