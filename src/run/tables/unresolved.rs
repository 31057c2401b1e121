//! Tables that have been read, whose rows still look for their customers.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::sync::Arc;

use super::claims;
use super::digest::PARTS;
use super::entry::{LostEntry, numbers};
use super::fault::{FaultyRow, PlacedFaults};
use super::file::{Owners, TableFile};
use super::holders::Direct;
use super::joined::{Joined, Known};
use super::made::MadeCustomers;
use super::near;
use super::own_ids::OwnIds;
use super::parts::Parts;
use super::resolve::resolve;
use super::room::Room;
use super::spaces::Spaces;
use super::strays::{Strays, Why};
use super::table::TablesFailure;
use crate::plan::{Needs, Owner};
use crate::run::Input;

/// Tables that have been read. Next, the customers are read, who may be those that the rows name.
pub struct Unresolved {
    pub(super) needs: Needs,
    pub(super) spaces: Spaces,
    /// Customers who have more than one id.
    pub(super) own_ids: Arc<OwnIds>,
    /// A row that belongs to nobody is rejected.
    pub(super) strict: bool,
    pub(super) room: Arc<Room>,
    /// By space, the rows that look for their owner there.
    pub(super) rows: Vec<Parts>,
    pub(super) files: Vec<TableFile>,
    pub(super) faults: PlacedFaults,
    /// By the slot of the list that rows are for.
    pub(super) strays: Vec<Option<Strays>>,
    /// By the slot of a list, whether it says which rows of its table belong to nobody: of the lists
    /// of a table, one does, so that a row is not reported for each of them.
    pub(super) reports: Vec<bool>,
    /// By the slot of a list, whether rows of it look for another copy of their key.
    pub(super) copies: Vec<bool>,
    /// Where rows go to their customers as they are read.
    pub(super) direct: Option<Direct>,
    /// How many rows there are.
    pub(super) count: u64,
    /// How many entries there are of rows that say whose they are.
    pub(super) named: u64,
    /// Files without rows, with the table.
    pub(super) empty: Vec<(String, String)>,
    /// By table, how many rows there are.
    pub(super) counts: BTreeMap<String, u64>,
}

/// What became of the rows of a chunk.
#[derive(Default)]
pub(super) struct ChunkRows {
    pub bytes: Vec<u8>,
    /// Rows whose customers are known, by part and then in order, and their entries, but for their
    /// places.
    pub owned: Vec<OwnedRow>,
    pub owned_bytes: Vec<u8>,
    pub entries: Vec<Placed>,
    /// Rows without a value that says whose they are: their number in the chunk, and the list.
    pub blank: Vec<(u64, usize)>,
    /// Rows that are rejected, with their numbers in the chunk.
    pub faulty: Vec<(u64, FaultyRow)>,
    /// How many rows there were.
    pub count: u64,
    pub header: Option<Arc<[u8]>>,
    /// How rows are read, if there are any.
    pub owners: Option<Arc<Owners>>,
}

/// A row whose customer is known.
#[derive(Clone, Copy, Default)]
pub(super) struct OwnedRow {
    /// The number of the row in the chunk.
    pub row: u32,
    /// The part of its customer.
    pub part: u32,
    /// Where its entry is.
    pub start: u32,
    pub end: u32,
}

impl OwnedRow {
    /// Puts rows in the order of the parts, of which there are this many: those of a part stay in order.
    pub(super) fn by_part(rows: &[OwnedRow], parts: usize) -> Vec<OwnedRow> {
        let mut next = vec![0; parts + 1];
        rows.iter().for_each(|row| next[row.part as usize + 1] += 1);
        for part in 0..parts {
            next[part + 1] += next[part];
        }
        let mut sorted = vec![OwnedRow::default(); rows.len()];
        for row in rows {
            let next: &mut usize = &mut next[row.part as usize];
            sorted[*next] = *row;
            *next += 1;
        }
        sorted
    }
}

/// An entry of a row.
pub(super) struct Placed {
    /// The number of the row in the chunk.
    pub row: u64,
    pub space: usize,
    pub part: usize,
    /// Where it is in the bytes.
    pub range: Range<usize>,
    /// The list whose other copies it looks for.
    pub copy_of: Option<usize>,
    /// The row cannot be read.
    pub is_broken: bool,
}

/// Of the lists of each table, the first whose rows name customers by the id, else the first. Nobody
/// looks for absent customers whom a ledger knows.
fn reports(needs: &Needs) -> Vec<bool> {
    let tables = needs.lists.iter().map(|list| list.table.as_ref());
    let reports = tables.clone().enumerate().map(|(slot, table)| {
        let Some(table) = table.filter(|table| !table.is_ledger()) else { return false };
        let same = tables.clone().enumerate().filter_map(|(slot, other)| Some((slot, other?)));
        let same = same.filter(|(_, other)| other.table == table.table);
        let by_id = same.clone().find(|(_, other)| other.owner == Owner::Id);
        by_id.or(same.clone().next()).is_some_and(|(first, _)| first == slot)
    });
    reports.collect()
}

impl Unresolved {
    pub(super) fn new(
        needs: &Needs,
        own_ids: OwnIds,
        strict: bool,
        room: &Arc<Room>,
    ) -> Unresolved {
        let spaces = Spaces::of(needs);
        let rows = spaces.all.iter().map(|_| Parts::new(room, PARTS)).collect();
        Unresolved {
            needs: needs.clone(),
            spaces,
            own_ids: Arc::new(own_ids),
            strict,
            room: Arc::clone(room),
            rows,
            files: Vec::new(),
            faults: PlacedFaults::new(room),
            strays: needs.lists.iter().map(|list| Strays::of(list, needs)).collect(),
            reports: reports(needs),
            copies: vec![false; needs.lists.len()],
            direct: None,
            count: 0,
            named: 0,
            empty: Vec::new(),
            counts: BTreeMap::new(),
        }
    }

    /// Reads the customers of some inputs, so that rows that name them by the id go to them as they are
    /// read.
    pub(super) fn read_customers(&mut self, inputs: &[impl Input]) -> Result<(), TablesFailure> {
        let mut tables = self.needs.lists.iter().filter_map(|list| list.table.as_ref());
        if tables.any(|table| table.owner == Owner::Id) {
            let claims = claims::read(self, inputs)?;
            self.direct = Some(Direct::new(claims, &self.room)?);
        }
        Ok(())
    }

    /// Takes the rows of the next chunk of the last file.
    pub(super) fn take(&mut self, mut chunk: ChunkRows) -> io::Result<()> {
        if let Some(file) = self.files.last_mut() {
            file.header = chunk.header.or(file.header.take());
            file.owners = file.owners.take().or(chunk.owners);
        }
        for placed in chunk.entries {
            let Placed { row, space, part, range, copy_of, is_broken } = placed;
            self.named += u64::from(copy_of.is_none() && !is_broken);
            let entry = &mut chunk.bytes[range];
            entry[LostEntry::PLACE].copy_from_slice(&(self.count + row).to_le_bytes());
            self.rows[space].push(part, entry)?;
            if let Some(list) = copy_of {
                self.copies[list] = true;
            }
        }
        if let Some(direct) = &mut self.direct {
            self.named += chunk.owned.len() as u64;
            let mut entries = Vec::new();
            // What goes to a part goes there together, since none of the parts is close to the processor.
            for rows in chunk.owned.chunk_by(|row, next| row.part == next.part) {
                entries.clear();
                for OwnedRow { row, start, end, .. } in rows {
                    let entry = chunk.owned_bytes.get(*start as usize..*end as usize);
                    numbers([self.count + u64::from(*row)], &mut entries);
                    entries.extend_from_slice(entry.unwrap_or_default());
                }
                let part = rows.first().map_or(0, |row| row.part);
                direct.owned.push(part as usize, &entries)?;
            }
        }
        for (row, list) in chunk.blank.into_iter().filter(|(_, list)| self.reports[*list]) {
            if let Some(Some(strays)) = self.strays.get_mut(list) {
                strays.add(self.count + row, "", Why::Unknown);
            }
        }
        for (row, faulty) in &chunk.faulty {
            self.faults.push(self.count + row, faulty)?;
        }
        self.count += chunk.count;
        Ok(())
    }
}

impl Unresolved {
    /// Everybody whom the rows of tables name by the id, in the order of their first rows, if the
    /// tables were read for that.
    ///
    /// # Errors
    /// If there is no room for them.
    pub fn customers(&self) -> Result<MadeCustomers, TablesFailure> {
        Ok(MadeCustomers::of(self)?)
    }

    /// Finds the customers of the rows among those of some inputs, which are the ones that are decided
    /// later.
    pub(in crate::run) fn join(mut self, inputs: &[impl Input]) -> Result<Joined, TablesFailure> {
        let mut claims = match self.direct.as_mut().and_then(|direct| direct.claims.take()) {
            Some(claims) => claims,
            None => claims::read(&self, inputs)?,
        };
        let (needs, room) = (self.needs.clone(), Arc::clone(&self.room));
        let (files, empty) = (self.files.clone(), self.empty.clone());
        let counts = self.counts.clone();
        let (count, any_id) = (claims.count, claims.any_id);
        let bases = std::mem::take(&mut claims.bases);
        let seen = std::mem::take(&mut claims.seen);
        let surplus = std::mem::take(&mut claims.surplus).into();
        let mut owned = resolve(self, claims)?;
        near::look(&needs, inputs, &mut owned.strays)?;
        let known = Known { bases, count, any_id, seen, surplus, files, empty, counts };
        Ok(Joined::new(&needs, &room, known, owned)?)
    }
}
