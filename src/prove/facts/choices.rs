//! Values without an order: choices, texts, yes or no.

use super::choice_set::ChoiceSet;
use super::fact::{About, FactId, is_in};
use super::formula::{Domain, Formula, Want};
use super::reader::{Kind, Reader};
use crate::plan::{Atom, Expr, ExprKind, Type};
use crate::terms::{Comparison, DatePart, TextTest};
use crate::values::Value;

impl<'p> Reader<'_, 'p> {
    /// What kind of value an expression is, by its type.
    pub(super) fn kind(&self, value: &'p Expr) -> Option<Kind> {
        match self.theory.plan.part(self.opened(value).id).ty {
            Type::Number | Type::Money => Some(Kind::Number),
            Type::Text | Type::YesNo | Type::Choice(_) | Type::Stage => Some(Kind::Choice),
            Type::Date | Type::Day => Some(Kind::Date),
            Type::Duration | Type::Set | Type::Broken => None,
        }
    }

    /// The fact that says which value something is; `None` if it is a constant, or is asked nothing
    /// by itself.
    pub(super) fn choice(&mut self, value: &'p Expr) -> Option<FactId> {
        let value = self.opened(value);
        let plan = self.theory.plan;
        let needs = &plan.needs;
        let of_type = |kind: &crate::terms::FieldType| match kind {
            crate::terms::FieldType::YesNo => Some(2),
            crate::terms::FieldType::Choice(choices) => Some(choices.names().len() as u32),
            crate::terms::FieldType::Text { .. }
            | crate::terms::FieldType::Number { .. }
            | crate::terms::FieldType::Count { .. }
            | crate::terms::FieldType::Money { .. }
            | crate::terms::FieldType::Date(_)
            | crate::terms::FieldType::Day(_)
            | crate::terms::FieldType::Set { .. } => None,
        };
        let (of, unknown) = match &value.kind {
            ExprKind::Constant(_) => return None,
            ExprKind::Field(slot) if self.scope.is_none() => {
                let need = &needs.fields[*slot];
                (of_type(&need.kind), !need.required && need.default.is_none())
            }
            ExprKind::Attribute(slot) => match self.scope {
                Some(crate::plan::Scope::List(list)) => {
                    (of_type(&needs.lists[*list].attributes[*slot].kind), true)
                }
                Some(crate::plan::Scope::Given(_)) | None => (None, true),
            },
            ExprKind::Arm(experiment) => {
                (Some(plan.experiments[*experiment].arms.len() as u32), true)
            }
            ExprKind::Stage => (Some(plan.stages.len() as u32), false),
            ExprKind::PartOf(DatePart::Weekday, _) => (Some(7), true),
            ExprKind::Field(_)
            | ExprKind::OfGrant(_)
            | ExprKind::EventTime
            | ExprKind::Let(_)
            | ExprKind::Fold(_)
            | ExprKind::Standing(_)
            | ExprKind::StageSince
            | ExprKind::Tags
            | ExprKind::Today
            | ExprKind::DayOf(_)
            | ExprKind::Folded(_)
            | ExprKind::Arithmetic(..)
            | ExprKind::Negative(_)
            | ExprKind::Shift(..)
            | ExprKind::Now
            | ExprKind::PartOf(..)
            | ExprKind::EdgeOf(..)
            | ExprKind::DaysBetween(..)
            | ExprKind::Rounded(..)
            | ExprKind::Extreme(..)
            | ExprKind::Full(..)
            | ExprKind::NumberIf(..)
            | ExprKind::Balance(..)
            | ExprKind::Truth(_) => (None, true),
        };
        let domain = ChoiceSet { unknown, ..ChoiceSet::known() };
        Some(self.facts().get(About::Value(value), || (Domain::Choice(domain), None, of)))
    }

    /// The number of a value that is written out.
    fn constant(&mut self, value: &'p Expr) -> Option<u32> {
        let value = self.opened(value);
        if matches!(value.kind, ExprKind::Stage) {
            return self.here.stage.filter(|_| self.scope.is_none()).map(|stage| stage as u32);
        }
        let ExprKind::Constant(value) = &value.kind else { return None };
        match value {
            Value::YesNo(yes) => Some(u32::from(*yes)),
            Value::Choice(choice) => Some(u32::from(*choice)),
            Value::Text(text) => Some(self.theory.name_text(text)),
            Value::Number(_) | Value::Instant(_) | Value::Day(_) | Value::Set(_) => None,
        }
    }

    pub(super) fn compare_choices(
        &mut self,
        atom: &'p Atom,
        left: &'p Expr,
        operator: Comparison,
        right: &'p Expr,
        want: Want,
    ) -> Formula {
        let want = match operator {
            Comparison::Is => want,
            Comparison::IsNot => want.of_opposite(),
            Comparison::Less | Comparison::AtMost | Comparison::Greater | Comparison::AtLeast => {
                return self.asked(atom, want);
            }
        };
        match (self.constant(left), self.constant(right)) {
            (Some(one), Some(other)) => Formula::of(want.takes(one == other)),
            (None, Some(value)) => self.is_choice(atom, left, ChoiceSet::of(value), want),
            (Some(value), None) => self.is_choice(atom, right, ChoiceSet::of(value), want),
            (None, None) => self.same(atom, left, right, want),
        }
    }

    /// Two values that are both not written out.
    fn same(&mut self, atom: &'p Atom, left: &'p Expr, right: &'p Expr, want: Want) -> Formula {
        if self.opened(left) != self.opened(right) {
            return self.asked(atom, want);
        }
        // A value is itself, if it is known.
        let Some(fact) = self.choice(left) else { return self.asked(atom, want) };
        let known = is_in(fact, Domain::Choice(ChoiceSet::known()));
        let unknown = is_in(fact, Domain::Choice(ChoiceSet::unknown()));
        let known = known.and(Formula::of(want.takes(true)));
        if want.takes_unknown() { known.or(unknown) } else { known }
    }

    pub(super) fn one_choice_of(
        &mut self,
        atom: &'p Atom,
        value: &'p Expr,
        list: &'p [Expr],
        want: Want,
    ) -> Formula {
        let entries: Option<Vec<u32>> = list.iter().map(|entry| self.constant(entry)).collect();
        let Some(entries) = entries else { return self.asked(atom, want) };
        let named = entries.iter().copied().collect();
        if let Some(constant) = self.constant(value) {
            return Formula::of(want.takes(entries.contains(&constant)));
        }
        let values = ChoiceSet { unknown: false, all_but: false, named };
        self.is_choice(atom, value, values, want)
    }

    /// A test of a text. Of the texts that others are compared with, it is known which pass it.
    pub(super) fn text_test(
        &mut self,
        atom: &'p Atom,
        value: &'p Expr,
        test: TextTest,
        text: &'p Expr,
        want: Want,
    ) -> Formula {
        let asked = self.asked(atom, want);
        let ExprKind::Constant(Value::Text(text)) = &self.opened(text).kind else { return asked };
        let Some(fact) = self.choice(value) else { return asked };
        let other = |named: &str| test.holds(named, text) != want.takes(true);
        let named = self.theory.texts().filter(|(named, _)| other(named));
        let named = named.map(|(_, number)| number).collect();
        let passing = ChoiceSet { unknown: want.takes_unknown(), all_but: true, named };
        asked.and(is_in(fact, Domain::Choice(passing)))
    }

    fn is_choice(
        &mut self,
        atom: &'p Atom,
        value: &'p Expr,
        values: ChoiceSet,
        want: Want,
    ) -> Formula {
        let Some(fact) = self.choice(value) else { return self.asked(atom, want) };
        let values = if want.takes(true) { values } else { values.others() };
        is_in(fact, Domain::Choice(if want.takes_unknown() { values.or_unknown() } else { values }))
    }
}
