//! Balances: nothing is left of what nobody earned.

use num_traits::Zero;

use super::date_set::Cut;
use super::events::at_least;
use super::fact::{FactId, is_in};
use super::formula::{Domain, Formula};
use super::number_set::NumberSet;
use super::point::{Point, Whole};
use super::reader::Reader;
use super::sum::Sum;
use crate::plan::{BalanceLine, Expr, ExprKind, FoldKind};
use crate::prove::linear::{Fraction, fraction};
use crate::terms::{Comparison, Lasting};
use crate::values::Value;

impl<'p> Reader<'_, 'p> {
    /// What must be so for a balance to be known: it is 0, or something was earned that lasts until
    /// now. Where each event earns as many points as any other, it is no more than all of these.
    pub(super) fn something_earned(&mut self, fact: FactId, value: &'p Expr) -> Option<Formula> {
        let ExprKind::Balance(slot, _) = &value.kind else { return None };
        if self.scope.is_some() {
            return None;
        }
        let mut some = vec![is_in(fact, numbers(Comparison::Is))];
        let mut all = Some(Sum::constant(Fraction::zero()));
        for line in self.theory.plan.balances[*slot].lines.iter().filter(|line| !line.spends) {
            let earning = self.lasting_events(line);
            some.push(at_least(earning, 1));
            all = all.zip(self.points_each(line)).and_then(|(all, each)| {
                if each <= Fraction::zero() {
                    return Some(all);
                }
                all.plus(Sum::fact(earning).times(each)?)
            });
        }
        let some = Formula::any(some);
        let most = all.and_then(|all| self.holds(&Sum::fact(fact), Comparison::AtMost, &all));
        Some(most.map_or(some.clone(), |most| some.and(most)))
    }

    /// How many events there surely are whose points are not gone.
    fn lasting_events(&mut self, line: &BalanceLine) -> FactId {
        let base = &self.theory.plan.folds[line.fold].source;
        let numbers = match line.lasting {
            None => self.numbers_of(base),
            Some(Lasting::For(duration)) => {
                let back = Point::Back(self.span(duration));
                self.numbers_from(base, Cut::after(back))
            }
            Some(Lasting::Calendar(count, period)) => {
                self.numbers_from(base, Cut::before(Point::Start(count, Whole::of(period))))
            }
        };
        numbers.0
    }

    /// How many points each event earns, if that is the same for all.
    fn points_each(&self, line: &BalanceLine) -> Option<Fraction> {
        let FoldKind::Sum(of) = &self.theory.plan.folds[line.fold].kind else { return None };
        let ExprKind::Constant(Value::Number(each)) = &self.opened(of).kind else { return None };
        fraction(*each)
    }
}

fn numbers(operator: Comparison) -> Domain {
    Domain::Number(NumberSet::comparing(operator, Fraction::zero()))
}
