//! An explanation with all that is needed to put it in words.

use crate::plan::{GiftId, Plan, RuleId, StageId};
use crate::problems::{Sources, shown};
use crate::tools::explain::Writer;
use crate::tools::takes::Takes;
use crate::tools::why::Why;
use crate::values::{AsOf, Instant};

/// An explanation with all that is needed to put it in words.
#[derive(Clone, Copy)]
pub struct Told<'t> {
    /// The plan of the rules.
    pub plan: &'t Plan,
    /// The files of the rules.
    pub sources: &'t Sources,
    /// What the rules are called.
    pub title: &'t str,
    /// The explanation.
    pub why: &'t Why,
    /// What it would take, if that is to be told.
    pub takes: Option<&'t Takes>,
}

impl<'t> Told<'t> {
    /// The id of the customer, on one line.
    pub(super) fn id(self) -> String {
        shown(&self.why.id).into_owned()
    }

    pub(super) fn stage(self, stage: StageId) -> &'t str {
        &self.plan.stages[stage].name
    }

    pub(super) fn gift(self, gift: GiftId) -> &'t str {
        &self.plan.gifts[gift].name
    }

    pub(super) fn rule(self, rule: RuleId) -> &'t str {
        &self.plan.rules[rule].label
    }

    pub(super) fn writer(self) -> Writer<'t> {
        Writer { plan: self.plan }
    }

    pub(super) fn instant(self, at: Instant) -> String {
        self.writer().instant(at)
    }

    pub(super) fn moment(self, at: AsOf) -> String {
        match at {
            AsOf::Day(day) => day.to_string(),
            AsOf::Instant(at) => self.instant(at),
        }
    }

    /// What is written in a place of the rules, on one line.
    pub(super) fn written(self, span: crate::problems::Span) -> String {
        self.sources.line(span)
    }
}
