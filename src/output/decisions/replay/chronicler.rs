//! Notes what became of customers, on the threads that take them through the days.

use super::format::Prepared;
use super::{About, Format, Part, histories};
use crate::eval::Record;
use crate::histories as lines;
use crate::plan::Plan;
use crate::run::{Course, Fault, Rejected, ReplayObserver};

/// Notes what became of customers; shared by the workers.
#[derive(Debug)]
pub struct Chronicler<'a> {
    plan: &'a Plan,
    /// `None` if changes are not wanted.
    format: Option<Format>,
    prepared: Prepared<'a>,
    /// Whether histories are wanted.
    histories: bool,
    /// Whether rejected records are kept as a whole.
    rejects: bool,
}

impl<'a> Chronicler<'a> {
    /// One for a replay, whose changes are wanted in a format.
    pub fn new(about: &About<'a>, format: Option<Format>) -> Chronicler<'a> {
        let (plan, prepared) = (about.run.plan, Prepared::new(&about.run));
        Chronicler { plan, format, prepared, histories: false, rejects: false }
    }

    /// The same; `histories` says whether histories are wanted, and `rejects` whether rejected records are
    /// kept as a whole.
    pub fn keeping(self, histories: bool, rejects: bool) -> Chronicler<'a> {
        Chronicler { histories, rejects, ..self }
    }
}

impl ReplayObserver for Chronicler<'_> {
    type Results = Part;

    fn begin(&self) -> Part {
        Part::new(self.plan)
    }

    fn course(&self, part: &mut Part, course: &Course, _record: &Record<'_>) -> Result<(), Fault> {
        let counts = &mut part.counts;
        counts.later += u64::from(course.is_later);
        match (course.stays.last(), course.left_out_since) {
            (None, None) => {}
            (None, Some(_)) => counts.tally.left_out += 1,
            (Some(stay), left_out) => {
                counts.tally.decided += 1;
                counts.at_end[stay.stage] += u64::from(left_out.is_none());
                counts.left += u64::from(left_out.is_some());
            }
        }
        if let Some(last) = &course.last {
            counts.tally.gaps.add(last);
        }
        for happened in &course.happened {
            part.counts.changes += 1;
            part.counts.tally.add_event(&happened.decision);
            if let Some(format) = self.format {
                format.note(&self.prepared, part, &course.id, happened);
            }
        }
        if self.histories
            && let Some(history) = histories::history(self.plan, course)
        {
            // Nothing can go wrong with a line in memory.
            let _written = lines::write(&history, &mut part.histories);
        }
        Ok(())
    }

    fn rejected(&self, part: &mut Part, rejected: Rejected<'_>) {
        let (raw, header) = (rejected.raw, rejected.header.clone());
        let rejection = rejected.into();
        if self.rejects {
            part.rejects.add(&rejection, header.as_ref(), raw);
        }
        part.counts.tally.rejections.add(rejection);
    }
}
