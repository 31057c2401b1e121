//! Whether what a history says can have happened.

use jiff::civil::Date;

use super::{GiftOutcome, History, LeftBy, Stay, StayBegan};
use crate::values::Decimal;

/// What must hold of the days of a history.
pub(super) fn check(history: &History) -> Result<(), String> {
    let Some(first) = history.stays.first() else {
        return Err("a history has at least one stay".to_owned());
    };
    if history.id.is_empty() {
        return Err("id: it is empty".to_owned());
    }
    stays(&history.stays)?;
    absence(history)?;
    gifts(history, first)
}

/// Each stay begins where the one before ended.
fn stays(stays: &[Stay]) -> Result<(), String> {
    let mut before: Option<Date> = None;
    for (place, stay) in stays.iter().enumerate() {
        let here = format!("stays[{place}]");
        if stay.stage.is_empty() {
            return Err(format!("{here}.stage: it is empty"));
        }
        if let Some(before) = before.filter(|before| *before != stay.since) {
            return Err(format!(
                "{here}: it begins on {}, and the stay before ended on {before}; a stay begins on the day on which the \
                 one before ended",
                stay.since
            ));
        }
        let is_first = match stay.by {
            StayBegan::New | StayBegan::Record => true,
            StayBegan::Move | StayBegan::FirstLoad => false,
        };
        if is_first && place > 0 {
            return Err(format!("{here}.by: only the first stay of a customer begins like this"));
        }
        let is_last = place + 1 == stays.len();
        match stay.until {
            None if is_last => {}
            None => return Err(format!("{here}: only the last stay has no \"until\"")),
            Some((until, _)) if until < stay.since => {
                return Err(format!("{here}: it ends on {until}, before it begins"));
            }
            Some((_, LeftBy::Move)) if is_last => {
                return Err(format!("{here}: after a move there is another stay"));
            }
            Some((until, LeftBy::Move)) => before = Some(until),
            Some(_) if is_last => {}
            Some(_) => {
                return Err(format!("{here}: only a move is followed by another stay"));
            }
        }
    }
    Ok(())
}

/// Nobody is absent before they came, or while they are in a stage.
fn absence(history: &History) -> Result<(), String> {
    let (Some(absent), Some(last)) = (history.absent_since, history.stays.last()) else {
        return Ok(());
    };
    let wrong = |what: String| Err(format!("absent_since: {absent} {what}"));
    if absent < last.since {
        return wrong(format!("is before the last stay, which began on {}", last.since));
    }
    match last.until {
        // The stay was seen until that day.
        None => Ok(()),
        Some((until, LeftBy::Absent)) if until != absent => {
            wrong(format!("is not the day on which the last stay ended as absent, {until}"))
        }
        Some((until, _)) if absent < until => {
            wrong(format!("is before the last stay ended, on {until}"))
        }
        Some(_) => Ok(()),
    }
}

/// Nothing costs less than nothing, and somebody new has not been given anything before.
fn gifts(history: &History, first: &Stay) -> Result<(), String> {
    let costs = history.gifts.iter().map(|entry| entry.cost);
    if let Some(place) =
        costs.into_iter().position(|cost| cost.is_some_and(|cost| cost < Decimal::ZERO))
    {
        return Err(format!("gifts[{place}].cost: it is less than nothing"));
    }
    let came = match first.by {
        StayBegan::New => first.since,
        // They may have been there for long.
        StayBegan::Move | StayBegan::FirstLoad | StayBegan::Record => return Ok(()),
    };
    let early = |list: &str, place: usize, at: Date| {
        Err(format!("{list}[{place}].at: {at} is before the customer came, on {came}"))
    };
    for (place, entry) in history.gifts.iter().enumerate() {
        if entry.at < came && entry.what != GiftOutcome::Assumed {
            return early("gifts", place, entry.at);
        }
    }
    for (place, entry) in history.experiments.iter().enumerate() {
        if entry.at < came {
            return early("experiments", place, entry.at);
        }
    }
    Ok(())
}
