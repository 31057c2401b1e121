use jiff::tz::TimeZone;

use super::kind::{Kind, date, text};
use super::memo::Memo;
use super::shape::{Shape, Sink};
use super::tokens::{Next, Token, Tokens};
use crate::eval::quick::{Odd, Row, Rows};
use crate::plan::DateKind;
use crate::records::events::EventUse;

/// A list of events that is read.
#[derive(Clone, Debug)]
pub(super) struct List<'q> {
    pub shape: Shape<EventUse>,
    pub at_kind: DateKind,
    pub zone: &'q TimeZone,
    /// By the slot of the attribute.
    pub attributes: Vec<Kind<'q>>,
}

/// Reads the list of events at a token into rows.
#[inline(never)]
pub(super) fn events<'a>(
    list: &List<'_>,
    memo: &mut Memo<EventUse>,
    rows: &mut Rows<'a>,
    tokens: &Tokens<'a, '_>,
    token: Token,
) -> Next {
    match token.kind {
        b'[' => {}
        b'"' if tokens.inside(token)?.is_empty() => return Ok(token.at + 1),
        _ => return tokens.word(token, b"null"),
    }
    rows.begin();
    let mut at = token.at + 1;
    if tokens.kind(at) == b']' {
        return Ok(at + 1);
    }
    // Written out rather than by way of `each`, so that it is all one piece.
    loop {
        if tokens.kind(at) != b'{' {
            return Err(Odd);
        }
        let mut filling = FillingRow { list, row: rows.begin_row() };
        at = list.shape.object(tokens, at, memo, &mut filling)?;
        filling.row.end();
        match tokens.kind(at) {
            b',' => at += 1,
            b']' => return Ok(at + 1),
            _ => return Err(Odd),
        }
    }
}

struct FillingRow<'f, 'q, 'a> {
    list: &'f List<'q>,
    row: Row<'f, 'a>,
}

impl<'a> Sink<'a> for FillingRow<'_, '_, 'a> {
    type Use = EventUse;

    #[inline(always)]
    fn take(&mut self, wanted: EventUse, tokens: &Tokens<'a, '_>, token: Token) -> Next {
        let (list, row) = (self.list, &mut self.row);
        match wanted {
            EventUse::At => {
                if let Some(happened) = date(list.at_kind, list.zone, tokens, token)? {
                    row.at(happened.as_nanosecond());
                }
            }
            EventUse::Key => {
                if let Some(key) = text(tokens, token)?.filter(|key| !key.is_empty()) {
                    row.key(key);
                }
            }
            EventUse::Attribute(slot) => {
                return list.attributes[slot].take(tokens, token, |value| row.set(slot, value));
            }
        }
        Ok(token.at + 1)
    }
}
