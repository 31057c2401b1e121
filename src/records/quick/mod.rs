//! Reading for the quick path: over tokens whose places are known, into whole numbers in slots.
//! What a record needs is judged as the plain reader judges it; where anything is out of the
//! ordinary, the plain reader looks at the record.

mod depth;
mod events;
mod key;
mod kind;
mod kits;
mod memo;
mod quickly;
mod shape;
mod sink;
mod stretch;
mod tokens;

pub use quickly::Quickly;

use crate::eval::quick::{Facts, Odd, Quick};
use crate::plan::Needs;
use crate::values::Names;

use super::draft::RecordUse;
use super::reader::Reader;
use events::List;
use kind::Kind;
use kits::{Kit, Kits};
use shape::Shape;
use sink::Filling;
use tokens::Tokens;

/// Reads records into [`Facts`], one after the other. One is shared by all threads.
#[derive(Debug)]
pub struct QuickReader<'q> {
    reader: &'q Reader,
    quick: &'q Quick<'q>,
    shape: Shape<RecordUse>,
    stages: Names,
    /// By the slot of the field.
    fields: Vec<Kind<'q>>,
    /// By the slot of the list.
    lists: Vec<List<'q>>,
    kits: Kits,
}

impl<'q> QuickReader<'q> {
    /// A reader of what the quick path needs; `None` where the plain one has to read.
    pub fn new(reader: &'q Reader, quick: &'q Quick<'q>) -> Option<QuickReader<'q>> {
        let needs = reader.needs();
        if !depth::is_usual(needs) {
            return None;
        }
        let fields = needs.fields.iter().enumerate();
        let fields = fields.map(|(slot, field)| Kind::of(&field.kind, needs, quick.words(slot)));
        let lists = (0..needs.lists.len()).map(|slot| list(slot, reader, quick));
        Some(QuickReader {
            shape: Shape::of(&reader.tree)?,
            stages: Names::new(needs.stages.iter().map(String::as_str)),
            fields: fields.collect::<Option<_>>()?,
            lists: lists.collect::<Option<_>>()?,
            kits: Kits::default(),
            reader,
            quick,
        })
    }

    /// Reads one record: a JSON object in UTF-8, with nothing but white space around it. The
    /// kit is used from record to record. It is odd where the plain reader has to
    /// look at it, be it good or bad.
    fn read<'a>(&self, bytes: &'a [u8], kit: &mut Kit, facts: &mut Facts<'a>) -> Result<(), Odd>
    where
        'q: 'a,
    {
        let Kit { index, record, lists } = kit;
        let marks = index.fill(bytes).map_err(|_| Odd)?;
        self.quick.begin(facts);
        let tokens = Tokens::new(marks.text, index, marks.escapes);
        if tokens.kind(0) != b'{' {
            return Err(Odd);
        }
        let mut filling = Filling { reader: self, facts, memos: lists };
        let end = self.shape.object(&tokens, 0, record, &mut filling)?;
        if tokens.place(end) == bytes.len() { Ok(()) } else { Err(Odd) }
    }
}

fn list<'q>(slot: usize, reader: &'q Reader, quick: &'q Quick<'q>) -> Option<List<'q>> {
    let needs: &'q Needs = reader.needs();
    let need = &needs.lists[slot];
    let attributes = need.attributes.iter().enumerate().map(|(attribute, need)| {
        Kind::of(&need.kind, needs, quick.attribute_words(slot, attribute))
    });
    Some(List {
        shape: Shape::of(&reader.events[slot])?,
        at_kind: need.at_kind,
        zone: &needs.zone,
        attributes: attributes.collect::<Option<_>>()?,
    })
}
