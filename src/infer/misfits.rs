//! Values that cannot be read in any way in which the others of their column may be.

use super::names::shown;
use super::spot::Spot;

/// A type is proposed only if so many values have it.
const LEAST: u64 = 8;

/// After so many, a column is given up if they are not rare.
const MANY: u64 = 100;

/// No more characters of a value are shown.
const LONGEST: usize = 40;

/// Values that cannot be read in any way in which the others of their column may be. They are
/// set aside, because a single wrong value says nothing about the column.
#[derive(Clone, Debug, Default)]
pub(super) struct Misfits {
    pub count: u64,
    first: Option<(String, Spot)>,
}

impl Misfits {
    pub(super) fn add(&mut self, text: &str, spot: Spot) {
        self.count += 1;
        self.first.get_or_insert_with(|| (text.chars().take(LONGEST).collect(), spot));
    }

    /// Whether so many of the values seen so far are misfits that it is not worth going on.
    pub(super) fn are_many(&self, values: u64) -> bool {
        self.count >= MANY && self.count * 2 > values
    }

    /// Whether nearly all values of a column have the type all the same.
    pub(super) fn are_few(&self, values: u64) -> bool {
        self.count == 0 || self.count * 10 <= values && values.saturating_sub(self.count) >= LEAST
    }

    /// What is said of them: `9 of 10 values are times; …`.
    pub(super) fn note(&self, values: u64, what: &str) -> Option<String> {
        let (text, spot) = self.first.as_ref()?;
        let fit = values.saturating_sub(self.count);
        let (text, place) = (shown(text), spot.write());
        let so = match self.count {
            1 => format!("`{text}`{place} is not, so its customer is rejected"),
            _ => {
                format!("others, such as `{text}`{place}, are not, so their customers are rejected")
            }
        };
        Some(format!("{fit} of {values} values are {what}; {so}."))
    }
}
