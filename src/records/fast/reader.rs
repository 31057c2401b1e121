//! The fast reader of one record.

use std::sync::Arc;

use bumpalo::Bump;

use crate::eval::fast::{Declined, Facts, FastProgram};

use super::depth;
use super::events::RowMemory;
use super::layout::{LearnedLayout, Wanted, walk};
use super::record::{RecordValues, RecordVisitor, Use};
use super::scratch::{Scratch, ScratchPool};
use super::tokens::Tokens;
use crate::records::plain::{Node, Reader, RecordUse};
use crate::records::stream::CellRows;

/// Reads records into [`Facts`], one after the other. One is shared by all threads.
#[derive(Debug)]
pub struct FastReader {
    program: FastProgram,
    wanted: Wanted<Use>,
    values: RecordValues,
    pool: ScratchPool,
}

impl FastReader {
    /// A reader of what a compiled program needs; `None` if the plain one has to read.
    pub fn new(reader: &Arc<Reader>, program: FastProgram) -> Option<FastReader> {
        FastReader::of(&reader.tree, reader, program)
    }

    /// The same where each record comes with what a ledger keeps of the customer.
    pub fn of_kept(reader: &Arc<Reader>, program: FastProgram) -> Option<FastReader> {
        FastReader::of(&reader.kept_tree, reader, program)
    }

    fn of(
        tree: &Node<RecordUse>,
        reader: &Arc<Reader>,
        program: FastProgram,
    ) -> Option<FastReader> {
        if !depth::is_usual(reader.needs()) {
            return None;
        }
        let wanted = Use::wanted(tree, &program)?;
        let values = RecordValues::new(reader, &program)?;
        Some(FastReader { program, wanted, values, pool: ScratchPool::default() })
    }

    /// What reads the facts.
    pub fn program(&self) -> &FastProgram {
        &self.program
    }

    /// What one thread needs to read records. It is to be given back.
    pub(super) fn scratch(&self) -> Scratch {
        self.pool.take().unwrap_or_else(|| {
            let lists = self.values.lists.iter().map(|list| LearnedLayout::new(&list.wanted));
            let record = LearnedLayout::new(&self.wanted);
            Scratch::new(record, self.values.history.layout(), lists.collect())
        })
    }

    /// Takes back what a thread does not need any more.
    pub(super) fn give_back(&self, scratch: Scratch) {
        self.pool.put(scratch);
    }

    /// Reads one record: a JSON object in UTF-8, with only white space around it. It
    /// declines where the plain reader has to look at it, whether it is good or bad. Where rows of
    /// tables are read besides, it has none of its own.
    pub(super) fn read<'a>(
        &'a self,
        bytes: &'a [u8],
        has_rows: bool,
        texts: &'a Bump,
        scratch: &mut Scratch,
        facts: &mut Facts<'a>,
    ) -> Result<(), Declined> {
        let Scratch { index, record, given, lists, .. } = scratch;
        let marks = index.fill(bytes).map_err(|_| Declined)?;
        self.program.begin(facts);
        let tokens = Tokens::new(marks.text, index, marks.escapes, texts);
        if tokens.kind(0) != b'{' {
            return Err(Declined);
        }
        let values = &self.values;
        let mut visitor = RecordVisitor { values, facts, layouts: lists, given, has_rows };
        let end = walk::object(&self.wanted, &tokens, 0, record, &mut visitor)?;
        if tokens.place(end) as usize == bytes.len() { Ok(()) } else { Err(Declined) }
    }

    /// Reads the rows of tables that belong to a record that was read.
    pub(super) fn rows<'a>(
        &'a self,
        rows: CellRows<'a>,
        texts: &'a Bump,
        memory: &mut RowMemory,
        facts: &mut Facts<'a>,
    ) -> Result<(), Declined> {
        for group in rows.groups() {
            let list = self.values.lists.get(group.list).ok_or(Declined)?;
            memory.read(group, list, facts.list(group.list), texts)?;
        }
        rows.lists().for_each(|list| facts.list(list).finish());
        Ok(())
    }
}
