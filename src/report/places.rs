//! Where everybody is.

use jiff::civil::Date;

use super::period::earlier;
use super::visits::{End, Visit};
use super::{Asked, Scope};
use crate::histories::{LeftBy, StayBegan};

/// Where everybody is at the end of the period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// In each stage, in the order of the file.
    pub stages: Vec<Place>,
    /// In stages that the rules do not have.
    pub elsewhere: Place,
    /// In any stage.
    pub everybody: Place,
    /// How many came in as new customers during the period.
    pub new: u64,
    /// How many are not in the data any longer, and so in no stage here.
    pub absent: u64,
    /// How many the rules leave out.
    pub left_out: u64,
}

/// How many are somewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// At the end of the period.
    pub people: u64,
    /// At the end of the day before the period, if that is known.
    pub before: Option<u64>,
}

/// Counts where everybody is.
#[derive(Clone, Debug)]
pub(super) struct PlacesTally {
    day: Date,
    before: Option<Date>,
    /// By stage, and at the end those in stages that the rules do not have.
    places: Vec<Place>,
    new: u64,
    absent: u64,
    left_out: u64,
}

impl PlacesTally {
    pub(super) fn new(asked: &Asked, scope: Scope) -> PlacesTally {
        let before = earlier(scope.period.from, 1);
        let before = (scope.known.from <= before).then_some(before);
        let place = Place { people: 0, before: before.map(|_| 0) };
        let places = vec![place; asked.stages.len() + 1];
        PlacesTally { day: scope.period.to, before, places, new: 0, absent: 0, left_out: 0 }
    }

    pub(super) fn add(&mut self, scope: Scope, visits: &[Visit]) {
        let others = self.places.len() - 1;
        for visit in visits {
            let place = &mut self.places[visit.stage.unwrap_or(others)];
            place.people += u64::from(visit.has(self.day));
            if let (Some(count), Some(before)) = (&mut place.before, self.before) {
                *count += u64::from(visit.has(before));
            }
        }
        let is_new = |visit: &Visit| visit.by == StayBegan::New && scope.period.has(visit.since);
        self.new += u64::from(visits.first().is_some_and(is_new));
        match visits.last().filter(|visit| visit.until <= self.day).map(|visit| visit.end) {
            Some(End::Lost(LeftBy::Absent)) => self.absent += 1,
            Some(End::Lost(LeftBy::LeftOut)) => self.left_out += 1,
            Some(End::Lost(LeftBy::Merged | LeftBy::Forgotten | LeftBy::Move))
            | Some(End::Moved(_) | End::GoesOn)
            | None => {}
        }
    }

    pub(super) fn figures(self) -> Places {
        let PlacesTally { mut places, new, absent, left_out, .. } = self;
        let everybody = places.iter().fold(Place::default(), |all, place| Place {
            people: all.people + place.people,
            before: place.before.map(|before| all.before.unwrap_or(0) + before),
        });
        let elsewhere = places.pop().unwrap_or_default();
        Places { stages: places, elsewhere, everybody, new, absent, left_out }
    }
}
