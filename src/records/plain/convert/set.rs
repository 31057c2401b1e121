//! Sets of texts.

use std::borrow::Cow;

use super::quoted::quoted;
use super::wrong_type::wrong_type;
use crate::records::fault::{Fault, FaultKind};
use crate::records::json::{Found, Scanner};
use crate::records::plain::walk_fault::WalkFault;

/// A list of texts, or one text that is split and trimmed. An empty text is nothing.
pub(crate) fn texts<'a>(
    found: Found<'a>,
    split: Option<&str>,
    scanner: &mut Scanner<'a>,
) -> Result<Option<Vec<Cow<'a, str>>>, WalkFault> {
    let at = scanner.at();
    let fault = |fault: Fault| WalkFault::from(fault.at(at));
    match found {
        Found::Null => Ok(None),
        Found::Text(text) => {
            if let Some(texts) = text.cell.then(|| quoted(text.raw, split)).flatten() {
                return Ok(Some(texts));
            }
            let text = super::text::decoded(text).map_err(fault)?;
            Ok(Some(parts(text, split)))
        }
        Found::List => elements(scanner).map(Some),
        Found::YesNo(_) | Found::Number(_) | Found::Object => {
            Err(fault(wrong_type(found, "a list of texts")))
        }
    }
}

/// One text, split where it can be.
pub(crate) fn parts<'a>(text: Cow<'a, str>, split: Option<&str>) -> Vec<Cow<'a, str>> {
    let Some(split) = split.filter(|split| !split.is_empty()) else {
        return vec![text];
    };
    match text {
        Cow::Borrowed(text) => pieces(text, split).map(Cow::Borrowed).collect(),
        Cow::Owned(text) => pieces(&text, split).map(|p| Cow::Owned(p.to_owned())).collect(),
    }
}

fn pieces<'t>(text: &'t str, split: &str) -> impl Iterator<Item = &'t str> {
    text.split(split).map(str::trim).filter(|piece| !piece.is_empty())
}

fn elements<'a>(scanner: &mut Scanner<'a>) -> Result<Vec<Cow<'a, str>>, WalkFault> {
    scanner.enter()?;
    let mut texts = Vec::new();
    let mut first = true;
    while scanner.next_element(&mut first)? {
        let found = scanner.found()?;
        let text = super::text::text(found).and_then(|text| text.ok_or_else(null));
        texts.push(text.map_err(|f| WalkFault::from(f.at(scanner.at())).under_index(texts.len()))?);
    }
    Ok(texts)
}

#[cold]
fn null() -> Fault {
    let message = format!("a list of texts contains {}", Found::Null.in_words());
    Fault::value(FaultKind::WrongType, message)
}
