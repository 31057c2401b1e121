//! Why a survey file cannot be used.

use std::error::Error;
use std::fmt;

use super::file::VERSION;

/// Why a survey file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SurveyFault {
    /// It is not a survey: what the reader says.
    Unreadable(String),
    /// It is not as it was written.
    Damaged,
    /// It has another version of the format.
    Version(u32),
    /// It was made by another version of flywheel, which this is.
    Flywheel(String),
    /// It was made with other rules.
    Rules,
    /// It was made for another moment, which this is.
    Moment(String),
    /// It was made with `--strict`, or without, and what it is to be used with was not.
    Strict {
        /// Whether it was made with it.
        with: bool,
    },
    /// It is about another phase than the other parts, or they knew something else before.
    Round,
    /// It is what all parts came to, and not a part.
    Merged,
    /// It is only a part, and not what all parts came to.
    Part,
    /// It has the same customers as another part: the place of that.
    Same(usize),
    /// It has customers or rows that the round before did not see.
    Changed,
    /// This many files of customers or rows that the round before saw are in no part.
    Gone(usize),
}

impl fmt::Display for SurveyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SurveyFault::Unreadable(error) => write!(f, "it is not a survey: {error}"),
            SurveyFault::Damaged => f.write_str("it is damaged"),
            SurveyFault::Version(version) => {
                write!(f, "its format has version {version}, and this flywheel reads {VERSION}")
            }
            SurveyFault::Flywheel(version) => {
                write!(f, "it belongs to flywheel {version}, and all parts need the same version")
            }
            SurveyFault::Rules => f.write_str("it was made with other rules"),
            SurveyFault::Moment(moment) => write!(f, "it is as of another moment, {moment}"),
            SurveyFault::Strict { with: true } => f.write_str("it was made with --strict"),
            SurveyFault::Strict { with: false } => f.write_str("it was made without --strict"),
            SurveyFault::Round => f.write_str("it is from another round than the others"),
            SurveyFault::Merged => f.write_str("it is what all parts came to, and not a part"),
            SurveyFault::Part => {
                f.write_str("it is the survey of one part, and not of all customers")
            }
            SurveyFault::Same(_) => f.write_str("it is of the same customers as another one"),
            SurveyFault::Changed => f.write_str(
                "its customers or their rows are not those of the round before: they have changed since, or \
                 were not in it",
            ),
            SurveyFault::Gone(1) => f.write_str("a file of the round before is in no part"),
            SurveyFault::Gone(count) => write!(f, "{count} files of the round before are in no part"),
        }
    }
}

impl Error for SurveyFault {}
