//! What became of a customer.

use jiff::civil::Date;

use crate::eval::{Decision, Id, Reason, Record, Withheld};
use crate::plan::{Plan, StageId};
use crate::run::Fault;
use crate::values::{Clock, Instant};

/// What became of a customer in a replay.
#[derive(Clone, Debug)]
pub struct Course {
    /// The id.
    pub id: Id<'static>,
    /// The days on which something happened.
    pub happened: Vec<Happened>,
    /// The first day on which the customer was decided.
    pub since: Option<Date>,
    /// What the rules did about tags, each time they did something else about one, whether or not the
    /// customer had it already.
    pub tagged: Vec<Tagged>,
    /// The stays in stages, the first one first. None of a customer who was never decided.
    pub stays: Vec<Stay>,
    /// When the record says that the stage was entered that it brought.
    pub entered: Option<Instant>,
    /// The day since which the rules leave the customer out, if they do so at the end.
    pub left_out_since: Option<Date>,
    /// Whether the rules have left the customer out on some day so far.
    was_left_out: bool,
    /// The experiments with the place of the arm, and the first day on which a decision included it.
    pub arms: Vec<(usize, u16, Date)>,
    /// The gifts that were first kept back because the customer is in the control group, and when.
    pub held_out: Vec<(Withheld, Date)>,
    /// Whether the record has a stage that was entered, or gifts that were given, after the first day that they
    /// were decided on.
    pub is_later: bool,
    /// The first day on which the customer could not be decided, and why.
    pub undecided: Option<(Date, Fault)>,
    /// What was decided on the last day that was looked at. On the days after it, all of it would be the same but for
    /// what the rules show. `None` if the customer is left out, or cannot be decided.
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

/// What the rules did about a tag on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tagged {
    /// The day.
    pub on: Date,
    /// The tag.
    pub tag: String,
    /// Whether it was set, rather than removed.
    pub set: bool,
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
    /// The customer was new on a later day, after the rules had left them out.
    New,
    /// A rule moved the customer.
    Move,
    /// The record brought the stage.
    Record,
}

impl Course {
    pub(super) fn new(id: Id<'static>) -> Course {
        Course {
            id,
            happened: Vec::new(),
            since: None,
            tagged: Vec::new(),
            stays: Vec::new(),
            entered: None,
            left_out_since: None,
            was_left_out: false,
            arms: Vec::new(),
            held_out: Vec::new(),
            is_later: false,
            undecided: None,
            last: None,
        }
    }

    /// Notes that the customer is left out on a day.
    pub(super) fn leave_out(&mut self, on: Date) {
        self.left_out_since.get_or_insert(on);
        self.was_left_out = true;
    }

    /// Notes that the customer cannot be decided on a day.
    pub(super) fn fail(&mut self, on: Date, fault: Fault) {
        self.undecided.get_or_insert((on, fault));
    }

    /// Notes the stages, the tags and the arms of a decision on the record as it was before.
    pub(super) fn note(
        &mut self,
        plan: &Plan,
        clock: &Clock,
        record: &Record<'_>,
        decision: &Decision,
    ) {
        let on = clock.today();
        self.left_out_since = None;
        self.since.get_or_insert(on);
        decision.tags.iter().for_each(|tag| self.tag(on, tag, true));
        decision.untags.iter().for_each(|tag| self.tag(on, tag, false));
        if self.stays.is_empty() {
            self.begin(plan, clock, record);
            let is_later = record.stage_since.is_some_and(|since| since > clock.as_of());
            self.is_later = is_later || decision.given_later;
        }
        let stays = decision.moves.iter();
        self.stays.extend(stays.map(|step| Stay { stage: step.to, since: on, began: Began::Move }));
        for (experiment, arm) in &decision.experiments {
            if !self.arms.iter().any(|(known, of, _)| (known, of) == (experiment, arm)) {
                self.arms.push((*experiment, *arm, on));
            }
        }
        for withheld in decision.withheld.iter().filter(|one| one.reason == Reason::Holdout) {
            let is_it =
                |(of, _): &(Withheld, Date)| of.gift == withheld.gift && of.event == withheld.event;
            if !self.held_out.iter().any(is_it) {
                self.held_out.push((withheld.clone(), on));
            }
        }
    }

    /// Notes what is done about a tag, unless that was done last.
    fn tag(&mut self, on: Date, tag: &str, set: bool) {
        let last = self.tagged.iter().rev().find(|done| done.tag == tag);
        if last.is_none_or(|last| last.set != set) {
            self.tagged.push(Tagged { on, tag: tag.to_owned(), set });
        }
    }

    /// Notes the first stay.
    fn begin(&mut self, plan: &Plan, clock: &Clock, record: &Record<'_>) {
        let on = clock.today();
        let (stage, since, began) = match record.stage {
            Some(stage) => {
                let since = record.stage_since.map(|since| clock.day_of(since));
                (stage, since.filter(|since| *since <= on).unwrap_or(on), Began::Record)
            }
            None if self.was_left_out => (plan.start, on, Began::New),
            None => (plan.start, on, Began::WithReplay),
        };
        self.entered = record.stage_since.filter(|_| record.stage.is_some());
        self.stays.push(Stay { stage, since, began });
    }
}
