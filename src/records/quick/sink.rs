use super::kind::{self, date, place, set};
use super::memo::Memo;
use super::shape::Sink;
use super::tokens::{Next, Token, Tokens};
use super::{QuickReader, events};
use crate::eval::quick::{Facts, Odd};
use crate::plan::DateKind;
use crate::records::convert::Context;
use crate::records::draft::RecordUse;
use crate::records::events::EventUse;
use crate::records::grants;
use crate::records::json::Scanner;

/// Facts that are being filled from a record.
pub(super) struct Filling<'f, 'q, 'a> {
    pub reader: &'f QuickReader<'q>,
    pub facts: &'f mut Facts<'a>,
    /// By the slot of the list.
    pub memos: &'f mut [Memo<EventUse>],
}

impl<'a> Sink<'a> for Filling<'_, '_, 'a> {
    type Use = RecordUse;

    #[inline(always)]
    fn take(&mut self, wanted: RecordUse, tokens: &Tokens<'a, '_>, token: Token) -> Next {
        let (needs, facts) = (self.reader.reader.needs(), &mut *self.facts);
        match wanted {
            RecordUse::Id => {
                facts.id_is_number = token.kind != b'"';
                facts.id = kind::text(tokens, token)?.ok_or(Odd)?;
            }
            RecordUse::Stage => facts.stage = place(&self.reader.stages, tokens, token)?,
            RecordUse::StageSince => {
                facts.stage_since = date(DateKind::Iso, &needs.zone, tokens, token)?;
            }
            RecordUse::Tags => {
                let tags = self.reader.quick.tags();
                return set(Some(","), tags, tokens, token, |bits| facts.set_tags(bits));
            }
            RecordUse::Given => return self.given(tokens, token),
            RecordUse::Field(slot) => {
                return self.reader.fields[slot]
                    .take(tokens, token, |value| facts.set(slot, value));
            }
            RecordUse::List(slot) => {
                let (list, memo) = (&self.reader.lists[slot], &mut self.memos[slot]);
                return events::events(list, memo, facts.list(slot), tokens, token);
            }
        }
        Ok(token.at + 1)
    }
}

impl<'a> Filling<'_, '_, 'a> {
    /// The history, as the plain reader takes it: most customers have none, or a short one.
    #[inline(never)]
    fn given(&mut self, tokens: &Tokens<'a, '_>, token: Token) -> Next {
        let reader = self.reader.reader;
        let next = tokens.skip(token)?;
        let mut scanner = Scanner::new(tokens.slice(token.start..tokens.place(next))?);
        let found = scanner.found().map_err(|_| Odd)?;
        let (needs, context) = (reader.needs(), Context::new(reader.needs()));
        let grants = grants::grants(&needs.gifts, &reader.grants, found, &mut scanner, context);
        for grant in grants.map_err(|_| Odd)? {
            self.facts.grant(grant);
        }
        Ok(next)
    }
}
