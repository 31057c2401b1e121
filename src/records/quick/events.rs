use super::kind::Kind;
use super::memo::Memo;
use super::shape::{Shape, Sink};
use super::tokens::{Next, Tokens};
use crate::eval::quick::{Odd, Rows, Slot};

/// A list of events that is read.
#[derive(Clone, Debug)]
pub(super) struct List<'q> {
    /// What is wanted of an event, by the slot of its row.
    pub shape: Shape<usize>,
    /// By the slot of the row.
    pub kinds: Vec<Kind<'q>>,
}

/// Reads the list of events at a token into rows.
#[inline(never)]
pub(super) fn events<'a>(
    list: &List<'_>,
    memo: &mut Memo<usize>,
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
    tokens.each(at, |at| {
        if tokens.kind(at) != b'{' {
            return Err(Odd);
        }
        let mut row = Row { kinds: &list.kinds, slots: rows.begin_row() };
        let next = match memo.whole(tokens, at + 1) {
            Some(stretch) => stretch.take(tokens, at + 1, &mut row)?,
            None => event(list, memo, tokens, at, &mut row)?,
        };
        rows.end_row();
        Ok(next)
    })
}

/// An event that is not written as the others are.
#[inline(never)]
fn event<'a>(
    list: &List<'_>,
    memo: &mut Memo<usize>,
    tokens: &Tokens<'a, '_>,
    at: u32,
    row: &mut Row<'_, '_, 'a>,
) -> Next {
    list.shape.object(tokens, at, memo, row)
}

/// The row of an event that is being read.
struct Row<'f, 'q, 'a> {
    kinds: &'f [Kind<'q>],
    slots: &'f mut [Slot<'a>],
}

impl<'a> Sink<'a> for Row<'_, '_, 'a> {
    type Use = usize;

    #[inline(always)]
    fn take(&mut self, slot: usize, tokens: &Tokens<'a, '_>, at: u32) -> Next {
        self.kinds[slot].take(tokens, at, &mut self.slots[slot])
    }
}
