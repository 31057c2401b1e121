//! From the surveys of all parts to what they come to.

use super::SurveyFault;
use super::file::{Identity, SurveyFile, SurveyedPart};

/// Merges the surveys of all parts, one after the other. The order does not matter.
#[derive(Clone, Debug, Default)]
pub struct Merging {
    /// What all of them share, and what they saw together.
    all: Option<(SurveyFile, SurveyedPart)>,
    /// The parts.
    seen: Vec<Identity>,
}

impl Merging {
    /// Adds the survey of a part.
    ///
    /// # Errors
    /// If it is not a part, was added before, or does not belong to the others.
    pub fn add(&mut self, mut file: SurveyFile) -> Result<(), SurveyFault> {
        let part = file.part.take().ok_or(SurveyFault::Merged)?;
        if let Some((first, _)) = &self.all {
            first.basis.expect(&file.basis)?;
        }
        if let Some((first, all)) = &self.all
            && (all.phase != part.phase || *first != file)
        {
            return Err(SurveyFault::Round);
        }
        // Nothing tells parts without records apart, and nothing has to.
        let same = |other: &Identity| part.identity.records > 0 && *other == part.identity;
        if let Some(other) = self.seen.iter().position(same) {
            return Err(SurveyFault::Same(other));
        }
        self.seen.push(part.identity.clone());
        match &mut self.all {
            None => self.all = Some((file, part)),
            Some((_, all)) => all.survey.merge(part.survey),
        }
        Ok(())
    }

    /// What they come to: what is known of all customers now. `None` without any part.
    pub fn finish(self) -> Option<SurveyFile> {
        let (file, all) = self.all?;
        let known = all.survey.outcome(all.phase, &file.known);
        Some(SurveyFile { known, ..file })
    }
}
