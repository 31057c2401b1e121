//! A history as a report sees it: visits of stages until the last day that is known.

use jiff::civil::Date;

use super::Asked;
use super::period::days;
use crate::histories::{History, LeftBy, StayBegan};

/// A time in a stage. Stays in the same stage that follow each other are one visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Visit {
    /// The stage, by its place in what is asked; none if the rules do not have it.
    pub stage: Option<usize>,
    /// The day on which it began.
    pub since: Date,
    /// How it began.
    pub by: StayBegan,
    /// The day on which it ended, or up to which it was seen.
    pub until: Date,
    /// How it ended.
    pub end: End,
}

/// How a visit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The customer moved to another stage; none if the rules do not have it.
    Moved(Option<usize>),
    /// It was not seen any longer, for this reason.
    Lost(LeftBy),
    /// It goes on.
    GoesOn,
}

impl Visit {
    /// How many whole days it was seen for.
    pub(super) fn days(&self) -> u32 {
        days(self.since, self.until)
    }

    /// Whether it is known when it began.
    pub(super) fn has_begun(&self) -> bool {
        match self.by {
            StayBegan::New | StayBegan::Move => true,
            StayBegan::FirstLoad | StayBegan::Record => false,
        }
    }

    /// Whether the customer was there at the end of a day.
    pub(super) fn has(&self, day: Date) -> bool {
        self.since <= day && (day < self.until || self.end == End::GoesOn)
    }
}

/// The visits of a history until the last day that is known, the first one first.
pub(super) fn visits(asked: &Asked, history: &History, last: Date) -> Vec<Visit> {
    let mut visits: Vec<Visit> = Vec::with_capacity(history.stays.len());
    let mut before: Option<&str> = None;
    let stays = history.stays.iter().take_while(|stay| stay.since <= last);
    for stay in stays {
        let stage = asked.stage(&stay.stage);
        let (until, end) = match stay.until {
            Some((until, _)) if until > last => (last, End::GoesOn),
            Some((until, LeftBy::Move)) => (until, End::Moved(None)),
            Some((until, why)) => (until, End::Lost(why)),
            None => match history.absent_since.filter(|since| *since <= last) {
                Some(since) => (since.max(stay.since), End::Lost(LeftBy::Absent)),
                None => (last, End::GoesOn),
            },
        };
        match visits.last_mut() {
            Some(visit) if before == Some(&stay.stage) => (visit.until, visit.end) = (until, end),
            Some(visit) => {
                visit.end = End::Moved(stage);
                visits.push(Visit { stage, since: stay.since, by: stay.by, until, end });
            }
            None => visits.push(Visit { stage, since: stay.since, by: stay.by, until, end }),
        }
        before = Some(&stay.stage);
    }
    visits
}
