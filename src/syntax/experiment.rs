//! `experiment` and its arms.

use super::children::Children;
use super::parser::{Node, Rule};
use super::reader::Reader;
use super::tree::{Arm, Experiment};

impl Reader<'_> {
    /// `experiment welcome_offer control 20%, ten_off 40%, aims for 1 purchase within 30 days`.
    pub(super) fn experiment(&mut self, node: Node<'_>) -> Option<Experiment> {
        let span = self.span(&node);
        let mut parts = Children::of(node);
        parts.take(Rule::kw_experiment)?;
        let name = self.name(&parts.take(Rule::name)?);
        let (mut arms, mut aim) = (Vec::new(), None);
        while let Some(entry) = parts.any_entry() {
            if entry.as_rule() == Rule::arm {
                arms.extend(self.arm(entry));
            } else {
                aim = Some(self.gift_option_of(entry));
            }
        }
        Some(Experiment { span, name, arms, aim })
    }

    /// `ten_off 40%`.
    fn arm(&mut self, node: Node<'_>) -> Option<Arm> {
        let mut parts = Children::of(node);
        let name = self.name(&parts.take(Rule::name)?);
        let share = self.share(&parts.take(Rule::percent)?);
        parts.end();
        Some(Arm { name, share })
    }
}
