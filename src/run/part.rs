//! Surveys of parts of all customers, as they go from one process to another: each surveys its part, one
//! merges what they saw, and each decides for its part among all.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::witness::Witness;
use crate::eval::{Everyone, Phase, Survey};

/// The version of the format, which changes with what is written.
const VERSION: u32 = 1;

/// What the surveys of all parts have in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// The version of flywheel.
    pub flywheel: String,
    /// A checksum of the rules.
    pub rules: String,
    /// The moment that is decided for.
    pub as_of: String,
    /// Whether all declared fields are judged, which decides what records are rejected.
    pub strict: bool,
}

/// What a phase saw of a part of all customers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SurveyedPart {
    phase: Phase,
    /// How many records there are.
    records: u64,
    /// Of all records. It tells whether two parts are one.
    checksum: String,
    survey: Survey,
}

/// A survey file: what a phase saw of a part, or what is known of all customers once all parts are
/// merged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SurveyFile {
    flywheel_survey: u32,
    /// What it belongs to.
    pub basis: Basis,
    /// What is known of all customers.
    known: Everyone,
    /// The phases that all customers are still to be surveyed in after that.
    left: Vec<Phase>,
    /// What was seen of a part; `None` if nothing is to be merged.
    part: Option<SurveyedPart>,
}

/// Why a survey file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SurveyFault {
    /// It is none, or has been changed: what the reader says.
    Unreadable(String),
    /// It has another version of the format.
    Version(u32),
    /// It was made by another version of flywheel, which this is.
    Flywheel(String),
    /// It was made with other rules.
    Rules,
    /// It was made for another moment, which this is.
    Moment(String),
    /// It was made with `--strict`, or the other one was.
    Strict,
    /// It is about another phase than the other parts, or they knew something else before.
    Phase,
    /// It is what all parts came to, and no part.
    Merged,
    /// It is of the same part as another one: the place of that.
    Same(usize),
}

impl Basis {
    /// Whether something with another basis belongs to it.
    ///
    /// # Errors
    /// If not, why.
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
            return Err(SurveyFault::Strict);
        }
        Ok(())
    }
}

impl SurveyedPart {
    pub(super) fn new(phase: Phase, mut survey: Survey, records: &[Witness]) -> SurveyedPart {
        survey.prune();
        let sums: Vec<(u64, u64)> = records.iter().map(Witness::sum).collect();
        let checksum: Vec<String> = sums.iter().map(|(_, sum)| format!("{sum:016x}")).collect();
        SurveyedPart {
            phase,
            records: sums.iter().map(|(count, _)| count).sum(),
            checksum: checksum.join("-"),
            survey,
        }
    }

    /// How many records there are.
    pub fn records(&self) -> u64 {
        self.records
    }
}

impl SurveyFile {
    /// The survey of a part by an engine that knows this of all customers, and has these phases left.
    pub fn of_part(
        basis: Basis,
        known: &Everyone,
        left: &[Phase],
        part: SurveyedPart,
    ) -> SurveyFile {
        let left = left.iter().copied().filter(|phase| *phase != part.phase).collect();
        SurveyFile { flywheel_survey: VERSION, basis, known: known.clone(), left, part: Some(part) }
    }

    /// Reads one.
    ///
    /// # Errors
    /// If it is none, or has another version.
    pub fn parse(bytes: &[u8]) -> Result<SurveyFile, SurveyFault> {
        #[derive(Deserialize)]
        struct Versioned {
            flywheel_survey: u32,
        }
        let unreadable = |error: serde_json::Error| SurveyFault::Unreadable(error.to_string());
        let Versioned { flywheel_survey } = serde_json::from_slice(bytes).map_err(unreadable)?;
        if flywheel_survey != VERSION {
            return Err(SurveyFault::Version(flywheel_survey));
        }
        serde_json::from_slice(bytes).map_err(unreadable)
    }

    /// The file, one line of JSON.
    ///
    /// # Errors
    /// If there is no memory for it.
    pub fn write(&self) -> serde_json::Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// What all parts come to, each of them once. The number of a part says where it is among them.
    ///
    /// # Errors
    /// If one cannot be read, or they do not belong together; with the place of that one.
    pub fn merge<E>(
        files: impl IntoIterator<Item = Result<SurveyFile, E>>,
        unfit: impl Fn(usize, SurveyFault) -> E,
    ) -> Result<Option<SurveyFile>, E> {
        let mut merged: Option<(SurveyFile, SurveyedPart)> = None;
        let mut seen: Vec<(u64, String)> = Vec::new();
        for (place, file) in files.into_iter().enumerate() {
            let mut file = file?;
            let Some(part) = file.part.take() else {
                return Err(unfit(place, SurveyFault::Merged));
            };
            let sum = (part.records, part.checksum.clone());
            // Nothing tells parts without records apart, and nothing has to.
            if let Some(other) = seen.iter().position(|other| part.records > 0 && *other == sum) {
                return Err(unfit(place, SurveyFault::Same(other)));
            }
            seen.push(sum);
            merged = Some(match merged {
                None => (file, part),
                Some((first, mut all)) => {
                    first.basis.expect(&file.basis).map_err(|fault| unfit(place, fault))?;
                    if all.phase != part.phase || first != file {
                        return Err(unfit(place, SurveyFault::Phase));
                    }
                    all.survey.merge(part.survey);
                    (first, all)
                }
            });
        }
        Ok(merged.map(|(file, all)| {
            let known = all.survey.outcome(all.phase, &file.known);
            SurveyFile { known, ..file }
        }))
    }

    /// What is known of all customers, and the phases that are left; `None` if it is only about a part.
    pub fn known(&self) -> Option<(&Everyone, &[Phase])> {
        self.part.is_none().then_some((&self.known, &self.left[..]))
    }
}

impl fmt::Display for SurveyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SurveyFault::Unreadable(error) => write!(f, "it is not a survey: {error}"),
            SurveyFault::Version(version) => {
                write!(f, "its format has version {version}, and this flywheel reads {VERSION}")
            }
            SurveyFault::Flywheel(version) => {
                write!(f, "it belongs to flywheel {version}, and all parts need the same version")
            }
            SurveyFault::Rules => f.write_str("it was made with other rules"),
            SurveyFault::Moment(moment) => write!(f, "it is as of another moment, {moment}"),
            SurveyFault::Strict => {
                f.write_str("some parts were surveyed with --strict and others not")
            }
            SurveyFault::Phase => f.write_str("it is from another round than the others"),
            SurveyFault::Merged => f.write_str("it is what all parts came to, and not a part"),
            SurveyFault::Same(_) => f.write_str("it is of the same customers as another one"),
        }
    }
}
