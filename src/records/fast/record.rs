//! What is taken of a record: its id, values for slots, lists of events.

use std::sync::Arc;

use super::convert::{self, Kind};
use super::events::{self, List};
use super::history::History;
use super::layout::{LearnedLayout, Visitor, Wanted};
use super::tokens::{Next, Tokens};
use crate::eval::fast::{Declined, Facts, FastProgram, Slot};
use crate::plan::Grant;
use crate::records::plain::{EntryUse, Node, Reader, RecordUse};
use crate::terms::DateForm;

/// What a value of a record is wanted for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Use {
    Id,
    Given,
    Assumed,
    Owed,
    /// The stage that the record itself says, where a ledger has it too, as what is in a slot is written.
    OwnStage(usize),
    /// Tags that rules have set, to be added to those of the record, which come before them.
    RuleTags(usize),
    /// To be put into a slot.
    Slot(usize),
    /// The same of a set whose words are kept too, in the place that comes second.
    Set(usize, usize),
    /// By the slot of the list.
    List(usize),
}

/// How the values of a record get into their slots.
#[derive(Debug)]
pub(super) struct RecordValues {
    reader: Arc<Reader>,
    /// By the slot that is filled.
    kinds: Vec<Kind>,
    /// By the slot of the list.
    pub lists: Vec<List>,
    pub history: History,
}

/// Fills facts from the values of a record.
pub(super) struct RecordVisitor<'f, 'a> {
    pub values: &'f RecordValues,
    pub facts: &'f mut Facts<'a>,
    /// How the events are written, by the slot of the list.
    pub layouts: &'f mut [LearnedLayout<usize>],
    /// How what was given is written.
    pub given: &'f mut LearnedLayout<EntryUse>,
    /// The rows of tables are read besides, so that the record has none of its own.
    pub has_rows: bool,
}

impl Use {
    /// All of a tree that is wanted of a record; `None` if the plain reader has to read.
    pub(super) fn wanted(tree: &Node<RecordUse>, program: &FastProgram) -> Option<Wanted<Use>> {
        let map = program.map();
        Wanted::of(tree, &|used| match used {
            RecordUse::Id => Use::Id,
            RecordUse::Given => Use::Given,
            RecordUse::Assumed => Use::Assumed,
            RecordUse::Owed => Use::Owed,
            RecordUse::Stage => Use::Slot(map.stage()),
            RecordUse::OwnStage => Use::OwnStage(map.stage()),
            RecordUse::StageSince => Use::Slot(map.stage_since()),
            RecordUse::Tags => Use::Slot(map.tags()),
            RecordUse::RuleTags => Use::RuleTags(map.tags()),
            RecordUse::Field(slot) => match program.kept(slot) {
                Some(kept) => Use::Set(slot, kept),
                None => Use::Slot(slot),
            },
            RecordUse::List(slot) => Use::List(slot),
        })
    }
}

impl RecordValues {
    /// `None` if the plain reader has to read.
    pub(super) fn new(reader: &Arc<Reader>, program: &FastProgram) -> Option<RecordValues> {
        let lists = (0..reader.needs().lists.len()).map(|slot| List::new(slot, reader, program));
        let (lists, kinds) = (lists.collect::<Option<_>>()?, kinds(reader, program)?);
        let history = History::new(reader)?;
        Some(RecordValues { reader: Arc::clone(reader), kinds, lists, history })
    }
}

/// How the values are written that have slots.
fn kinds(reader: &Reader, program: &FastProgram) -> Option<Vec<Kind>> {
    let (needs, map) = (reader.needs(), program.map());
    let mut kinds = vec![Kind::Text; map.a_let(0)];
    for (slot, field) in needs.fields.iter().enumerate() {
        kinds[slot] = Kind::of(&field.kind, needs, program.words(slot))?;
    }
    let (split, words) = (Some(Box::from(",")), Arc::clone(program.tags()));
    kinds[map.tags()] = Kind::Set { split, folds: false, words }.or_missing(&needs.forms);
    kinds[map.stage()] = Kind::choice(&needs.stages).or_missing(&needs.forms);
    let dates = DateForm::Text(Arc::clone(&needs.forms.dates));
    kinds[map.stage_since()] = Kind::date(&dates, needs);
    Some(kinds)
}

impl<'a> Visitor<'a> for RecordVisitor<'_, 'a> {
    type Use = Use;

    #[inline(always)]
    fn visit(&mut self, wanted: Use, tokens: &Tokens<'a, '_>, at: u32) -> Next {
        let (values, facts) = (self.values, &mut *self.facts);
        match wanted {
            Use::Slot(slot) => values.kinds[slot].take(tokens, at, facts.slot(slot)),
            Use::List(slot) => {
                let (list, layout) = (&values.lists[slot], &mut self.layouts[slot]);
                if self.has_rows && list.of_table {
                    return Err(Declined);
                }
                events::read(list, layout, facts.list(slot), tokens, at)
            }
            Use::Id => {
                let (token, forms) = (tokens.token(at), &values.reader.needs().forms);
                if !forms.missing.is_empty() && convert::is_missing(forms, tokens, at)? {
                    return Err(Declined);
                }
                facts.id_is_number = token.kind != b'"';
                let id = convert::written(tokens, token)?.ok_or(Declined)?;
                let folds = values.reader.needs().id_ignores_case;
                facts.id = if folds { tokens.folded(id)? } else { id };
                // By whose own id the customer is decided, the plain reader says.
                if values.reader.other_ids().own(facts.id).is_some() {
                    return Err(Declined);
                }
                Ok(at + 1)
            }
            Use::RuleTags(slot) => {
                let mut of_rules = Slot::Whole(0);
                let next = values.kinds[slot].take(tokens, at, &mut of_rules)?;
                match (facts.slot(slot), of_rules) {
                    (Slot::Whole(tags), Slot::Whole(of_rules)) => *tags |= of_rules,
                    _ => return Err(Declined),
                }
                Ok(next)
            }
            Use::Set(slot, kept) => self.set(slot, kept, tokens, at),
            Use::Given => self.given(tokens, at, Facts::grant),
            Use::Assumed => self.given(tokens, at, Facts::assume),
            Use::Owed => owed(tokens, at),
            Use::OwnStage(slot) => own_stage(&values.kinds[slot], tokens, at, &mut facts.own_stage),
        }
    }
}

/// Most customers are owed nothing; the plain path decides those who are.
#[inline(never)]
fn owed(tokens: &Tokens<'_, '_>, at: u32) -> Next {
    let next = tokens.skip(at)?;
    let text = tokens.slice(tokens.place(at) as usize..tokens.place(next) as usize)?;
    let text = text.trim_end_matches([',', '}', ' ', '\n', '\r', '\t']);
    if text == "null" || text == "[]" { Ok(next) } else { Err(Declined) }
}

/// A stage that need not be one of the rules.
#[inline(never)]
fn own_stage<'a>(kind: &Kind, tokens: &Tokens<'a, '_>, at: u32, own: &mut Slot<'a>) -> Next {
    if let Ok(next) = kind.take(tokens, at, own) {
        return Ok(next);
    }
    // Whether a text that begins with a space says anything, or what else is there, the plain reader says.
    let token = tokens.token(at);
    let range = if token.kind == b'"' { tokens.inside(token)? } else { 0..0 };
    if range.is_empty() || tokens.whole()[range.start] <= b' ' {
        return Err(Declined);
    }
    *own = Slot::Nothing;
    tokens.skip(at)
}

impl<'a> RecordVisitor<'_, 'a> {
    /// A set whose words are kept.
    #[inline(never)]
    fn set(&mut self, slot: usize, kept: usize, tokens: &Tokens<'a, '_>, at: u32) -> Next {
        let kind = &self.values.kinds[slot];
        kind.keep_words(tokens, at, self.facts.words(kept))?;
        kind.take(tokens, at, self.facts.slot(slot))
    }

    /// A history. What is not a list, such as null, is as the plain reader takes it.
    #[inline(always)]
    fn given(
        &mut self,
        tokens: &Tokens<'a, '_>,
        at: u32,
        take: impl Fn(&mut Facts<'a>, Grant),
    ) -> Next {
        let RecordVisitor { values, facts, given, .. } = self;
        if tokens.kind(at) == b'[' {
            let take = |grant| take(facts, grant);
            return values.history.read(&values.reader, given, tokens, at, take);
        }
        let next = tokens.skip(at)?;
        let text = tokens.slice(tokens.place(at) as usize..tokens.place(next) as usize)?;
        let none = values.reader.given(text).ok_or(Declined)?;
        none.into_iter().for_each(|grant| take(facts, grant));
        Ok(next)
    }
}
