//! A plan at an instant, compiled.

use std::sync::Arc;

use super::super::Evaluator;
use super::compile::{self, Compiled};
use super::facts::Facts;
use super::lacking::Lacking;
use super::node::Constant;
use super::slot::Slot;
use super::slot_map::SlotMap;
use super::words::Words;
use super::{Declined, FastEvaluator};
use crate::plan::{Needs, Plan};
use crate::values::{Instant, Value};

/// The conditions of a plan, compiled for one instant. It owns all that it consists of, so it can be
/// compiled once and then shared by all threads for as long as the instant is asked for.
#[derive(Clone, Debug)]
pub struct FastProgram {
    plan: Arc<Plan>,
    as_of: Instant,
    pub(super) map: SlotMap,
    pub(super) compiled: Compiled,
    /// What is known of a customer about whom nothing was said.
    blank: Vec<Slot<'static>>,
    /// What the slots of fields hold of which nothing was said.
    defaults: Vec<(usize, Constant)>,
    required_fields: Vec<usize>,
    required_lists: Vec<usize>,
    pub(super) lacking: Lacking,
}

impl FastProgram {
    /// What an evaluator evaluates, compiled; `None` if the plan asks for something that the fast
    /// path does not know.
    pub fn new(evaluator: &Evaluator) -> Option<FastProgram> {
        let at = &evaluator.context;
        let (map, needs) = (SlotMap::of(&at.plan), &at.plan.needs);
        let compiled = compile::compiled(at)?;
        let (blank, defaults) = (blank(needs, map), defaults(needs, &compiled)?);
        let fields = needs.fields.iter().enumerate().filter(|(_, field)| field.required);
        let lists = needs.lists.iter().enumerate().filter(|(_, list)| list.required);
        let required_fields = fields.map(|(slot, _)| slot).collect();
        let required_lists = lists.map(|(slot, _)| slot).collect();
        let (plan, as_of) = (Arc::clone(&at.plan), at.clock.as_of());
        let lacking = Lacking::of(&plan.reads, map);
        Some(FastProgram {
            plan,
            as_of,
            map,
            compiled,
            blank,
            defaults,
            required_fields,
            required_lists,
            lacking,
        })
    }

    /// The program with what an evaluator knows of all customers; `None` if that evaluates another
    /// plan, or as of another instant.
    pub fn knowing<'a>(&'a self, evaluator: &'a Evaluator) -> Option<FastEvaluator<'a>> {
        let at = &evaluator.context;
        let same = Arc::ptr_eq(&at.plan, &self.plan) && at.clock.as_of() == self.as_of;
        same.then_some(FastEvaluator { at, program: self })
    }

    /// Memory for the facts of one customer after the other.
    pub fn facts<'a>(&self) -> Facts<'a> {
        Facts::new(self.as_of, &self.plan.needs.lists, self.compiled.kept.len())
    }

    /// Makes room for the next customer.
    #[inline]
    pub fn begin<'a>(&'a self, facts: &mut Facts<'a>) {
        facts.clear(&self.blank);
    }

    /// Whether everything is there that a record must have, once defaults are filled in.
    ///
    /// # Errors
    /// If something is missing.
    pub(super) fn complete<'a>(&'a self, facts: &mut Facts<'a>) -> Result<(), Declined> {
        facts.fill_in(&self.defaults);
        facts.complete(&self.required_fields, &self.required_lists)
    }

    /// Which slot holds what.
    pub(crate) fn map(&self) -> SlotMap {
        self.map
    }

    /// The words that the rules ask for among the tags.
    pub fn tags(&self) -> &Arc<Words> {
        &self.compiled.vocabulary.tags
    }

    /// The words that the rules ask for in a field that is a set.
    pub fn words(&self, field: usize) -> &Arc<Words> {
        &self.compiled.vocabulary.fields[field]
    }

    /// The place of a field among the sets that are asked for a word of the record, so that their
    /// own words have to be kept.
    pub fn kept(&self, field: usize) -> Option<usize> {
        self.compiled.kept.iter().position(|kept| *kept == field)
    }

    /// The words that the rules ask for in an attribute that is a set.
    pub fn attribute_words(&self, list: usize, attribute: usize) -> &Arc<Words> {
        &self.compiled.vocabulary.attributes[list][attribute]
    }
}

/// What slots hold at the start.
fn blank(needs: &Needs, map: SlotMap) -> Vec<Slot<'static>> {
    let mut blank = vec![Slot::Pending; map.len()];
    blank[..needs.fields.len()].fill(Slot::Unknown);
    blank[map.tags()] = Slot::Whole(0);
    blank[map.stage()] = Slot::Unknown;
    blank[map.stage_since()] = Slot::Unknown;
    blank
}

/// The defaults of fields, by their slots.
fn defaults(needs: &Needs, compiled: &Compiled) -> Option<Vec<(usize, Constant)>> {
    let fields = needs.fields.iter().enumerate();
    let defaults = fields.filter_map(|(slot, field)| Some((slot, field.default.as_ref()?)));
    let constant = |(slot, default): (usize, &Value<'static>)| {
        Some((slot, compile::default(default, &compiled.vocabulary.fields[slot])?))
    };
    defaults.map(constant).collect()
}
