//! Experiments: for each rule that names one, whether it would be true in at least one arm. That is
//! the condition of the rule once for each arm, with the arm in place of the experiment.

use crate::check::Type;
use crate::check::model;

use super::super::{Cond, CondKind, Experiment, Part, RuleId, Stage};
use super::Lowering;

/// That a customer is in an arm of an experiment, whichever it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Assumed {
    pub experiment: usize,
    pub arm: u16,
}

impl<'m> Lowering<'m> {
    pub(super) fn experiments(&mut self, stages: &[Stage], any: &[RuleId]) -> Vec<Experiment> {
        let model = self.model;
        let own =
            model.stages.iter().zip(stages).flat_map(|(from, to)| from.rules.iter().zip(&to.rules));
        let rules: Vec<(&'m model::Rule, RuleId)> =
            own.chain(model.any_stage.iter().zip(any)).map(|(rule, id)| (rule, *id)).collect();
        let experiments = model.experiments.iter().enumerate().map(|(index, experiment)| {
            let named = rules.iter().filter(|(rule, _)| rule.names_experiment(index));
            let rules = named.map(|(rule, id)| (*id, self.in_some_arm(index, rule))).collect();
            let names = model.choices[experiment.choice].values.names().iter().cloned();
            Experiment {
                name: experiment.name.clone(),
                span: experiment.span,
                arms: Experiment::arms(names.zip(experiment.shares.iter().copied())),
                rules,
            }
        });
        experiments.collect()
    }

    fn in_some_arm(&mut self, experiment: usize, rule: &model::Rule) -> Cond {
        // Only what its gifts cost depends on the arm.
        if !rule.experiments.contains(&experiment) {
            return self.condition(&rule.condition, None);
        }
        let arms = self.model.experiments[experiment].shares.len();
        let arms = 0..u16::try_from(arms).unwrap_or(u16::MAX);
        let each = arms.map(|arm| {
            self.assumed = Some(Assumed { experiment, arm });
            self.condition(&rule.condition, None)
        });
        let each = each.collect();
        self.assumed = None;
        self.cond(CondKind::Any(each), Part::added(rule.condition.span, Type::YesNo))
    }

    /// What is assumed, if something that names these experiments depends on it.
    pub(super) fn assumed_for(&self, experiments: &[usize]) -> Option<Assumed> {
        self.assumed.filter(|assumed| experiments.contains(&assumed.experiment))
    }
}
