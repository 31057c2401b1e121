//! Kinds of events: how many there are, and which events are of one.

use num_traits::Zero;

use super::date_set::Cut;
use super::fact::{About, FactId, is_in};
use super::formula::{Domain, Formula, Want};
use super::number_set::NumberSet;
use super::point::Point;
use super::reader::{Reader, yes, yes_or_no};
use super::source::{Also, Source, SourceId};
use super::theory::Theory;
use crate::plan::{Cond, Expr, ExprKind, FoldKind, FoldSource, Scope};
use crate::prove::linear::Fraction;
use crate::terms::Comparison;
use crate::values::Value;

impl<'p> Reader<'_, 'p> {
    /// How many events of a source there surely are, and how many at most. Where the list or the time
    /// is not known, these are numbers below 0, and any number.
    pub(super) fn numbers_of(&mut self, base: &'p FoldSource) -> (FactId, FactId) {
        let source = self.source(base, None);
        self.numbers_of_source(source)
    }

    /// That a fold counts some event, surely or at most.
    pub(in crate::prove) fn some_event(&mut self, fold: usize, surely: bool) -> Formula {
        let (sure, possible) = self.numbers_of(&self.theory.plan.folds[fold].source);
        at_least(if surely { sure } else { possible }, 1)
    }

    pub(super) fn source(&mut self, base: &'p FoldSource, also: Option<Also<'p>>) -> Source<'p> {
        let stretch = base.window.as_ref().map(|window| self.stretch(window));
        Source { base, stretch, also }
    }

    fn numbers_of_source(&mut self, source: Source<'p>) -> (FactId, FactId) {
        let least =
            (self.theory.is_always_known(source.scope()) && source.is_known()).then(Fraction::zero);
        let id = self.theory.name_source(source);
        let made = || {
            let numbers = NumberSet::between(least, None);
            (Domain::Number(numbers), Some(Fraction::ONE), None)
        };
        let sure = self.facts().get(About::Sure(id), made);
        (sure, self.facts().get(About::Possible(id), made))
    }

    /// The same of those among them that are in a window of their own, besides their own.
    fn numbers_within(&mut self, base: &'p FoldSource, back: Point) -> (FactId, FactId) {
        self.numbers_from(base, Cut::after(back))
    }

    /// The same of those among them that happened after a cut.
    pub(super) fn numbers_from(&mut self, base: &'p FoldSource, cut: Cut) -> (FactId, FactId) {
        let mut source = self.source(base, None);
        match &mut source.stretch {
            Some(stretch) => stretch.from.push(cut),
            None => {
                let stretch =
                    super::source::Stretch { from: vec![cut], to: vec![], is_known: true };
                source.stretch = Some(stretch);
            }
        }
        self.numbers_of_source(source)
    }

    /// That so long no event happened; if there was none at all, that the stage was entered so long ago.
    pub(super) fn without(&mut self, window: usize, fold: usize, want: Want) -> Formula {
        let base = &self.theory.plan.folds[fold].source;
        let back = self.back(window);
        let (recent, maybe_recent) = self.numbers_within(base, back);
        let (sure, _) = self.numbers_of(base);
        let some = at_least(sure, 1);
        let none = at_most(sure, 0);
        match want {
            Want::True => {
                let stayed = self.entered_by(back, Want::True);
                at_most(maybe_recent, 0).and(some.or(stayed))
            }
            Want::NotTrue => {
                let stayed = self.entered_by(back, Want::NotTrue);
                at_least(maybe_recent, 1).or(none.and(stayed))
            }
            Want::False => {
                let came = self.entered_by(back, Want::False);
                at_least(recent, 1).or(none.and(came))
            }
            Want::NotFalse => at_most(recent, 0),
        }
    }

    /// That so much time has passed since the last event.
    pub(super) fn since_last(&mut self, fold: usize, back: Point, want: Want) -> Formula {
        let base = &self.theory.plan.folds[fold].source;
        let (recent, maybe_recent) = self.numbers_within(base, back);
        let (sure, possible) = self.numbers_of(base);
        match want {
            Want::True => at_most(maybe_recent, 0).and(at_least(sure, 1)),
            Want::False => at_least(recent, 1),
            Want::NotTrue => {
                let uncertain = self.uncertain(sure, possible);
                Formula::any([at_least(maybe_recent, 1), at_most(sure, 0), uncertain])
            }
            Want::NotFalse => at_most(recent, 0).or(at_least(maybe_recent, 2)),
        }
    }

    /// That it is not certain which events count.
    fn uncertain(&mut self, sure: FactId, possible: FactId) -> Formula {
        let (first, second) = (sure.min(possible), sure.max(possible));
        let sign = if first == possible { Fraction::ONE } else { -Fraction::ONE };
        let terms = vec![(first, Fraction::ONE), (second, -Fraction::ONE)];
        let made = || (Domain::Number(NumberSet::known()), Some(Fraction::ONE), None);
        let sum = self.facts().get(About::Sum(terms), made);
        let (operator, with) = if sign == Fraction::ONE {
            (Comparison::AtLeast, Fraction::ONE)
        } else {
            (Comparison::AtMost, -Fraction::ONE)
        };
        is_in(sum, Domain::Number(NumberSet::comparing(operator, with)))
    }

    /// What must be so for a value to be unknown, as far as it is made of events.
    pub(super) fn may_be_unknown(&mut self, value: &'p Expr) -> Formula {
        let ExprKind::Fold(slot) = &value.kind else { return Formula::yes() };
        if self.scope.is_some() {
            return Formula::yes();
        }
        let fold = &self.theory.plan.folds[*slot];
        match &fold.kind {
            FoldKind::Count => {
                let (sure, possible) = self.numbers_of(&fold.source);
                self.uncertain(sure, possible).or(at_most(sure, -1))
            }
            FoldKind::Sum(of) => self.not_made(&fold.source, of, -1),
            FoldKind::Average(of) | FoldKind::Min(of) | FoldKind::Max(of) => {
                self.not_made(&fold.source, of, 0)
            }
            FoldKind::CountDifferent { .. } | FoldKind::First(_) | FoldKind::Last(_) => {
                Formula::yes()
            }
        }
    }

    /// That nothing can be made of a value of events: there are no more than so many, it is not certain
    /// which count, or the value of one is unknown.
    fn not_made(&mut self, base: &'p FoldSource, of: &'p Expr, most: i128) -> Formula {
        let (sure, possible) = self.numbers_of(base);
        let uncertain = self.uncertain(sure, possible);
        let source = self.source(base, Some(Also::Unknown(of)));
        let (_, unknown) = self.numbers_of_source(source);
        Formula::any([at_most(sure, most), uncertain, at_least(unknown, 1)])
    }

    /// How the least or greatest value of events compares with a constant; `None` if it is something
    /// else that is compared.
    pub(super) fn compare_extreme(
        &mut self,
        value: &'p Expr,
        operator: Comparison,
        other: &'p Expr,
        want: Want,
    ) -> Option<Formula> {
        let ExprKind::Fold(slot) = &self.opened(value).kind else { return None };
        let ExprKind::Constant(Value::Number(number)) = &self.opened(other).kind else {
            return None;
        };
        if self.scope.is_some() {
            return None;
        }
        let fold = &self.theory.plan.folds[*slot];
        let (of, greatest) = match &fold.kind {
            FoldKind::Max(of) => (of, true),
            FoldKind::Min(of) => (of, false),
            FoldKind::Count
            | FoldKind::CountDifferent { .. }
            | FoldKind::Sum(_)
            | FoldKind::Average(_)
            | FoldKind::First(_)
            | FoldKind::Last(_) => return None,
        };
        let with = crate::prove::linear::fraction(*number)?;
        let operator = want.comparing(operator);
        let extreme = Extreme { base: &fold.source, of, greatest, with };
        let holds = match operator {
            Comparison::Less | Comparison::AtMost | Comparison::Greater | Comparison::AtLeast => {
                self.extreme(&extreme, operator)
            }
            Comparison::Is => {
                let at_most = self.extreme(&extreme, Comparison::AtMost);
                at_most.and(self.extreme(&extreme, Comparison::AtLeast))
            }
            Comparison::IsNot => {
                let less = self.extreme(&extreme, Comparison::Less);
                less.or(self.extreme(&extreme, Comparison::Greater))
            }
        };
        if !want.takes_unknown() {
            return Some(holds);
        }
        let unknown = self.not_made(&fold.source, of, 0);
        Some(holds.or(unknown))
    }

    /// If the first, the last or the average of events compares so with a constant, some event does.
    pub(super) fn compare_outermost(
        &mut self,
        value: &'p Expr,
        operator: Comparison,
        other: &'p Expr,
        want: Want,
    ) -> Formula {
        let ExprKind::Fold(slot) = &self.opened(value).kind else { return Formula::yes() };
        let fold = &self.theory.plan.folds[*slot];
        let (of, is_average) = match &fold.kind {
            FoldKind::First(of) | FoldKind::Last(of) => (of, false),
            FoldKind::Average(of) => (of, true),
            FoldKind::Count
            | FoldKind::CountDifferent { .. }
            | FoldKind::Sum(_)
            | FoldKind::Min(_)
            | FoldKind::Max(_) => return Formula::yes(),
        };
        let ExprKind::Constant(Value::Number(number)) = &self.opened(other).kind else {
            return Formula::yes();
        };
        let Some(with) = crate::prove::linear::fraction(*number) else { return Formula::yes() };
        if self.scope.is_some() || want.takes_unknown() {
            return Formula::yes();
        }
        let operator = want.comparing(operator);
        // Some are above the average and some are below it, unless all are the same.
        if is_average && matches!(operator, Comparison::Is | Comparison::IsNot) {
            return Formula::yes();
        }
        let source = self.source(&fold.source, Some(Also::Compares(of, operator, with)));
        let (sure, _) = self.numbers_of_source(source);
        at_least(sure, 1)
    }

    fn extreme(&mut self, extreme: &Extreme<'p>, operator: Comparison) -> Formula {
        let Extreme { base, of, greatest, with } = *extreme;
        let up = match operator {
            Comparison::Greater | Comparison::AtLeast => true,
            Comparison::Less | Comparison::AtMost | Comparison::Is | Comparison::IsNot => false,
        };
        let (sure, _) = self.numbers_of(base);
        if up == greatest {
            // One is enough.
            let source = self.source(base, Some(Also::Compares(of, operator, with)));
            let (some, _) = self.numbers_of_source(source);
            return at_least(some, 1);
        }
        // It has to hold for each.
        let fails = operator.opposite();
        let source = self.source(base, Some(Also::Compares(of, fails, with)));
        let (_, none) = self.numbers_of_source(source);
        at_most(none, 0).and(at_least(sure, 1))
    }
}

/// The least or greatest value of events, and what it is compared with.
struct Extreme<'p> {
    base: &'p FoldSource,
    of: &'p Expr,
    greatest: bool,
    with: Fraction,
}

pub(super) fn at_least(fact: FactId, number: i128) -> Formula {
    compares(fact, Comparison::AtLeast, number)
}

fn at_most(fact: FactId, number: i128) -> Formula {
    compares(fact, Comparison::AtMost, number)
}

fn compares(fact: FactId, operator: Comparison, number: i128) -> Formula {
    let numbers = NumberSet::comparing(operator, Fraction::from_integer(number));
    is_in(fact, Domain::Number(numbers))
}

impl<'p> Theory<'p> {
    /// What must be so of an event of a list for a condition to be what is wanted.
    pub(in crate::prove) fn of_events(
        &mut self,
        scope: &'p Scope,
        condition: &'p Cond,
        want: Want,
    ) -> Formula {
        Reader::of_events(self, scope).read(condition, want)
    }

    /// What must be so of an event of the list for it to be of a kind, or not.
    pub(in crate::prove) fn member(&mut self, id: SourceId, want: Want) -> Formula {
        let Source { base, stretch, also } = self.source(id).clone();
        let parent = match &base.scope {
            Scope::List(list) => self.plan.needs.lists[*list].parent(),
            Scope::Given(_) => None,
        };
        let mut reader = Reader::of_events(self, &base.scope);
        let mut parts = Vec::new();
        if let Some(stretch) = &stretch {
            parts.push(reader.is_in_stretch(stretch, want));
        }
        if parent.is_some() {
            let above = reader.facts().get(About::Above, yes_or_no);
            parts.push(yes(above, want));
        }
        if let Some(condition) = &base.condition {
            parts.push(reader.read(condition, want));
        }
        match also {
            Some(Also::Compares(of, operator, with)) => {
                parts.push(reader.compare_with(of, operator, with, want));
            }
            Some(Also::Unknown(of)) => {
                parts.push(reader.known(of, !want.takes(true)));
            }
            None => {}
        }
        if want.of_each_joined_by_and() { Formula::all(parts) } else { Formula::any(parts) }
    }
}
