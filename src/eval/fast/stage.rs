//! The rules of a stage.

use crate::plan::RuleId;
use crate::values::Truth;

use super::super::judge::Found;
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
    /// Notes the rules that are true or unknown.
    pub(super) fn rules<'a>(
        &'a self,
        view: &mut View<'_, 'a>,
        found: &mut Found,
    ) -> Result<(), Declined> {
        let Facts { lists, slots, .. } = &mut *view.facts;
        for (slot, simple) in &self.first {
            slots[*slot] = simple.over(&lists[simple.list])?;
        }
        for (rule, condition) in &self.rules {
            found.note(
                *rule,
                match condition {
                    Condition::Tests(tests) => view.all(tests),
                    Condition::Cond(cond) => view.truth(cond, None)?,
                },
            );
        }
        Ok(())
    }
}

impl View<'_, '_> {
    /// Whether all tests hold.
    #[inline]
    fn all(&self, tests: &[SlotTest]) -> Truth {
        let slots = &*self.facts.slots;
        let mut whole = Truth::True;
        for test in tests {
            match test.asked(&slots[test.slot]) {
                Truth::True => {}
                Truth::Unknown => whole = Truth::Unknown,
                Truth::False => return Truth::False,
            }
        }
        whole
    }
}
