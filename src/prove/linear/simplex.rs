//! The method itself.

use num_traits::{CheckedDiv, Zero};

use super::number::{Fraction, Limit, product, sum};
use super::system::{Bounds, System};

/// Every number is either free, between its bounds, or a sum of free ones.
pub(super) struct Simplex {
    bounds: Vec<Bounds>,
    values: Vec<Limit>,
    /// What each sum is of, densely: by the places of the numbers.
    rows: Vec<Row>,
}

struct Row {
    /// The number that is the sum.
    of: usize,
    /// How many times each free number is in it.
    times: Vec<Fraction>,
}

impl Simplex {
    /// `None` if numbers become too long.
    pub(super) fn of(system: &System) -> Option<Simplex> {
        let count = system.bounds.len();
        let mut rows: Vec<Row> = Vec::new();
        for (of, terms) in system.sums.iter().enumerate() {
            let Some(terms) = terms else { continue };
            let mut times = vec![Fraction::zero(); count];
            for (number, factor) in terms {
                match rows.iter().find(|row| row.of == *number) {
                    None => times[*number] = sum(&times[*number], factor)?,
                    Some(row) => add_times(&mut times, &row.times, *factor)?,
                }
            }
            rows.push(Row { of, times });
        }
        let mut simplex =
            Simplex { bounds: system.bounds.clone(), values: vec![Limit::ZERO; count], rows };
        simplex.begin()?;
        Some(simplex)
    }

    /// Free numbers begin at a bound, where they have one; sums follow.
    fn begin(&mut self) -> Option<()> {
        for number in 0..self.values.len() {
            let Bounds { low, high } = self.bounds[number];
            if self.rows.iter().all(|row| row.of != number) {
                self.values[number] = match (low, high) {
                    (Some(low), _) if low > Limit::ZERO => low,
                    (_, Some(high)) if high < Limit::ZERO => high,
                    _ => Limit::ZERO,
                };
            }
        }
        for row in &self.rows {
            let mut total = Limit::ZERO;
            for (number, times) in row.times.iter().enumerate() {
                if !times.is_zero() {
                    total = total.plus(self.values[number].times(*times)?)?;
                }
            }
            self.values[row.of] = total;
        }
        Some(())
    }

    /// The numbers, or `Some(None)` if none fulfil it all; `None` if it took too long.
    pub(super) fn solved(mut self, steps: &mut u32) -> Option<Option<Vec<Limit>>> {
        if self.bounds.iter().any(
            |bounds| matches!(bounds, Bounds { low: Some(low), high: Some(high) } if low > high),
        ) {
            return Some(None);
        }
        loop {
            // Always the first that is out of bounds and the first that can help: so it ends.
            let out = self.rows.iter().enumerate().filter_map(|(place, row)| {
                let target = self.target(row.of)?;
                Some((row.of, place, target))
            });
            let Some((_, place, target)) = out.min_by_key(|(of, ..)| *of) else {
                return Some(Some(self.values));
            };
            // Each step changes the whole of it.
            let size = self.rows.len() * self.values.len() / 4;
            *steps = steps.checked_sub(1 + size as u32)?;
            let Some(free) = self.helps(place, target) else { return Some(None) };
            self.pivot(place, free, target)?;
        }
    }

    /// The bound that a number is beyond.
    fn target(&self, number: usize) -> Option<Limit> {
        let Bounds { low, high } = self.bounds[number];
        let value = self.values[number];
        low.filter(|low| value < *low).or(high.filter(|high| value > *high))
    }

    /// The first free number that can bring a sum nearer to a bound.
    fn helps(&self, place: usize, target: Limit) -> Option<usize> {
        let row = &self.rows[place];
        let up = self.values[row.of] < target;
        row.times.iter().enumerate().position(|(number, times)| {
            if times.is_zero() {
                return false;
            }
            let Bounds { low, high } = self.bounds[number];
            if (*times > Fraction::zero()) == up {
                high.is_none_or(|high| self.values[number] < high)
            } else {
                low.is_none_or(|low| self.values[number] > low)
            }
        })
    }

    /// The sum goes to the bound and becomes free; the free number becomes a sum.
    fn pivot(&mut self, place: usize, free: usize, target: Limit) -> Option<()> {
        let of = self.rows[place].of;
        let factor = self.rows[place].times[free];
        let change = target.minus(self.values[of])?.over(factor)?;
        self.values[of] = target;
        self.values[free] = self.values[free].plus(change)?;
        for (other, row) in self.rows.iter().enumerate() {
            if other != place && !row.times[free].is_zero() {
                self.values[row.of] = self.values[row.of].plus(change.times(row.times[free])?)?;
            }
        }
        let mut times = std::mem::take(&mut self.rows[place].times);
        times[free] = Fraction::zero();
        times[of] = -Fraction::ONE;
        for each in &mut times {
            if !each.is_zero() {
                *each = each.checked_div(&-factor)?;
            }
        }
        for (other, row) in self.rows.iter_mut().enumerate() {
            let factor = row.times.get(free).copied().unwrap_or_default();
            if other != place && !factor.is_zero() {
                row.times[free] = Fraction::zero();
                add_times(&mut row.times, &times, factor)?;
            }
        }
        self.rows[place] = Row { of: free, times };
        Some(())
    }
}

/// Adds one sum to another, so many times.
fn add_times(all: &mut [Fraction], of: &[Fraction], factor: Fraction) -> Option<()> {
    for (into, times) in all.iter_mut().zip(of) {
        if !times.is_zero() {
            *into = sum(into, &product(times, &factor)?)?;
        }
    }
    Some(())
}
