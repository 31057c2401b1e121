//! Passing over the events of a list once.

use std::cmp::Ordering;
use std::collections::HashSet;

use crate::plan::{Expr, Fold, FoldKind, FoldSource};
use crate::values::{Decimal, Truth, Value};

use super::Fault;
use super::known::{Folded, Known};
use super::row::Row;
use super::view::View;
use super::window::Bound;

/// An event, and whether it belongs to those asked for.
pub(super) type Member<'v> = (Row<'v>, Truth);

impl<'v> View<'v> {
    /// What going over events comes to; where it is within an event, that is the one at hand or one
    /// that this belongs to.
    pub(super) fn fold(&self, slot: usize, row: Option<Row<'v>>) -> Result<Folded<'v>, Fault> {
        let folds = &self.at.plan.folds;
        let fold = &folds[slot];
        if fold.source.within.is_some() {
            return self.folded(fold, row);
        }
        if let Some(folded) = self.folds.get(slot) {
            return Ok(folded);
        }
        let folded = self.folded(fold, None)?;
        self.folds.set(slot, folds.len(), folded.clone());
        Ok(folded)
    }

    fn folded(&self, fold: &'v Fold, row: Option<Row<'v>>) -> Result<Folded<'v>, Fault> {
        Ok(match &fold.kind {
            FoldKind::Count => self.count(&fold.source, row)?,
            FoldKind::CountDifferent { .. }
            | FoldKind::Sum(_)
            | FoldKind::Average(_)
            | FoldKind::Min(_)
            | FoldKind::Max(_)
            | FoldKind::First(_)
            | FoldKind::Last(_) => match self.members(&fold.source, row)? {
                None => Folded::Unknown,
                Some(members) => self.made(&fold.kind, &members)?,
            },
        })
    }

    /// The events that count or may count; `None` if the list or the window is unknown.
    pub(super) fn members(
        &self,
        source: &'v FoldSource,
        row: Option<Row<'v>>,
    ) -> Result<Option<Vec<Member<'v>>>, Fault> {
        let mut members = Vec::new();
        let known = self.each_member(source, row, |row, belongs| members.push((row, belongs)))?;
        Ok(known.then_some(members))
    }

    fn count(&self, source: &'v FoldSource, row: Option<Row<'v>>) -> Result<Folded<'v>, Fault> {
        let (mut sure, mut possible) = (0, 0);
        let known = self.each_member(source, row, |_, belongs| {
            sure += usize::from(belongs == Truth::True);
            possible += 1;
        })?;
        Ok(if known { Folded::Count { sure, possible } } else { Folded::Unknown })
    }

    /// Passes over the events that count or may count. Says whether list and window are known.
    fn each_member(
        &self,
        source: &'v FoldSource,
        row: Option<Row<'v>>,
        mut each: impl FnMut(Row<'v>, Truth),
    ) -> Result<bool, Fault> {
        let bound = match &source.window {
            Some(window) => Some(self.bound(window)?),
            None => None,
        };
        if matches!(bound, Some(Bound::Unknown)) {
            return Ok(false);
        }
        let below = match source.within {
            None => None,
            Some(list) => match self.above(row, list) {
                Some(event) => Some(event),
                None => return Ok(false),
            },
        };
        self.each_row(&source.scope, below, |row| {
            let mut belongs = bound.map_or(Truth::True, |bound| bound.takes(row.at()));
            if belongs != Truth::False {
                belongs = belongs.and(self.counts_above(row, source.within)?);
            }
            if belongs != Truth::False
                && let Some(condition) = &source.condition
            {
                belongs = belongs.and(self.truth(condition, Some(row))?);
            }
            if belongs != Truth::False {
                each(row, belongs);
            }
            Ok(())
        })
    }

    fn made(&self, kind: &'v FoldKind, members: &[Member<'v>]) -> Result<Folded<'v>, Fault> {
        match kind {
            FoldKind::Count => Ok(Folded::Count { sure: sure(members), possible: members.len() }),
            FoldKind::CountDifferent { of, most } => self.different(of, *most, members),
            FoldKind::First(of) => self.outermost(false, of, members),
            FoldKind::Last(of) => self.outermost(true, of, members),
            FoldKind::Sum(of) => {
                let nothing = Folded::Of(Some(Value::Number(Decimal::ZERO)));
                self.over_all(of, members, nothing, |values| Ok(Some(Value::Number(sum(&values)?))))
            }
            FoldKind::Average(of) => self.over_all(of, members, Folded::Nothing, average),
            FoldKind::Min(of) => self.over_all(of, members, Folded::Nothing, |values| {
                Ok(values.into_iter().reduce(|a, b| if less(&b, &a) { b } else { a }))
            }),
            FoldKind::Max(of) => self.over_all(of, members, Folded::Nothing, |values| {
                Ok(values.into_iter().reduce(|a, b| if less(&a, &b) { b } else { a }))
            }),
        }
    }

    /// How many different values there are, from at least to at most. An unknown value may be one
    /// of the known ones or another one, but there are at most as many as the type has.
    fn different(
        &self,
        of: &'v Expr,
        most: Option<usize>,
        members: &[Member<'v>],
    ) -> Result<Folded<'v>, Fault> {
        let (mut sure, mut possible) = (HashSet::new(), HashSet::new());
        let (mut some_sure, mut unknown) = (false, 0);
        for (row, belongs) in members {
            some_sure |= *belongs == Truth::True;
            match self.value(of, Some(*row))? {
                None => unknown += 1,
                Some(value) => {
                    if *belongs == Truth::True {
                        sure.insert(value.clone());
                    }
                    possible.insert(value);
                }
            }
        }
        let at_least = sure.len().max(usize::from(some_sure));
        let at_most = (possible.len() + unknown).min(most.unwrap_or(usize::MAX));
        Ok(Folded::Count { sure: at_least, possible: at_most })
    }

    /// What is made of the values of events that all surely count; `nothing`, where there is none.
    fn over_all(
        &self,
        of: &'v Expr,
        members: &[Member<'v>],
        nothing: Folded<'v>,
        make: impl FnOnce(Vec<Value<'v>>) -> Result<Known<'v>, Fault>,
    ) -> Result<Folded<'v>, Fault> {
        if sure(members) < members.len() {
            return Ok(Folded::Unknown);
        }
        let mut values = Vec::with_capacity(members.len());
        for (row, _) in members {
            match self.value(of, Some(*row))? {
                Some(value) => values.push(value),
                None => return Ok(Folded::Unknown),
            }
        }
        if values.is_empty() { Ok(nothing) } else { Ok(Folded::Of(make(values)?)) }
    }

    /// The value of the first or last event by time, then by place in the list: known only if it
    /// is the same in every possible case.
    fn outermost(
        &self,
        last: bool,
        of: &'v Expr,
        members: &[Member<'v>],
    ) -> Result<Folded<'v>, Fault> {
        if members.is_empty() {
            return Ok(Folded::Nothing);
        }
        // An event cannot be the outermost when one that surely counts is further out.
        let further = |(place, row): (usize, Row<'v>), (other, than): (usize, Row<'v>)| {
            let (Some(at), Some(than)) = (row.at(), than.at()) else { return false };
            if last { (at, place) > (than, other) } else { (at, place) < (than, other) }
        };
        let sure = || {
            let sure =
                members.iter().enumerate().filter(|(_, (_, belongs))| *belongs == Truth::True);
            sure.map(|(place, (row, _))| (place, *row))
        };
        let Some(outermost) = sure()
            .filter(|(_, row)| row.at().is_some())
            .reduce(|a, b| if further(b, a) { b } else { a })
            .or_else(|| sure().next())
        else {
            return Ok(Folded::Unknown);
        };
        let mut agreed: Option<Value<'v>> = None;
        for (place, (row, _)) in members.iter().enumerate() {
            if further(outermost, (place, *row)) {
                continue;
            }
            match (self.value(of, Some(*row))?, &agreed) {
                (None, _) => return Ok(Folded::Of(None)),
                (Some(value), None) => agreed = Some(value),
                (Some(value), Some(other)) if value == *other => {}
                (Some(_), Some(_)) => return Ok(Folded::Of(None)),
            }
        }
        Ok(Folded::Of(agreed))
    }
}

/// How many events surely count.
fn sure(members: &[Member<'_>]) -> usize {
    members.iter().filter(|(_, belongs)| *belongs == Truth::True).count()
}

fn average<'v>(values: Vec<Value<'v>>) -> Result<Known<'v>, Fault> {
    let count = Decimal::from(values.len());
    Ok(sum(&values)?.checked_div(count).transpose()?.map(Value::Number))
}

fn sum(values: &[Value<'_>]) -> Result<Decimal, Fault> {
    let mut sum = Decimal::ZERO;
    for value in values {
        if let Value::Number(number) = value {
            sum = sum.checked_add(*number)?;
        }
    }
    Ok(sum)
}

/// Values of one type that has an order.
fn less(a: &Value<'_>, b: &Value<'_>) -> bool {
    a.order(b) == Some(Ordering::Less)
}
