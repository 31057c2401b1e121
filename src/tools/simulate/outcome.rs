//! What a simulation shows: how many people were where, rotation by rotation.

use super::learned::Learned;
use super::rotation::{Rotation, turn};
use crate::check::model::{Model, Simulation};
use crate::values::Exact;

/// The result of a simulation.
#[derive(Clone, Debug)]
pub struct Outcome<'m> {
    /// The program that the simulation belongs to.
    pub model: &'m Model,
    /// The `simulate` block.
    pub simulation: &'m Simulation,
    /// In order, the first one first.
    pub rotations: Vec<Rotation>,
    /// The same lifecycle where nobody refers anybody.
    pub without: Vec<Rotation>,
    /// What was measured, if the simulation learned from histories.
    pub learned: Option<Learned>,
}

/// How many people a stage hands on, over all rotations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// By its place in the model.
    pub stage: usize,
    /// How many people came to it.
    pub came: Exact,
    /// How many of them were handed on.
    pub went_on: Exact,
}

impl Step {
    /// Those who came and did not go on.
    pub fn lost(&self) -> Exact {
        self.came.minus(&self.went_on)
    }
}

impl<'m> Outcome<'m> {
    /// Runs this many rotations.
    pub fn of(model: &'m Model, simulation: &'m Simulation, rotations: u32) -> Outcome<'m> {
        let turn = |referrals| turn(simulation, model.stages.len(), rotations, referrals);
        Outcome { model, simulation, rotations: turn(true), without: turn(false), learned: None }
    }

    /// The stage that people enter: the first one of which the simulation says so.
    pub fn entry(&self) -> usize {
        self.simulation.newcomers.first().map_or(self.model.start, |newcomers| newcomers.stage)
    }

    /// The name of a stage.
    pub fn stage_name(&self, stage: usize) -> &'m str {
        self.model.stages.get(stage).map_or("", |stage| &stage.name)
    }

    /// The stages that anybody comes to, in the order of the file.
    pub fn stages(&self) -> Vec<usize> {
        let reached = self.simulation.reached(self.model.stages.len());
        (0..reached.len()).filter(|stage| reached[*stage]).collect()
    }

    /// How many come to the stage of entry, by rotation.
    pub fn entered(&self) -> Vec<&Exact> {
        let entry = self.entry();
        self.rotations.iter().map(|rotation| &rotation.came[entry]).collect()
    }

    /// How many more than without referrals come to a stage, by rotation.
    pub fn extra(&self, stage: usize) -> Vec<Exact> {
        let both = self.rotations.iter().zip(&self.without);
        both.map(|(with, without)| with.came[stage].minus(&without.came[stage])).collect()
    }

    /// What each rotation costs per person who enters the first stage, to this many decimals;
    /// `None` if costs are not given, or for a rotation that nobody enters.
    pub fn cost_each(&self, decimals: u32) -> Option<Vec<Option<Exact>>> {
        let costs = Exact::from(self.simulation.costs?);
        Some(self.entered().iter().map(|people| costs.over(people, decimals)).collect())
    }

    /// What each stage that hands on has handed on over all rotations, in the order of the file.
    pub fn steps(&self) -> Vec<Step> {
        let hand_offs = &self.simulation.hand_offs;
        let handing_on = self
            .stages()
            .into_iter()
            .filter(|stage| hand_offs.iter().any(|hand_off| hand_off.from == *stage));
        handing_on
            .map(|stage| {
                let own = |rotation: &Rotation| {
                    let passed = hand_offs.iter().zip(&rotation.passed);
                    sum(passed.filter(|(line, _)| line.from == stage).map(|(_, people)| people))
                };
                let went_on: Vec<Exact> = self.rotations.iter().map(own).collect();
                Step {
                    stage,
                    came: sum(self.rotations.iter().map(|rotation| &rotation.came[stage])),
                    went_on: sum(went_on.iter()),
                }
            })
            .collect()
    }

    /// Whether fractions of people are to be shown.
    pub fn has_fractions(&self) -> bool {
        let rotations = self.rotations.iter().chain(&self.without);
        rotations.flat_map(|rotation| &rotation.came).any(|people| !people.is_whole())
    }
}

pub(super) fn sum<'e>(numbers: impl Iterator<Item = &'e Exact>) -> Exact {
    numbers.fold(Exact::ZERO, |sum, number| sum.plus(number))
}
