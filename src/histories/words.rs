//! The words for how stays begin and end, and what becomes of gifts.

use super::{Aim, GiftOutcome, LeftBy, StayBegan};
use crate::values::likeness::nearest;

/// Something that has a word of its own in JSON.
pub(super) trait Worded: Copy + PartialEq + 'static {
    /// All of them, each with its word.
    const WORDS: &'static [(Self, &'static str)];

    /// Its word.
    fn word(self) -> &'static str {
        let found = Self::WORDS.iter().find(|(own, _)| *own == self);
        found.map_or("", |(_, word)| *word)
    }

    /// What a word says, which is under a key; or what to write there.
    fn of(key: &str, written: &str) -> Result<Self, String> {
        if let Some((found, _)) = Self::WORDS.iter().find(|(_, word)| *word == written) {
            return Ok(*found);
        }
        let words = Self::WORDS.iter().map(|(_, word)| *word);
        let meant = nearest(written, words.clone());
        let meant = meant.map(|word| format!("; did you mean \"{word}\"?")).unwrap_or_default();
        let all: Vec<String> = words.map(|word| format!("\"{word}\"")).collect();
        let (last, first) = all.split_last().map_or(("", &[][..]), |(last, first)| (last, first));
        Err(format!("{key}: \"{written}\" is not {} or {last}{meant}", first.join(", ")))
    }
}

impl Worded for StayBegan {
    const WORDS: &'static [(StayBegan, &'static str)] = &[
        (StayBegan::New, "new"),
        (StayBegan::Move, "move"),
        (StayBegan::FirstLoad, "first load"),
        (StayBegan::Record, "record"),
    ];
}

impl Worded for LeftBy {
    const WORDS: &'static [(LeftBy, &'static str)] = &[
        (LeftBy::Move, "move"),
        (LeftBy::Merged, "merged"),
        (LeftBy::Forgotten, "forgotten"),
        (LeftBy::Absent, "absent"),
        (LeftBy::LeftOut, "left out"),
    ];
}

impl Worded for GiftOutcome {
    const WORDS: &'static [(GiftOutcome, &'static str)] = &[
        (GiftOutcome::Given, "given"),
        (GiftOutcome::Canceled, "canceled"),
        (GiftOutcome::Holdout, "holdout"),
        (GiftOutcome::Budget, "budget"),
        (GiftOutcome::Assumed, "assumed"),
    ];
}

impl Worded for Aim {
    const WORDS: &'static [(Aim, &'static str)] = &[
        (Aim::Met, "met"),
        (Aim::Missed, "missed"),
        (Aim::Open, "open"),
        (Aim::Unknown, "unknown"),
    ];
}
