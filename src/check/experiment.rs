//! Checks experiments: their arms and shares before anything names them, what they aim for with the
//! gifts.

use std::sync::Arc;

use crate::problems::{Problem, register as code};
use crate::syntax::tree::{self, GiftOptionKind};
use crate::values::Decimal;

use super::Checker;
use super::model::{Choice, Experiment};

impl Checker<'_> {
    /// Every experiment; its arms are the values of a choice.
    pub(super) fn experiments(&mut self) {
        let file = self.file;
        for experiment in file.experiments() {
            let arms = &experiment.arms;
            self.same_arms(&experiment.name, arms);
            self.words_of_conditions(arms);
            let shares = arms.iter().map(|arm| {
                let share = arm.share.as_ref().and_then(|share| self.share(share));
                share.unwrap_or(Decimal::ZERO)
            });
            let shares: Vec<Decimal> = shares.collect();
            self.empty_arms(&experiment.name, arms);
            self.at_most_all(&experiment.name, arms, &shares);
            let names = arms.iter().map(|arm| (arm.name.text.clone(), arm.name.text.clone()));
            let (owner, values) = (experiment.name.text.clone(), Arc::new(names.collect()));
            self.choices.push(Choice { owner, values });
            self.experiments.push(Experiment {
                name: experiment.name.text.clone(),
                span: experiment.name.span,
                choice: self.choices.len() - 1,
                shares,
                arms: arms.iter().map(|arm| arm.name.span).collect(),
                aim: None,
            });
        }
    }

    /// What they aim for, once events can be counted.
    pub(super) fn aims_of_experiments(&mut self) {
        let file = self.file;
        for (index, experiment) in file.experiments().enumerate() {
            let Some(option) = &experiment.aim else { continue };
            if let GiftOptionKind::AimsFor { quantity, events, condition, within } = &option.kind {
                let aim = self.aim(quantity, events, condition.as_deref(), *within);
                self.experiments[index].aim = aim;
            }
        }
    }

    /// `when offer is known` asks something else than for an arm of this name.
    fn words_of_conditions(&mut self, arms: &[tree::Arm]) {
        let words = ["known", "missing", "yes", "no"];
        for arm in arms.iter().filter(|arm| words.contains(&arm.name.text.as_str())) {
            let name = &arm.name.text;
            let title = format!("An arm cannot be called `{name}`");
            let label = format!("`is {name}` has a meaning of its own");
            let help = format!("choose another name, such as `arm_{name}`");
            self.refuse(code::DECLARED_TWICE, title, arm.name.span, label, help);
        }
    }

    fn same_arms(&mut self, of: &tree::Name, arms: &[tree::Arm]) {
        for (at, arm) in arms.iter().enumerate() {
            let first = arms[..at].iter().find(|other| other.name.text == arm.name.text);
            let Some(first) = first else { continue };
            let title = format!("`{}` has the arm `{}` twice", of.text, arm.name.text);
            self.problems.push(
                Problem::new(code::DECLARED_TWICE, title, arm.name.span, "again here")
                    .and_at(first.name.span, "first here")
                    .help("give one of them another name, or remove it"),
            );
        }
    }

    /// `b 0%`: an arm that nobody is in.
    fn empty_arms(&mut self, of: &tree::Name, arms: &[tree::Arm]) {
        for arm in arms {
            let share = arm.share.as_ref().filter(|share| share.value == Decimal::ZERO);
            let Some(share) = share else { continue };
            let title = format!("Nobody is in the arm `{}` of `{}`", arm.name.text, of.text);
            let help = "write a larger share, such as `10%`, or remove the arm and its rules";
            let problem = Problem::new(code::EMPTY_ARM, title, share.span, "this is nobody");
            self.problems.push(problem.help(help));
        }
    }

    /// The shares add up to at most 100%.
    fn at_most_all(&mut self, of: &tree::Name, arms: &[tree::Arm], shares: &[Decimal]) {
        let whole = Decimal::from(1i64);
        let mut sum = Decimal::ZERO;
        let mut over = None;
        for (arm, share) in arms.iter().zip(shares) {
            let Ok(more) = sum.checked_add(*share) else { return };
            if more > whole && over.is_none() {
                over = arm.share.as_ref().map(|bound| (bound.span, whole.checked_sub(sum)));
            }
            sum = more;
        }
        // A share of more than 100% is a mistake of its own.
        let Some((span, left)) = over.filter(|_| shares.iter().all(|share| *share <= whole)) else {
            return;
        };
        let title = format!("The arms of `{}` add up to {}", of.text, percent(sum));
        let label = "more than 100% with this one";
        let help = match left {
            Ok(left) if left > Decimal::ZERO => {
                format!("write at most `{}` here, or make the other arms smaller", percent(left))
            }
            Ok(_) | Err(_) => "make the other arms smaller, or remove this one".to_owned(),
        };
        self.problems.push(Problem::new(code::ARM_SHARES, title, span, label).help(help));
    }
}

/// A fraction as a percentage.
fn percent(share: Decimal) -> String {
    let hundred = Decimal::from(100i64);
    let percent = share.checked_mul(hundred).unwrap_or(share);
    format!("{}%", percent.normalized())
}
