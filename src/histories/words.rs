//! The words for how stays begin and end, and what becomes of gifts.

use super::{Aim, GiftOutcome, LeftBy, StayBegan};
use crate::values::likeness::nearest;
use crate::values::listing;

/// Something that has a word of its own in JSON.
pub(super) trait Worded: Copy + PartialEq + 'static {
    /// All of them.
    const ALL: &'static [Self];

    /// Its word.
    fn word(self) -> &'static str;

    /// What a word says, which is under a key; or what to write there.
    fn of(key: &str, written: &str) -> Result<Self, String> {
        if let Some(found) = Self::ALL.iter().find(|one| one.word() == written) {
            return Ok(*found);
        }
        let words = Self::ALL.iter().map(|one| one.word());
        let meant = nearest(written, words.clone());
        let meant = meant.map(|word| format!("; did you mean \"{word}\"?")).unwrap_or_default();
        let all: Vec<String> = words.map(|word| format!("\"{word}\"")).collect();
        Err(format!("{key}: \"{written}\" is not {}{meant}", listing::or(&all)))
    }
}

impl Worded for StayBegan {
    const ALL: &'static [StayBegan] =
        &[StayBegan::New, StayBegan::Move, StayBegan::FirstLoad, StayBegan::Record];

    fn word(self) -> &'static str {
        match self {
            StayBegan::New => "new",
            StayBegan::Move => "move",
            StayBegan::FirstLoad => "first load",
            StayBegan::Record => "record",
        }
    }
}

impl Worded for LeftBy {
    const ALL: &'static [LeftBy] =
        &[LeftBy::Move, LeftBy::Merged, LeftBy::Forgotten, LeftBy::Absent, LeftBy::LeftOut];

    fn word(self) -> &'static str {
        match self {
            LeftBy::Move => "move",
            LeftBy::Merged => "merged",
            LeftBy::Forgotten => "forgotten",
            LeftBy::Absent => "absent",
            LeftBy::LeftOut => "left out",
        }
    }
}

impl Worded for GiftOutcome {
    const ALL: &'static [GiftOutcome] = &[
        GiftOutcome::Given,
        GiftOutcome::Canceled,
        GiftOutcome::Holdout,
        GiftOutcome::Budget,
        GiftOutcome::Assumed,
    ];

    fn word(self) -> &'static str {
        match self {
            GiftOutcome::Given => "given",
            GiftOutcome::Canceled => "canceled",
            GiftOutcome::Holdout => "holdout",
            GiftOutcome::Budget => "budget",
            GiftOutcome::Assumed => "assumed",
        }
    }
}

impl Worded for Aim {
    const ALL: &'static [Aim] = &[Aim::Met, Aim::Missed, Aim::Open, Aim::Unknown];

    fn word(self) -> &'static str {
        match self {
            Aim::Met => "met",
            Aim::Missed => "missed",
            Aim::Open => "open",
            Aim::Unknown => "unknown",
        }
    }
}
