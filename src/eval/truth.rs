//! Whether a condition holds.

use crate::plan::{Atom, Cond, CondKind, Expr, ExprKind, Scope};
use crate::terms::Comparison;
use crate::values::{Decimal, Instant, Truth, Value};

use super::Fault;
use super::dates;
use super::fold::Member;
use super::known::Folded;
use super::possible::{Possible, compared};
use super::row::Row;
use super::view::View;
use super::window::Since;

impl<'v> View<'v> {
    /// Whether a condition holds, does not, or cannot be known.
    pub(super) fn truth(&self, cond: &'v Cond, row: Option<Row<'v>>) -> Result<Truth, Fault> {
        Ok(match &cond.kind {
            CondKind::All(parts) => self.joined(parts, row, Truth::False, Truth::and)?,
            CondKind::Any(parts) => self.joined(parts, row, Truth::True, Truth::or)?,
            CondKind::Not(inner) => !self.truth(inner, row)?,
            CondKind::Let(slot) => return self.named_condition(*slot),
            CondKind::Atom(atom) => return self.atom(atom, row),
        })
    }

    /// The same of one thing that is asked.
    fn atom(&self, atom: &'v Atom, row: Option<Row<'v>>) -> Result<Truth, Fault> {
        Ok(match atom {
            Atom::IsYes(value) => match self.value(value, row)? {
                Some(Value::YesNo(yes)) => Truth::from(yes),
                _ => Truth::Unknown,
            },
            Atom::Compare(left, operator, right) => {
                let (left, right) = (self.possible(left, row)?, self.possible(right, row)?);
                compared(left, *operator, right)
            }
            Atom::OneOf(value, list) => self.one_of(value, list, row)?,
            Atom::Known(inner) => Truth::from(self.value(inner, row)?.is_some()),
            Atom::ListKnown(scope) => Truth::from(match scope {
                Scope::List(slot) => self.record.lists[*slot].is_some(),
                Scope::Given(_) => true,
            }),
            Atom::TextTest(value, test, text) => {
                let (value, text) = (self.value(value, row)?, self.value(text, row)?);
                let (Some(Value::Text(value)), Some(Value::Text(text))) = (value, text) else {
                    return Ok(Truth::Unknown);
                };
                Truth::from(test.holds(&value, &text))
            }
            Atom::Contains(set, text) => {
                let text = self.value(text, row)?;
                let Some(Value::Text(text)) = text else { return Ok(Truth::Unknown) };
                // The tags are looked at where they are.
                if matches!(set.kind, ExprKind::Tags) {
                    return Ok(Truth::from(self.state.is_tagged(&text)));
                }
                match self.value(set, row)? {
                    Some(Value::Set(set)) => Truth::from(set.contains(&text)),
                    _ => Truth::Unknown,
                }
            }
            Atom::Anniversary { of, moved, window } => match self.value(of, row)? {
                Some(Value::Day(day)) => Truth::from(match window {
                    None => self.at.clock.is_anniversary(day, moved),
                    Some(window) => {
                        let within = dates::stretch(&self.at.clock, *window);
                        self.at.clock.has_anniversary(day, moved, &within)
                    }
                }),
                _ => Truth::Unknown,
            },
            Atom::InWindow(date, window) => match self.instant(date, row)? {
                Some(at) => Truth::from(dates::stretch(&self.at.clock, *window).contains(&at)),
                None => Truth::Unknown,
            },
            Atom::Elapsed { window, since } => {
                let bound = self.at.bounds[*window];
                match self.since(since, row)? {
                    Since::Known(instant) => Truth::from(instant <= bound),
                    Since::Never | Since::Unknown => Truth::Unknown,
                }
            }
            Atom::Without { window, fold } => self.without(*window, *fold, row)?,
        })
    }

    /// Whether the condition of a `let` holds, which is found out once.
    pub(super) fn named_condition(&self, slot: usize) -> Result<Truth, Fault> {
        if let Some(truth) = self.conditions.get(slot) {
            return Ok(truth);
        }
        let conditions = &self.at.plan.conditions;
        let truth = self.truth(&conditions[slot].value, None)?;
        self.conditions.set(slot, conditions.len(), truth);
        Ok(truth)
    }

    /// Parts in order; what comes after the one that decides is not looked at.
    fn joined(
        &self,
        parts: &'v [Cond],
        row: Option<Row<'v>>,
        decides: Truth,
        join: fn(Truth, Truth) -> Truth,
    ) -> Result<Truth, Fault> {
        let mut whole = !decides;
        for part in parts {
            whole = join(whole, self.truth(part, row)?);
            if whole == decides {
                break;
            }
        }
        Ok(whole)
    }

    /// What a side of a comparison can be: a count of events that cannot all be judged is a range.
    fn possible(&self, expr: &'v Expr, row: Option<Row<'v>>) -> Result<Possible<'v>, Fault> {
        if let ExprKind::Fold(slot) = &expr.kind
            && let Folded::Count { sure, possible } = self.fold(*slot, row)?
        {
            return Ok(Possible::Count { sure, possible });
        }
        Ok(Possible::One(self.value(expr, row)?))
    }

    fn one_of(
        &self,
        value: &'v Expr,
        list: &'v [Expr],
        row: Option<Row<'v>>,
    ) -> Result<Truth, Fault> {
        let mut known = Vec::new();
        let mut whole = Truth::False;
        let value = self.possible(value, row)?;
        for entry in list {
            let entry = self.value(entry, row)?;
            whole = whole.or(compared(value.clone(), Comparison::Is, Possible::One(entry.clone())));
            known.extend(entry);
        }
        // Of a range, each single number may be in the list although none is certain.
        if let Possible::Count { sure, possible } = value
            && whole == Truth::Unknown
            && possible - sure < known.len()
        {
            let listed = |n: usize| known.contains(&Value::Number(Decimal::from(n)));
            if (sure..=possible).all(listed) {
                return Ok(Truth::True);
            }
        }
        Ok(whole)
    }

    /// Whether that much time has passed since the last event, or, if there was none, since the
    /// stage was entered: known only if it is the same in every possible case.
    fn without(&self, window: usize, fold: usize, row: Option<Row<'v>>) -> Result<Truth, Fault> {
        let bound = self.at.bounds[window];
        let source = &self.at.plan.folds[fold].source;
        let Some(members) = self.members(source, row)? else { return Ok(Truth::Unknown) };
        let (mut can_hold, mut can_fail) = (true, false);
        let mut none_sure = true;
        for (row, belongs) in &members {
            let recent = Truth::from_known(row.at().map(|at| at > bound));
            let counts = recent.and(*belongs);
            can_hold &= counts != Truth::True;
            can_fail |= counts != Truth::False;
            none_sure &= *belongs != Truth::True;
        }
        if none_sure {
            let entered = self.state.stage_since.map(|since| since <= bound);
            can_fail |= entered != Some(true);
            // Without any event that surely counts, it can hold by an old one or by the stay.
            can_hold &= entered != Some(false) || old_event(&members, bound);
        }
        Ok(match (can_hold, can_fail) {
            (true, false) => Truth::True,
            (false, _) => Truth::False,
            (true, true) => Truth::Unknown,
        })
    }
}

/// Whether some event that may count is, or may be, before the bound.
fn old_event(members: &[Member<'_>], bound: Instant) -> bool {
    members
        .iter()
        .any(|(row, belongs)| *belongs != Truth::False && row.at().is_none_or(|at| at <= bound))
}
