//! The day on which each window begins, as of some moment.

use std::ops::Range;

use super::block::Block;
use crate::syntax::{WordKind, words};
use crate::values::time::Unit;
use crate::values::{Clock, Duration};

/// Something to show after a place, which is not a part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The byte that it is after.
    pub at: usize,
    /// What it says.
    pub text: String,
}

/// The day on which each `within 90 days` in some bytes of a text begins.
pub fn hints(text: &str, part: Range<usize>, clock: &Clock) -> Vec<Hint> {
    let words = words(text);
    let mut block = Block::None;
    let mut hints = Vec::new();
    for (place, word) in words.iter().enumerate() {
        if word.first && Block::of(word.text) != Block::None {
            block = Block::of(word.text);
        }
        let looks_back = match block {
            Block::Stage
            | Block::Let
            | Block::Limit
            | Block::Pause
            | Block::Customer
            | Block::Score => true,
            // What a gift aims for is still to come, and tests and reports have moments of their own.
            Block::None
            | Block::Header
            | Block::Gift
            | Block::Balance
            | Block::Test
            | Block::Simulate
            | Block::Report
            | Block::Group
            | Block::Experiment
            | Block::Text => false,
        };
        let expires = place.checked_sub(1).is_some_and(|before| words[before].text == "expiring");
        if word.text != "within" || word.kind != WordKind::Word || !looks_back || expires {
            continue;
        }
        let [number, unit] = [1, 2].map(|next| words.get(place + next));
        let (Some(number), Some(unit)) = (number, unit) else { continue };
        let count = number.text.replace('_', "").parse();
        let (Ok(count), Some(of)) = (count, Unit::from_word(unit.text)) else { continue };
        if part.contains(&unit.start) {
            let text = begins(Duration { count, unit: of }, clock);
            hints.push(Hint { at: unit.end(), text });
        }
    }
    hints
}

/// `from 2026-01-01`.
fn begins(length: Duration, clock: &Clock) -> String {
    if clock.is_whole_day() && !matches!(length.unit, Unit::Minute | Unit::Hour) {
        return format!("from {}", length.first_day(clock.today()));
    }
    // A whole day ends just before the next one.
    let more = i64::from(clock.is_whole_day());
    let start = clock.back(length);
    let start = start.checked_add(jiff::SignedDuration::from_secs(more)).unwrap_or(start);
    let start = clock.zone().to_datetime(start);
    format!("after {} {}", start.date(), start.strftime("%H:%M"))
}
