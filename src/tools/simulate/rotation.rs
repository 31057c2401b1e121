//! One rotation: who enters, who moves, who brings others.

use crate::check::model::Simulation;
use crate::values::{Decimal, Exact};

/// Fractions of people are kept to this many decimals, which nobody can see, so that many rotations
/// of many shares do not fill the memory.
const DECIMALS: u32 = 60;

/// One rotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotation {
    /// How many come to each stage, by its index.
    pub came: Vec<Exact>,
    /// How many each hand-off passes on, by its place in the simulation.
    pub passed: Vec<Exact>,
}

/// Runs this many rotations; without referrals, nobody refers anybody.
pub(super) fn turn(
    simulation: &Simulation,
    stages: usize,
    rotations: u32,
    referrals: bool,
) -> Vec<Rotation> {
    let wheel = Wheel { simulation, stages, referrals };
    let mut next = vec![Exact::ZERO; stages];
    let mut turned = Vec::new();
    for _ in 0..rotations {
        let (rotation, after) = wheel.turn(next);
        turned.push(rotation);
        next = after;
    }
    turned
}

struct Wheel<'m> {
    simulation: &'m Simulation,
    stages: usize,
    referrals: bool,
}

impl Wheel<'_> {
    /// One rotation with those left for it, and those whom it leaves for the next.
    fn turn(&self, mut came: Vec<Exact>) -> (Rotation, Vec<Exact>) {
        let Simulation { newcomers, hand_offs, brings, .. } = self.simulation;
        for newcomers in newcomers {
            add(&mut came[newcomers.stage], &Exact::from(newcomers.count));
        }
        let mut next = vec![Exact::ZERO; self.stages];
        let mut passed = vec![Exact::ZERO; hand_offs.len()];
        for stage in 0..self.stages {
            let mut left = came[stage].clone();
            for (index, hand_off) in hand_offs.iter().enumerate() {
                if hand_off.from != stage {
                    continue;
                }
                // Rounding up twice could pass on one more than there are.
                let people = self.part(&came[stage], hand_off.share).min(left.clone());
                left = left.minus(&people);
                let to = if hand_off.to > stage { &mut came } else { &mut next };
                add(&mut to[hand_off.to], &people);
                passed[index] = people;
            }
        }
        if self.referrals {
            for brings in brings {
                add(&mut next[brings.to], &self.part(&came[brings.from], brings.count));
            }
        }
        (Rotation { came, passed }, next)
    }

    /// A share of some people.
    fn part(&self, people: &Exact, factor: Decimal) -> Exact {
        let decimals = if self.simulation.whole_people { 0 } else { DECIMALS };
        people.times(&Exact::from(factor)).rounded(decimals)
    }
}

fn add(place: &mut Exact, people: &Exact) {
    *place = place.plus(people);
}
