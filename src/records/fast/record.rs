//! What is taken of a record: its id, values for slots, lists of events.

use super::convert::{self, Kind};
use super::events::{self, List};
use super::layout::{LearnedLayout, Visitor, Wanted};
use super::tokens::{Next, Tokens};
use crate::eval::fast::{Declined, Facts, FastEvaluator};
use crate::plan::Needs;
use crate::records::plain::{Reader, RecordUse};
use crate::terms::Epoch;
use crate::values::time::Zone;

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

/// How the values of a record get into their slots.
#[derive(Debug)]
pub(super) struct RecordValues<'q> {
    reader: &'q Reader,
    fast: &'q FastEvaluator<'q>,
    /// By the slot that is filled.
    kinds: Vec<Kind<'q>>,
    /// By the slot of the list.
    pub lists: Vec<List<'q>>,
}

/// Fills facts from the values of a record.
pub(super) struct RecordVisitor<'f, 'q, 'a> {
    pub values: &'f RecordValues<'q>,
    pub facts: &'f mut Facts<'a>,
    /// How the events are written, by the slot of the list.
    pub layouts: &'f mut [LearnedLayout<usize>],
}

impl Use {
    /// All that is wanted of a record; `None` if the plain reader has to read.
    pub(super) fn wanted(reader: &Reader, fast: &FastEvaluator<'_>) -> Option<Wanted<Use>> {
        let layout = fast.layout();
        Wanted::of(&reader.tree, &|used| match used {
            RecordUse::Id => Use::Id,
            RecordUse::Given => Use::Given,
            RecordUse::Stage => Use::Slot(layout.stage()),
            RecordUse::StageSince => Use::Slot(layout.stage_since()),
            RecordUse::Tags => Use::Slot(layout.tags()),
            RecordUse::Field(slot) if fast.kept(slot).is_some() => Use::Set(slot),
            RecordUse::Field(slot) => Use::Slot(slot),
            RecordUse::List(slot) => Use::List(slot),
        })
    }
}

impl<'q> RecordValues<'q> {
    /// `None` if the plain reader has to read.
    pub(super) fn new(reader: &'q Reader, fast: &'q FastEvaluator<'q>) -> Option<RecordValues<'q>> {
        let lists = (0..reader.needs().lists.len()).map(|slot| List::new(slot, reader, fast));
        let lists = lists.collect::<Option<_>>()?;
        Some(RecordValues { reader, fast, kinds: kinds(reader, fast)?, lists })
    }
}

/// How the values are written that have slots.
fn kinds<'q>(reader: &'q Reader, fast: &'q FastEvaluator<'q>) -> Option<Vec<Kind<'q>>> {
    let (needs, layout): (&'q Needs, _) = (reader.needs(), fast.layout());
    let mut kinds = vec![Kind::Text; layout.a_let(0)];
    for (slot, field) in needs.fields.iter().enumerate() {
        kinds[slot] = Kind::of(&field.kind, needs, fast.words(slot))?;
    }
    kinds[layout.tags()] = Kind::Set { split: Some(","), words: fast.tags() };
    kinds[layout.stage()] = Kind::choice(&needs.stages);
    kinds[layout.stage_since()] = Kind::Date(Epoch::Iso, Zone::new(&needs.zone));
    Some(kinds)
}

impl<'a> Visitor<'a> for RecordVisitor<'_, '_, 'a> {
    type Use = Use;

    #[inline(always)]
    fn visit(&mut self, wanted: Use, tokens: &Tokens<'a, '_>, at: u32) -> Next {
        let (values, facts) = (self.values, &mut *self.facts);
        match wanted {
            Use::Slot(slot) => values.kinds[slot].take(tokens, at, facts.slot(slot)),
            Use::List(slot) => {
                let (list, layout) = (&values.lists[slot], &mut self.layouts[slot]);
                events::read(list, layout, facts.list(slot), tokens, at)
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

impl<'a> RecordVisitor<'_, '_, 'a> {
    /// A set whose words are kept.
    #[inline(never)]
    fn set(&mut self, slot: usize, tokens: &Tokens<'a, '_>, at: u32) -> Next {
        let (values, kind) = (self.values, &self.values.kinds[slot]);
        let set = values.fast.kept(slot).ok_or(Declined)?;
        kind.keep_words(tokens, at, self.facts.words(set))?;
        kind.take(tokens, at, self.facts.slot(slot))
    }

    /// The history, as the plain reader takes it: most customers have none, or a short one.
    #[inline(never)]
    fn given(&mut self, tokens: &Tokens<'a, '_>, at: u32) -> Next {
        let next = tokens.skip(at)?;
        let text = tokens.slice(tokens.place(at) as usize..tokens.place(next) as usize)?;
        for grant in self.values.reader.given(text).ok_or(Declined)? {
            self.facts.grant(grant);
        }
        Ok(next)
    }
}
