//! The cells into which the values of one fact fall.

use std::collections::BTreeSet;

use super::grid::{self, Grid};
use crate::terms::{FieldType, Range};
use crate::values::Decimal;
use crate::values::currency::Currency;

/// The cells into which the values of one fact fall, besides that it is unknown.
#[derive(Clone, Debug, PartialEq)]
pub enum Cells {
    /// Of a number or an amount of money.
    Numbers(Numbers),
    /// Yes, and no.
    YesNo,
    /// Of a `one of`: each value that is named is a cell, and all others together are one.
    Choices {
        /// Those that are named.
        named: BTreeSet<u16>,
        /// How many there are in all.
        of: u16,
    },
    /// Each text that is named is a cell, and all others together are one.
    Texts(BTreeSet<String>),
    /// Of a set, for each entry that is named, whether it is there.
    Entries(BTreeSet<String>),
    /// Dates and days, which are cut by time.
    Dates,
}

/// The cells of a number: cut at borders, each of which is a cell of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbers {
    /// Where they are cut.
    pub borders: BTreeSet<Decimal>,
    /// The steps in which the number goes: the smallest unit of the currency, 1 for a count, and else
    /// one decimal more than the borders have.
    pub grid: Grid,
    /// Whether the steps are those that the number has, rather than small ones that stand for any.
    pub is_stepped: bool,
    /// The least that it can be.
    pub low: Option<Decimal>,
    /// The most that it can be.
    pub high: Option<Decimal>,
}

impl Cells {
    /// Those of a type, before anything is compared with it.
    pub(super) fn of(kind: &FieldType, currency: Currency) -> Cells {
        let Range { low, high } = kind.range();
        let numbers = |decimals: u8, is_stepped| {
            let (borders, grid) = (BTreeSet::new(), Grid::of_decimals(decimals));
            Cells::Numbers(Numbers { borders, grid, is_stepped, low, high })
        };
        match kind {
            FieldType::Number { .. } => numbers(1, false),
            FieldType::Count { .. } => numbers(0, true),
            FieldType::Money { .. } => numbers(currency.decimals, true),
            FieldType::Text { .. } => Cells::Texts(BTreeSet::new()),
            FieldType::YesNo => Cells::YesNo,
            FieldType::Date(_) | FieldType::Day(_) => Cells::Dates,
            FieldType::Choice(choices) => {
                Cells::Choices { named: BTreeSet::new(), of: choices.names().len() as u16 }
            }
            FieldType::Set { .. } => Cells::Entries(BTreeSet::new()),
        }
    }

    /// The cells of a number, if it is one.
    pub fn numbers(&self) -> Option<&Numbers> {
        match self {
            Cells::Numbers(numbers) => Some(numbers),
            Cells::YesNo
            | Cells::Choices { .. }
            | Cells::Texts(_)
            | Cells::Entries(_)
            | Cells::Dates => None,
        }
    }
}

impl Numbers {
    /// Cuts them at one more number.
    pub fn cut(&mut self, border: Decimal) {
        self.borders.insert(border.normalized());
        if !self.is_stepped {
            let most = self.borders.iter().map(|border| grid::decimals(*border)).max();
            self.grid = Grid::of_decimals(most.unwrap_or(0).min(8) + 1);
        }
    }

    /// Of each cell above a number, the value that is nearest to it, the nearest first.
    pub fn above(&self, from: Decimal) -> Vec<Decimal> {
        let all = self.borders.iter().flat_map(|border| self.sides(*border, 1));
        let all: BTreeSet<Decimal> = all.filter(|value| *value > from).collect();
        all.into_iter().collect()
    }

    /// Of each cell below a number, likewise.
    pub fn below(&self, from: Decimal) -> Vec<Decimal> {
        let all = self.borders.iter().flat_map(|border| self.sides(*border, -1));
        let all: BTreeSet<Decimal> = all.filter(|value| *value < from).collect();
        all.into_iter().rev().collect()
    }

    /// Of each cell, the value that is nearest to a number, the least first.
    pub fn nearest(&self, to: Decimal) -> Vec<Decimal> {
        let to = self.within(to);
        let mut all: BTreeSet<Decimal> = self.above(to).into_iter().chain(self.below(to)).collect();
        all.insert(to);
        all.into_iter().collect()
    }

    /// The number, or else the nearest that is allowed.
    pub fn within(&self, number: Decimal) -> Decimal {
        let number = self.low.map_or(number, |low| low.max(number));
        self.high.map_or(number, |high| high.min(number))
    }

    /// Whether it can be this.
    pub fn allows(&self, number: Decimal) -> bool {
        self.within(number) == number
    }

    /// A border and what is next to it on one side; where the border is no step, what is next to it.
    fn sides(&self, border: Decimal, way: i64) -> impl Iterator<Item = Decimal> {
        let (down, up) = (self.grid.down(border), self.grid.up(border));
        let (near, next) = match (down, up) {
            (Some(down), Some(up)) if down == up => (Some(down), down.checked_add(way)),
            (Some(down), _) if way < 0 => (Some(down), None),
            (_, up) => (up, None),
        };
        let grid = self.grid;
        let numbers = near.into_iter().chain(next).filter_map(move |index| grid.number(index));
        let allowed: Vec<Decimal> = numbers.filter(|value| self.allows(*value)).collect();
        allowed.into_iter()
    }
}
