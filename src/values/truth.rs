//! True, false or unknown, and how `and`, `or` and `not` combine them.

use std::ops::Not;

/// Kleene's three-valued truth: what is not known is not false.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Truth {
    /// It is false.
    False,
    /// It cannot be known.
    Unknown,
    /// It is true.
    True,
}

impl Truth {
    /// Both hold: false as soon as one is false.
    pub fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::False, _) | (_, Truth::False) => Truth::False,
            (Truth::True, Truth::True) => Truth::True,
            (Truth::Unknown, _) | (_, Truth::Unknown) => Truth::Unknown,
        }
    }

    /// At least one holds: true as soon as one is true.
    pub fn or(self, other: Truth) -> Truth {
        !((!self).and(!other))
    }

    /// `None`, the unknown, becomes [`Truth::Unknown`].
    pub fn from_known(known: Option<bool>) -> Truth {
        known.map_or(Truth::Unknown, Truth::from)
    }

    /// The other way around: `None` when it is unknown.
    pub fn known(self) -> Option<bool> {
        match self {
            Truth::False => Some(false),
            Truth::Unknown => None,
            Truth::True => Some(true),
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Truth {
        if holds { Truth::True } else { Truth::False }
    }
}

impl Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
            Truth::True => Truth::False,
        }
    }
}
