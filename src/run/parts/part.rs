//! What the survey of a part came to.

use super::SurveyFile;
use crate::records::StreamFault;

/// What the survey of a part came to.
#[derive(Clone, Debug)]
pub struct PartSurvey {
    /// What the part competes for.
    file: SurveyFile,
    /// By the name of the input, what may have hidden customers: it cannot be read to its end, a list or a quotation
    /// mark is never closed, a record is longer than the limit, or something is between the records that does not belong
    /// there.
    faults: Vec<(String, StreamFault)>,
    /// How many records are rejected, and so count for nothing.
    pub rejected: u64,
}

impl PartSurvey {
    pub(in super::super) fn new(
        file: SurveyFile,
        faults: Vec<(String, StreamFault)>,
        rejected: u64,
    ) -> PartSurvey {
        PartSurvey { file, faults, rejected }
    }

    /// What the part competes for.
    ///
    /// # Errors
    /// If customers may be missing, which would be given more than there is: what may have hidden them, with the name
    /// of the input.
    pub fn whole(self) -> Result<SurveyFile, Vec<(String, StreamFault)>> {
        if self.faults.is_empty() { Ok(self.file) } else { Err(self.faults) }
    }
}
