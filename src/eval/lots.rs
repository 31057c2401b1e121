//! The points of a balance that are not spent, by when they end.

use std::collections::BTreeMap;

use crate::values::Instant;

use super::balance::Points;
use super::effort::looked;

/// Points that were earned by one event, and are not all spent.
#[derive(Clone, Copy, Debug)]
pub struct Lot<P> {
    /// When the event was.
    pub at: Instant,
    /// The line of the balance, by its place.
    pub line: usize,
    /// How many points are left.
    pub left: P,
}

/// When points end; those that end at the same instant are spent in the order of their events.
type Turn = (Instant, usize);

/// All lots with something in them. None is looked at much more often than once: one that is empty is
/// dropped, and one that is gone is put aside. It may come back, because windows of months can move
/// backward at the end of a month, but only a few times.
pub(super) struct Lots<P> {
    earned: usize,
    /// Those that were there when they were last looked at.
    there: BTreeMap<Turn, Lot<P>>,
    /// By line, those that were gone, by their events.
    aside: Vec<BTreeMap<Turn, (Turn, Lot<P>)>>,
}

impl<P: Points> Lots<P> {
    /// None yet, of that many lines.
    pub(super) fn new(lines: usize) -> Lots<P> {
        let aside = (0..lines).map(|_| BTreeMap::new()).collect();
        Lots { earned: 0, there: BTreeMap::new(), aside }
    }

    /// Adds one; they come in order of time.
    pub(super) fn earn(&mut self, lot: Lot<P>, ends: Instant) {
        self.earned += 1;
        if lot.left != P::NONE {
            self.there.insert((ends, self.earned), lot);
        }
    }

    /// Takes points from the lots that are there, those that end first; what there is not is dropped.
    /// `gone` is, by line, the latest instant whose points are gone.
    pub(super) fn spend(&mut self, points: P, gone: &[Option<Instant>]) -> Option<()> {
        self.bring_back(gone);
        let mut owed = points;
        while owed != P::NONE
            && let Some(mut first) = self.there.first_entry()
        {
            looked(1);
            let (turn, lot) = (*first.key(), first.get_mut());
            if !is_there(lot, gone) {
                let lot = first.remove();
                self.aside[lot.line].insert((lot.at, turn.1), (turn, lot));
                continue;
            }
            let taken = owed.min(lot.left);
            lot.left = lot.left.minus(taken)?;
            owed = owed.minus(taken)?;
            if lot.left == P::NONE {
                first.remove();
            }
        }
        Some(())
    }

    /// Those that were gone and are there again.
    fn bring_back(&mut self, gone: &[Option<Instant>]) {
        for (aside, gone) in self.aside.iter_mut().zip(gone) {
            while let Some(last) = aside.last_entry() {
                looked(1);
                if gone.is_some_and(|gone| last.get().1.at <= gone) {
                    break;
                }
                let (turn, lot) = last.remove();
                self.there.insert(turn, lot);
            }
        }
    }

    /// The lots that are there, those that end first.
    pub(super) fn there(mut self, gone: &[Option<Instant>]) -> Vec<Lot<P>> {
        self.bring_back(gone);
        self.there.into_values().filter(|lot| is_there(lot, gone)).collect()
    }

    /// How many points are left in the lots that are there now and, if another moment is asked about,
    /// then as well. `None` if that cannot be kept exactly.
    pub(super) fn left(
        mut self,
        gone: &[Option<Instant>],
        then: Option<&[Option<Instant>]>,
    ) -> Option<P> {
        self.bring_back(gone);
        let lasts = |lot: &&Lot<P>| then.is_none_or(|gone| is_there(lot, gone));
        let there = self.there.values().filter(|lot| is_there(lot, gone)).filter(lasts);
        looked(self.there.len());
        there.map(|lot| lot.left).try_fold(P::NONE, P::plus)
    }
}

fn is_there<P>(lot: &Lot<P>, gone: &[Option<Instant>]) -> bool {
    gone[lot.line].is_none_or(|gone| lot.at > gone)
}
