//! Histories that are made up.
#![allow(dead_code, reason = "each test file uses a part of it")]

use flywheel::histories::{History, LeftBy, Stay, StayBegan};
use jiff::ToSpan;
use jiff::civil::Date;

pub(crate) fn day(text: &str) -> Date {
    text.parse().expect(text)
}

pub(crate) fn history(id: &str, stays: Vec<Stay>) -> History {
    History { id: id.to_owned(), stays, ..History::default() }
}

/// A stay that goes on.
pub(crate) fn here(stage: &str, since: &str, by: StayBegan) -> Stay {
    Stay { stage: stage.to_owned(), since: day(since), by, until: None }
}

/// A stay that has ended.
pub(crate) fn gone(stage: &str, since: &str, by: StayBegan, until: &str, left: LeftBy) -> Stay {
    Stay { until: Some((day(until), left)), ..here(stage, since, by) }
}

/// What draws numbers: the same ones from the same seed, on every machine (SplitMix64).
pub(crate) struct Chance(pub u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    /// A number from 0 to less than 1.
    pub(crate) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A whole number that is less than this one.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    pub(crate) fn shuffle<T>(&mut self, all: &mut [T]) {
        for place in (1..all.len()).rev() {
            all.swap(place, self.below(place as u64 + 1) as usize);
        }
    }

    /// Any history from January to June 2026, in the stages Reach, Trial, Customer, Lapsed, and one that no rules have.
    pub(crate) fn history(&mut self, number: u64) -> History {
        let stages = ["Reach", "Trial", "Customer", "Lapsed", "Elsewhere"];
        let mut stays: Vec<Stay> = Vec::new();
        let (mut since, last) =
            (day("2026-01-01") + (self.below(120) as i64).days(), day("2026-06-30"));
        let mut by = [StayBegan::New, StayBegan::New, StayBegan::FirstLoad, StayBegan::Record]
            [self.below(4) as usize];
        loop {
            let stage = stages[self.below(5) as usize].to_owned();
            let until = since + (self.below(60) as i64).days();
            if until > last {
                stays.push(Stay { stage, since, by, until: None });
                break;
            }
            let left = match self.below(12) {
                0 => LeftBy::Absent,
                1 => LeftBy::LeftOut,
                2 => LeftBy::Forgotten,
                3 => LeftBy::Merged,
                _ => LeftBy::Move,
            };
            stays.push(Stay { stage, since, by, until: Some((until, left)) });
            if left != LeftBy::Move {
                break;
            }
            (since, by) = (until, StayBegan::Move);
        }
        let value = (self.below(3) > 0).then(|| (self.below(1000) as i64).into());
        let referred_by = (self.below(3) == 0).then(|| self.below(100).to_string());
        let source = (self.below(4) > 0).then(|| self.below(3).to_string());
        History { value, referred_by, source, ..history(&number.to_string(), stays) }
    }
}
