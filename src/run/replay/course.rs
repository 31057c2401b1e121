//! What became of a customer.

use jiff::civil::Date;

use crate::eval::{Decision, Id, Record};
use crate::plan::{Plan, StageId};
use crate::values::Clock;

/// What became of a customer in a replay.
#[derive(Clone, Debug)]
pub struct Course {
    /// The id.
    pub id: Id<'static>,
    /// The days on which something happened.
    pub happened: Vec<Happened>,
    /// The stays in stages, the first one first. None of a customer who was never decided.
    pub stays: Vec<Stay>,
    /// The day since which the rules leave the customer out, if they do so at the end.
    pub left_out_since: Option<Date>,
    /// The experiments with the place of the arm, and the first day on which a decision included it.
    pub arms: Vec<(usize, u16, Date)>,
    /// Whether the record has a stage that was entered, or gifts that were given, after the first day.
    pub is_later: bool,
    /// What was decided as of the last day; `None` if the customer is left out, or cannot be decided.
    pub last: Option<Decision>,
}

/// What happened to a customer on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Happened {
    /// The day.
    pub on: Date,
    /// What was decided, with only those tags that were new to the customer.
    pub decision: Decision,
}

/// A time in a stage. It ended when the next one began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// The stage.
    pub stage: StageId,
    /// The day on which it began.
    pub since: Date,
    /// How it began.
    pub began: Began,
}

/// How a stay began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Began {
    /// The replay began, and nobody knows how long the customer had been there.
    WithReplay,
    /// The customer was new on a later day.
    New,
    /// A rule moved the customer.
    Move,
    /// The record brought the stage.
    Record,
}

impl Course {
    pub(super) fn new(id: Id<'static>) -> Course {
        let (happened, stays, arms) = Default::default();
        let (left_out_since, is_later, last) = Default::default();
        Course { id, happened, stays, left_out_since, arms, is_later, last }
    }

    /// Notes that the customer is left out on a day.
    pub(super) fn leave_out(&mut self, on: Date) {
        self.left_out_since.get_or_insert(on);
    }

    /// Notes the stages and the arms of a decision on the record as it was before. `is_first` says whether the
    /// day is the first of the replay.
    pub(super) fn note(
        &mut self,
        plan: &Plan,
        clock: &Clock,
        (record, decision): (&Record<'_>, &Decision),
        is_first: bool,
    ) {
        let on = clock.today();
        self.left_out_since = None;
        if self.stays.is_empty() {
            let (stage, since, began) = match (record.stage, is_first) {
                (Some(stage), _) => {
                    let since = record.stage_since.map(|since| clock.day_of(since));
                    (stage, since.filter(|since| *since <= on).unwrap_or(on), Began::Record)
                }
                (None, true) => (plan.start, on, Began::WithReplay),
                (None, false) => (plan.start, on, Began::New),
            };
            self.stays.push(Stay { stage, since, began });
        }
        let stays = decision.moves.iter();
        self.stays.extend(stays.map(|step| Stay { stage: step.to, since: on, began: Began::Move }));
        for (experiment, arm) in &decision.experiments {
            if !self.arms.iter().any(|(known, of, _)| (known, of) == (experiment, arm)) {
                self.arms.push((*experiment, *arm, on));
            }
        }
    }
}
