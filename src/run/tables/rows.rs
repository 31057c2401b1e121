//! The pass over the tables: each row goes to where it looks for its owner.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::digest::Digest;
use super::entry::{LostEntry, OwnedEntry, RowEntry};
use super::fault::{FaultyRow, write_fault};
use super::file::{Owners, TableFile};
use super::holders::{Direct, Holders};
use super::own_ids::OwnIds;
use super::shares::Shares;
use super::spaces::Space;
use super::strays::column;
use super::table::{Table, TablesFailure, TablesWish};
use super::unresolved::{ChunkRows, OwnedRow, Placed, Unresolved};
use crate::plan::{LEDGER, Needs, Owner};
use crate::problems::register::{HEADER, OPEN_QUOTE, ROW_OF_NOBODY, STRUCTURE};
use crate::records::{
    self, Chunk, Columns, FaultKind, KeptRows, LedgerRow, ReadText, Reader, RowTexts, Stamp,
    TextReader, Written,
};
use crate::run::input::pass;
use crate::run::parts::Identifying;
use crate::run::{Fault, Input};
use crate::values::Path;

/// Reads all tables that some needs have lists of, and that are there. `identify` says whether their files are told
/// apart.
pub(super) fn read<I: Input>(
    mut unresolved: Unresolved,
    tables: &[Table<I>],
    wish: TablesWish,
    identify: bool,
) -> Result<Unresolved, TablesFailure> {
    let needs = unresolved.needs.clone();
    for table in tables {
        let mut wanted = Wanted { lists: lists_of(&needs, &table.name), ids: Vec::new() };
        if wish.customers {
            let tables = needs.tables.iter().filter(|declared| declared.table == table.name);
            wanted.ids.extend(tables.filter_map(|declared| declared.id.clone()));
        }
        if !wanted.is_empty() {
            let mut files = table.files.iter();
            let identify = identify && table.name != LEDGER;
            files
                .try_for_each(|file| read_file(&mut unresolved, &wanted, table, file, identify))?;
        }
    }
    Ok(unresolved)
}

/// What is wanted of a table.
struct Wanted {
    /// The slots of the lists that are made of its rows.
    lists: Vec<usize>,
    /// Where its rows name customers, where these are wanted.
    ids: Vec<Path>,
}

impl Wanted {
    fn is_empty(&self) -> bool {
        self.lists.is_empty() && self.ids.is_empty()
    }
}

fn read_file<I: Input>(
    unresolved: &mut Unresolved,
    wanted: &Wanted,
    table: &Table<I>,
    input: &I,
    identify: bool,
) -> Result<(), TablesFailure> {
    let name: Arc<str> = Arc::from(input.name());
    unresolved.files.push(TableFile::new(&name));
    let needs = unresolved.needs.clone();
    let reader = Reader::of_rows(&needs, &wanted.lists, &wanted.ids);
    let worker = RowWorker::new(wanted, unresolved);
    let unfit = |line, fault| TablesFailure::Unfit { input: name.to_string(), line, fault };
    let (before, named) = (unresolved.count, unresolved.named);
    let (mut first_fault, mut faulty) = (None, 0);
    let mut identifying = Identifying::default();
    let work = |chunk: &Chunk<'_>| {
        let stamps = if identify { chunk.stamps() } else { Vec::new() };
        worker.work(chunk).map(|rows| (rows, stamps))
    };
    let fault = pass(input, &reader, None, work, |_, done: Result<_, Fault>| {
        let (chunk, stamps): (ChunkRows, Vec<Stamp>) = done.map_err(|fault| unfit(1, fault))?;
        identifying.add(&stamps);
        // It may hide all the rows after it, or before.
        let breaks_off = |row: &&FaultyRow| [OPEN_QUOTE, STRUCTURE].contains(&row.fault.code);
        let faults = || chunk.faulty.iter().map(|(_, row)| row);
        if let Some(row) = faults().find(breaks_off) {
            return Err(unfit(row.line, row.fault.clone()));
        }
        let unread = |row: &&FaultyRow| row.fault.code != ROW_OF_NOBODY;
        first_fault = first_fault.take().or(faults().find(unread).cloned());
        faulty += faults().filter(unread).count() as u64;
        unresolved.take(chunk).map_err(TablesFailure::from)
    })?;
    if let Some(fault) = fault {
        return Err(unfit(fault.line, fault.fault.into()));
    }
    if let Some(file) = unresolved.files.last_mut() {
        file.identity = identifying.identity();
    }
    let count = unresolved.count - before;
    if let Some(row) = first_fault.filter(|_| faulty >= count) {
        return Err(unfit(row.line, row.fault));
    }
    if count > 0 && unresolved.named == named {
        let reason = format!("no row has \"{}\", which says whose it is", column(&worker.paths[0]));
        return Err(unfit(1, Fault { path: String::new(), code: HEADER, reason }));
    }
    for &list in &wanted.lists {
        if let Some(strays) = &mut unresolved.strays[list] {
            strays.all += count;
        }
    }
    if table.name != LEDGER {
        *unresolved.counts.entry(table.name.clone()).or_default() += count;
    }
    if count == 0 && table.name != LEDGER {
        unresolved.empty.push((table.name.clone(), name.to_string()));
    }
    Ok(())
}

/// Every table that is needed has to be there.
pub(super) fn expect_all<I>(needs: &Needs, tables: &[Table<I>]) -> Result<(), TablesFailure> {
    for list in &needs.lists {
        let Some(need) = &list.table else { continue };
        if !tables.iter().any(|table| table.name == need.table && !table.files.is_empty()) {
            let lists = lists_of(needs, &need.table);
            let lists = lists.iter().map(|slot| needs.lists[*slot].name.clone()).collect();
            return Err(TablesFailure::Missing { table: need.table.clone(), lists });
        }
    }
    Ok(())
}

/// The slots of the lists that are made of the rows of a table.
fn lists_of(needs: &Needs, table: &str) -> Vec<usize> {
    let lists = needs.lists.iter().enumerate();
    let of_table =
        lists.filter(|(_, list)| list.table.as_ref().is_some_and(|need| need.table == table));
    of_table.map(|(slot, _)| slot).collect()
}

/// How the rows of a table are read.
struct RowWorker {
    lists: Vec<RowsOf>,
    /// By list, what says whose a row is, and its key.
    texts: TextReader,
    /// The same for the rows of this file, once there are any.
    owners: OnceLock<Arc<Owners>>,
    /// What a header must have.
    paths: Vec<Path>,
    /// Which file is read.
    file: usize,
    /// Customers who have more than one id, and where ids are looked for.
    own_ids: Arc<OwnIds>,
    ids: Option<usize>,
    /// Who has which id, if that is known.
    holders: Option<(Arc<Holders>, Shares)>,
    /// A row that belongs to nobody is rejected.
    strict: bool,
    /// The rows are those of a ledger, in which the ids are as they are compared.
    is_ledger: bool,
    /// By the slot of a list, whether it reports rows that belong to nobody: a place beyond them is
    /// no list.
    reports: Vec<bool>,
    /// Memory in which rows of a chunk were kept.
    spare: Mutex<Vec<Vec<u8>>>,
}

/// A list that rows of the table are for.
struct RowsOf {
    /// Its slot.
    list: usize,
    /// Where rows look for their owner.
    space: usize,
    /// Where rows without one look for another copy of their key.
    copies: Option<usize>,
    /// Whether rows name their owner by the id.
    by_id: bool,
}

/// This many rows look for their customers at once.
const NAMED: usize = 1024;

/// A row that names a customer by the id.
pub(super) struct NamedRow {
    pub digest: Digest,
    /// Its number in the chunk.
    row: u32,
    /// Which of the lists it is for.
    list: u32,
}

/// Where a row looks for whose it may be.
#[derive(Clone, Copy)]
struct Lookup {
    list: usize,
    space: usize,
    /// The list whose other copies it looks for.
    copy_of: Option<usize>,
}

/// What is wrong with a row that is not what a row has to be, and the line on which it shows.
fn fault_of(written: &Written<'_>) -> (u64, records::Fault) {
    match written.read() {
        Err(faulty) => (faulty.line, faulty.fault),
        Ok(_) => (written.line, records::Fault::whole(FaultKind::Syntax, "the row cannot be read")),
    }
}

/// Whether the rows are those of a ledger, and the ids in them are compared as they are written.
fn is_ledger(wanted: &Wanted, needs: &Needs) -> bool {
    let is_it = |list: &usize| Some(*list) == needs.ledger();
    let as_written = needs.forms.missing.is_empty() && !needs.id_ignores_case;
    as_written && !wanted.is_empty() && wanted.ids.is_empty() && wanted.lists.iter().all(is_it)
}

impl RowWorker {
    fn new(wanted: &Wanted, unresolved: &Unresolved) -> RowWorker {
        let Unresolved { needs, spaces, strict, files, direct, own_ids, .. } = unresolved;
        let holders = |direct: &Direct| Some((Arc::clone(direct.holders.as_ref()?), direct.shares));
        let mut worker = RowWorker {
            lists: Vec::new(),
            texts: TextReader::new(std::iter::empty(), needs),
            owners: OnceLock::new(),
            paths: Vec::new(),
            file: files.len().saturating_sub(1),
            own_ids: Arc::clone(own_ids),
            ids: spaces.place(Space::Ids),
            holders: direct.as_ref().and_then(holders),
            strict: *strict,
            is_ledger: is_ledger(wanted, needs),
            reports: unresolved.reports.clone(),
            spare: Mutex::default(),
        };
        let mut texts = Vec::new();
        for &list in &wanted.lists {
            let need = &needs.lists[list];
            let Some(table) = &need.table else { continue };
            let Some(space) = spaces.of_owner(table.owner) else { continue };
            let copies = spaces.place(Space::Keys { list });
            let by_id = table.owner == Owner::Id;
            worker.lists.push(RowsOf { list, space, copies, by_id });
            worker.paths.push(table.by.clone());
            // Where there is no key, nothing asks for the text that takes its place.
            let by = std::slice::from_ref(&table.by);
            let ignoring_case = needs.owner_ignores_case(table.owner);
            let key = need.key.as_ref().map_or(by, |key| &key.paths);
            texts.extend([(by, ignoring_case), (key, false)]);
        }
        for (number, id) in wanted.ids.iter().enumerate() {
            let Some(space) = spaces.place(Space::Ids) else { continue };
            worker.lists.push(RowsOf {
                list: needs.lists.len() + number,
                space,
                copies: None,
                by_id: false,
            });
            worker.paths.push(id.clone());
            let id = (std::slice::from_ref(id), needs.id_ignores_case);
            texts.extend([id, id]);
        }
        worker.texts = TextReader::new(texts.into_iter(), needs);
        worker
    }

    /// What becomes of the rows of a chunk.
    fn work(&self, chunk: &Chunk<'_>) -> Result<ChunkRows, Fault> {
        let mut rows = ChunkRows::default();
        if let Some(path) = self.paths.iter().find(|path| chunk.has_column(path) == Some(false)) {
            let reason = format!("header: no column is named \"{}\"", column(path));
            return Err(Fault { path: String::new(), code: HEADER, reason });
        }
        if chunk.columns().is_some_and(|columns| !columns.are_an_object()) {
            let reason = "header: a column is a part of another one that the rules need; \
                name only one of them in the rules";
            return Err(Fault { path: String::new(), code: HEADER, reason: reason.to_owned() });
        }
        if chunk.count() == 0 {
            return Ok(rows);
        }
        let owners = self.owners.get_or_init(|| {
            let shape = chunk.columns().and_then(|columns| columns.shape());
            let lists = self.lists.iter().map(|rows| rows.list).collect();
            Arc::new(Owners { lists, texts: RowTexts::new(self.texts.clone(), shape) })
        });
        rows.owners = Some(Arc::clone(owners));
        rows.header = chunk.written().next().and_then(|written| written.header());
        let memory = self.spare().pop().unwrap_or_default();
        let (kept, mut texts) = (chunk.kept(memory), Vec::new());
        let (usual, most) = (96, chunk.count() * self.lists.len());
        rows.owned.reserve(most);
        rows.owned_bytes.reserve(most * usual);
        let mut named = Vec::with_capacity(NAMED + self.lists.len());
        let by_id = self.holders.is_some() && self.lists.iter().all(|rows| rows.by_id);
        for (place, written) in chunk.written().enumerate() {
            if named.len() >= NAMED {
                self.named(&named, chunk, &kept, &mut rows);
                named.clear();
            }
            if by_id && let Some(owner) = self.owner(&owners.texts, &kept, &written, place) {
                let digest = self.own_ids.own(Digest::of_bytes(owner));
                let row = place as u32;
                let lists = 0..self.lists.len() as u32;
                named.extend(lists.map(|list| NamedRow { digest, row, list }));
                rows.count += 1;
                continue;
            }
            match written.kept(&kept).map(|row| (row, owners.read(row, false, &mut texts))) {
                Some((row, Ok(()))) => {
                    self.row(&written, row, &texts, &mut rows, &mut named);
                }
                Some((_, Err(fault))) => {
                    self.broken(&written, chunk.columns(), (written.line, fault), &mut rows);
                }
                None => self.broken(&written, chunk.columns(), fault_of(&written), &mut rows),
            }
            rows.count += 1;
        }
        self.named(&named, chunk, &kept, &mut rows);
        if let Some((_, shares)) = &self.holders {
            rows.owned = OwnedRow::by_part(&rows.owned, shares.parts());
        }
        self.spare().push(kept.into_memory());
        Ok(rows)
    }

    /// The id that a row names, if that is quick to see.
    #[inline]
    fn owner<'k>(
        &self,
        texts: &RowTexts,
        kept: &'k KeptRows,
        written: &Written<'k>,
        place: usize,
    ) -> Option<&'k [u8]> {
        if !self.is_ledger {
            return texts.owner(kept, place);
        }
        let is_usual = |byte: &u8| byte.is_ascii_graphic();
        LedgerRow::id(written.kept(kept)?).filter(|id| id.iter().all(is_usual))
    }

    fn spare(&self) -> MutexGuard<'_, Vec<Vec<u8>>> {
        self.spare.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn row(
        &self,
        written: &Written<'_>,
        kept: &[u8],
        texts: &[ReadText<'_>],
        rows: &mut ChunkRows,
        named: &mut Vec<NamedRow>,
    ) {
        let mut faulty = None;
        let lists = self.lists.iter().zip(&self.paths).zip(texts.chunks(2));
        for (place, ((RowsOf { list, space, copies, by_id }, path), texts)) in lists.enumerate() {
            let [by, key] = texts else { continue };
            let by = match by {
                Ok(by) => by,
                Err(fault) => {
                    let path = Some(path.to_string());
                    let fault = records::Fault { path, ..fault.clone() };
                    if let (Some(space), Ok(Some(key))) = (*copies, key) {
                        let wanted = Lookup { list: *list, space, copy_of: Some(*list) };
                        self.may_be(wanted, key, written.line, &fault, rows);
                    }
                    faulty.get_or_insert_with(|| self.faulty(written, fault.into()));
                    continue;
                }
            };
            // If it is not right, that shows when the customer is decided.
            let key = key.as_ref().ok().and_then(Option::as_ref);
            let (space, copy_of, looks_for) = match (by, key, copies) {
                (Some(by), _, _) => (*space, None, by),
                (None, Some(key), Some(copies)) => (*copies, Some(*list), key),
                // It is only looked at for the customers that it may name.
                (None, _, _) if *list >= self.reports.len() => continue,
                (None, _, _) => {
                    rows.blank.push((rows.count, *list));
                    if self.reports.get(*list) == Some(&true) {
                        let blank = self.blank(written, *list);
                        rows.faulty.extend(blank.map(|blank| (rows.count, blank)));
                    }
                    continue;
                }
            };
            let digest = self.digest(space, looks_for);
            if self.holders.is_some() && *by_id && copy_of.is_none() {
                named.push(NamedRow { digest, row: rows.count as u32, list: place as u32 });
                continue;
            }
            let (list, file, line) = (*list, self.file, written.line);
            let entry = RowEntry { list, file, line, is_broken: false, kept };
            let lost = Lookup { list, space, copy_of };
            self.look(digest, rows.count, lost, (written, entry), rows);
        }
        rows.faulty.extend(faulty.map(|faulty| (rows.count, faulty)));
    }

    /// What stands for a text that is looked for in a space.
    fn digest(&self, space: usize, text: &str) -> Digest {
        let digest = Digest::of(text);
        if Some(space) == self.ids { self.own_ids.own(digest) } else { digest }
    }

    /// Rows that name customers by the id: those who are there get theirs.
    fn named(&self, named: &[NamedRow], chunk: &Chunk<'_>, all: &KeptRows, rows: &mut ChunkRows) {
        let Some((holders, shares)) = &self.holders else { return };
        holders.owners(named, |owner, NamedRow { digest, row, list }| {
            let written = chunk.record(*row as usize);
            let kept = written.and_then(|written| Some((written, written.kept(all)?)));
            let (Some((written, kept)), Some(of)) = (kept, self.lists.get(*list as usize)) else {
                return;
            };
            let (list, file, line) = (of.list, self.file, written.line);
            let entry = RowEntry { list, file, line, is_broken: false, kept };
            let Some(owner) = owner else {
                let lost = Lookup { list, space: of.space, copy_of: None };
                return self.look(*digest, (*row).into(), lost, (&written, entry), rows);
            };
            // A row of CSV need not say any more whose it is.
            let entry = RowEntry { kept: all.cells(*row as usize).unwrap_or(kept), ..entry };
            let start = rows.owned_bytes.len() as u32;
            OwnedEntry::write(owner, entry, all.blanks(), &mut rows.owned_bytes);
            let (part, end) = (shares.part(owner) as u32, rows.owned_bytes.len() as u32);
            rows.owned.push(OwnedRow { row: *row, part, start, end });
        });
    }

    /// A row that looks for its owner later.
    fn look(
        &self,
        digest: Digest,
        row: u64,
        Lookup { space, copy_of, .. }: Lookup,
        (written, entry): (&Written<'_>, RowEntry<'_>),
        rows: &mut ChunkRows,
    ) {
        // Rows of CSV have another form here than in their file.
        let is_shown = self.strict && rows.header.is_some();
        let raw = if is_shown { written.raw } else { &[] };
        let start = rows.bytes.len();
        LostEntry::write(digest, raw, entry, &mut rows.bytes);
        let (part, range) = (digest.part(), start..rows.bytes.len());
        rows.entries.push(Placed { row, space, part, range, copy_of, is_broken: false });
    }

    /// A row that cannot be read. Whoever it may belong to is rejected for it.
    fn broken(
        &self,
        written: &Written<'_>,
        columns: Option<&Columns<'_>>,
        (line, fault): (u64, records::Fault),
        rows: &mut ChunkRows,
    ) {
        let owners = rows.owners.clone();
        let guesses = owners.map(|owners| owners.texts.guess(written.raw, columns));
        let guesses = guesses.unwrap_or_default();
        for (RowsOf { list, space, copies, .. }, guesses) in
            self.lists.iter().zip(guesses.chunks(2))
        {
            let [by, key] = guesses else { continue };
            // Where it is for no list, nobody lacks it.
            if *list >= self.reports.len() {
                continue;
            }
            let (space, copy_of, texts) = match copies {
                Some(copies) if by.is_empty() => (*copies, Some(*list), key),
                Some(_) | None => (*space, None, by),
            };
            for text in texts {
                self.may_be(Lookup { list: *list, space, copy_of }, text, line, &fault, rows);
            }
        }
        let faulty = self.faulty(written, fault.into());
        rows.faulty.push((rows.count, FaultyRow { line, ..faulty }));
    }

    /// A row that cannot be read, and may belong to who has a text.
    fn may_be(
        &self,
        Lookup { list, space, copy_of }: Lookup,
        text: &str,
        line: u64,
        fault: &records::Fault,
        rows: &mut ChunkRows,
    ) {
        let (mut kept, start, digest) = (Vec::new(), rows.bytes.len(), self.digest(space, text));
        write_fault(fault, &mut kept);
        let entry = RowEntry { list, file: self.file, line, is_broken: true, kept: &kept };
        LostEntry::write(digest, &[], entry, &mut rows.bytes);
        let (row, part, range) = (rows.count, digest.part(), start..rows.bytes.len());
        rows.entries.push(Placed { row, space, part, range, copy_of, is_broken: true });
    }

    /// A row that does not say whose it is, where that is a fault.
    fn blank(&self, written: &Written<'_>, list: usize) -> Option<FaultyRow> {
        let place = self.strict.then(|| self.lists.iter().position(|rows| rows.list == list))??;
        let path = column(self.paths.get(place)?);
        let reason = "the row does not say whose it is".to_owned();
        Some(self.faulty(written, Fault { path, code: ROW_OF_NOBODY, reason }))
    }

    fn faulty(&self, written: &Written<'_>, fault: Fault) -> FaultyRow {
        let (file, line, raw) = (self.file, written.line, written.raw.to_vec());
        FaultyRow { file, line, raw, fault }
    }
}
