//! What must be so for a condition to be true, or false, or not true, or not false: facts that are
//! in sets, joined by and and or.

use super::choice_set::ChoiceSet;
use super::date_set::DateSet;
use super::fact::FactId;
use super::number_set::NumberSet;
use crate::terms::Comparison;

/// What is wanted of a condition that may be true, false or unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::prove) enum Want {
    True,
    False,
    /// False or unknown.
    NotTrue,
    /// True or unknown.
    NotFalse,
}

impl Want {
    /// What is wanted of a condition if this is wanted of its opposite.
    pub(in crate::prove) fn of_opposite(self) -> Want {
        match self {
            Want::True => Want::False,
            Want::False => Want::True,
            Want::NotTrue => Want::NotFalse,
            Want::NotFalse => Want::NotTrue,
        }
    }

    /// Whether, of conditions joined by and, this is wanted of each; else of one is enough.
    pub(in crate::prove) fn of_each_joined_by_and(self) -> bool {
        match self {
            Want::True | Want::NotFalse => true,
            Want::False | Want::NotTrue => false,
        }
    }

    /// How values compare where a comparison is what is wanted and can be known.
    pub(in crate::prove) fn comparing(self, operator: Comparison) -> Comparison {
        if self.takes(true) { operator } else { operator.opposite() }
    }

    /// Whether a condition that cannot be known is what is wanted.
    pub(in crate::prove) fn takes_unknown(self) -> bool {
        match self {
            Want::NotTrue | Want::NotFalse => true,
            Want::True | Want::False => false,
        }
    }

    /// Whether a condition that is true, or else false, is what is wanted.
    pub(in crate::prove) fn takes(self, holds: bool) -> bool {
        match self {
            Want::True | Want::NotFalse => holds,
            Want::False | Want::NotTrue => !holds,
        }
    }
}

/// The values that a fact may have.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::prove) enum Domain {
    Number(NumberSet),
    Choice(ChoiceSet),
    Date(DateSet),
}

/// A fact is in a set, or several such things together.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::prove) enum Formula {
    In(FactId, Domain),
    All(Vec<Formula>),
    Any(Vec<Formula>),
}

impl Formula {
    pub(in crate::prove) fn yes() -> Formula {
        Formula::All(Vec::new())
    }

    pub(in crate::prove) fn no() -> Formula {
        Formula::Any(Vec::new())
    }

    pub(in crate::prove) fn of(holds: bool) -> Formula {
        if holds { Formula::yes() } else { Formula::no() }
    }

    /// All of these.
    pub(in crate::prove) fn all(parts: impl IntoIterator<Item = Formula>) -> Formula {
        let mut all = Vec::new();
        for part in parts {
            match part {
                Formula::All(parts) => all.extend(parts),
                Formula::Any(parts) if parts.is_empty() => return Formula::no(),
                part @ (Formula::Any(_) | Formula::In(..)) => all.push(part),
            }
        }
        if all.len() == 1 { all.remove(0) } else { Formula::All(all) }
    }

    /// One of these at least.
    pub(in crate::prove) fn any(parts: impl IntoIterator<Item = Formula>) -> Formula {
        let mut any = Vec::new();
        for part in parts {
            match part {
                Formula::Any(parts) => any.extend(parts),
                Formula::All(parts) if parts.is_empty() => return Formula::yes(),
                part @ (Formula::All(_) | Formula::In(..)) => any.push(part),
            }
        }
        if any.len() == 1 { any.remove(0) } else { Formula::Any(any) }
    }

    /// Both.
    pub(in crate::prove) fn and(self, other: Formula) -> Formula {
        Formula::all([self, other])
    }

    /// One of the two at least.
    pub(in crate::prove) fn or(self, other: Formula) -> Formula {
        Formula::any([self, other])
    }
}
