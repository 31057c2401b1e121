//! The rules of a stage.

use crate::plan::StageId;

use super::super::cond::Cond;
use super::super::simple::Simple;
use super::super::slot_map::Held;
use super::super::slot_test::SlotTest;
use super::super::stage::{Condition, Stage};
use super::Compiler;

impl<'p> Compiler<'p> {
    /// The rules of a stage. `simple` is by slot.
    pub(super) fn stage(&mut self, stage: StageId, simple: &[Option<Simple>]) -> Option<Stage> {
        let (mut first, mut rules) = (Vec::new(), Vec::new());
        for id in self.plan.rules_in(stage) {
            let Some(condition) = &self.plan.rules[id].condition else { continue };
            let cond = self.cond(condition, None)?;
            let condition = match self.tests(&cond, simple) {
                Some(tests) => {
                    first.extend(tests.iter().map(|test| test.slot));
                    Condition::Tests(tests)
                }
                None => Condition::Cond(Box::new(cond)),
            };
            rules.push((id, condition));
        }
        first.sort_unstable();
        first.dedup();
        let first = first.into_iter().filter_map(|slot| Some((slot, simple[slot]?))).collect();
        Some(Stage { first, rules })
    }

    /// The experiments that the rules of a stage name.
    pub(super) fn arms(&mut self, stage: StageId) -> Option<Vec<(usize, Box<[Cond]>)>> {
        let plan = self.plan;
        let experiments = plan.experiments.iter().enumerate().map(|(index, experiment)| {
            let rules = experiment.rules.iter();
            let rules = rules.filter(|(rule, _)| plan.is_rule_in(stage, *rule));
            Some((index, self.each(rules.map(|(_, condition)| condition), None)?))
        });
        let experiments = experiments.collect::<Option<Vec<_>>>()?;
        Some(experiments.into_iter().filter(|(_, rules)| !rules.is_empty()).collect())
    }

    /// The tests that a condition consists of, if all of them are of slots that hold something before
    /// anybody asks.
    fn tests(&self, cond: &Cond, simple: &[Option<Simple>]) -> Option<Box<[SlotTest]>> {
        let parts = if let Cond::All(parts) = cond { parts } else { std::slice::from_ref(cond) };
        let is_ready = |slot| self.map.held(slot) == Held::Given || simple[slot].is_some();
        let test = |part: &Cond| {
            let Cond::SlotTest(test) = part else { return None };
            is_ready(test.slot).then_some(*test)
        };
        parts.iter().map(test).collect()
    }
}
