//! What the surveys of all parts have in common.

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_64;

use super::SurveyFault;
use crate::problems::Sources;
use crate::values::AsOf;

/// What the surveys of all parts have in common, and what is decided with them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// The version of flywheel.
    flywheel: String,
    /// A checksum of the rules.
    rules: String,
    /// The moment that is decided for.
    as_of: String,
    /// Whether all declared fields are judged, which decides what records are rejected.
    strict: bool,
}

impl Basis {
    /// Rules, with all files that they use, as of a moment. `strict` says whether all declared fields are
    /// judged.
    pub fn new(rules: &Sources, as_of: AsOf, strict: bool) -> Basis {
        let mut all = Vec::new();
        for file in rules.files() {
            all.extend((file.text.len() as u64).to_le_bytes());
            all.extend(file.text.as_bytes());
        }
        Basis {
            flywheel: env!("CARGO_PKG_VERSION").to_owned(),
            rules: format!("{:016x}", XxHash3_64::oneshot(&all)),
            as_of: as_of.to_string(),
            strict,
        }
    }

    /// The moment that is decided for, as [`AsOf::parse`] reads it.
    pub fn as_of(&self) -> &str {
        &self.as_of
    }

    /// Makes sure that something with another basis belongs to it.
    ///
    /// # Errors
    /// If not, why: it is the other one that does not.
    pub fn expect(&self, other: &Basis) -> Result<(), SurveyFault> {
        if self.flywheel != other.flywheel {
            return Err(SurveyFault::Flywheel(other.flywheel.clone()));
        }
        if self.rules != other.rules {
            return Err(SurveyFault::Rules);
        }
        if self.as_of != other.as_of {
            return Err(SurveyFault::Moment(other.as_of.clone()));
        }
        if self.strict != other.strict {
            return Err(SurveyFault::Strict { with: other.strict });
        }
        Ok(())
    }
}
