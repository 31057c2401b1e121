use super::convert;
use super::events;
use super::layout::Memo;
use super::layout::Sink;
use super::reader::FastReader;
use super::tokens::{Next, Tokens};
use crate::eval::fast::{Declined, Facts};

/// What a value of a record is wanted for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Use {
    Id,
    Given,
    /// To be put into a slot.
    Slot(usize),
    /// The same of a set whose words are kept too.
    Set(usize),
    /// By the slot of the list.
    List(usize),
}

/// Facts that are being filled from a record.
pub(super) struct Filling<'f, 'q, 'a> {
    pub reader: &'f FastReader<'q>,
    pub facts: &'f mut Facts<'a>,
    /// By the slot of the list.
    pub memos: &'f mut [Memo<usize>],
}

impl<'a> Sink<'a> for Filling<'_, '_, 'a> {
    type Use = Use;

    #[inline(always)]
    fn take(&mut self, wanted: Use, tokens: &Tokens<'a, '_>, at: u32) -> Next {
        let (reader, facts) = (self.reader, &mut *self.facts);
        match wanted {
            Use::Slot(slot) => reader.kinds[slot].take(tokens, at, facts.slot(slot)),
            Use::List(slot) => {
                let (list, memo) = (&reader.lists[slot], &mut self.memos[slot]);
                events::events(list, memo, facts.list(slot), tokens, at)
            }
            Use::Id => {
                let token = tokens.token(at);
                facts.id_is_number = token.kind != b'"';
                facts.id = convert::written(tokens, token)?.ok_or(Declined)?;
                Ok(at + 1)
            }
            Use::Set(slot) => self.set(slot, tokens, at),
            Use::Given => self.given(tokens, at),
        }
    }
}

impl<'a> Filling<'_, '_, 'a> {
    /// A set whose words are kept.
    #[inline(never)]
    fn set(&mut self, slot: usize, tokens: &Tokens<'a, '_>, at: u32) -> Next {
        let (reader, kind) = (self.reader, &self.reader.kinds[slot]);
        let set = reader.fast.kept(slot).ok_or(Declined)?;
        kind.keep_words(tokens, at, self.facts.words(set))?;
        kind.take(tokens, at, self.facts.slot(slot))
    }

    /// The history, as the plain reader takes it: most customers have none, or a short one.
    #[inline(never)]
    fn given(&mut self, tokens: &Tokens<'a, '_>, at: u32) -> Next {
        let reader = self.reader.reader;
        let next = tokens.skip(at)?;
        let text = tokens.slice(tokens.place(at) as usize..tokens.place(next) as usize)?;
        for grant in reader.given(text).ok_or(Declined)? {
            self.facts.grant(grant);
        }
        Ok(next)
    }
}
