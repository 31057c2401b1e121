//! From the surveys of all parts to what they come to.

use std::collections::BTreeMap;

use super::file::{SurveyFile, SurveyedPart};
use super::{Identities, Identity, SurveyFault};

/// Merges the surveys of all parts, one after the other. The order does not matter.
#[derive(Clone, Debug, Default)]
pub struct Merging {
    /// What all of them share, and what they saw together.
    all: Option<(SurveyFile, SurveyedPart)>,
    /// How many parts there are.
    parts: usize,
    /// The customers of each input, by the place of the part that has them.
    owners: BTreeMap<Identity, usize>,
}

impl Merging {
    /// Adds the survey of a part.
    ///
    /// # Errors
    /// If it is not a part, has an input that was added before, or does not belong to the others.
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
        let owner = |one: &Identity| self.owners.get(one).copied();
        if let Some(other) = part.inputs.customers.iter().find_map(owner) {
            return Err(SurveyFault::Same(other));
        }
        let is_new = |before: &Identities| part.inputs.without(before).count() > 0;
        if file.inputs.as_ref().is_some_and(is_new) {
            return Err(SurveyFault::Changed);
        }
        self.owners.extend(part.inputs.customers.iter().map(|one| (one.clone(), self.parts)));
        self.parts += 1;
        match &mut self.all {
            None => self.all = Some((file, part)),
            Some((_, all)) => {
                all.survey.merge(part.survey);
                all.inputs.extend(part.inputs);
            }
        }
        Ok(())
    }

    /// What they come to: what is known of all customers now. `None` without any part.
    ///
    /// # Errors
    /// If the round before had more inputs.
    pub fn finish(self) -> Result<Option<SurveyFile>, SurveyFault> {
        let Some((file, all)) = self.all else { return Ok(None) };
        let gone = file.inputs.as_ref().map_or(0, |before| before.without(&all.inputs).count());
        if gone > 0 {
            return Err(SurveyFault::Gone(gone));
        }
        let known = all.survey.outcome(all.phase, &file.known);
        Ok(Some(SurveyFile { known, inputs: Some(all.inputs), ..file }))
    }
}
