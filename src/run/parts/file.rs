//! A survey file: what is written of a part, and of what all parts come to.

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_64;

use super::{Basis, Identities, SurveyFault};
use crate::eval::{Everyone, Phase, Survey};

/// The version of the format, which changes with what is written.
pub(super) const VERSION: u32 = 2;

/// A survey file: what a phase saw of a part, or what is known of all customers once all parts are
/// [merged](super::Merging). It is two lines of JSON: the first has the version of the format and a checksum of
/// the second one. `docs/parts.md` describes both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SurveyFile {
    /// What it belongs to.
    pub(super) basis: Basis,
    /// The phases that all customers have to be surveyed in, in order.
    pub(super) phases: Vec<Phase>,
    /// What is known of all customers.
    pub(super) known: Everyone,
    /// The inputs of all parts, if they were merged before. Each round has to see the same.
    pub(super) inputs: Option<Identities>,
    /// What was seen of a part; `None` if all parts are merged.
    pub(super) part: Option<SurveyedPart>,
}

/// What a phase saw of a part of all customers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct SurveyedPart {
    pub(super) phase: Phase,
    pub(super) inputs: Identities,
    pub(super) survey: Survey,
}

/// The first line.
#[derive(Serialize, Deserialize)]
struct Head {
    flywheel_survey: u32,
    checksum: String,
}

impl SurveyFile {
    /// What a phase saw of a part with some inputs, when this was known of all customers, and these were the inputs of
    /// all parts of the round before.
    pub(in super::super) fn of_part(
        basis: Basis,
        (phases, phase): (Vec<Phase>, Phase),
        (known, before): (&Everyone, Option<&Identities>),
        mut survey: Survey,
        inputs: Identities,
    ) -> SurveyFile {
        survey.share(known);
        let part = SurveyedPart { phase, inputs, survey };
        SurveyFile {
            basis,
            phases,
            known: known.clone(),
            inputs: before.cloned(),
            part: Some(part),
        }
    }

    /// Reads one.
    ///
    /// # Errors
    /// If it is not a survey, is not as it was written, or has another version.
    pub fn parse(bytes: &[u8]) -> Result<SurveyFile, SurveyFault> {
        let unreadable = |error: serde_json::Error| SurveyFault::Unreadable(error.to_string());
        let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
        let (head, body) = bytes.split_at(end);
        let head: Head = serde_json::from_slice(head).map_err(|_| {
            let what = if bytes.is_empty() { "it is empty" } else { "its first line is another" };
            SurveyFault::Unreadable(what.to_owned())
        })?;
        if head.flywheel_survey != VERSION {
            return Err(SurveyFault::Version(head.flywheel_survey));
        }
        let body = body.trim_ascii();
        if head.checksum != checksum(body) {
            return Err(SurveyFault::Damaged);
        }
        serde_json::from_slice(body).map_err(unreadable)
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// If there is no memory for them.
    pub fn write(&self) -> serde_json::Result<Vec<u8>> {
        let body = serde_json::to_vec(self)?;
        let head = Head { flywheel_survey: VERSION, checksum: checksum(&body) };
        let mut bytes = serde_json::to_vec(&head)?;
        bytes.push(b'\n');
        bytes.extend(body);
        bytes.push(b'\n');
        Ok(bytes)
    }

    /// What it belongs to.
    pub fn basis(&self) -> &Basis {
        &self.basis
    }

    /// The phases in which all customers are still to be surveyed, the next one first; the phase of a part
    /// is one of them.
    pub fn phases_left(&self) -> Vec<Phase> {
        let done = self.known.phases();
        self.phases.iter().copied().filter(|phase| !done.contains(phase)).collect()
    }

    /// The inputs of all parts, once they are merged.
    pub(in super::super) fn inputs(&self) -> Option<&Identities> {
        self.inputs.as_ref()
    }

    /// What is known of all customers, where it belongs to something.
    ///
    /// # Errors
    /// If it does not, or is only about a part.
    pub(in super::super) fn known(&self, basis: &Basis) -> Result<&Everyone, SurveyFault> {
        basis.expect(&self.basis)?;
        match &self.part {
            None => Ok(&self.known),
            Some(_) => Err(SurveyFault::Part),
        }
    }
}

fn checksum(body: &[u8]) -> String {
    format!("{:016x}", XxHash3_64::oneshot(body))
}
