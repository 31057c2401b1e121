//! Where to look for the ids that do not fit in memory.

use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

use tempfile::SpooledTempFile;

use super::filter::Filter;

/// The bytes of a key and of its place.
const ENTRY: usize = 12;

/// How many of them are read at once.
const BLOCK: usize = 340;

/// The places in the ledger of all ids that do not fit in memory, by their keys. They are in a file
/// without a name, so nothing of it remains however the program ends.
#[derive(Debug, Default)]
pub(super) struct Older {
    /// Where there are any.
    kept: Option<Kept>,
}

#[derive(Debug)]
struct Kept {
    filter: Filter,
    spool: SpooledTempFile,
    runs: Vec<Run>,
    bytes: u64,
}

/// Some of them, in the order of their keys.
#[derive(Debug)]
struct Run {
    /// Where it begins in the file.
    start: u64,
    /// How many they are.
    len: usize,
    /// The first key of each block.
    fences: Vec<u32>,
}

impl Older {
    /// Takes up keys in order, with their places, which count from a base.
    pub(super) fn add(&mut self, ids: &[(u32, u32)], base: u64) -> io::Result<()> {
        let new = || Kept {
            filter: Filter::new(),
            spool: SpooledTempFile::new(0),
            runs: Vec::new(),
            bytes: 0,
        };
        self.kept.get_or_insert_with(new).add(ids, base)
    }

    /// Asks of each place with this key until one gives an answer.
    #[inline]
    pub(super) fn find<T>(
        &mut self,
        key: u32,
        ask: impl FnMut(u64) -> io::Result<Option<T>>,
    ) -> io::Result<Option<T>> {
        match &mut self.kept {
            Some(kept) if kept.filter.may_have(key) => kept.find(key, ask),
            Some(_) | None => Ok(None),
        }
    }
}

impl Kept {
    fn add(&mut self, ids: &[(u32, u32)], base: u64) -> io::Result<()> {
        let start = self.bytes;
        self.spool.seek(SeekFrom::Start(start))?;
        let mut out = BufWriter::with_capacity(BLOCK * ENTRY, &mut self.spool);
        let fences = ids.chunks(BLOCK).filter_map(|block| block.first()).map(|(key, _)| *key);
        let run = Run { start, len: ids.len(), fences: fences.collect() };
        for (key, place) in ids {
            out.write_all(&key.to_le_bytes())?;
            out.write_all(&(base + u64::from(*place)).to_le_bytes())?;
            self.filter.add(*key);
        }
        out.flush()?;
        drop(out);
        self.bytes += (run.len * ENTRY) as u64;
        self.runs.push(run);
        Ok(())
    }

    fn find<T>(
        &mut self,
        key: u32,
        mut ask: impl FnMut(u64) -> io::Result<Option<T>>,
    ) -> io::Result<Option<T>> {
        for run in &self.runs {
            for block in run.blocks(key) {
                let len = BLOCK.min(run.len - block * BLOCK);
                let mut bytes = [0; BLOCK * ENTRY];
                let bytes = &mut bytes[..len * ENTRY];
                self.spool.seek(SeekFrom::Start(run.start + (block * BLOCK * ENTRY) as u64))?;
                self.spool.read_exact(bytes)?;
                for place in places(bytes, key) {
                    if let Some(answer) = ask(place)? {
                        return Ok(Some(answer));
                    }
                }
            }
        }
        Ok(None)
    }
}

impl Run {
    /// The blocks that a key may be in.
    fn blocks(&self, key: u32) -> std::ops::Range<usize> {
        let from = self.fences.partition_point(|fence| *fence < key).saturating_sub(1);
        from..self.fences.partition_point(|fence| *fence <= key)
    }
}

/// The places that a block has for a key.
fn places(block: &[u8], key: u32) -> impl Iterator<Item = u64> {
    let (entries, _rest) = block.as_chunks::<ENTRY>();
    let key = key.to_le_bytes();
    entries.iter().filter_map(move |entry| {
        let (found, place) = entry.split_first_chunk::<4>()?;
        (*found == key).then(|| place.first_chunk::<8>().map(|place| u64::from_le_bytes(*place)))?
    })
}
