//! Passing over the events of a list.

use std::collections::HashSet;

use crate::values::{Duration, Fixed, Truth};

use super::super::balance::{self, Entry};
use super::super::for_each::EventOf;
use super::super::window::Bound;
use super::node::Node;
use super::passing::{Fold, FoldKind, Scope, Window};
use super::simple::counted;
use super::slot::Slot;
use super::view::{Row, View};
use super::{Declined, instant};

impl<'a> View<'_, 'a> {
    pub(super) fn fold(&mut self, fold: &'a Fold) -> Result<Slot<'a>, Declined> {
        match &fold.kind {
            FoldKind::Count => self.count(fold),
            FoldKind::CountDifferent { of, most } => self.different(fold, of, *most),
            FoldKind::Sum(of) => self.sum(fold, of, false),
            FoldKind::Average(of) => self.sum(fold, of, true),
            FoldKind::Least(of) => self.extreme(fold, of, |a, b| a < b),
            FoldKind::Most(of) => self.extreme(fold, of, |a, b| a > b),
            FoldKind::First(of) => self.outermost(fold, of, |a, b| a < b),
            FoldKind::Last(of) => self.outermost(fold, of, |a, b| a >= b),
        }
    }

    /// Which times count, unless all do, known or not.
    fn bound(&mut self, window: &'a Window) -> Result<Option<Bound<i128>>, Declined> {
        Ok(Some(match window {
            Window::Open => return Ok(None),
            Window::From(from) => Bound::From(*from),
            Window::Between(from, to) => Bound::Between(*from, *to),
            Window::Range(ends) => match (self.whole(&ends.0, None)?, self.whole(&ends.1, None)?) {
                (Some(from), Some(to)) => Bound::Between(from, to),
                (None, _) | (_, None) => Bound::Unknown,
            },
            Window::Since { moment, included } => match self.value(moment, None)? {
                Slot::Whole(from) if *included => Bound::From(from),
                Slot::Whole(from) => Bound::After(from),
                Slot::Nothing if !*included => Bound::AnyTime,
                Slot::Nothing
                | Slot::Pending
                | Slot::Unknown
                | Slot::Text(_)
                | Slot::Between(..) => Bound::Unknown,
            },
        }))
    }

    /// Passes over the events that count or may count. Says whether list and window are known.
    #[inline]
    fn each_member(
        &mut self,
        fold: &'a Fold,
        mut each: impl FnMut(&mut Self, Row, Truth) -> Result<(), Declined>,
    ) -> Result<bool, Declined> {
        let bound = self.bound(&fold.window)?;
        if matches!(bound, Some(Bound::Unknown)) {
            return Ok(false);
        }
        let (list, count) = match &fold.scope {
            Scope::List(list) if !self.facts.lists[*list].known => return Ok(false),
            Scope::List(list) => (Some(*list), self.facts.lists[*list].len()),
            Scope::Given(_) => (None, self.facts.given.len()),
        };
        for index in 0..count {
            if let Scope::Given(gifts) = &fold.scope
                && !gifts.contains(&self.facts.given[index].gift)
            {
                continue;
            }
            let row = Row { list, index };
            let mut belongs = match bound {
                None => Truth::True,
                Some(bound) => bound.takes(self.time(row)),
            };
            if belongs != Truth::False
                && let Some(condition) = &fold.condition
            {
                belongs = belongs.and(self.truth(condition, Some(row))?);
            }
            if belongs != Truth::False {
                each(self, row, belongs)?;
            }
        }
        Ok(true)
    }

    fn count(&mut self, fold: &'a Fold) -> Result<Slot<'a>, Declined> {
        let (mut sure, mut possible) = (0, 0);
        let known = self.each_member(fold, |_, _, belongs| {
            sure += usize::from(belongs == Truth::True);
            possible += 1;
            Ok(())
        })?;
        if known { counted(sure, possible) } else { Ok(Slot::Unknown) }
    }

    fn different(
        &mut self,
        fold: &'a Fold,
        of: &'a Node,
        most: Option<usize>,
    ) -> Result<Slot<'a>, Declined> {
        let (mut values, mut unknown) = (HashSet::new(), 0);
        let known = self.each_member(fold, |view, row, belongs| {
            match (belongs, view.value(of, Some(row))?.known()) {
                (Truth::True, Some(value)) => {
                    values.insert(value);
                }
                (Truth::True, None) => unknown += 1,
                (Truth::False | Truth::Unknown, _) => return Err(Declined),
            }
            Ok(())
        })?;
        if !known {
            return Ok(Slot::Unknown);
        }
        let some = usize::from(!values.is_empty() || unknown > 0);
        let at_most = (values.len() + unknown).min(most.unwrap_or(usize::MAX));
        counted(values.len().max(some), at_most)
    }

    /// The sum, or the average. Every event is looked at, also when the sum is no longer known.
    fn sum(&mut self, fold: &'a Fold, of: &'a Node, mean: bool) -> Result<Slot<'a>, Declined> {
        let (mut sum, mut count, mut all_known) = (0i128, 0u64, true);
        let known = self.each_member(fold, |view, row, belongs| {
            match view.whole(of, Some(row))? {
                Some(number) if belongs == Truth::True => {
                    // Beyond 38 digits the plain evaluator may have no room for it either.
                    let more = sum.checked_add(number).and_then(Fixed::from_units);
                    sum = more.ok_or(Declined)?.units();
                    count += 1;
                }
                Some(_) | None => all_known = false,
            }
            Ok(())
        })?;
        Ok(match (known && all_known, mean, count) {
            (false, _, _) => Slot::Unknown,
            (true, false, _) => Slot::Whole(sum),
            (true, true, 0) => Slot::Nothing,
            (true, true, count) => {
                let mean = Fixed::from_units(sum).and_then(|sum| sum.div_count(count));
                Slot::Whole(mean.ok_or(Declined)?.units())
            }
        })
    }

    /// What is left of a balance.
    pub(super) fn balance(
        &mut self,
        slot: usize,
        ahead: Option<Duration>,
    ) -> Result<Slot<'a>, Declined> {
        let lines = &self.fast.at.plan.balances[slot].lines;
        let (mut entries, mut all_known) = (Vec::new(), true);
        for (line, of_line) in lines.iter().enumerate() {
            let fold = &self.fast.program.compiled.folds[of_line.fold];
            let FoldKind::Sum(of) = &fold.kind else { return Err(Declined) };
            let known = self.each_member(fold, |view, row, belongs| {
                let points = view.whole(of, Some(row))?;
                match (view.time(row), points, belongs) {
                    (Some(at), Some(points), Truth::True) => {
                        let points = Fixed::from_units(points).ok_or(Declined)?;
                        entries.push(Entry { at: instant(at)?, line, points });
                    }
                    (_, _, _) => all_known = false,
                }
                Ok(())
            })?;
            all_known &= known;
        }
        if !all_known {
            return Ok(Slot::Unknown);
        }
        let left = balance::left(&self.fast.at.clock, lines, entries, ahead).ok_or(Declined)?;
        Ok(left.map_or(Slot::Unknown, |left| Slot::Whole(left.units())))
    }

    /// The least or the most.
    fn extreme(
        &mut self,
        fold: &'a Fold,
        of: &'a Node,
        better: fn(i128, i128) -> bool,
    ) -> Result<Slot<'a>, Declined> {
        let (mut best, mut all_known) = (None, true);
        let known = self.each_member(fold, |view, row, belongs| {
            match view.whole(of, Some(row))? {
                Some(value) if belongs == Truth::True => {
                    if best.is_none_or(|best| better(value, best)) {
                        best = Some(value);
                    }
                }
                Some(_) | None => all_known = false,
            }
            Ok(())
        })?;
        Ok(match (known && all_known, best) {
            (false, _) => Slot::Unknown,
            (true, None) => Slot::Nothing,
            (true, Some(best)) => Slot::Whole(best),
        })
    }

    /// The value of the first or last event by time, then by place in the list. Where times are
    /// missing, the plain evaluator weighs what is possible.
    fn outermost(
        &mut self,
        fold: &'a Fold,
        of: &'a Node,
        further: fn(i128, i128) -> bool,
    ) -> Result<Slot<'a>, Declined> {
        let mut outermost: Option<(i128, Row)> = None;
        let known = self.each_member(fold, |view, row, belongs| {
            let (Some(at), Truth::True) = (view.time(row), belongs) else { return Err(Declined) };
            if outermost.is_none_or(|(than, _)| further(at, than)) {
                outermost = Some((at, row));
            }
            Ok(())
        })?;
        match (known, outermost) {
            (false, _) => Ok(Slot::Unknown),
            (true, None) => Ok(Slot::Nothing),
            (true, Some((_, row))) => match self.value(of, Some(row))? {
                Slot::Between(..) => Err(Declined),
                value @ (Slot::Pending
                | Slot::Unknown
                | Slot::Nothing
                | Slot::Whole(_)
                | Slot::Text(_)) => Ok(value),
            },
        }
    }

    /// The events that a fold certainly counts, in the order in which gifts are given for them.
    pub(super) fn certain_events(&mut self, fold: usize) -> Result<Vec<EventOf>, Declined> {
        let fold = &self.fast.program.compiled.folds[fold];
        let mut events = Vec::new();
        self.each_member(fold, |view, row, belongs| {
            let list = row.list.ok_or(Declined)?;
            if belongs == Truth::True {
                let at = view.time(row).map(instant).transpose()?;
                let key = view.facts.lists[list].key_of(row.index);
                events.push(EventOf::new(key, at, row.index));
            }
            Ok(())
        })?;
        EventOf::sort(&mut events);
        Ok(events)
    }

    /// Whether that much time has passed since the last event, or, if there was none, since the
    /// stage was entered.
    pub(super) fn without(&mut self, bound: i128, fold: usize) -> Result<Truth, Declined> {
        let fold = &self.fast.program.compiled.folds[fold];
        let (mut some, mut recent) = (false, false);
        let known = self.each_member(fold, |view, row, belongs| {
            let (Some(at), Truth::True) = (view.time(row), belongs) else { return Err(Declined) };
            some = true;
            recent |= at > bound;
            Ok(())
        })?;
        if !known {
            return Ok(Truth::Unknown);
        }
        if some {
            return Ok(Truth::from(!recent));
        }
        let since = self.slot(self.fast.program.map.stage_since())?.whole();
        Ok(Truth::from_known(since.map(|since| since <= bound)))
    }
}
