//! The different values of a column, where there are few.

use super::names::is_hidden;

/// A `one of` is proposed for so many different values, and no more.
pub(super) const MOST: usize = 12;

/// No value of a `one of` is longer, in bytes.
const LONGEST: usize = 60;

/// The different values of a column, in the order in which they were first seen.
#[derive(Clone, Debug, Default)]
pub(super) struct Choices {
    values: Vec<String>,
    too_many: bool,
}

impl Choices {
    pub(super) fn see(&mut self, value: &str) {
        if self.too_many || self.values.iter().any(|known| known == value) {
            return;
        }
        if self.values.len() == MOST || value.len() > LONGEST || value.contains(is_hidden) {
            self.too_many = true;
            self.values.clear();
            return;
        }
        self.values.push(value.to_owned());
    }

    /// Whether there are too many to list.
    pub(super) fn too_many(&self) -> bool {
        self.too_many
    }

    /// All different values; `None` if there are too many, or none.
    pub(super) fn all(&self) -> Option<&[String]> {
        (!self.too_many && !self.values.is_empty()).then_some(&self.values)
    }
}
