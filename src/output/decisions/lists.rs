//! For each gift, the rows of those who get it, as mail tools and shops import them.

use super::Run;
use super::cells::Cells;
use super::csv::next;
use super::shown::Shows;
use crate::eval::{Decision, Given, Id};
use crate::plan::Plan;

/// Writes the rows of lists.
#[derive(Clone, Debug)]
pub(super) struct Lists<'a> {
    plan: &'a Plan,
    shows: Shows<'a>,
    cells: Cells,
}

/// The names of the columns, which are the same for all gifts.
pub fn list_head(plan: &Plan) -> Vec<u8> {
    let mut head = Vec::new();
    for shown in &plan.shows {
        next(&mut head, &shown.name);
    }
    head.extend_from_slice(b",id,gift");
    if plan.gives_for_each() {
        head.extend_from_slice(b",for");
    }
    head.push(b'\n');
    head.split_off(1)
}

impl<'a> Lists<'a> {
    pub(super) fn new(run: &Run<'a>) -> Lists<'a> {
        Lists { plan: run.plan, shows: Shows::new(run.plan), cells: run.cells() }
    }

    /// Appends a row for each gift of a decision to the list of that gift.
    #[inline(never)]
    pub(super) fn write(&self, lists: &mut Vec<Vec<u8>>, id: &Id<'_>, decision: &Decision) {
        lists.resize(self.plan.gifts.len(), Vec::new());
        for given in &decision.given {
            let row = self.row(given, id, decision);
            lists[given.gift].extend_from_slice(&row);
        }
    }

    fn row(&self, given: &Given, id: &Id<'_>, decision: &Decision) -> Vec<u8> {
        let mut row = Vec::new();
        self.shows.values(decision).for_each(|value| self.cells.shown(&mut row, value));
        self.cells.next(&mut row, &id.text);
        next(&mut row, &self.plan.gifts[given.gift].name);
        if self.plan.gives_for_each() {
            self.cells.next(&mut row, given.event.as_deref().unwrap_or_default());
        }
        row.push(b'\n');
        row.split_off(1)
    }
}
