//! Choices and stages: one of some names.

use std::borrow::Cow;

use crate::plan::StageId;
use crate::records::fault::{Fault, FaultKind};
use crate::records::json::Found;
use crate::records::words;

/// The place of the text among the names that the field declares.
#[inline]
pub(super) fn choice(found: Found<'_>, names: &[String]) -> Result<Option<u16>, Fault> {
    let place = match found {
        Found::Null => return Ok(None),
        Found::Text(text) => names.iter().position(|name| text.is(name)),
        Found::Number(_) | Found::YesNo(_) | Found::List | Found::Object => None,
    };
    match place.and_then(|place| u16::try_from(place).ok()) {
        Some(place) => Ok(Some(place)),
        None => Err(unknown(found, names)),
    }
}

#[cold]
fn unknown(found: Found<'_>, names: &[String]) -> Fault {
    let shown = found.in_words();
    let list = names.iter().take(12).map(|name| words::cut(name)).collect::<Vec<_>>().join(", ");
    let more = names.len().saturating_sub(12);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let hint = match closest(found, names) {
        Some(name) => format!(" (did you mean {name}?)"),
        None => String::new(),
    };
    let message = format!("{shown} is not one of {list}{more}{hint}");
    Fault::value(FaultKind::UnknownValue, message)
}

/// The stage of an outside name.
#[inline]
pub(crate) fn stage(found: Found<'_>, stages: &[String]) -> Result<Option<StageId>, Fault> {
    let place = match found {
        Found::Null => return Ok(None),
        Found::Text(text) => stages.iter().position(|stage| text.is(stage)),
        Found::Number(_) | Found::YesNo(_) | Found::List | Found::Object => None,
    };
    match place {
        Some(place) => Ok(Some(place)),
        None => Err(unknown_stage(found, stages)),
    }
}

/// The stage that a record says, whether or not the rules have it; `None` if it says none.
pub(crate) fn own_stage<'a>(found: Found<'a>) -> Option<Cow<'a, str>> {
    match found {
        Found::Null => None,
        Found::Text(text) => text.decode(),
        Found::Number(_) | Found::YesNo(_) | Found::List | Found::Object => {
            Some(Cow::Owned(found.in_words()))
        }
    }
}

#[cold]
fn unknown_stage(found: Found<'_>, stages: &[String]) -> Fault {
    let shown = found.in_words();
    let hint = match closest(found, stages) {
        Some(name) => format!("did you mean {}?", words::quoted(name)),
        None => format!("the stages are {}", words::names(stages.iter().map(String::as_str))),
    };
    Fault::value(FaultKind::UnknownStage, format!("{shown} is not a stage in the rules; {hint}"))
}

/// The name that was most likely meant: one that differs by case, or by a letter in four.
fn closest<'n>(found: Found<'_>, names: &'n [String]) -> Option<&'n str> {
    let Found::Text(text) = found else {
        return None;
    };
    let text = text.decode()?.to_lowercase();
    let far = (text.chars().count() / 4).max(1);
    // Longer texts cannot be close to any name, and comparing them would take long.
    let distance = |name: &String| {
        let near = name.len().abs_diff(text.len()) <= 4 * far && text.len() < 200;
        near.then(|| strsim::osa_distance(&name.to_lowercase(), &text))
    };
    let near = names.iter().filter_map(|name| Some((distance(name)?, name)));
    near.filter(|(distance, _)| *distance <= far).min_by_key(|(d, _)| *d).map(|(_, n)| n.as_str())
}
