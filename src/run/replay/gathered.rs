//! The customers of a chunk, each read once.

use std::sync::atomic::{AtomicBool, Ordering};

use super::Replay;
use super::person::Person;
use super::texts::Texts;
use crate::problems::register::{OPEN_QUOTE, TOO_LONG};
use crate::records::{Chunk, Entry, Written};
use crate::run::ids::{Batch, Repeat};
use crate::run::repeats::Repeats;
use crate::run::witness::{Sight, Watch};
use crate::run::{Fault, Rejected};

/// Reads the customers of an input.
pub(super) struct Gatherer<'a, 'r> {
    pub replay: &'r Replay,
    /// The name of the input.
    pub input: &'a str,
    /// Which of the inputs it is.
    pub number: usize,
    /// What was seen when tables were joined, if there are some.
    pub watch: Option<&'a Watch<'a>>,
    /// No record that is written may be longer.
    pub max_record: usize,
    /// Set where a record may have hidden others.
    pub hidden: AtomicBool,
}

/// One stretch of a chunk.
pub(super) enum Item<'c> {
    /// What is between records, or a header, if records are written.
    Between(Vec<u8>),
    /// A customer.
    Person(Box<Person<'c>>),
    /// A record that was rejected, and how it is written.
    Refused(Box<Rejected<'c>>, Vec<u8>),
}

/// The texts of a chunk, if they are wanted.
pub(super) type ChunkTexts<'r> = Result<Option<Texts<'r>>, Fault>;

/// How far the reading of a chunk has come.
struct Gathering<'c, 's> {
    gatherer: &'c Gatherer<'c, 'c>,
    texts: Option<&'s Texts<'c>>,
    /// Why no record of the chunk can be written.
    wrong: Option<&'s Fault>,
    sight: Option<&'s Sight>,
    repeats: Repeats<'s>,
    /// How many records came before.
    place: usize,
    ids: Batch,
}

impl<'r> Gatherer<'_, 'r> {
    /// Compares a chunk with what was seen before.
    pub(super) fn sight(&self, chunk: &Chunk<'_>) -> Option<Sight> {
        self.watch.map(|watch| watch.look(chunk)).filter(Sight::has_strangers)
    }

    /// What writes the records of a chunk.
    pub(super) fn texts(&self, chunk: &Chunk<'_>) -> ChunkTexts<'r> {
        let Replay { paths, wish, .. } = self.replay;
        let plan = paths.evaluator.plan();
        let texts = || Texts::new(plan, &paths.reader, chunk, wish.start_empty, self.max_record);
        wish.update.then(texts).transpose()
    }

    /// Hands all of a chunk to `each`, and yields the ids in it.
    pub(super) fn gather<'c>(
        &'c self,
        chunk: &'c Chunk<'c>,
        texts: &ChunkTexts<'c>,
        (sight, repeats): (Option<&Sight>, &[Repeat]),
        mut each: impl FnMut(Item<'c>),
    ) -> Batch {
        let mut gathering = Gathering {
            gatherer: self,
            texts: texts.as_ref().ok().and_then(Option::as_ref),
            wrong: texts.as_ref().err(),
            sight,
            repeats: Repeats::new(repeats),
            place: 0,
            ids: Batch::new(self.number, chunk.count()),
        };
        // What is between the records matters only where they are written.
        if !self.replay.wish.update {
            chunk.written().for_each(|written| each(gathering.item(&written)));
            return gathering.ids;
        }
        for entry in chunk.entries() {
            each(match entry {
                Entry::Between(bytes) => Item::Between(bytes.to_vec()),
                Entry::Header(raw) => Item::Between(match gathering.texts {
                    Some(texts) => texts.header(raw),
                    None => raw.to_vec(),
                }),
                Entry::Record(written) => gathering.item(&written),
            });
        }
        gathering.ids
    }
}

impl<'c> Gathering<'c, '_> {
    /// Reads a record, and notes the id if there is one.
    fn item(&mut self, written: &Written<'c>) -> Item<'c> {
        let (at, input) = (self.place, self.gatherer.input);
        self.place += 1;
        if let Some(repeat) = self.repeats.at(at) {
            let path = &self.gatherer.replay.paths.reader.needs().id;
            return self.refuse(Rejected::repeat(input, written, repeat, path));
        }
        if self.sight.is_some_and(|sight| sight.is_strange(at)) {
            return self.refuse(Rejected::changed(input, written));
        }
        if let Some(fault) = self.wrong {
            return self.refuse(Rejected::whole(input, written, fault.clone()));
        }
        match written.read() {
            Ok(record) => {
                self.ids.add(at, &record.id.text, written.line, false);
                Item::Person(Box::new(Person::new(record, written, self.texts)))
            }
            Err(faulty) => {
                if let Some(id) = written.id() {
                    self.ids.add(at, &id.text, written.line, false);
                }
                self.refuse(Rejected::unread(input, written, faulty))
            }
        }
    }

    fn refuse(&self, rejected: Rejected<'c>) -> Item<'c> {
        if rejected.fault.code == OPEN_QUOTE {
            self.gatherer.hidden.store(true, Ordering::Relaxed);
        }
        // Of a record that is too long, this is only the beginning.
        let text = match (self.texts, rejected.fault.code == TOO_LONG) {
            (Some(texts), false) => texts.begin(rejected.raw),
            (Some(_), true) | (None, _) => rejected.raw.to_vec(),
        };
        Item::Refused(Box::new(rejected), text)
    }
}
