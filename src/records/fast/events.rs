use super::convert::Kind;
use super::layout::Memo;
use super::layout::Stretch;
use super::layout::{Shape, Sink};
use super::tokens::{Next, Tokens};
use crate::eval::fast::{Declined, More, Rows};

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
    let mut at = at + 1;
    if tokens.kind(at) == b']' {
        return Ok(at + 1);
    }
    loop {
        let alike = memo.whole().map(|stretch| Alike::find(stretch, tokens, at));
        at = match alike {
            Some(alike) if alike.count > 0 => {
                let end = alike.take(list, rows, tokens)?;
                memo.passed(alike.count, 0);
                end
            }
            Some(_) | None => event(list, memo, rows, tokens, at)?,
        };
        match tokens.kind(at) {
            b',' => at += 1,
            b']' => return Ok(at + 1),
            _ => return Err(Declined),
        }
    }
}

/// Events that follow each other and are all written as those before.
struct Alike<'s> {
    stretch: &'s Stretch<usize>,
    first: u32,
    count: usize,
}

impl<'s> Alike<'s> {
    /// All that begin at a token, if any do.
    #[inline(always)]
    fn find(stretch: &'s Stretch<usize>, tokens: &Tokens<'_, '_>, first: u32) -> Alike<'s> {
        let mut alike = Alike { stretch, first, count: 0 };
        let mut at = first;
        while tokens.kind(at) == b'{' && stretch.is_at(tokens, at + 1) {
            alike.count += 1;
            at += alike.stride();
            if tokens.kind(at - 1) != b',' {
                break;
            }
        }
        alike
    }

    /// From one to the next it is so many tokens.
    #[inline(always)]
    fn stride(&self) -> u32 {
        // There is a brace before its members, and a comma behind them.
        self.stretch.length + 2
    }

    /// Takes what is wanted of them, slot by slot.
    #[inline(always)]
    fn take<'a>(&self, list: &List<'_>, rows: &mut Rows<'a>, tokens: &Tokens<'a, '_>) -> Next {
        let (members, stride) = (self.first + 1, self.stride());
        let behind = self.first + self.count as u32 * stride - 1;
        let mut more = rows.more(self.count);
        for (value, slot) in &self.stretch.wanted {
            list.kinds[*slot].take_each(tokens, members + value, stride, more.column(*slot))?;
        }
        more.end();
        Ok(behind)
    }
}

/// An event that is not written as those before.
#[inline(never)]
fn event<'a>(
    list: &List<'_>,
    memo: &mut Memo<usize>,
    rows: &mut Rows<'a>,
    tokens: &Tokens<'a, '_>,
    at: u32,
) -> Next {
    if tokens.kind(at) != b'{' {
        return Err(Declined);
    }
    let mut row = Row { kinds: &list.kinds, slots: rows.more(1) };
    let end = list.shape.object(tokens, at, memo, &mut row)?;
    row.slots.end();
    Ok(end)
}

/// The row of an event that is being read.
struct Row<'f, 'q, 'a> {
    kinds: &'f [Kind<'q>],
    slots: More<'f, 'a>,
}

impl<'a> Sink<'a> for Row<'_, '_, 'a> {
    type Use = usize;

    #[inline(always)]
    fn take(&mut self, slot: usize, tokens: &Tokens<'a, '_>, at: u32) -> Next {
        let column = self.slots.column(slot).first_mut();
        self.kinds[slot].take(tokens, at, column.ok_or(Declined)?)
    }
}
