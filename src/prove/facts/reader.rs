//! Reads conditions as formulas about facts.

use super::choice_set::ChoiceSet;
use super::fact::{About, FactId, Facts, is_in};
use super::formula::{Domain, Formula, Want};
use super::theory::Theory;
use crate::plan::{Atom, Cond, CondKind, Expr, ExprKind, Scope, StageId};
use crate::terms::Comparison;
use crate::values::Value;

/// No formula is made of more parts than this; what is left out is taken for possible.
const MOST: u32 = 10_000;

/// Where a condition is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::prove) struct Here {
    /// The stage that the customer is in, if that is certain.
    pub stage: Option<StageId>,
    /// Whether they entered it at the very instant that is decided for.
    pub entering: bool,
}

/// Reads conditions.
pub(in crate::prove) struct Reader<'t, 'p> {
    pub(super) theory: &'t mut Theory<'p>,
    pub(super) here: Here,
    /// Whose events the condition is asked of; `None`: it is asked of the customer.
    pub(super) scope: Option<&'p Scope>,
    /// How many more parts fit.
    left: u32,
}

impl<'t, 'p> Reader<'t, 'p> {
    pub(in crate::prove) fn new(theory: &'t mut Theory<'p>, here: Here) -> Reader<'t, 'p> {
        Reader { theory, here, scope: None, left: MOST }
    }

    /// The same for the events of a scope.
    pub(super) fn of_events(theory: &'t mut Theory<'p>, scope: &'p Scope) -> Reader<'t, 'p> {
        Reader { scope: Some(scope), ..Reader::new(theory, Here::default()) }
    }

    pub(super) fn facts(&mut self) -> &mut Facts<'p> {
        self.theory.facts(self.scope)
    }

    /// What must be so for a condition to be what is wanted.
    pub(in crate::prove) fn read(&mut self, cond: &'p Cond, want: Want) -> Formula {
        if self.spend().is_none() {
            return Formula::yes();
        }
        match &cond.kind {
            CondKind::All(parts) => self.joined(parts, want, want.of_each_joined_by_and()),
            CondKind::Any(parts) => self.joined(parts, want, !want.of_each_joined_by_and()),
            CondKind::Not(inner) => self.read(inner, want.of_opposite()),
            CondKind::Let(slot) => self.read(&self.theory.plan.conditions[*slot].value, want),
            CondKind::Atom(atom) => self.atom(atom, want),
        }
    }

    /// Counts a part; `None` if no more fit.
    pub(super) fn spend(&mut self) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        Some(())
    }

    fn joined(&mut self, parts: &'p [Cond], want: Want, each: bool) -> Formula {
        let parts: Vec<Formula> = parts.iter().map(|part| self.read(part, want)).collect();
        if each { Formula::all(parts) } else { Formula::any(parts) }
    }

    fn atom(&mut self, atom: &'p Atom, want: Want) -> Formula {
        match atom {
            Atom::IsYes(value) => self.is_yes(atom, value, want),
            Atom::Compare(left, operator, right) => {
                self.compare(atom, left, *operator, right, want)
            }
            Atom::OneOf(value, list) => self.one_of(atom, value, list, want),
            Atom::Known(value) => self.known(value, want.takes(true)),
            Atom::ListKnown(Scope::Given(_)) => Formula::of(want.takes(true)),
            Atom::ListKnown(Scope::List(slot)) => self.list_known(*slot, want.takes(true)),
            Atom::Contains(set, entry) => self.contains(atom, set, entry, want),
            Atom::TextTest(value, test, text) => self.text_test(atom, value, *test, text, want),
            Atom::Anniversary { of, moved, window } => {
                self.anniversary(atom, of, moved.is_empty() && window.is_none(), want)
            }
            Atom::InWindow(date, window) => self.in_window(atom, date, *window, want),
            Atom::Elapsed { window, since } => self.elapsed(atom, *window, since, want),
            Atom::Without { window, fold } => self.without(*window, *fold, want),
        }
    }

    /// A comparison of two values, by their type.
    pub(super) fn compare(
        &mut self,
        atom: &'p Atom,
        left: &'p Expr,
        operator: Comparison,
        right: &'p Expr,
        want: Want,
    ) -> Formula {
        let kind = self.kind(left).or_else(|| self.kind(right));
        match kind {
            Some(Kind::Number) => self.compare_numbers(left, operator, right, want),
            Some(Kind::Date) => self.compare_dates(atom, left, operator, right, want),
            Some(Kind::Choice) => self.compare_choices(atom, left, operator, right, want),
            None => self.asked(atom, want),
        }
    }

    fn one_of(&mut self, atom: &'p Atom, value: &'p Expr, list: &'p [Expr], want: Want) -> Formula {
        if self.kind(value) == Some(Kind::Choice) {
            return self.one_choice_of(atom, value, list, want);
        }
        // Each number from what is sure to what is possible may be in the list.
        let each = match want {
            Want::True if self.is_counted(value) => Want::NotFalse,
            Want::True | Want::False | Want::NotTrue | Want::NotFalse => want,
        };
        let parts: Vec<Formula> = list
            .iter()
            .map(|entry| self.compare(atom, value, Comparison::Is, entry, each))
            .collect();
        if want.takes(true) { Formula::any(parts) } else { Formula::all(parts) }
    }

    /// Something that nobody looks into.
    pub(super) fn asked(&mut self, atom: &'p Atom, want: Want) -> Formula {
        let about =
            if self.here.entering { About::AskedEntering(atom) } else { About::Asked(atom) };
        let fact = self.facts().get(about, yes_or_no);
        yes(fact, want)
    }

    fn is_yes(&mut self, atom: &'p Atom, value: &'p Expr, want: Want) -> Formula {
        let value = self.opened(value);
        if let ExprKind::Truth(cond) = &value.kind {
            return self.read(cond, want);
        }
        match self.choice(value) {
            Some(fact) => yes(fact, want),
            None => self.asked(atom, want),
        }
    }

    fn contains(&mut self, atom: &'p Atom, set: &'p Expr, entry: &'p Expr, want: Want) -> Formula {
        if let (ExprKind::Tags, ExprKind::Constant(Value::Text(tag))) = (&set.kind, &entry.kind) {
            let made = || (Domain::Choice(ChoiceSet::known()), None, Some(2));
            let fact = self.facts().get(About::Tag(tag), made);
            return yes(fact, want);
        }
        self.asked(atom, want)
    }

    fn list_known(&mut self, slot: usize, known: bool) -> Formula {
        let never_unknown = self.theory.is_list_known(slot);
        let made = || {
            let domain = if never_unknown { ChoiceSet::of(1) } else { ChoiceSet::known() };
            (Domain::Choice(domain), None, Some(2))
        };
        let fact = self.facts().get(About::ListKnown(slot), made);
        is_in(fact, Domain::Choice(ChoiceSet::of(u32::from(known))))
    }

    /// The value that a name stands for.
    pub(super) fn opened(&self, mut value: &'p Expr) -> &'p Expr {
        while let ExprKind::Let(slot) = &value.kind {
            value = &self.theory.plan.lets[*slot].value;
        }
        value
    }

    /// Whether a value is known, or is not.
    pub(super) fn known(&mut self, value: &'p Expr, known: bool) -> Formula {
        let value = self.opened(value);
        match self.kind(value) {
            Some(Kind::Number) => match self.number(value) {
                Some(sum) if known => sum.when_known(),
                Some(sum) => Formula::any(sum.unknown),
                None => Formula::yes(),
            },
            Some(Kind::Date) => self.date_known(value, known),
            Some(Kind::Choice) => match self.choice(value) {
                Some(fact) if known => is_in(fact, Domain::Choice(ChoiceSet::known())),
                Some(fact) => is_in(fact, Domain::Choice(ChoiceSet::unknown())),
                None => Formula::yes(),
            },
            None => self.something_known(value, known),
        }
    }

    /// Whether a value is known that is asked nothing else.
    fn something_known(&mut self, value: &'p Expr, known: bool) -> Formula {
        let fact = self.facts().get(About::Value(value), yes_or_no);
        let domain = if known { ChoiceSet::known() } else { ChoiceSet::unknown() };
        is_in(fact, Domain::Choice(domain))
    }
}

/// What kind of value something is, as far as the theory looks into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Choice,
    Date,
}

/// A question that is answered with yes or no, or not at all.
pub(super) fn yes_or_no() -> (Domain, Option<crate::prove::linear::Fraction>, Option<u32>) {
    (Domain::Choice(ChoiceSet::known().or_unknown()), None, Some(2))
}

/// What is wanted of a question that is answered with 1 for yes and 0 for no.
pub(super) fn yes(fact: FactId, want: Want) -> Formula {
    let values = ChoiceSet::of(u32::from(want.takes(true)));
    is_in(fact, Domain::Choice(if want.takes_unknown() { values.or_unknown() } else { values }))
}
