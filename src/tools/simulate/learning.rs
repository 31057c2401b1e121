//! What histories say about a rotation, and the lines of a block that say otherwise.

use crate::check::model::{Brings, HandOff, Model, Newcomers, Simulation};
use crate::report::{Measured, Rates};
use crate::values::{Decimal, Exact};

/// How many bootstraps show how far results may be off by chance.
pub const BOOTSTRAPS: usize = 500;

/// Measured numbers have this many decimals.
const DECIMALS: u8 = 6;

/// What simulations learn from histories.
#[derive(Clone, Debug)]
pub struct Learning {
    /// What histories come to.
    pub measured: Measured,
    /// What happens in a rotation.
    pub rates: Rates,
    /// The same in bootstraps.
    pub bootstraps: Vec<Rates>,
    /// What these were drawn with.
    pub seed: u64,
}

impl Learning {
    /// Learns from what was measured.
    pub fn of(measured: Measured, seed: u64) -> Learning {
        let bootstraps = measured.bootstraps(seed, BOOTSTRAPS).collect();
        Learning { rates: measured.rates(), bootstraps, measured, seed }
    }

    /// What is to be simulated: the histories as they are, where only who brings whom may be assumed if nobody knows it,
    /// and then each block of the rules.
    pub fn blocks(model: &Model) -> Vec<Simulation> {
        let plain = Simulation::of_stages("As measured", &model.stages);
        std::iter::once(plain).chain(model.simulations.iter().cloned()).collect()
    }

    /// The lines of a block and, of what it does not say, the rates.
    ///
    /// A line is about the people who enter its stage, about one hand-off, or about who brings whom. If the lines of a
    /// stage leave too little for what is measured, that is scaled down to what they leave.
    pub fn completed(&self, block: &Simulation, rates: &Rates) -> Simulation {
        let mut simulation = block.clone();
        simulation.newcomers.extend(self.newcomers(block, rates));
        for (from, shares) in rates.hand_offs.iter().enumerate() {
            if let Ok(shares) = shares {
                simulation.hand_offs.extend(hand_offs(block, from, shares));
            }
        }
        let is_said = block.brings.iter().any(|brings| brings.is_said);
        if let (false, Some(stage), Ok(each)) = (is_said, self.measured.first, rates.brings) {
            let count = decimal(each);
            let measured = Brings { from: stage, count, to: stage, is_said: false };
            simulation.brings = vec![measured];
            simulation.brings.retain(|brings| brings.count > Decimal::ZERO);
        }
        simulation
    }

    /// Those who come to stages of which the block says nothing, the first stage first.
    fn newcomers(&self, block: &Simulation, rates: &Rates) -> Vec<Newcomers> {
        let is_said = |stage: usize| block.newcomers.iter().any(|line| line.stage == stage);
        let measured = rates.enter.iter().enumerate().map(|(stage, count)| Newcomers {
            count: decimal(if block.whole_people { count.round() } else { *count }),
            stage,
        });
        let some = measured.filter(|new| new.count > Decimal::ZERO && !is_said(new.stage));
        let mut newcomers: Vec<Newcomers> = some.collect();
        newcomers.sort_by_key(|new| Some(new.stage) != self.measured.first);
        newcomers
    }
}

/// The hand-offs of a stage that are measured and that the block does not say.
fn hand_offs(block: &Simulation, from: usize, shares: &[f64]) -> Vec<HandOff> {
    let lines = || block.hand_offs.iter().filter(|line| line.from == from);
    let measured = || {
        let said = |to: usize| lines().any(|line| line.to == to);
        shares.iter().enumerate().filter(move |(to, share)| **share > 0.0 && !said(*to))
    };
    let left = lines().fold(1.0, |left, line| left - line.share.to_f64()).max(0.0);
    let sum: f64 = measured().map(|(_, share)| share).sum();
    let scale = if sum > left { left / sum } else { 1.0 };
    let hand_off = |(to, share): (usize, &f64)| HandOff { from, to, share: decimal(share * scale) };
    measured().map(hand_off).filter(|line| line.share > Decimal::ZERO).collect()
}

/// A measured number as it is calculated with.
fn decimal(number: f64) -> Decimal {
    let scaled = (number * 10f64.powi(DECIMALS.into())).round();
    Decimal::new(scaled as i128, DECIMALS).unwrap_or(Decimal::ZERO).normalized()
}

/// The number nearest to an exact one.
pub(super) fn near(number: &Exact) -> f64 {
    number.with_decimals(DECIMALS.into()).parse().unwrap_or(f64::MAX)
}
