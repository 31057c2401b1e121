//! Notes what a replay makes of each record under one of two rule files.

use jiff::civil::Date;

use super::Kept;
use crate::eval::Record;
use crate::output::decisions::replay::{About, Chronicler, Part};
use crate::run::{Began, Course, Fault, Rejected, ReplayObserver};
use crate::tools::diff::{Fate, Outcome, Pair, Side, Tagging};

/// Notes what a replay makes of each record, in a few bytes.
#[derive(Debug)]
pub struct Follower<'a> {
    pair: &'a Pair<'a>,
    side: Side,
    days: &'a [Date],
    chronicler: Chronicler<'a>,
}

/// What a replay made of some records that follow each other in an input.
#[derive(Debug)]
pub struct Followed {
    kept: Kept,
    /// What is said of the records.
    part: Part,
    /// Whether the next rejection says why the customer before could not be decided on some day.
    goes_on: bool,
}

impl<'a> Follower<'a> {
    /// One for a replay by one of two rule files.
    pub fn new(pair: &'a Pair<'a>, side: Side, about: &About<'a>, days: &'a [Date]) -> Self {
        Follower { pair, side, days, chronicler: Chronicler::new(about, None) }
    }

    /// What became of a customer.
    fn fate(&self, course: &Course) -> Fate {
        if let (Some(since), Some(first), Some(last)) =
            (course.since, course.stays.first(), course.stays.last())
        {
            let from = (first.began == Began::Record).then_some(first.stage);
            let mut outcome = Outcome::begin(self.pair, self.side, from, last.stage);
            outcome.since = self.place(since);
            for happened in &course.happened {
                let day = self.place(happened.on);
                outcome.add(self.pair, self.side, day, &happened.decision);
            }
            outcome.tags.extend(course.tagged.iter().map(|done| Tagging {
                tag: done.tag.clone(),
                set: done.set,
                day: self.place(done.on),
            }));
            outcome.left_out = course.left_out_since.map(|on| self.place(on));
            return Fate::Decided(outcome);
        }
        match &course.undecided {
            Some((on, fault)) => Fate::Rejected(format!("as of {on}: {fault}")),
            None => Fate::LeftOut,
        }
    }

    /// The place of a day among those of the replay.
    fn place(&self, day: Date) -> usize {
        self.days.partition_point(|other| *other < day)
    }
}

impl Followed {
    /// The same as what is kept of a run as of one moment.
    pub fn kept(self) -> Kept {
        let Followed { kept, part, goes_on: _ } = self;
        Kept { tally: part.counts.tally, later: part.counts.later, ..kept }
    }
}

impl ReplayObserver for Follower<'_> {
    type Results = Followed;

    fn begin(&self) -> Followed {
        let kept = Kept::new(self.pair.plan(self.side));
        Followed { kept, part: self.chronicler.begin(), goes_on: false }
    }

    fn course(
        &self,
        followed: &mut Followed,
        course: &Course,
        record: &Record<'_>,
    ) -> Result<(), Fault> {
        followed.kept.add(Some(&course.id.text), &self.fate(course));
        followed.goes_on = course.undecided.is_some();
        self.chronicler.course(&mut followed.part, course, record)
    }

    fn rejected(&self, followed: &mut Followed, rejected: Rejected<'_>) {
        if !std::mem::take(&mut followed.goes_on) {
            followed.kept.reject(&rejected);
        }
        self.chronicler.rejected(&mut followed.part, rejected);
    }
}
