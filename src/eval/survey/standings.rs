use super::super::run::Ranking;
use super::super::state::State;
use super::super::view::View;
use super::super::{Evaluator, Fault, Record};
use super::{Survey, placed};

impl Evaluator<'_> {
    pub(super) fn look_for_standings(
        &self,
        record: &Record<'_>,
        survey: &mut Survey,
    ) -> Result<(), Fault> {
        let state = State::of(record, self);
        let view = View::new(self, record, &state);
        let mut values = Vec::new();
        for standing in &self.plan.standings {
            values.push(placed(&view, Some(&standing.value))?);
        }
        survey.values.resize_with(values.len(), Vec::new);
        for (all, placed) in survey.values.iter_mut().zip(values) {
            if placed.value.is_some() {
                all.push(placed);
            }
        }
        Ok(())
    }

    pub(super) fn rankings(&self, survey: Survey) -> Vec<Ranking> {
        let mut values = survey.values;
        values.resize_with(self.plan.standings.len(), Vec::new);
        let standings = self.plan.standings.iter();
        standings
            .zip(values)
            .map(|(standing, values)| Ranking::of(standing.function, values))
            .collect()
    }
}
