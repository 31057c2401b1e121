//! Where customers rank among all.

use super::super::context::Context;
use super::super::everyone::{Everyone, Ranking};
use super::candidate::{Candidate, Measure};
use super::limits::Limits;
use super::{Survey, placed};

impl Context {
    pub(super) fn look_for_standings<C: Candidate>(
        &self,
        candidate: &mut C,
        survey: &mut Survey,
    ) -> Result<(), C::Fault> {
        let mut values = Vec::new();
        for standing in 0..self.plan.standings.len() {
            values.push(placed(candidate, Measure::Standing(standing))?);
        }
        survey.values.resize_with(values.len(), Vec::new);
        for (all, placed) in survey.values.iter_mut().zip(values) {
            if placed.value.is_some() {
                all.push(placed);
            }
        }
        Ok(())
    }
}

/// Puts everybody in order.
pub(super) fn fill(limits: &Limits, survey: Survey, everyone: &mut Everyone) {
    let mut values = survey.values;
    values.resize_with(limits.standings.len(), Vec::new);
    let standings = limits.standings.iter().zip(values);
    everyone.rankings =
        standings.map(|(function, values)| Ranking::of(*function, values)).collect();
}
