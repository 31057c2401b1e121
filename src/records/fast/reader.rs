//! Reading for the fast path: over tokens whose places are known, into whole numbers in slots.
//! What a record needs is judged as the plain reader judges it; where anything is out of the
//! ordinary, the plain reader looks at the record.

use crate::eval::fast::{Declined, Facts, FastEvaluator, Rows};
use crate::plan::Needs;
use crate::terms::Epoch;
use crate::values::time::Zone;

use super::convert::Kind;
use super::depth;
use super::events::List;
use super::layout::Shape;
use super::record::{Filling, Use};
use super::scratch::{Kit, Kits};
use super::tokens::Tokens;
use crate::records::plain::{EventUse, Reader, RecordUse};

/// Reads records into [`Facts`], one after the other. One is shared by all threads.
#[derive(Debug)]
pub struct FastReader<'q> {
    pub(super) reader: &'q Reader,
    pub(super) fast: &'q FastEvaluator<'q>,
    pub(super) shape: Shape<Use>,
    /// By the slot that is filled.
    pub(super) kinds: Vec<Kind<'q>>,
    /// By the slot of the list.
    pub(super) lists: Vec<List<'q>>,
    pub(super) kits: Kits,
}

impl<'q> FastReader<'q> {
    /// A reader of what the fast path needs; `None` where the plain one has to read.
    pub fn new(reader: &'q Reader, fast: &'q FastEvaluator<'q>) -> Option<FastReader<'q>> {
        let needs = reader.needs();
        if !depth::is_usual(needs) {
            return None;
        }
        let layout = fast.layout();
        let shape = Shape::of(&reader.tree, &|used| match used {
            RecordUse::Id => Use::Id,
            RecordUse::Given => Use::Given,
            RecordUse::Stage => Use::Slot(layout.stage()),
            RecordUse::StageSince => Use::Slot(layout.stage_since()),
            RecordUse::Tags => Use::Slot(layout.tags()),
            RecordUse::Field(slot) if fast.kept(slot).is_some() => Use::Set(slot),
            RecordUse::Field(slot) => Use::Slot(slot),
            RecordUse::List(slot) => Use::List(slot),
        })?;
        let lists = (0..needs.lists.len()).map(|slot| list(slot, reader, fast));
        let lists = lists.collect::<Option<_>>()?;
        let kinds = kinds(reader, fast)?;
        Some(FastReader { shape, kinds, lists, kits: Kits::default(), reader, fast })
    }

    /// Reads one record: a JSON object in UTF-8, with nothing but white space around it. The
    /// kit is used from record to record. It is odd where the plain reader has to
    /// look at it, be it good or bad.
    pub(super) fn read<'a>(
        &self,
        bytes: &'a [u8],
        kit: &mut Kit,
        facts: &mut Facts<'a>,
    ) -> Result<(), Declined>
    where
        'q: 'a,
    {
        let Kit { index, record, lists } = kit;
        let marks = index.fill(bytes).map_err(|_| Declined)?;
        self.fast.begin(facts);
        let tokens = Tokens::new(marks.text, index, marks.escapes);
        if tokens.kind(0) != b'{' {
            return Err(Declined);
        }
        let mut filling = Filling { reader: self, facts, memos: lists };
        let end = self.shape.object(&tokens, 0, record, &mut filling)?;
        if tokens.place(end) as usize == bytes.len() { Ok(()) } else { Err(Declined) }
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

fn list<'q>(slot: usize, reader: &'q Reader, fast: &'q FastEvaluator<'q>) -> Option<List<'q>> {
    let needs: &'q Needs = reader.needs();
    let need = &needs.lists[slot];
    let attributes = need.attributes.len();
    let shape = Shape::of(&reader.events[slot], &|used| match used {
        EventUse::At => Rows::AT,
        EventUse::Attribute(attribute) => Rows::attribute(attribute),
        EventUse::Key => Rows::attribute(attributes),
    })?;
    let mut kinds = vec![Kind::Date(need.at_kind, Zone::new(&needs.zone))];
    for (attribute, need) in need.attributes.iter().enumerate() {
        kinds.push(Kind::of(&need.kind, needs, fast.attribute_words(slot, attribute))?);
    }
    if need.key.is_some() {
        kinds.push(Kind::Text);
    }
    Some(List { shape, kinds })
}
