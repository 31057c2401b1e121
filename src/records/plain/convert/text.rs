//! Texts and ids.

use std::borrow::Cow;

use super::wrong_type::wrong_type;
use crate::eval::Id;
use crate::records::fault::{Fault, FaultKind};
use crate::records::json::{Found, RawText};
use crate::records::words;

/// A text, or a number as it is written. An empty text is a known one.
#[inline]
pub(crate) fn text(found: Found<'_>) -> Result<Option<Cow<'_, str>>, Fault> {
    match found {
        Found::Text(text) => decoded(text).map(Some),
        Found::Number(number) => Ok(Some(Cow::Borrowed(number))),
        Found::Null => Ok(None),
        Found::YesNo(_) | Found::List | Found::Object => Err(wrong_type(found, "text")),
    }
}

/// The id: a text that says something, or a number. `said` is what was found, or nothing if that
/// counts as missing.
#[inline]
pub(crate) fn id<'a>(found: Found<'a>, said: Found<'a>) -> Result<Id<'a>, Fault> {
    match said {
        Found::Text(text) => Ok(Id { text: decoded(text)?, is_number: false }),
        Found::Number(number) => Ok(Id { text: Cow::Borrowed(number), is_number: true }),
        Found::Null => {
            let message = match found {
                Found::Text(text) if text.raw.trim().is_empty() => "the id is empty".to_owned(),
                Found::Text(_) => {
                    format!("the id is {}, which counts as missing", found.in_words())
                }
                Found::Null | Found::Number(_) | Found::YesNo(_) | Found::List | Found::Object => {
                    "the id is null".to_owned()
                }
            };
            Err(Fault::value(FaultKind::NoId, message))
        }
        Found::YesNo(_) | Found::List | Found::Object => {
            let message =
                format!("{} is not an id; an id must be text or a number", found.in_words());
            Err(Fault::value(FaultKind::NoId, message))
        }
    }
}

/// The text itself, which has to be made of whole characters.
#[inline]
pub(super) fn decoded(text: RawText<'_>) -> Result<Cow<'_, str>, Fault> {
    text.decode().ok_or_else(|| {
        let shown = words::quoted(text.raw);
        let message = format!("{shown} contains half of a character (an unpaired surrogate)");
        Fault::value(FaultKind::HalfCharacter, message)
    })
}
