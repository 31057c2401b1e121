//! Reads a list of events into rows.

use std::iter;

use super::alike::Alike;
use super::list::List;
use crate::eval::fast::{Declined, More, Rows};
use crate::records::fast::convert::Kind;
use crate::records::fast::layout::{LearnedLayout, Visitor, walk};
use crate::records::fast::tokens::{Next, Tokens};

/// Reads the list of events at a token into rows.
#[inline(never)]
pub(in crate::records::fast) fn read<'a>(
    list: &List,
    layout: &mut LearnedLayout<usize>,
    rows: &mut Rows<'a>,
    tokens: &Tokens<'a, '_>,
    at: u32,
) -> Next {
    let token = tokens.token(at);
    match token.kind {
        b'[' => {}
        b'"' if tokens.inside(token)?.is_empty() => return Ok(at + 1),
        _ => return tokens.word(token, b"null"),
    }
    rows.begin();
    let mut at = at + 1;
    if tokens.kind(at) == b']' {
        return Ok(at + 1);
    }
    loop {
        let alike = layout.whole_object().map(|run| Alike::find(run, tokens, at));
        at = match alike {
            Some(alike) if alike.count > 0 => {
                let end = alike.take(list, rows, tokens)?;
                layout.passed(alike.count, 0);
                end
            }
            Some(_) | None => event(list, layout, rows, tokens, at)?,
        };
        match tokens.kind(at) {
            b',' => at += 1,
            b']' => {
                rows.finish();
                return Ok(at + 1);
            }
            _ => return Err(Declined),
        }
    }
}

/// An event that is not written as those before.
#[inline(never)]
fn event<'a>(
    list: &List,
    layout: &mut LearnedLayout<usize>,
    rows: &mut Rows<'a>,
    tokens: &Tokens<'a, '_>,
    at: u32,
) -> Next {
    if tokens.kind(at) != b'{' {
        return Err(Declined);
    }
    let mut row = RowVisitor { kinds: &list.kinds, slots: rows.more(1, iter::empty()) };
    let end = walk::object(&list.wanted, tokens, at, layout, &mut row)?;
    row.slots.end();
    Ok(end)
}

/// Fills a row from the values of an event.
struct RowVisitor<'f, 'a> {
    kinds: &'f [Kind],
    slots: More<'f, 'a>,
}

impl<'a> Visitor<'a> for RowVisitor<'_, 'a> {
    type Use = usize;

    #[inline(always)]
    fn visit(&mut self, slot: usize, tokens: &Tokens<'a, '_>, at: u32) -> Next {
        let column = self.slots.column(slot).first_mut();
        self.kinds[slot].take(tokens, at, column.ok_or(Declined)?)
    }
}
