//! Entries of parts, as bytes.

use std::io;

use super::digest::Digest;

/// A row of a table, as it is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowEntry<'b> {
    /// The slot of the list that it is for.
    pub list: usize,
    /// Which of the files it is from.
    pub file: usize,
    /// The line that it begins on, or on which its fault shows.
    pub line: u64,
    /// Whether it cannot be read: then it only may be whose it says, and what is kept is its fault.
    pub is_broken: bool,
    /// What is needed of it, as rows of its file are kept.
    pub kept: &'b [u8],
}

/// A row that looks for its owner.
#[derive(Clone, Copy, Debug)]
pub(super) struct LostEntry<'b> {
    /// Its number among all rows of all tables.
    pub place: u64,
    /// What it looks for.
    pub digest: Digest,
    /// The row as it is written, where that is needed and not how it is kept.
    pub raw: &'b [u8],
    pub row: RowEntry<'b>,
    /// The bytes of its entry as a row.
    bytes: &'b [u8],
}

/// A row whose customer is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct OwnedEntry<'b> {
    pub place: u64,
    /// The number of the customer.
    pub owner: u64,
    pub row: RowEntry<'b>,
}

/// Somebody who has a value.
#[derive(Clone, Debug)]
pub(super) struct ClaimEntry {
    pub digest: Digest,
    /// The number of the customer.
    pub owner: u64,
    /// What they claim in other spaces, if they get this.
    pub also: Vec<(usize, Digest)>,
}

impl RowEntry<'_> {
    fn write(&self, out: &mut Vec<u8>) {
        self.write_head(out);
        out.extend_from_slice(self.kept);
    }

    /// Writes all of it but for what is kept, which has to come next.
    fn write_head(&self, out: &mut Vec<u8>) {
        numbers(self.head(self.kept.len()), out);
    }

    /// What comes before what is kept, which is this long.
    fn head(&self, length: usize) -> [u64; 4] {
        let list = (self.list as u64) << 1 | u64::from(self.is_broken);
        [list, self.file as u64, self.line, length as u64]
    }
}

impl OwnedEntry<'_> {
    /// Writes the row of a customer, but for its place, which has to come before it. What is kept of it
    /// ends with these blanks.
    pub(super) fn write(owner: u64, row: RowEntry<'_>, blanks: &[u8], out: &mut Vec<u8>) {
        let [list, file, line, length] = row.head(row.kept.len() + blanks.len());
        numbers([owner, list, file, line, length], out);
        out.extend_from_slice(row.kept);
        out.extend_from_slice(blanks);
    }
}

impl LostEntry<'_> {
    /// Where its place is written, so that it can be put there later.
    pub(super) const PLACE: std::ops::Range<usize> = 0..8;

    /// Writes a row that looks for its owner, but for its place.
    pub(super) fn write(digest: Digest, raw: &[u8], row: RowEntry<'_>, out: &mut Vec<u8>) {
        out.extend_from_slice(&[0; 8]);
        out.extend_from_slice(&digest.to_bytes());
        bytes(raw, out);
        row.write(out);
    }

    /// Writes it as the row of a customer.
    pub(super) fn write_owned(&self, owner: u64, out: &mut Vec<u8>) {
        number(self.place, out);
        number(owner, out);
        out.extend_from_slice(self.bytes);
    }
}

impl ClaimEntry {
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.digest.to_bytes());
        number(self.owner, out);
        number(self.also.len() as u64, out);
        for (space, digest) in &self.also {
            number(*space as u64, out);
            out.extend_from_slice(&digest.to_bytes());
        }
    }
}

/// Entries that are read from their start.
pub(super) struct Entries<'b>(pub &'b [u8]);

impl<'b> Entries<'b> {
    /// The next row that looks for its owner; `None` at the end.
    #[inline]
    pub(super) fn lost(&mut self) -> io::Result<Option<LostEntry<'b>>> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let place = u64::from_le_bytes(self.array()?);
        let digest = Digest::from_bytes(self.array()?);
        let raw = self.bytes()?;
        let all = self.0;
        let row = self.row()?;
        let bytes = &all[..all.len() - self.0.len()];
        Ok(Some(LostEntry { place, digest, raw, row, bytes }))
    }

    /// The next row whose customer is known; `None` at the end.
    #[inline]
    pub(super) fn owned(&mut self) -> io::Result<Option<OwnedEntry<'b>>> {
        if self.0.is_empty() {
            return Ok(None);
        }
        Ok(Some(OwnedEntry { place: self.number()?, owner: self.number()?, row: self.row()? }))
    }

    #[inline]
    fn row(&mut self) -> io::Result<RowEntry<'b>> {
        let list = self.number()?;
        Ok(RowEntry {
            list: (list >> 1) as usize,
            is_broken: list & 1 == 1,
            file: self.number()? as usize,
            line: self.number()?,
            kept: self.bytes()?,
        })
    }

    /// The next claim; `None` at the end.
    pub(super) fn claim(&mut self) -> io::Result<Option<ClaimEntry>> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let (digest, owner) = (Digest::from_bytes(self.array()?), self.number()?);
        let also = (0..self.number()?)
            .map(|_| Ok((self.number()? as usize, Digest::from_bytes(self.array()?))));
        Ok(Some(ClaimEntry { digest, owner, also: also.collect::<io::Result<_>>()? }))
    }

    #[inline]
    pub(super) fn number(&mut self) -> io::Result<u64> {
        // Most numbers are small.
        if let [byte, rest @ ..] = self.0
            && byte & 0x80 == 0
        {
            self.0 = rest;
            return Ok(u64::from(*byte));
        }
        if let Some(word) = self.0.first_chunk() {
            // Nearly all others have up to four.
            let word = u64::from_le_bytes(*word);
            let bits = (!word & 0x8080_8080).trailing_zeros();
            if bits < 32 {
                self.0 = &self.0[(bits as usize + 1) / 8..];
                let word = word & (u64::MAX >> (63 - bits)) & 0x7f7f_7f7f;
                let word = word & 0x007f_007f | (word & 0x7f00_7f00) >> 1;
                return Ok(word & 0x3fff | (word >> 2 & 0x0fff_c000));
            }
        }
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first().ok_or_else(broken)?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(broken())
    }

    pub(super) fn bytes(&mut self) -> io::Result<&'b [u8]> {
        let length = self.number()? as usize;
        let (bytes, rest) = self.0.split_at_checked(length).ok_or_else(broken)?;
        self.0 = rest;
        Ok(bytes)
    }

    fn array<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let (array, rest) = self.0.split_first_chunk().ok_or_else(broken)?;
        self.0 = rest;
        Ok(*array)
    }
}

/// Writes a few numbers, one after the other.
#[inline]
pub(super) fn numbers<const N: usize>(numbers: [u64; N], out: &mut Vec<u8>) {
    // None takes more than ten bytes, and there are no more than six.
    let (mut bytes, mut at) = ([0; 64], 0);
    for mut number in numbers {
        while number >= 0x80 {
            bytes[at % 64] = number as u8 | 0x80;
            (number, at) = (number >> 7, at + 1);
        }
        bytes[at % 64] = number as u8;
        at += 1;
    }
    out.extend_from_slice(&bytes[..at.min(64)]);
}

/// Writes a number, seven bits to a byte.
pub(super) fn number(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Writes how many bytes there are, and the bytes.
pub(super) fn bytes(bytes: &[u8], out: &mut Vec<u8>) {
    number(bytes.len() as u64, out);
    out.extend_from_slice(bytes);
}

#[cold]
pub(super) fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a temporary file is not what was written")
}
