use crate::eval::{Evaluator, Phase, Survey};
use crate::records::{Chunk, FastDecider, FastReader, Written};

/// Looks at the customers of a chunk for one phase. One is shared by all threads.
pub struct Surveyor<'a> {
    pub phase: Phase,
    pub evaluator: &'a Evaluator<'a>,
    /// The fast path, where it can be taken.
    pub fast: Option<&'a FastReader<'a>>,
}

impl<'a> Surveyor<'a> {
    /// What one chunk has to say.
    pub fn part<'c>(&self, chunk: &'c Chunk<'c>) -> Survey
    where
        'a: 'c,
    {
        let mut decider = self.fast.map(FastDecider::new);
        let mut survey = Survey::default();
        for written in chunk.written() {
            self.look(&written, decider.as_mut(), &mut survey);
        }
        survey
    }

    /// Looks at one customer, the fast way where possible. Who cannot be decided takes part in
    /// nothing; the reason is told in the last pass. A record whose id came before takes part even
    /// where that pass will reject it.
    fn look<'c>(
        &self,
        written: &Written<'c>,
        decider: Option<&mut FastDecider<'c>>,
        survey: &mut Survey,
    ) {
        if let (Some(decider), Some(json)) = (decider, written.json())
            && decider.look(self.phase, json, survey).is_ok()
        {
            return;
        }
        if let Ok(record) = written.read() {
            let _rejected_later = self.evaluator.look(self.phase, &record, survey);
        }
    }
}
