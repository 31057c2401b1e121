//! The pass over the customers: who has which id, and which values that rows name.

use std::io;

use super::digest::{Digest, PARTS};
use super::entry::ClaimEntry;
use super::own_ids::Sharing;
use super::parts::Parts;
use super::spaces::Space;
use super::table::TablesFailure;
use super::unresolved::Unresolved;
use crate::records::{Chunk, ReadText, Reader, TextReader, Written};
use crate::run::Input;
use crate::run::input::pass_over;
use crate::run::witness::{Sight, Witness};

/// What customers claim.
pub(super) struct Claims {
    /// Their ids.
    pub ids: Parts,
    /// By input, the number of the first customer in it.
    pub bases: Vec<u64>,
    /// How many customers there are.
    pub count: u64,
    /// Whether any of them has an id.
    pub any_id: bool,
    /// By input, the records that were seen.
    pub seen: Vec<Witness>,
    /// The records, in order, of customers who have more than one id and are here by another record.
    pub surplus: Vec<u64>,
}

/// How claims are found in a record.
struct ClaimWorker<'w> {
    texts: TextReader,
    /// The spaces of values, each with the slot of its field.
    values: &'w [(usize, usize)],
}

/// What the customers of a chunk claim: the number of each in the chunk, their id, and the rest.
struct ChunkClaims {
    claims: Vec<(u64, ClaimEntry)>,
    sight: Sight,
    count: u64,
}

/// Reads the claims of all customers.
pub(super) fn read(
    unresolved: &Unresolved,
    inputs: &[impl Input],
) -> Result<Claims, TablesFailure> {
    let needs = &unresolved.needs;
    let values = values(&unresolved.spaces.all);
    let id = (std::slice::from_ref(&needs.id), needs.id_ignores_case);
    let fields = values.iter().map(|(_, field)| &needs.fields[*field]);
    let fields = fields.map(|field| (std::slice::from_ref(&field.path), field.kind.ignores_case()));
    let texts = TextReader::new(std::iter::once(id).chain(fields), needs);
    let fields: Vec<usize> = values.iter().map(|(_, field)| *field).collect();
    let reader = Reader::of_texts(needs, &fields);
    let worker = ClaimWorker { texts, values: &values };
    let ids = Parts::new(&unresolved.room, PARTS);
    let (bases, seen, surplus) = Default::default();
    let mut claims = Claims { ids, bases, count: 0, any_id: false, seen, surplus };
    let mut sharing = Sharing::new(&unresolved.own_ids);
    for input in inputs {
        claims.bases.push(claims.count);
        claims.seen.push(Witness::default());
        let mut bytes = Vec::new();
        // What is wrong with a stream is reported when its customers are decided.
        pass_over(
            input,
            &reader,
            None,
            true,
            |chunk| worker.work(chunk),
            |_, chunk: ChunkClaims| claims.take(chunk, &mut sharing, &mut bytes),
        )?;
    }
    let (shared, surplus) = sharing.resolved();
    shared.into_iter().try_for_each(|claim| claims.push(&claim, &mut Vec::new()))?;
    claims.surplus = surplus;
    Ok(claims)
}

/// The spaces of values, each with the slot of its field.
fn values(spaces: &[Space]) -> Vec<(usize, usize)> {
    let values = spaces.iter().enumerate().filter_map(|(place, space)| match space {
        Space::Values { field } => Some((place, *field)),
        Space::Ids | Space::Keys { .. } => None,
    });
    values.collect()
}

impl Claims {
    fn take(
        &mut self,
        chunk: ChunkClaims,
        sharing: &mut Sharing<'_>,
        bytes: &mut Vec<u8>,
    ) -> Result<(), TablesFailure> {
        self.any_id |= !chunk.claims.is_empty();
        for (place, mut claim) in chunk.claims {
            claim.owner = self.count + place;
            if let Some(claim) = sharing.keep(claim) {
                self.push(&claim, bytes)?;
            }
        }
        self.count += chunk.count;
        if let Some(seen) = self.seen.last_mut() {
            seen.first(chunk.sight);
        }
        Ok(())
    }
}

impl Claims {
    fn push(&mut self, claim: &ClaimEntry, bytes: &mut Vec<u8>) -> io::Result<()> {
        bytes.clear();
        claim.write(bytes);
        self.ids.push(claim.digest.part(), bytes)
    }
}

impl ClaimWorker<'_> {
    fn work(&self, chunk: &Chunk<'_>) -> ChunkClaims {
        let (mut texts, mut claims, mut count) = (Vec::new(), Vec::new(), 0);
        for written in chunk.written() {
            claims.extend(self.claim(&written, &mut texts).map(|claim| (count, claim)));
            count += 1;
        }
        ChunkClaims { claims, sight: Sight::first(chunk), count }
    }

    /// What a customer claims; nothing, if the record cannot be read.
    fn claim<'c>(
        &self,
        written: &Written<'c>,
        texts: &mut Vec<ReadText<'c>>,
    ) -> Option<ClaimEntry> {
        match written.fast() {
            Some(record) => self.texts.read(record.json, texts).ok()?,
            None => {
                // Whatever is wrong with it, rows may be those of this customer, who is rejected.
                texts.clear();
                texts.push(Ok(Some(written.id()?.text)));
            }
        }
        let (id, values) = texts.split_first()?;
        let said = |text: &ReadText<'_>| Some(Digest::of(text.as_ref().ok()?.as_deref()?));
        let also = self.values.iter().zip(values);
        let also = also.filter_map(|((space, _), value)| Some((*space, said(value)?)));
        Some(ClaimEntry { digest: said(id)?, owner: 0, also: also.collect() })
    }
}
