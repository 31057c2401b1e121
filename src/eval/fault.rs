//! Why a customer cannot be decided.

use std::fmt;

use crate::values::DecimalFault;

/// Why a customer cannot be decided: the rules ask for what cannot be kept exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A sum or product needs more digits than a decimal holds.
    TooManyDigits,
    /// A date that is calculated is outside the years of the calendar.
    OutOfCalendar,
}

impl From<DecimalFault> for Fault {
    fn from(error: DecimalFault) -> Fault {
        match error {
            DecimalFault::TooManyDigits | DecimalFault::NotANumber => Fault::TooManyDigits,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fault::TooManyDigits => {
                "a number that the rules calculate for this customer has more than 38 digits and \
                 cannot be kept exactly"
            }
            Fault::OutOfCalendar => {
                "a date that the rules calculate for this customer is outside the calendar"
            }
        })
    }
}

impl std::error::Error for Fault {}
