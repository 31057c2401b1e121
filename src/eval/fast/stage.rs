//! The rules of a stage.

use crate::plan::RuleId;
use crate::values::Truth;

use super::Declined;
use super::cond::Cond;
use super::facts::Facts;
use super::simple::Simple;
use super::slot_test::SlotTest;
use super::view::View;

/// The rules that are read in a stage.
#[derive(Clone, Debug, Default)]
pub(super) struct Stage {
    /// What is worked out before any of them is looked at, and the slots that it belongs in.
    pub first: Vec<(usize, Simple)>,
    /// In order.
    pub rules: Vec<(RuleId, Condition)>,
}

/// What must be true for a rule to fire.
#[derive(Clone, Debug)]
pub(super) enum Condition {
    /// All of these tests of what was worked out before, so that nothing odd comes of them.
    Tests(Box<[SlotTest]>),
    Cond(Box<Cond>),
}

impl Stage {
    /// Notes the rules that are true.
    pub(super) fn true_rules<'a>(
        &'a self,
        view: &mut View<'_, 'a>,
        found: &mut Vec<RuleId>,
    ) -> Result<(), Declined> {
        let Facts { lists, slots, .. } = &mut *view.facts;
        for (slot, simple) in &self.first {
            slots[*slot] = simple.over(&lists[simple.list])?;
        }
        for (rule, condition) in &self.rules {
            let holds = match condition {
                Condition::Tests(tests) => view.passes(tests),
                Condition::Cond(cond) => view.truth(cond, None)? == Truth::True,
            };
            if holds {
                found.push(*rule);
            }
        }
        Ok(())
    }
}

impl View<'_, '_> {
    #[inline]
    fn passes(&self, tests: &[SlotTest]) -> bool {
        let slots = &*self.facts.slots;
        tests.iter().all(|test| test.asked(&slots[test.slot]) == Truth::True)
    }
}
