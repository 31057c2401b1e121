//! A record in the making.

use std::borrow::Cow;

use crate::eval::{Events, Id, Record, TagSources};
use crate::plan::Needs;
use crate::terms::FieldType;
use crate::values::{Path, folded_cow};

use super::convert::{self, Context, Declared};
use super::events::{self, EventUse};
use super::gift_entry::GiftLists;
use super::grants;
use super::kept::is_kept;
use super::owed;
use super::tree::Node;
use super::visitor::Visitor;
use super::walk_fault::WalkFault;
use crate::records::fault::{Fault, FaultKind};
use crate::records::json::{Found, Scanner};
use crate::records::other_ids::OtherIds;

/// What a value of a record is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::records) enum RecordUse {
    Id,
    Stage,
    /// The stage that the record itself says, where a ledger has it too. The plain reader takes it with the
    /// rest of what is not read then.
    OwnStage,
    StageSince,
    Tags,
    /// Tags that a ledger has of rules. The plain reader takes them with those that rules have taken away.
    RuleTags,
    Given,
    /// What a ledger assumes that was given.
    Assumed,
    Owed,
    /// By the slot of the field.
    Field(usize),
    /// By the slot of the list.
    List(usize),
}

impl RecordUse {
    /// Whether it is kept as a text, so that a spreadsheet may have marked it as one.
    pub(crate) fn is_text(self, needs: &Needs) -> bool {
        match self {
            RecordUse::Id => true,
            RecordUse::Field(slot) => matches!(needs.fields[slot].kind, FieldType::Text { .. }),
            RecordUse::Stage
            | RecordUse::OwnStage
            | RecordUse::StageSince
            | RecordUse::Tags
            | RecordUse::Given
            | RecordUse::RuleTags
            | RecordUse::Assumed
            | RecordUse::Owed
            | RecordUse::List(_) => false,
        }
    }

    /// Whether a cell of a CSV row holds JSON for it.
    pub(crate) fn takes_brackets(self, needs: &Needs) -> bool {
        match self {
            RecordUse::Id | RecordUse::Stage | RecordUse::OwnStage | RecordUse::StageSince => false,
            RecordUse::Tags
            | RecordUse::Given
            | RecordUse::RuleTags
            | RecordUse::Assumed
            | RecordUse::Owed
            | RecordUse::List(_) => true,
            RecordUse::Field(slot) => needs.fields[slot].kind.may_be_array(),
        }
    }
}

/// A record in the making.
pub(in crate::records) struct Draft<'n, 'a> {
    needs: &'n Needs,
    /// What is needed of the events of each list, by its slot.
    events: &'n [Node<EventUse>],
    gifts: &'n GiftLists,
    other_ids: &'n OtherIds,
    context: Context<'n>,
    id: Option<Id<'a>>,
    /// Whether a ledger keeps what the rules did to this customer.
    is_kept: bool,
    /// All but the id, which is put in at the end.
    record: Record<'a>,
}

impl<'n, 'a> Draft<'n, 'a> {
    pub(super) fn new(
        needs: &'n Needs,
        events: &'n [Node<EventUse>],
        gifts: &'n GiftLists,
        other_ids: &'n OtherIds,
    ) -> Draft<'n, 'a> {
        let record = Record {
            id: Id { text: "".into(), is_number: false },
            stage: None,
            own_stage: None,
            stage_since: None,
            tags: Vec::new(),
            tag_sources: None,
            given: Vec::new(),
            assumed: Vec::new(),
            owed: Vec::new(),
            fields: needs.fields.iter().map(|_| None).collect(),
            defaulted: Vec::new(),
            lists: needs.lists.iter().map(|_| None).collect(),
            arms: Vec::new(),
        };
        let context = Context::new(needs);
        Draft { needs, events, gifts, other_ids, context, id: None, is_kept: false, record }
    }

    /// The same of a customer whom a ledger knows: what that keeps of them is not taken from the record.
    pub(super) fn kept(self) -> Draft<'n, 'a> {
        Draft { is_kept: true, ..self }
    }

    /// Adds the tags that rules have set, and leaves out those that they have taken away.
    pub(super) fn tag(&mut self, tags: Vec<Cow<'a, str>>, untags: Vec<Cow<'a, str>>) {
        let own = std::mem::take(&mut self.record.tags);
        let all = &mut self.record.tags;
        all.extend(own.iter().filter(|tag| !untags.contains(tag)).cloned());
        for tag in &tags {
            if !all.contains(tag) {
                all.push(tag.clone());
            }
        }
        let sources = TagSources { record: own, rules: tags, taken: untags };
        self.record.tag_sources = Some(Box::new(sources));
    }

    /// Whose record it is.
    pub(crate) fn into_id(self) -> Option<Id<'a>> {
        self.id
    }

    /// The path of a list that is made of rows, if the record has one of its own.
    pub(crate) fn own_rows(&self, slot: usize) -> Option<&Path> {
        self.record.lists[slot].as_ref().map(|_| &self.needs.lists[slot].path)
    }

    /// The record, once everything in it was met: with its defaults, and nothing required missing.
    pub(crate) fn finish(self) -> Result<Record<'a>, Fault> {
        let needs = self.needs;
        let mut record = self.record;
        let Some(id) = self.id else {
            return Err(missing(FaultKind::NoId, &needs.id, "the record has no id"));
        };
        record.id = id;
        let kept = record.stage.map(|stage| &*needs.stages[stage]);
        record.own_stage = record.own_stage.filter(|own| kept != Some(own));
        for (slot, (value, need)) in record.fields.iter_mut().zip(&needs.fields).enumerate() {
            if value.is_none() && need.default.is_some() {
                *value = need.default.clone();
                record.defaulted.push(slot);
            }
            if value.is_none() && need.required {
                let message = format!("{} is required but missing", need.name);
                return Err(missing(FaultKind::Missing, &need.path, &message));
            }
        }
        for (events, need) in record.lists.iter_mut().zip(&needs.lists) {
            if events.is_none() && need.table.is_some() {
                *events = Some(Events::none(need.attributes.len()));
            }
            if events.is_none() && need.required {
                let message = format!("{} are required but missing", need.name);
                return Err(missing(FaultKind::Missing, &need.path, &message));
            }
        }
        Ok(record)
    }
}

#[cold]
fn missing(kind: FaultKind, path: &Path, message: &str) -> Fault {
    Fault { path: Some(path.to_string()), ..Fault::whole(kind, message) }
}

impl<'a> Visitor<'a> for Draft<'_, 'a> {
    type Use = RecordUse;

    #[inline]
    fn visit(
        &mut self,
        wanted: RecordUse,
        found: Found<'a>,
        scanner: &mut Scanner<'a>,
    ) -> Result<(), WalkFault> {
        if self.is_kept && is_kept(wanted) {
            if wanted == RecordUse::Stage {
                self.record.own_stage = convert::own_stage(self.context.said(found));
            }
            if matches!(found, Found::List | Found::Object) {
                scanner.skip()?;
            }
            return Ok(());
        }
        self.take(wanted, found, scanner)
    }
}

impl<'a> Draft<'_, 'a> {
    /// Takes a value that was found.
    #[inline]
    pub(super) fn take(
        &mut self,
        wanted: RecordUse,
        found: Found<'a>,
        scanner: &mut Scanner<'a>,
    ) -> Result<(), WalkFault> {
        let needs = self.needs;
        let (at, said) = (scanner.at(), self.context.said(found));
        let here = |fault: Fault| WalkFault::from(fault.at(at));
        match wanted {
            RecordUse::Id => {
                let mut id = convert::id(found, said).map_err(here)?;
                if needs.id_ignores_case {
                    id.text = folded_cow(id.text);
                }
                self.id = Some(self.other_ids.resolved(id));
            }
            RecordUse::Stage => {
                self.record.stage = convert::stage(said, &needs.stages).map_err(here)?;
            }
            RecordUse::StageSince => {
                let (dates, zone) = (&needs.forms.dates, &needs.zone);
                let since = convert::text_date(said, dates, Declared::Nowhere, zone);
                self.record.stage_since = since.map_err(here)?;
            }
            RecordUse::Tags => {
                let tags = convert::texts(said, Some(","), scanner)?;
                self.record.tags = tags.unwrap_or_default();
            }
            RecordUse::RuleTags | RecordUse::OwnStage => {
                if matches!(found, Found::List | Found::Object) {
                    scanner.skip()?;
                }
            }
            RecordUse::Given => {
                let (given, context) = (&self.gifts.given, self.context);
                self.record.given = grants::grants(needs, given, said, scanner, context)?;
            }
            RecordUse::Assumed => {
                let (given, context) = (&self.gifts.given, self.context);
                self.record.assumed = grants::grants(needs, given, said, scanner, context)?;
            }
            RecordUse::Owed => {
                if let Some(need) = &needs.owed {
                    let (owed, context) = (&self.gifts.owed, self.context);
                    self.record.owed = owed::owed(need, needs, owed, said, scanner, context)?;
                }
            }
            RecordUse::Field(slot) => {
                let kind = &needs.fields[slot].kind;
                self.record.fields[slot] = convert::value(kind, said, scanner, self.context)?;
            }
            RecordUse::List(slot) => {
                let (need, tree) = (&needs.lists[slot], &self.events[slot]);
                self.record.lists[slot] = events::events(need, tree, said, scanner, self.context)?;
            }
        }
        Ok(())
    }
}
