//! What a record may lack, by the slots that hold it.

use super::facts::Facts;
use super::slot::Slot;
use super::slot_map::SlotMap;
use crate::plan::{Datum, Reads};

/// What a record may lack: it is asked of every record, so what is known of the plan is known in
/// advance. Each has its place in [`Reads::data`].
#[derive(Clone, Debug, Default)]
pub(super) struct Lacking {
    /// Fields and when the stage was entered, by their slots.
    slots: Vec<(usize, usize)>,
    lists: Vec<(usize, usize)>,
}

impl Lacking {
    pub(super) fn of(reads: &Reads, map: SlotMap) -> Lacking {
        let mut lacking = Lacking::default();
        for (place, datum) in reads.data.iter().enumerate() {
            match datum {
                Datum::Field(slot) => lacking.slots.push((place, *slot)),
                Datum::List(slot) => lacking.lists.push((place, *slot)),
                Datum::StageSince => lacking.slots.push((place, map.stage_since())),
            }
        }
        lacking
    }

    /// Notes the places of what a record has no value for, in order.
    #[inline]
    pub(super) fn note(&self, facts: &Facts<'_>, missing: &mut Vec<usize>) {
        // Most records lack nothing.
        if !facts.defaulted.is_empty()
            || self.slots.iter().any(|(_, slot)| is_unknown(facts, *slot))
            || self.lists.iter().any(|(_, list)| !facts.lists[*list].known)
        {
            self.note_each(facts, missing);
        }
    }

    #[inline(never)]
    fn note_each(&self, facts: &Facts<'_>, missing: &mut Vec<usize>) {
        let lacks = |slot: usize| is_unknown(facts, slot) || facts.defaulted.contains(&slot);
        let slots = self.slots.iter().filter(|(_, slot)| lacks(*slot));
        let lists = self.lists.iter().filter(|(_, list)| !facts.lists[*list].known);
        missing.extend(slots.chain(lists).map(|(place, _)| *place));
        missing.sort_unstable();
    }
}

#[inline(always)]
fn is_unknown(facts: &Facts<'_>, slot: usize) -> bool {
    matches!(facts.slots[slot], Slot::Unknown)
}
