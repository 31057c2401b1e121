//! Reads a list of events into rows.

use std::iter;

use super::list::List;
use crate::eval::fast::{Declined, More, Rows};
use crate::records::fast::convert::Kind;
use crate::records::fast::layout::{Alike, LearnedLayout, Visitor, walk};
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
        at = match layout.alike(tokens, at) {
            Some(alike) => {
                let (count, end) = (alike.count, columns(&alike, list, rows, tokens)?);
                layout.passed(count, 0);
                end
            }
            None => event(list, layout, rows, tokens, at)?,
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

/// Takes what is wanted of events that are written alike, slot by slot.
#[inline(always)]
fn columns<'a>(
    alike: &Alike<'_, usize>,
    list: &List,
    rows: &mut Rows<'a>,
    tokens: &Tokens<'a, '_>,
) -> Next {
    let mut more = rows.more(alike.count, alike.wanted().iter().map(|(_, slot)| *slot));
    for (value, slot) in alike.wanted() {
        let first = alike.within() + value;
        list.kinds[*slot].take_each(tokens, first, alike.stride(), more.column(*slot))?;
    }
    more.end();
    Ok(alike.behind())
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
