//! Rows of tables, found again in the order of the customers.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::io;
use std::sync::Arc;

use super::entry::{Entries, OwnedEntry};
use super::fault::{AllFaultyRows, read_fault};
use super::file::TableFile;
use super::parts::{Part, Parts, SharedFile};
use super::resolve::Owned;
use super::room::Room;
use super::shares::Shares;
use super::strays::Strays;
use crate::plan::{ListNeed, Needs};
use crate::records::{
    ChunkRows, LedgerRow, MOST_ROWS, Refusal, RowBlock, RowFile, RowPlace, Rows, TableList,
};
use crate::run::Rejected;
use crate::run::parts::Identity;
use crate::run::witness::Witness;
use crate::values::{Path, Step};

/// A part with more bytes than this is split before it is read.
const LARGE: u64 = 32 << 20;

/// The rows of all customers of some inputs.
pub struct Joined {
    pub(super) lists: Arc<[TableList]>,
    /// The slot of the list that a ledger is, if there is one.
    ledger: Option<usize>,
    row_files: Arc<[RowFile]>,
    files: Vec<TableFile>,
    /// By input, the number of its first customer; and then how many there are in all.
    bases: Vec<u64>,
    spans: Vec<Span>,
    /// By input, the records that the rows belong to.
    pub(in crate::run) seen: Arc<[Witness]>,
    /// The records of customers who have more than one id and are here by another record, in order.
    surplus: Arc<[u64]>,
    any_id: bool,
    strays: Vec<Strays>,
    empty: Vec<(String, String)>,
    /// By table, how many rows there are.
    counts: BTreeMap<String, u64>,
    faults: AllFaultyRows,
    /// How many rows cannot be read, and are nobody's as far as is known.
    unread: u64,
}

/// The rows of some customers who follow each other.
struct Span {
    first: u64,
    end: u64,
    part: Part,
    file: Arc<SharedFile>,
}

/// A row with its customer and its place among all rows.
struct Found {
    owner: u64,
    place: u64,
    row: RowPlace,
}

/// What is known of the customers and tables when their rows are found.
pub(super) struct Known {
    pub bases: Vec<u64>,
    pub count: u64,
    pub any_id: bool,
    pub seen: Vec<Witness>,
    pub surplus: Arc<[u64]>,
    pub files: Vec<TableFile>,
    pub empty: Vec<(String, String)>,
    pub counts: BTreeMap<String, u64>,
}

impl Joined {
    pub(super) fn new(
        needs: &Needs,
        room: &Arc<Room>,
        known: Known,
        owned: Owned,
    ) -> io::Result<Joined> {
        let Known { mut bases, count, any_id, seen, surplus, files, empty, counts } = known;
        bases.push(count);
        let mut spans = Vec::new();
        for (number, part) in owned.parts.into_iter().enumerate() {
            let (first, end) = owned.shares.bounds(number);
            let span = Span { first, end, part, file: Arc::clone(&owned.file) };
            span.split(room, &mut spans)?;
        }
        Ok(Joined {
            lists: table_lists(needs),
            ledger: needs.ledger(),
            row_files: files.iter().map(|file| row_file(file, needs)).collect(),
            files,
            bases,
            spans,
            seen: seen.into(),
            surplus,
            any_id,
            strays: by_table(owned.strays),
            empty,
            counts,
            unread: owned.faults.unread,
            faults: owned.faults.all(),
        })
    }

    /// How many inputs the customers come from.
    pub(in crate::run) fn inputs(&self) -> usize {
        self.bases.len() - 1
    }

    /// What tells the files of tables apart, where that was asked for, each with its name.
    pub(in crate::run) fn identities(&self) -> impl Iterator<Item = (&str, &Identity)> {
        self.files.iter().filter_map(|file| Some((&*file.name, file.identity.as_ref()?)))
    }

    /// Whether there is a customer with an id, to whom rows could belong.
    pub fn any_id(&self) -> bool {
        self.any_id
    }

    /// The rows that belong to no customer, by table.
    pub fn strays(&self) -> &[Strays] {
        &self.strays
    }

    /// How many rows cannot be read, nor whose they are: customers are decided without them.
    pub fn unread(&self) -> u64 {
        self.unread
    }

    /// How many rows there are, by table.
    pub fn counts(&self) -> &BTreeMap<String, u64> {
        &self.counts
    }

    /// The files that have no rows, each with its table.
    pub fn empty(&self) -> &[(String, String)] {
        &self.empty
    }

    /// Shows each row that was rejected.
    pub(in crate::run) fn rejected<E: From<io::Error>>(
        &self,
        each: impl FnMut(Rejected<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.faults.each(&self.files, each)
    }

    /// Shows the numbers in the ledger of all customers it knows who are here.
    ///
    /// # Errors
    /// If the rows cannot be read.
    pub fn known(&self, mut each: impl FnMut(u64)) -> io::Result<()> {
        let mut memory = SpanMemory::default();
        for span in &self.spans {
            let rows = span.read(&self.row_files, &mut memory)?;
            let kept = rows.all().filter(|(list, _)| Some(*list) == self.ledger);
            kept.filter_map(|(_, kept)| LedgerRow::read(kept)).for_each(|row| each(row.number));
        }
        Ok(())
    }

    /// The rows of the records of an input, in order.
    pub(in crate::run) fn rows(&self, input: usize) -> Box<dyn Rows + '_> {
        let at = self.bases.get(input).copied().unwrap_or(u64::MAX);
        let next = self.spans.partition_point(|span| span.end <= at);
        let (blocks, memory) = (VecDeque::new(), SpanMemory::default());
        Box::new(Cursor { joined: self, at, next, blocks, memory })
    }
}

/// The lists that are made of rows, with their keys in JSON.
fn table_lists(needs: &Needs) -> Arc<[TableList]> {
    let is_of_rows = |list: &ListNeed| list.table.as_ref().is_some_and(|table| !table.is_ledger());
    let lists = needs.lists.iter().enumerate().filter(|(_, list)| is_of_rows(list));
    let lists = lists.map(|(slot, list)| TableList { list: slot, key: key(&list.path) });
    lists.collect()
}

/// The key of a list, which is a single one, with a colon. The names of lists need no escapes.
fn key(path: &Path) -> Box<[u8]> {
    let keys = path.0.iter().filter_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        Step::Index(_) => None,
    });
    format!("\"{}\":", keys.collect::<String>()).into_bytes().into()
}

/// What was noted by list, by table.
fn by_table(strays: Vec<Option<Strays>>) -> Vec<Strays> {
    let mut tables: Vec<Strays> = Vec::new();
    for strays in strays.into_iter().flatten().filter(|strays| strays.rows > 0) {
        match tables.iter_mut().find(|table| table.table == strays.table) {
            // A row is one row, however many lists it is for.
            Some(table) if table.rows >= strays.rows => {}
            Some(table) => *table = strays,
            None => tables.push(strays),
        }
    }
    tables
}

/// Reads the rows of one record after the other.
struct Cursor<'j> {
    joined: &'j Joined,
    /// The next record.
    at: u64,
    /// The next span.
    next: usize,
    /// Those that hold rows of the next records.
    blocks: VecDeque<Arc<RowBlock>>,
    memory: SpanMemory,
}

/// What reading one span after the other uses again.
#[derive(Default)]
struct SpanMemory {
    found: Vec<Found>,
    order: Vec<u32>,
}

impl Rows for Cursor<'_> {
    fn next(&mut self, records: usize) -> io::Result<ChunkRows> {
        let (first, end) = (self.at, self.at.saturating_add(records as u64));
        self.blocks.retain(|block| block.end() > first);
        while let Some(span) = self.joined.spans.get(self.next)
            && self.blocks.back().map_or(first, |block| block.end()) < end
        {
            self.next += 1;
            if span.end > first {
                self.blocks
                    .push_back(Arc::new(span.read(&self.joined.row_files, &mut self.memory)?));
            }
        }
        self.at = end;
        let blocks = self.blocks.iter().cloned().collect();
        let rows = ChunkRows::new(Arc::clone(&self.joined.lists), first, blocks);
        let surplus = Arc::clone(&self.joined.surplus);
        Ok(rows.with_ledger(self.joined.ledger).with_surplus(surplus))
    }
}

impl Span {
    /// The same in spans that are not too large, if they have more than one customer.
    fn split(self, room: &Arc<Room>, spans: &mut Vec<Span>) -> io::Result<()> {
        let customers = self.end - self.first;
        let count = (self.part.bytes() / LARGE + 1).min(customers.max(1)).min(256);
        if count <= 1 {
            spans.push(self);
            return Ok(());
        }
        let shares = Shares::of(self.first, self.end, count as usize);
        let mut parts = Parts::new(room, shares.parts());
        self.part.read(&self.file, |bytes| {
            let mut entries = Entries(bytes);
            loop {
                let before = entries.0;
                let Some(entry) = entries.owned()? else { return Ok::<(), io::Error>(()) };
                let part = shares.part(entry.owner);
                parts.push(part, &before[..before.len() - entries.0.len()])?;
            }
        })?;
        parts.put_away()?;
        let (parts, file) = parts.into_parts();
        for (number, part) in parts.into_iter().enumerate() {
            let (first, end) = shares.bounds(number);
            Span { first, end, part, file: Arc::clone(&file) }.split(room, spans)?;
        }
        Ok(())
    }

    /// The rows of its customers.
    fn read(&self, files: &Arc<[RowFile]>, memory: &mut SpanMemory) -> io::Result<RowBlock> {
        let customers = (self.end - self.first) as usize;
        if customers == 1 && self.part.bytes() > LARGE {
            let starts = vec![0; customers + 1];
            let refused = vec![(self.first, Refusal::TooLong)];
            let (rows, bytes) = (Vec::new(), Vec::new());
            return Ok(RowBlock::new(Arc::clone(files), self.first, starts, rows, bytes, refused));
        }
        let bytes = self.part.all(&self.file)?;
        let SpanMemory { found, order } = memory;
        let mut refused = find(&bytes, found)?;
        let place = |row: &Found| (row.owner - self.first) as usize;
        let (mut starts, mut sizes) = (vec![0u32; customers + 1], vec![0usize; customers]);
        for row in &*found {
            let (len, shape) = (row.row.len as usize, &files[row.row.file as usize].shape);
            starts[place(row) + 1] += 1;
            sizes[place(row)] += shape.as_ref().map_or(len, |shape| shape.most(len));
        }
        if sizes.iter().any(|size| *size > MOST_ROWS) {
            // Some rows still say whose they are, which must make no difference.
            sizes.fill(0);
            for row in &*found {
                let RowPlace { file, start, len, .. } = row.row;
                let kept = &bytes[start as usize..][..len as usize];
                let shape = &files[file as usize].shape;
                sizes[place(row)] += shape.as_ref().map_or(kept.len(), |shape| shape.event(kept));
            }
        }
        for customer in 0..customers {
            starts[customer + 1] += starts[customer];
        }
        let sizes = sizes.iter().enumerate().filter(|(_, size)| **size > MOST_ROWS);
        let too_long = sizes.map(|(customer, _)| self.first + customer as u64);
        refused.extend(too_long.map(|customer| (customer, Refusal::TooLong)));
        // Of several reasons, the first is told.
        refused.sort_by_key(|(customer, _)| *customer);
        refused.dedup_by_key(|(customer, _)| *customer);
        let rows = sorted(found, &starts, place, order);
        Ok(RowBlock::new(Arc::clone(files), self.first, starts, rows, bytes, refused))
    }
}

/// Customers by their numbers, and why each is rejected.
type Refused = Vec<(u64, Refusal)>;

/// Finds the rows that some bytes are, in any order, and yields the customers who are rejected for rows
/// that cannot be read, in the order of these rows.
fn find(bytes: &[u8], found: &mut Vec<Found>) -> io::Result<Refused> {
    found.clear();
    let (mut entries, mut broken) = (Entries(bytes), Vec::new());
    while let Some(OwnedEntry { owner, place, row }) = entries.owned()? {
        if row.is_broken {
            let (file, line, fault) = (row.file, row.line, Box::new(read_fault(row.kept)?));
            broken.push((place, (owner, Refusal::Broken { file, line, fault })));
            continue;
        }
        let (list, file, len) = (row.list as u32, row.file as u32, row.kept.len());
        let start = bytes.len() - entries.0.len() - len;
        // No part that is read is as long as four gigabytes.
        let row = RowPlace { list, file, line: row.line, start: start as u32, len: len as u32 };
        found.push(Found { owner, place, row });
    }
    broken.sort_by_key(|(place, _)| *place);
    Ok(broken.into_iter().map(|(_, refused)| refused).collect())
}

/// The same by customer, list, and place. The rows of each customer are few, so these are found first,
/// and each is put in order alone.
fn sorted(
    found: &[Found],
    starts: &[u32],
    customer: impl Fn(&Found) -> usize,
    order: &mut Vec<u32>,
) -> Vec<RowPlace> {
    order.resize(found.len(), 0);
    let mut next = starts.to_vec();
    for (number, row) in found.iter().enumerate() {
        let next = &mut next[customer(row)];
        order[*next as usize] = number as u32;
        *next += 1;
    }
    for bounds in starts.windows(2) {
        let own = &mut order[bounds[0] as usize..bounds[1] as usize];
        own.sort_unstable_by_key(|number| {
            let row = &found[*number as usize];
            (row.row.list, row.place)
        });
    }
    order.iter().map(|number| found[*number as usize].row).collect()
}

/// What is known of a file where its rows are read.
fn row_file(file: &TableFile, needs: &Needs) -> RowFile {
    let shape = file.owners.as_ref().and_then(|owners| owners.texts.shape());
    let lists = file.owners.iter().flat_map(|owners| &owners.lists);
    let is_ledger = lists.into_iter().any(|list| Some(*list) == needs.ledger());
    RowFile { name: Arc::clone(&file.name), shape: shape.cloned(), is_ledger }
}

impl fmt::Debug for Joined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Joined").field("files", &self.row_files).finish_non_exhaustive()
    }
}
