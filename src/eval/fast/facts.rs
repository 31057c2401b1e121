//! What is known of one customer, by slot.

use super::super::judged::Judged;
use super::Declined;
use super::node::Constant;
use super::rows::Rows;
use super::slot::Slot;
use crate::plan::{Grant, ListNeed, StageId};
use crate::values::Instant;

/// What the plan needs of one customer, as whole numbers in slots. The memory is used again for
/// the next customer.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// Who it is, as the record writes it.
    pub id: &'a str,
    /// Whether the id is a number there.
    pub id_is_number: bool,
    /// The stage of the customer before the first step, once that has been taken.
    pub(super) stage: Option<StageId>,
    /// The history as far as it has happened.
    pub(super) given: Vec<Grant>,
    /// What a ledger assumes that was given.
    pub(super) assumed: Vec<Grant>,
    /// Whether something was given that has not happened yet.
    pub(super) given_later: bool,
    /// The stage that the record itself says, where a ledger has it too: unknown if it says none, and nothing
    /// if it is none of the rules.
    pub own_stage: Slot<'a>,
    /// By the slots of [`Needs::lists`](crate::plan::Needs::lists).
    pub(super) lists: Vec<Rows<'a>>,
    /// The words of the sets that are asked for a word of the record.
    pub(super) sets: Vec<Vec<&'a str>>,
    /// First the fields, by the slots of [`Needs::fields`](crate::plan::Needs::fields), then what
    /// else is known or worked out: see [`SlotMap`](super::slot_map::SlotMap).
    pub(super) slots: Vec<Slot<'a>>,
    /// The slots of the fields that have no value in the record, and so have their default.
    pub(super) defaulted: Vec<usize>,
    /// The result of the customer before, for its memory.
    pub(super) judged: Option<Box<Judged>>,
    as_of: Instant,
}

impl<'a> Facts<'a> {
    pub(super) fn new(as_of: Instant, lists: &[ListNeed], sets: usize) -> Facts<'a> {
        let lists = lists.iter();
        let lists = lists.map(|need| Rows::new(as_of, need));
        Facts {
            id: "",
            id_is_number: false,
            stage: None,
            given: Vec::new(),
            assumed: Vec::new(),
            given_later: false,
            own_stage: Slot::Unknown,
            lists: lists.collect(),
            sets: vec![Vec::new(); sets],
            slots: Vec::new(),
            defaulted: Vec::new(),
            judged: None,
            as_of,
        }
    }

    /// The memory alone, for records that live longer or shorter.
    pub fn emptied<'b>(mut self) -> Facts<'b> {
        self.slots.clear();
        Facts {
            id: "",
            id_is_number: false,
            stage: None,
            given: self.given,
            assumed: self.assumed,
            given_later: false,
            own_stage: Slot::Unknown,
            lists: self.lists.into_iter().map(Rows::emptied).collect(),
            sets: self.sets.into_iter().map(without_texts).collect(),
            slots: self.slots.into_iter().map(|_| Slot::Pending).collect(),
            defaulted: self.defaulted,
            judged: self.judged,
            as_of: self.as_of,
        }
    }

    /// Takes the memory that deciding uses again from the facts of the customer who was decided before.
    #[inline]
    pub fn take_memory(&mut self, before: &mut Facts<'_>) {
        if before.judged.is_some() {
            self.judged = before.judged.take();
        }
    }

    /// Forgets the customer before. `blank` is what is known of one about whom nothing was said.
    #[inline]
    pub(super) fn clear(&mut self, blank: &[Slot<'a>]) {
        self.id = "";
        self.given.clear();
        self.assumed.clear();
        self.given_later = false;
        self.own_stage = Slot::Unknown;
        self.lists.iter_mut().for_each(Rows::clear);
        self.sets.iter_mut().for_each(Vec::clear);
        self.defaulted.clear();
        self.slots.clear();
        self.slots.extend_from_slice(blank);
    }

    /// The slot of something that the record tells, to be filled.
    #[inline]
    pub fn slot(&mut self, slot: usize) -> &mut Slot<'a> {
        &mut self.slots[slot]
    }

    /// The words of a set, where they are kept as they are, to be filled.
    pub fn words(&mut self, set: usize) -> &mut Vec<&'a str> {
        &mut self.sets[set]
    }

    /// A list of events, to be filled.
    #[inline]
    pub fn list(&mut self, slot: usize) -> &mut Rows<'a> {
        &mut self.lists[slot]
    }

    /// Whether the record itself says another stage than this one.
    #[inline]
    pub(super) fn says_other_stage(&self, stage: Option<StageId>) -> bool {
        self.own_stage != Slot::Unknown
            && self.own_stage.whole() != stage.map(|stage| stage as i128)
    }

    /// Adds to the history, unless it has not happened yet.
    #[inline(always)]
    pub fn grant(&mut self, grant: Grant) {
        if grant.at.is_none_or(|at| at <= self.as_of) {
            self.given.push(grant);
        } else {
            self.given_later = true;
        }
    }

    /// Adds to what a ledger assumes that was given.
    pub fn assume(&mut self, grant: Grant) {
        self.assumed.push(grant);
    }

    /// Fills in the defaults of fields that the record has no value for.
    #[inline]
    pub(super) fn fill_in(&mut self, defaults: &'a [(usize, Constant)]) {
        for (slot, default) in defaults {
            if matches!(self.slots[*slot], Slot::Unknown) {
                self.slots[*slot] = default.slot();
                self.defaulted.push(*slot);
            }
        }
    }

    /// Whether everything is there that a record must have.
    ///
    /// # Errors
    /// If something is missing.
    pub(super) fn complete(&self, fields: &[usize], lists: &[usize]) -> Result<(), Declined> {
        let has_fields = fields.iter().all(|slot| self.slots[*slot] != Slot::Unknown);
        let has_lists = lists.iter().all(|slot| self.lists[*slot].known);
        if self.id.is_empty() || !has_fields || !has_lists { Err(Declined) } else { Ok(()) }
    }
}

/// The memory of some texts.
pub(super) fn without_texts<'b>(mut texts: Vec<&str>) -> Vec<&'b str> {
    texts.clear();
    // The standard library makes this of the same memory.
    texts.into_iter().map(|_| "").collect()
}
