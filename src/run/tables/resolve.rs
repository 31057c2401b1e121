//! Finds out whose the rows are, one space after the other, its parts on all threads.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::claims::Claims;
use super::digest::{ByDigest, Digest, PARTS};
use super::entry::{ClaimEntry, Entries, LostEntry, OwnedEntry, RowEntry};
use super::fault::{FaultyRow, FaultyRows, RejectedRows};
use super::file::{TableFile, owner_text};
use super::parts::{Part, Parts, SharedFile};
use super::shares::Shares;
use super::spaces::{Space, Spaces};
use super::strays::{Names, Strays, Why, column};
use super::unresolved::Unresolved;
use crate::plan::Needs;
use crate::problems::register::ROW_OF_NOBODY;
use crate::records::ReadText;
use crate::run::Fault;

/// The number of whoever is no customer of this run.
const NOBODY: u64 = u64::MAX;

/// How many bytes of entries a thread gathers before it hands them on.
const GATHERED: usize = 1 << 20;
/// How many rows of nobody it gathers.
const GATHERED_STRAYS: usize = 10_000;
/// How many bytes of rows a part of the customers should have.
const PART: u64 = 4 << 20;

/// Rows by their customers.
pub(super) struct Owned {
    pub parts: Vec<Part>,
    /// Which of them is whose.
    pub shares: Shares,
    pub file: Arc<SharedFile>,
    pub strays: Vec<Option<Strays>>,
    pub faults: FaultyRows,
}

/// Who has claimed something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holder {
    Customer(u64),
    /// Several have, so nobody has it.
    Several,
}

/// What all threads add to.
struct Shared {
    /// By customer.
    owned: Parts,
    /// By space.
    claims: Vec<Parts>,
    strays: Vec<Option<Strays>>,
    /// Rows that cannot be read, and those of nobody, where these are rejected.
    rejected: RejectedRows,
}

/// The spaces while they are resolved.
struct Resolver<'r> {
    needs: &'r Needs,
    spaces: &'r [Space],
    /// Which part is whose.
    shares: Shares,
    files: &'r [TableFile],
    /// Rows of nobody are rejected.
    strict: bool,
    /// By the slot of a list, whether it reports rows that belong to nobody.
    reports: Vec<bool>,
    /// By the slot of a list, the space of the keys that its rows claim, if anything asks for them.
    keys: Vec<Option<usize>>,
    shared: Mutex<Shared>,
}

/// Resolves all spaces.
pub(super) fn resolve(unresolved: Unresolved, claims: Claims) -> io::Result<Owned> {
    let Unresolved { needs, spaces, strict, room, rows, strays, reports, copies, .. } = unresolved;
    let Unresolved { faults, files, count, direct, .. } = unresolved;
    let (owned, shares) = match direct {
        Some(direct) => (direct.owned, direct.shares),
        None => {
            let bytes: u64 = rows.iter().map(Parts::bytes).sum();
            let parts = (bytes / PART + 1).min(4096).min(claims.count.max(1));
            let shares = Shares::of(0, claims.count, parts as usize);
            (Parts::new(&room, shares.parts()), shares)
        }
    };
    let mut rejected = RejectedRows::new(&room, count);
    faults.reject(&mut rejected)?;
    let shared = Shared {
        owned: Parts::new(&room, 0),
        claims: spaces.all.iter().map(|_| Parts::new(&room, PARTS)).collect(),
        strays,
        rejected,
    };
    let resolver = Resolver {
        needs: &needs,
        spaces: &spaces.all,
        shares,
        files: &files,
        strict,
        reports,
        keys: keys(&needs, &spaces, &copies),
        shared: Mutex::new(shared),
    };
    resolver.claim_keys(&owned)?;
    resolver.shared().owned = owned;
    let mut claimed = Some(claims.ids);
    for (space, rows) in rows.into_iter().enumerate() {
        let claims = match claimed.take() {
            Some(ids) => ids,
            None => std::mem::replace(&mut resolver.shared().claims[space], Parts::new(&room, 0)),
        };
        resolver.space(space, claims, rows)?;
    }
    let shared = resolver.shared.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut faults = FaultyRows::new(&room);
    shared.rejected.write(&mut faults)?;
    let (parts, file) = shared.owned.into_parts();
    Ok(Owned { parts, shares, file, strays: shared.strays, faults })
}

/// The spaces of the keys that rows ask for: those of other lists, and copies.
fn keys(needs: &Needs, spaces: &Spaces, copies: &[bool]) -> Vec<Option<usize>> {
    let is_parent = |slot| needs.lists.iter().any(|list| list.parent() == Some(slot));
    let lists = needs.lists.iter().zip(copies).enumerate();
    let key = lists.map(|(slot, (list, copies))| {
        list.key.as_ref().filter(|_| *copies || is_parent(slot))?;
        spaces.place(Space::Keys { list: slot })
    });
    key.collect()
}

impl Resolver<'_> {
    fn shared(&self) -> std::sync::MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Claims the keys of rows that have gone to their customers, where others look for them.
    fn claim_keys(&self, owned: &Parts) -> io::Result<()> {
        if self.keys.iter().all(Option::is_none) {
            return Ok(());
        }
        let parts: Vec<(&Part, &SharedFile)> = owned.parts().collect();
        parts.into_par_iter().try_for_each(|(rows, file)| {
            let mut part = PartResolver::new(self, Space::Ids);
            rows.read(file, |bytes| {
                let (mut entries, mut texts) = (Entries(bytes), Vec::new());
                while let Some(OwnedEntry { owner, row, .. }) = entries.owned()? {
                    part.claim_key(owner, &row, true, &mut texts);
                }
                part.hand_on()
            })
        })
    }

    fn space(&self, space: usize, claims: Parts, rows: Parts) -> io::Result<()> {
        let values = |space: &Space| matches!(space, Space::Values { .. });
        if rows.bytes() == 0 && !self.spaces.iter().any(values) {
            // Nobody looks for anything here, and nothing here is claimed elsewhere.
            return Ok(());
        }
        let ((claims, claims_file), (rows, rows_file)) = (claims.into_parts(), rows.into_parts());
        let parts = claims.into_par_iter().zip(rows);
        parts.try_for_each(|(claims, rows)| {
            let mut part = PartResolver::new(self, self.spaces[space]);
            claims.read(&claims_file, |bytes| part.claims(bytes))?;
            drop(claims);
            part.forward_claims()?;
            rows.read(&rows_file, |bytes| part.rows(bytes))?;
            part.hand_on()
        })
    }
}

/// One part of a space.
struct PartResolver<'r> {
    resolver: &'r Resolver<'r>,
    space: Space,
    holders: HashMap<Digest, Holder, ByDigest>,
    /// What the holders of ids claim elsewhere.
    also: Vec<(usize, ClaimEntry)>,
    /// What is to be handed on, as bytes, with the part and where each ends.
    owned: (Vec<u8>, Vec<(usize, usize)>),
    claimed: Vec<(usize, ClaimEntry)>,
    strays: Vec<(usize, u64, String, Why)>,
    rejected: Vec<(u64, FaultyRow)>,
    /// Rows that cannot be read, for which a customer is rejected.
    told: Vec<u64>,
}

impl<'r> PartResolver<'r> {
    fn new(resolver: &'r Resolver<'r>, space: Space) -> PartResolver<'r> {
        PartResolver {
            resolver,
            space,
            holders: HashMap::default(),
            also: Vec::new(),
            owned: (Vec::new(), Vec::new()),
            claimed: Vec::new(),
            strays: Vec::new(),
            rejected: Vec::new(),
            told: Vec::new(),
        }
    }

    fn claims(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut entries = Entries(bytes);
        while let Some(claim) = entries.claim()? {
            self.claim(claim);
        }
        Ok(())
    }

    fn claim(&mut self, claim: ClaimEntry) {
        match self.holders.entry(claim.digest) {
            Entry::Vacant(vacant) => {
                vacant.insert(Holder::Customer(claim.owner));
                let owner = claim.owner;
                let also = claim.also.into_iter();
                let entry = |digest| ClaimEntry { digest, owner, also: Vec::new() };
                self.also.extend(also.map(|(space, digest)| (space, entry(digest))));
            }
            // An id is that of the first customer who has it; the others take part in nothing.
            Entry::Occupied(_) if self.space == Space::Ids => {}
            Entry::Occupied(mut occupied) => {
                if *occupied.get() != Holder::Customer(claim.owner) {
                    occupied.insert(Holder::Several);
                }
            }
        }
    }

    fn forward_claims(&mut self) -> io::Result<()> {
        self.claimed.append(&mut self.also);
        self.hand_on()
    }

    fn rows(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut entries = Entries(bytes);
        let mut texts = Vec::new();
        while let Some(lost) = entries.lost()? {
            match self.holders.get(&lost.digest) {
                Some(Holder::Customer(owner)) if lost.row.is_broken && *owner != NOBODY => {
                    self.broken(*owner, &lost);
                }
                // Nobody has it, so it is rejected alone.
                _ if lost.row.is_broken => {}
                Some(Holder::Customer(NOBODY)) | None => {
                    self.stray(&lost, Why::Unknown, &mut texts);
                }
                Some(Holder::Customer(owner)) => self.owned(*owner, &lost, &mut texts),
                Some(Holder::Several) => self.stray(&lost, Why::Shared, &mut texts),
            }
            if self.owned.0.len() >= GATHERED || self.strays.len() >= GATHERED_STRAYS {
                self.hand_on()?;
            }
        }
        Ok(())
    }

    /// A row that cannot be read, but may be that of a customer, who is rejected.
    fn broken(&mut self, owner: u64, lost: &LostEntry<'_>) {
        lost.write_owned(owner, &mut self.owned.0);
        self.owned.1.push((self.resolver.shares.part(owner), self.owned.0.len()));
        self.told.push(lost.place);
    }

    /// A row whose customer is found. Others may look for its key.
    fn owned<'b>(&mut self, owner: u64, lost: &LostEntry<'b>, texts: &mut Vec<ReadText<'b>>) {
        if lost.row.list >= self.resolver.keys.len() {
            // It is for no list.
            return;
        }
        lost.write_owned(owner, &mut self.owned.0);
        self.owned.1.push((self.resolver.shares.part(owner), self.owned.0.len()));
        self.claim_key(owner, &lost.row, false, texts);
    }

    /// Claims the key of a row for its customer, where others look for it. One that has gone to its
    /// customer does not say any more whose it is.
    fn claim_key<'b>(
        &mut self,
        owner: u64,
        row: &RowEntry<'b>,
        has_gone: bool,
        texts: &mut Vec<ReadText<'b>>,
    ) {
        let Some(space) = self.resolver.keys[row.list] else { return };
        let owners = self.resolver.files.get(row.file).and_then(|file| file.owners.as_deref());
        if let Some(owners) = owners
            && let Some(place) = owners.place(row.list)
            && owners.read(row.kept, true, texts).is_ok()
            && let [by, Ok(Some(key))] = &texts[place..place + 2]
            && (has_gone || matches!(by, Ok(Some(_))))
        {
            let digest = Digest::of(key);
            self.claimed.push((space, ClaimEntry { digest, owner, also: Vec::new() }));
        }
    }

    /// A row that belongs to nobody, or that several could have.
    fn stray<'b>(&mut self, lost: &LostEntry<'b>, why: Why, texts: &mut Vec<ReadText<'b>>) {
        let row = lost.row;
        if row.list >= self.resolver.keys.len() {
            return;
        }
        // A key of a customer who is not there is not that of somebody else.
        self.claim_key(NOBODY, &row, false, texts);
        if !self.resolver.reports[row.list] {
            return;
        }
        let by = owner_text(self.resolver.files, &row);
        if self.resolver.strict {
            self.reject(lost, &by, why);
        }
        self.strays.push((row.list, lost.place, by, why));
    }

    /// Rejects a row that belongs to nobody.
    fn reject(&mut self, lost: &LostEntry<'_>, by: &str, why: Why) {
        let row = lost.row;
        let needs = self.resolver.needs;
        let Some(table) = &needs.lists[row.list].table else { return };
        let names = Names::of(table.owner, needs);
        let reason = match (by, why) {
            ("", Why::Unknown) => {
                "the row does not say whose it is, and no other row with its key does".to_owned()
            }
            ("", Why::Shared) => "the row does not say whose it is, and other rows with its key \
                 are those of several customers"
                .to_owned(),
            (by, Why::Unknown) => format!("no customer has {names} \"{by}\""),
            (by, Why::Shared) => format!("several customers have {names} \"{by}\""),
        };
        let fault = Fault { path: column(&table.by), code: ROW_OF_NOBODY, reason };
        let owners = self.resolver.files.get(row.file).and_then(|file| file.owners.as_deref());
        let raw = match lost.raw {
            [] => owners.map_or_else(Vec::new, |owners| owners.texts.json(row.kept)),
            written => written.to_vec(),
        };
        let (file, line) = (row.file, row.line);
        self.rejected.push((lost.place, FaultyRow { file, line, raw, fault }));
    }

    /// Hands on what was found.
    fn hand_on(&mut self) -> io::Result<()> {
        let mut shared = self.resolver.shared();
        let (bytes, ends) = &mut self.owned;
        let mut start = 0;
        for (part, end) in ends.drain(..) {
            shared.owned.push(part, &bytes[start..end])?;
            start = end;
        }
        bytes.clear();
        let mut entry = Vec::new();
        for (space, claim) in self.claimed.drain(..) {
            entry.clear();
            claim.write(&mut entry);
            shared.claims[space].push(claim.digest.part(), &entry)?;
        }
        for (list, place, by, why) in self.strays.drain(..) {
            if let Some(strays) = &mut shared.strays[list] {
                strays.add(place, &by, why);
            }
        }
        self.told.drain(..).try_for_each(|place| shared.rejected.tell(place))?;
        self.rejected.drain(..).try_for_each(|(place, row)| shared.rejected.push(place, &row))
    }
}
