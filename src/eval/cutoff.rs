//! Up to whom something short reaches. Customers are put in order, so one of them says it for all: a
//! cut-off takes the place of a list of those who get it.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::terms::Cap;
use crate::values::Decimal;

use super::rank::Placed;

/// Who gets into a stage with a capacity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Door {
    /// All who want to.
    Open,
    /// Those up to this one.
    UpTo(Placed),
    /// Nobody.
    Shut,
}

/// Who makes room in a stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Exit {
    /// Nobody.
    Shut,
    /// Those before this one.
    Before(Placed),
    /// All who could.
    All,
}

/// What is spent, or may be, of a budget: the money, or the number where it caps that.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Fund {
    pub cap: Decimal,
    /// Whether each gift counts as one, whatever it costs.
    pub counts: bool,
    /// `None` if it is more than can be counted.
    pub spent: Option<Decimal>,
}

/// Who gets a gift with a budget. As the budget is spent, what is dear stops fitting first: there
/// is a cut-off for each range of costs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Purse {
    /// What is left when everybody has been considered: what still fits is given to all.
    pub left: Fund,
    /// The lowest costs last. None for costs of which nobody gets one.
    pub edges: Vec<Edge>,
}

/// The cut-off for a range of costs: from that of the next edge, which it does not include, to its
/// own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Edge {
    /// The highest cost.
    pub cost: Decimal,
    /// The last who gets any.
    pub last: Placed,
    /// How many that one gets.
    pub units: u64,
}

impl Door {
    pub(super) fn lets_in(&self, customer: &Placed) -> bool {
        match self {
            Door::Open => true,
            Door::UpTo(last) => customer.highest_first(last).is_le(),
            Door::Shut => false,
        }
    }
}

impl Exit {
    /// The one that lets all of a list leave before this one; it ends with those who stay.
    pub(super) fn before(stays: Option<Placed>) -> Exit {
        stays.map_or(Exit::All, Exit::Before)
    }

    pub(super) fn is_for(&self, customer: &Placed, highest: bool) -> bool {
        match self {
            Exit::Shut => false,
            Exit::Before(stays) => customer.first(stays, highest).is_lt(),
            Exit::All => true,
        }
    }

    /// For those whom no survey has seen: it is not known whether they would have been chosen.
    pub(super) fn for_strangers(&self) -> Exit {
        match self {
            Exit::Shut => Exit::Shut,
            Exit::Before(_) | Exit::All => Exit::All,
        }
    }
}

impl Fund {
    pub(super) fn of(cap: Cap) -> Fund {
        let (cap, counts) = match cap {
            Cap::Money(cap) => (cap, false),
            Cap::Count(cap) => (whole(cap), true),
        };
        Fund { cap, counts, spent: Some(Decimal::ZERO) }
    }

    /// What a gift takes of it that costs this much.
    pub(super) fn weight(&self, cost: Decimal) -> Decimal {
        if self.counts { whole(1) } else { cost }
    }

    /// What is spent if so much more is; `None` if it does not fit.
    fn after(&self, weight: Decimal) -> Option<Decimal> {
        self.spent?.checked_add(weight).ok().filter(|spent| *spent <= self.cap)
    }

    pub(super) fn fits(&self, weight: Decimal) -> bool {
        self.after(weight).is_some()
    }

    /// Spends it on so many gifts, the first of them that fit, and says how many did.
    pub(super) fn spend(&mut self, weight: Decimal, count: u64) -> u64 {
        if weight == Decimal::ZERO {
            return if self.fits(weight) { count } else { 0 };
        }
        for before in 0..count {
            let Some(after) = self.after(weight) else { return before };
            self.spent = Some(after);
        }
        count
    }
}

impl Purse {
    /// Of which nobody gets anything.
    pub(super) fn empty(cap: Cap) -> Purse {
        Purse { left: Fund { spent: None, ..Fund::of(cap) }, edges: Vec::new() }
    }

    /// How many a customer gets who wants so many, each at that cost.
    pub(super) fn gives(&self, customer: &Placed, count: u64, cost: Decimal) -> u64 {
        let weight = self.left.weight(cost);
        if self.left.fits(weight) {
            return count;
        }
        let Some(edge) = self.edges.iter().rfind(|edge| weight <= edge.cost) else { return 0 };
        match customer.highest_first(&edge.last) {
            Ordering::Less => count,
            Ordering::Equal => edge.units.min(count),
            Ordering::Greater => 0,
        }
    }
}

/// A number as a decimal.
fn whole(number: u64) -> Decimal {
    Decimal::new(i128::from(number), 0).unwrap_or(Decimal::ZERO)
}
