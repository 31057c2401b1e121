//! Conditions.

use crate::plan::{self, Atom, CondKind, Expr, ExprKind, Scope};
use crate::values::{Truth, Value};

use super::super::super::dates;
use super::super::cond::{Anniversary, Cond, Has};
use super::super::day;
use super::super::node::Node;
use super::super::slot_test::SlotTest;
use super::vocabulary::ask;
use super::{At, Compiler, SetAt, Type, compare};

impl<'p> Compiler<'p> {
    /// A condition.
    pub(super) fn cond(&mut self, cond: &'p plan::Cond, row: At<'p>) -> Option<Cond> {
        Some(match &cond.kind {
            CondKind::All(parts) => Cond::All(self.each(parts.iter(), row)?),
            CondKind::Any(parts) => Cond::Any(self.each(parts.iter(), row)?),
            CondKind::Not(inner) => Cond::Not(Box::new(self.cond(inner, row)?)),
            CondKind::Let(slot) => self.named(*slot)?,
            CondKind::Atom(atom) => self.atom(atom, row)?,
        })
    }

    /// One thing that is asked.
    fn atom(&mut self, atom: &'p Atom, row: At<'p>) -> Option<Cond> {
        Some(match atom {
            Atom::IsYes(value) => match self.value(value, row)? {
                (node, Type::YesNo) => compare::is_yes(node)?,
                _ => return None,
            },
            Atom::Compare(left, operator, right) => {
                let (left, right) = (self.value(left, row)?, self.value(right, row)?);
                compare::compared(left, *operator, right)?
            }
            Atom::OneOf(value, list) => {
                let value = Box::new(self.value(value, row)?.0);
                let list = list.iter().map(|entry| Some(self.value(entry, row)?.0));
                Cond::OneOf(value, list.collect::<Option<_>>()?)
            }
            Atom::Known(inner) => Cond::Known(Box::new(self.any(inner, row)?.0)),
            Atom::ListKnown(Scope::List(slot)) => Cond::ListKnown(*slot),
            Atom::ListKnown(Scope::Given(_)) => Cond::Sure(Truth::True),
            Atom::TextTest(value, test, text) => {
                let (value, text) = (self.value(value, row)?.0, self.value(text, row)?.0);
                Cond::TextTest(Box::new((value, *test, text)))
            }
            Atom::Contains(set, word) => self.contains(set, word, row)?,
            Atom::Anniversary { of, moved, window } => Cond::Anniversary(Box::new(Anniversary {
                of: self.day(of, row)?,
                moved: moved[..].into(),
                within: window.map(|window| dates::stretch(&self.at.clock, window)),
            })),
            Atom::InWindow(date, window) => {
                let stretch = dates::stretch(&self.at.clock, *window);
                match self.value(date, row)? {
                    (at, Type::Instant) => {
                        let (from, to) = stretch.into_inner();
                        compare::between(at, from.as_nanosecond(), to.as_nanosecond())?
                    }
                    (day, Type::Day) => match self.at.clock.days_beginning_in(&stretch) {
                        Some((from, to)) => {
                            compare::between(day, day::packed(from), day::packed(to))?
                        }
                        None => return None,
                    },
                    _ => return None,
                }
            }
            Atom::Elapsed { window, since } => {
                let bound = self.at.bounds[*window].as_nanosecond();
                compare::at_most(self.moment(since, row)?, bound)?
            }
            Atom::Without { window, fold } => {
                Cond::Without { bound: self.at.bounds[*window].as_nanosecond(), fold: *fold }
            }
        })
    }

    /// Each atom of the conditions of rules and of each `let`, by the id of its part.
    pub(super) fn atoms(&mut self) -> Option<Vec<Option<Cond>>> {
        let mut atoms = vec![None; self.plan.parts.len()];
        for (cond, atom) in self.plan.atoms() {
            atoms[cond.id.index()] = Some(self.atom(atom, None)?);
        }
        Some(atoms)
    }

    pub(super) fn each(
        &mut self,
        parts: impl Iterator<Item = &'p plan::Cond>,
        row: At<'p>,
    ) -> Option<Box<[Cond]>> {
        parts.map(|part| self.cond(part, row)).collect()
    }

    fn contains(&mut self, set: &'p Expr, word: &'p Expr, row: At<'p>) -> Option<Cond> {
        let (set, Type::Set(which)) = self.any(set, row)? else { return None };
        let ExprKind::Constant(Value::Text(text)) = &word.kind else {
            return self.has(which, word, row);
        };
        let bit = ask(self.vocabulary.of(which), text)?;
        Some(if let Node::Slot(slot) = set {
            Cond::SlotTest(SlotTest::has_word(slot, bit))
        } else {
            Cond::Contains(Box::new(set), bit)
        })
    }

    /// The same of a word that the record says. The tags change on the way, and a default has no
    /// place among the words of a record.
    fn has(&mut self, set: SetAt, word: &'p Expr, row: At<'p>) -> Option<Cond> {
        let (SetAt::Field(field), (word, Type::Text)) = (set, self.value(word, row)?) else {
            return None;
        };
        if self.plan.needs.fields[field].default.is_some() {
            return None;
        }
        let set = self.kept.iter().position(|kept| *kept == field).unwrap_or_else(|| {
            self.kept.push(field);
            self.kept.len() - 1
        });
        Some(Cond::Has(Box::new(Has { field, set, word })))
    }
}
