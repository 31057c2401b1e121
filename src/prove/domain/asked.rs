//! What some conditions ask of a customer.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::Cells;
use super::finder::Finder;
use crate::plan::{Cond, Expr, PartId, Plan, StageId};

/// What some conditions ask of a customer, as far as it is in the record and not a matter of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Domain {
    /// By the slots of the needs.
    pub fields: BTreeMap<usize, Cells>,
    /// The tags that are asked for.
    pub tags: BTreeSet<String>,
    /// Lists of events, by the slots of the needs.
    pub lists: BTreeMap<usize, EventCells>,
    /// Comparisons that no single constant settles.
    pub weighed: Vec<Weighed>,
}

/// What is asked of the events of a list. A class of events is a cell of each attribute.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventCells {
    /// By the slots of the list: those that are asked for.
    pub attributes: BTreeMap<usize, Cells>,
    /// The numbers among them of which a sum or an average is made.
    pub summed: BTreeSet<usize>,
    /// Those of which different values are counted.
    pub different: BTreeSet<usize>,
    /// The most events that are asked for.
    pub most: usize,
}

/// A comparison of two numbers that depends on several facts, or on events as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighed {
    /// The condition.
    pub cond: PartId,
    /// Its sides.
    pub sides: [PartId; 2],
    /// What it depends on.
    pub of: BTreeSet<Asked>,
}

/// Something that is asked for, by its slot in the needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asked {
    /// A field.
    Field(usize),
    /// A list of events.
    List(usize),
}

impl Domain {
    /// What conditions and values ask.
    pub fn of<'p>(
        plan: &'p Plan,
        conditions: impl IntoIterator<Item = &'p Cond>,
        values: impl IntoIterator<Item = &'p Expr>,
    ) -> Domain {
        let mut finder = Finder::new(plan);
        conditions.into_iter().for_each(|cond| finder.customer(cond));
        values.into_iter().for_each(|value| finder.value(value));
        finder.found()
    }

    /// What decides for a customer in a stage: its rules, those of any stage, pauses, who is left out,
    /// for how long gifts are kept, and what they cost.
    pub fn of_stage(plan: &Plan, stage: StageId) -> Domain {
        let rules = plan.rules_in(stage).filter_map(|rule| plan.rules[rule].condition.as_ref());
        let pauses = plan.pauses.iter().map(|pause| &pause.condition);
        let kept = plan.gifts.iter().filter_map(|gift| gift.kept.as_ref()?.condition.as_ref());
        let amounts = plan.gifts.iter().flat_map(|gift| gift.calculated());
        Domain::of(plan, rules.chain(pauses).chain(kept).chain(&plan.leave_out), amounts)
    }
}
