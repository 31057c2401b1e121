//! Comparisons of numbers.

use num_traits::{CheckedAdd, CheckedDiv, CheckedSub, Zero};

use super::fact::{About, FactId, is_in};
use super::formula::{Domain, Formula, Want};
use super::number_set::NumberSet;
use super::reader::Reader;
use super::sum::Sum;
use crate::plan::{Cond, Expr, ExprKind, FoldKind, Moment, Scope, WindowOp};
use crate::prove::linear::{Fraction, fraction};
use crate::terms::{Comparison, DatePart, Extreme, FieldType, Operator, Range};
use crate::values::{Decimal, Value};

/// What a side of a comparison is at least and at most: the same, unless it is a number of events.
struct Side {
    low: Sum,
    high: Sum,
    is_counted: bool,
}

impl<'p> Reader<'_, 'p> {
    /// Whether a value is a number of events as such, which may be uncertain.
    pub(super) fn is_counted(&self, value: &'p Expr) -> bool {
        let ExprKind::Fold(slot) = &value.kind else { return false };
        match &self.theory.plan.folds[*slot].kind {
            FoldKind::Count | FoldKind::CountDifferent { .. } => true,
            FoldKind::Sum(_)
            | FoldKind::Average(_)
            | FoldKind::Min(_)
            | FoldKind::Max(_)
            | FoldKind::First(_)
            | FoldKind::Last(_) => false,
        }
    }

    pub(super) fn compare_numbers(
        &mut self,
        left: &'p Expr,
        operator: Comparison,
        right: &'p Expr,
        want: Want,
    ) -> Formula {
        if let Some(formula) = self.compare_extreme(left, operator, right, want) {
            return formula;
        }
        if let Some(formula) = self.compare_extreme(right, operator.mirrored(), left, want) {
            return formula;
        }
        let more = self.compare_outermost(left, operator, right, want);
        let more = more.and(self.compare_outermost(right, operator.mirrored(), left, want));
        let more = more.and(self.compare_quotient(left, operator, right, want));
        let (Some(left), Some(right)) = (self.side(left), self.side(right)) else {
            return Formula::yes();
        };
        self.compare_sides(&left, operator, &right, want).unwrap_or_else(Formula::yes).and(more)
    }

    /// A quotient compares with a constant as what is divided does with so many times what divides it,
    /// if that is more than 0. Quotients are rounded, so this leaves some room.
    fn compare_quotient(
        &mut self,
        value: &'p Expr,
        operator: Comparison,
        other: &'p Expr,
        want: Want,
    ) -> Formula {
        let parts = || {
            let ExprKind::Arithmetic(left, Operator::Divide, right) = &self.opened(value).kind
            else {
                return None;
            };
            let ExprKind::Constant(Value::Number(with)) = &self.opened(other).kind else {
                return None;
            };
            Some((&**left, &**right, fraction(*with)?))
        };
        let (Some((left, right, with)), false) = (parts(), want.takes_unknown()) else {
            return Formula::yes();
        };
        let operator = want.comparing(operator);
        self.divided(left, right, operator, with).unwrap_or_else(Formula::yes)
    }

    fn divided(
        &mut self,
        left: &'p Expr,
        right: &'p Expr,
        operator: Comparison,
        with: Fraction,
    ) -> Option<Formula> {
        let room = Fraction::new(1, 1_000_000);
        let (left, right) = (self.number(left)?, self.number(right)?);
        let zero = Sum::constant(Fraction::zero());
        let known = Formula::all(left.known.iter().chain(&right.known).cloned());
        let positive = self.holds(&right, Comparison::Greater, &zero)?;
        let negative = self.holds(&right, Comparison::Less, &zero)?;
        let times = |with: Fraction| right.clone().times(with);
        let holds = match operator {
            Comparison::Less | Comparison::AtMost => {
                self.holds(&left, Comparison::AtMost, &times(with.checked_add(&room)?)?)?
            }
            Comparison::Greater | Comparison::AtLeast => {
                self.holds(&left, Comparison::AtLeast, &times(with.checked_sub(&room)?)?)?
            }
            Comparison::Is => {
                let below =
                    self.holds(&left, Comparison::AtMost, &times(with.checked_add(&room)?)?)?;
                below.and(self.holds(
                    &left,
                    Comparison::AtLeast,
                    &times(with.checked_sub(&room)?)?,
                )?)
            }
            Comparison::IsNot => Formula::yes(),
        };
        Some(known.and(positive.and(holds).or(negative)))
    }

    /// How a number compares with a constant.
    pub(super) fn compare_with(
        &mut self,
        value: &'p Expr,
        operator: Comparison,
        with: Fraction,
        want: Want,
    ) -> Formula {
        let with = Sum::constant(with);
        let with = Side { low: with.clone(), high: with, is_counted: false };
        let Some(value) = self.side(value) else { return Formula::yes() };
        self.compare_sides(&value, operator, &with, want).unwrap_or_else(Formula::yes)
    }

    fn compare_sides(
        &mut self,
        left: &Side,
        operator: Comparison,
        right: &Side,
        want: Want,
    ) -> Option<Formula> {
        let operator = want.comparing(operator);
        // For it to hold, it must for all that the sides can be; for it not to fail, for some.
        let for_all = !want.takes_unknown();
        let (l, r) = (left, right);
        let holds = match operator {
            Comparison::Less | Comparison::AtMost => {
                let (one, other) = if for_all { (&l.high, &r.low) } else { (&l.low, &r.high) };
                self.holds(one, operator, other)?
            }
            Comparison::Greater | Comparison::AtLeast => {
                let (one, other) = if for_all { (&l.low, &r.high) } else { (&l.high, &r.low) };
                self.holds(one, operator, other)?
            }
            Comparison::Is if !l.is_counted && !r.is_counted => {
                self.holds(&l.low, Comparison::Is, &r.low)?
            }
            Comparison::IsNot if !l.is_counted && !r.is_counted => {
                self.holds(&l.low, Comparison::IsNot, &r.low)?
            }
            Comparison::Is => {
                let (low, high) = if for_all {
                    ((&l.low, &r.high), (&l.high, &r.low))
                } else {
                    ((&l.high, &r.low), (&l.low, &r.high))
                };
                let at_least = self.holds(low.0, Comparison::AtLeast, low.1)?;
                at_least.and(self.holds(high.0, Comparison::AtMost, high.1)?)
            }
            // A number that is not whole is between two counts.
            Comparison::IsNot if for_all && (self.is_broken(&l.low) || self.is_broken(&r.low)) => {
                Formula::yes()
            }
            Comparison::IsNot => {
                let (low, high) = if for_all {
                    ((&l.high, &r.low), (&l.low, &r.high))
                } else {
                    ((&l.low, &r.high), (&l.high, &r.low))
                };
                let below = self.holds(low.0, Comparison::Less, low.1)?;
                below.or(self.holds(high.0, Comparison::Greater, high.1)?)
            }
        };
        let sides = [&l.low, &r.low];
        let known: Vec<Formula> = sides.iter().flat_map(|side| side.known.clone()).collect();
        if !want.takes_unknown() {
            // Where two numbers of events compare, both are known, and so is which events there are.
            let counted = [l, r].into_iter().filter(|side| side.is_counted);
            let both = l.low.terms.len() + r.low.terms.len() > 1;
            let sure = counted.flat_map(|side| side.low.terms.keys()).filter(|_| both);
            let zero = NumberSet::comparing(Comparison::AtLeast, Fraction::zero());
            let sure = sure.map(|fact| is_in(*fact, Domain::Number(zero.clone())));
            return Some(Formula::all(known.into_iter().chain(sure)).and(holds));
        }
        let unknown: Vec<Formula> = sides.iter().flat_map(|side| side.unknown.clone()).collect();
        Some(one_set(&holds, &known, &unknown).unwrap_or_else(|| {
            Formula::any(unknown.into_iter().chain([Formula::all(known).and(holds)]))
        }))
    }

    /// One sum compares so with another.
    pub(super) fn holds(
        &mut self,
        one: &Sum,
        operator: Comparison,
        other: &Sum,
    ) -> Option<Formula> {
        let difference = one.clone().plus(other.clone().times(-Fraction::ONE)?)?;
        let terms: Vec<(FactId, Fraction)> = difference.terms.into_iter().collect();
        let Some((_, first)) = terms.first().copied() else {
            return Some(Formula::of(operator.holds(difference.constant.cmp(&Fraction::zero()))));
        };
        let border = (-difference.constant).checked_div(&first)?;
        let operator = if first < Fraction::zero() { operator.mirrored() } else { operator };
        let fact = match terms.as_slice() {
            [(fact, _)] => *fact,
            _ => self.sum_of(terms, first)?,
        };
        Some(is_in(fact, Domain::Number(NumberSet::comparing(operator, border))))
    }

    /// The fact that is such a sum, in which the first fact is once.
    fn sum_of(&mut self, terms: Vec<(FactId, Fraction)>, first: Fraction) -> Option<FactId> {
        let terms: Option<Vec<(FactId, Fraction)>> = terms
            .into_iter()
            .map(|(fact, times)| Some((fact, times.checked_div(&first)?)))
            .collect();
        let made = || (Domain::Number(NumberSet::known()), None, None);
        Some(self.facts().get(About::Sum(terms?), made))
    }

    /// Whether it may be a number that is not whole.
    fn is_broken(&mut self, sum: &Sum) -> bool {
        let facts = self.facts();
        let whole = |(fact, times): (&FactId, &Fraction)| {
            times.is_integer() && facts.at(*fact).step == Some(Fraction::ONE)
        };
        !sum.constant.is_integer() || !sum.terms.iter().all(whole)
    }

    fn side(&mut self, value: &'p Expr) -> Option<Side> {
        if self.is_counted(value) {
            let (low, high) = self.counted(value)?;
            return Some(Side { low: Sum::fact(low), high: Sum::fact(high), is_counted: true });
        }
        let sum = self.number(value)?;
        Some(Side { low: sum.clone(), high: sum, is_counted: false })
    }

    /// How many events there are, at least and at most.
    fn counted(&mut self, value: &'p Expr) -> Option<(FactId, FactId)> {
        let ExprKind::Fold(slot) = &value.kind else { return None };
        let fold = &self.theory.plan.folds[*slot];
        if let FoldKind::Count = fold.kind {
            return Some(self.numbers_of(&fold.source));
        }
        let whole = || (Domain::Number(NumberSet::between(None, None)), Some(Fraction::ONE), None);
        let low = self.facts().get(About::SureOf(value), whole);
        let high = self.facts().get(About::PossibleOf(value), whole);
        self.note_source(low, value);
        self.note_source(high, value);
        Some((low, high))
    }

    /// A number as a sum of facts; `None` if a number becomes too long.
    pub(super) fn number(&mut self, value: &'p Expr) -> Option<Sum> {
        self.spend()?;
        let value = self.opened(value);
        match &value.kind {
            ExprKind::Constant(Value::Number(number)) => Some(Sum::constant(fraction(*number)?)),
            ExprKind::Negative(inner) => self.number(inner)?.times(-Fraction::ONE),
            ExprKind::Arithmetic(left, operator, right) => {
                self.arithmetic(value, left, *operator, right)
            }
            ExprKind::NumberIf(cond, number) => self.number_if(value, cond, *number),
            ExprKind::Extreme(extreme, values) => self.extreme_of(value, *extreme, values),
            ExprKind::Constant(_)
            | ExprKind::Field(_)
            | ExprKind::Attribute(_)
            | ExprKind::OfGrant(_)
            | ExprKind::EventTime
            | ExprKind::Let(_)
            | ExprKind::Arm(_)
            | ExprKind::Fold(_)
            | ExprKind::Standing(_)
            | ExprKind::Stage
            | ExprKind::StageSince
            | ExprKind::Tags
            | ExprKind::Today
            | ExprKind::DayOf(_)
            | ExprKind::Folded(_)
            | ExprKind::Shift(..)
            | ExprKind::Now
            | ExprKind::PartOf(..)
            | ExprKind::EdgeOf(..)
            | ExprKind::DaysBetween(..)
            | ExprKind::Rounded(..)
            | ExprKind::Full(..)
            | ExprKind::Balance(..)
            | ExprKind::Truth(_) => Some(self.number_fact(value)),
        }
    }

    fn arithmetic(
        &mut self,
        value: &'p Expr,
        left: &'p Expr,
        operator: Operator,
        right: &'p Expr,
    ) -> Option<Sum> {
        let (one, other) = (self.number(left)?, self.number(right)?);
        match operator {
            Operator::Add => one.plus(other),
            Operator::Subtract => one.plus(other.times(-Fraction::ONE)?),
            Operator::Multiply if other.terms.is_empty() => one.times(other.constant),
            Operator::Multiply if one.terms.is_empty() => other.times(one.constant),
            Operator::Multiply | Operator::Divide => Some(self.number_fact(value)),
        }
    }

    /// The number if a condition holds, else 0.
    fn number_if(&mut self, value: &'p Expr, cond: &'p Cond, number: Decimal) -> Option<Sum> {
        let number = fraction(number)?;
        let (low, high) = (number.min(Fraction::zero()), number.max(Fraction::zero()));
        let made = || (Domain::Number(NumberSet::between(Some(low), Some(high))), None, None);
        let fact = self.facts().get(About::Value(value), made);
        let is = |number| is_in(fact, Domain::Number(NumberSet::comparing(Comparison::Is, number)));
        let holds = self.read(cond, Want::True).and(is(number));
        let fails = self.read(cond, Want::False).and(is(Fraction::zero()));
        let unknown = self.read(cond, Want::NotTrue).and(self.read(cond, Want::NotFalse));
        let mut sum = Sum::fact(fact);
        sum.known.push(holds.or(fails));
        sum.unknown.push(unknown);
        Some(sum)
    }

    /// The least or greatest of several numbers: none of them is beyond it, and one of them is it.
    fn extreme_of(&mut self, value: &'p Expr, extreme: Extreme, values: &'p [Expr]) -> Option<Sum> {
        let sums: Option<Vec<Sum>> = values.iter().map(|value| self.number(value)).collect();
        let sums = sums?;
        let made = || (Domain::Number(NumberSet::known()), None, None);
        let mut sum = Sum::fact(self.facts().get(About::Value(value), made));
        let (no_beyond, reached) = match extreme {
            Extreme::Least => (Comparison::AtMost, Comparison::AtLeast),
            Extreme::Greatest => (Comparison::AtLeast, Comparison::AtMost),
        };
        let mut one = Vec::new();
        let whole = sum.clone();
        for each in &sums {
            sum.known.push(self.holds(&whole, no_beyond, each)?);
            one.push(self.holds(&whole, reached, each)?);
        }
        sum.known.push(Formula::any(one));
        for each in sums {
            sum.known.extend(each.known);
            sum.unknown.extend(each.unknown);
        }
        Some(sum)
    }

    /// A number that is a fact of its own.
    fn number_fact(&mut self, value: &'p Expr) -> Sum {
        let (mut numbers, step) = self.numbers_that(value);
        if let Some(step) = step {
            numbers = numbers.in_steps(step);
        }
        let domain = Domain::Number(numbers);
        let unknown = domain.has_unknown();
        let about = self.about(value);
        let fact = self.facts().get(about, || (domain, step, None));
        self.note_source(fact, value);
        let mut sum = Sum::fact(fact);
        if unknown {
            sum.known.push(is_in(fact, Domain::Number(NumberSet::known())));
            let unknown = is_in(fact, Domain::Number(NumberSet::unknown()));
            sum.unknown.push(unknown.and(self.may_be_unknown(value)));
        }
        sum.known.extend(self.something_summed(fact, value));
        sum.known.extend(self.something_earned(fact, value));
        sum
    }

    /// Nothing comes to 0 in sum.
    fn something_summed(&mut self, fact: FactId, value: &'p Expr) -> Option<Formula> {
        let ExprKind::Fold(slot) = &value.kind else { return None };
        let fold = &self.theory.plan.folds[*slot];
        let FoldKind::Sum(_) = &fold.kind else { return None };
        let (sure, _) = self.numbers_of(&fold.source);
        let some = NumberSet::comparing(Comparison::AtLeast, Fraction::ONE);
        let nothing = NumberSet::comparing(Comparison::Is, Fraction::zero());
        let some = is_in(sure, Domain::Number(some));
        Some(some.or(is_in(fact, Domain::Number(nothing))))
    }

    /// What a value is about: of somebody who enters a stage now, there are no events since then.
    fn about(&self, value: &'p Expr) -> About<'p> {
        if let ExprKind::Fold(slot) = &value.kind
            && let Some(WindowOp::Since(Moment::Entering)) =
                &self.theory.plan.folds[*slot].source.window
            && self.here.entering
        {
            return About::ValueEntering(value);
        }
        About::Value(value)
    }

    /// Notes of which events something is made.
    fn note_source(&mut self, fact: FactId, value: &'p Expr) {
        let (ExprKind::Fold(slot), None, false) = (&value.kind, self.scope, self.here.entering)
        else {
            return;
        };
        let fold = &self.theory.plan.folds[*slot];
        let source = self.source(&fold.source, None);
        let id = self.theory.name_source(source);
        self.theory.is_made_of(fact, id);
    }

    /// Which numbers something may be, and their step.
    fn numbers_that(&self, value: &'p Expr) -> (NumberSet, Option<Fraction>) {
        let plan = self.theory.plan;
        let any = || NumberSet::known().or_unknown();
        let whole = |low: i128, high: Option<i128>| {
            let (low, high) = (Fraction::from_integer(low), high.map(Fraction::from_integer));
            (NumberSet::between(Some(low), high).or_unknown(), Some(Fraction::ONE))
        };
        match &value.kind {
            ExprKind::Field(slot) if self.scope.is_none() => {
                let need = &plan.needs.fields[*slot];
                let (mut numbers, step) = of_type(&need.kind);
                numbers.unknown = !need.required && need.default.is_none();
                (numbers, step)
            }
            ExprKind::Attribute(slot) => match self.scope {
                Some(Scope::List(list)) => of_type(&plan.needs.lists[*list].attributes[*slot].kind),
                Some(Scope::Given(_)) | None => (any(), None),
            },
            ExprKind::Fold(slot) => match &plan.folds[*slot].kind {
                FoldKind::Count | FoldKind::CountDifferent { .. } => whole(0, None),
                FoldKind::Sum(_)
                | FoldKind::Average(_)
                | FoldKind::Min(_)
                | FoldKind::Max(_)
                | FoldKind::First(_)
                | FoldKind::Last(_) => (any(), None),
            },
            ExprKind::PartOf(part, _) => match part {
                DatePart::Month => whole(1, Some(12)),
                DatePart::Day => whole(1, Some(31)),
                DatePart::Hour => whole(0, Some(23)),
                DatePart::Year | DatePart::Weekday => (any(), None),
            },
            ExprKind::DaysBetween(..) => (any(), Some(Fraction::ONE)),
            // Nobody owes points.
            ExprKind::Balance(..) => {
                (NumberSet::between(Some(Fraction::zero()), None).or_unknown(), None)
            }
            ExprKind::Field(_)
            | ExprKind::Constant(_)
            | ExprKind::OfGrant(_)
            | ExprKind::EventTime
            | ExprKind::Let(_)
            | ExprKind::Arm(_)
            | ExprKind::Standing(_)
            | ExprKind::Stage
            | ExprKind::StageSince
            | ExprKind::Tags
            | ExprKind::Today
            | ExprKind::DayOf(_)
            | ExprKind::Folded(_)
            | ExprKind::Arithmetic(..)
            | ExprKind::Negative(_)
            | ExprKind::Shift(..)
            | ExprKind::Now
            | ExprKind::EdgeOf(..)
            | ExprKind::Rounded(..)
            | ExprKind::Extreme(..)
            | ExprKind::Full(..)
            | ExprKind::NumberIf(..)
            | ExprKind::Truth(_) => (any(), None),
        }
    }
}

/// Which numbers a type has, and their step.
fn of_type(kind: &FieldType) -> (NumberSet, Option<Fraction>) {
    let Range { low, high } = kind.range();
    // A limit that is too long for the theory is none.
    let limit = |limit: Option<Decimal>| limit.and_then(fraction);
    let numbers = NumberSet::between(limit(low), limit(high)).or_unknown();
    match kind {
        FieldType::Count { .. } => (numbers, Some(Fraction::ONE)),
        FieldType::Number { .. }
        | FieldType::Money { .. }
        | FieldType::Text { .. }
        | FieldType::YesNo
        | FieldType::Date(_)
        | FieldType::Day(_)
        | FieldType::Choice(_)
        | FieldType::Set { .. } => (numbers, None),
    }
}

/// Holding or being unknown as one set of one fact, where nothing else is asked.
fn one_set(holds: &Formula, known: &[Formula], unknown: &[Formula]) -> Option<Formula> {
    let Formula::In(fact, Domain::Number(numbers)) = holds else { return None };
    if known.is_empty() && unknown.is_empty() {
        return Some(holds.clone());
    }
    let same = |formula: &Formula| matches!(formula, Formula::In(other, _) if other == fact);
    let ([known], [unknown]) = (known, unknown) else { return None };
    (same(known) && same(unknown))
        .then(|| is_in(*fact, Domain::Number(numbers.clone().or_unknown())))
}
