//! An id and the place of its first record, in bytes.

use std::io::{self, Read};

/// How many bits of the first eight bytes each part has, from the lowest one on.
const LENGTH_BITS: u32 = 15;
const INPUT_BITS: u32 = 12;
const LINE_BITS: u32 = 36;

/// The first eight bytes where a part does not fit: each of them follows in eight bytes.
const LARGE: u64 = u64::MAX;

/// The place of a record, and how long its id is, which follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// Which of the inputs the record is in.
    pub input: usize,
    pub line: u64,
    /// Whether the customer is left out of everything.
    pub left_out: bool,
    /// How many bytes the id has.
    pub length: usize,
}

/// Adds the entry of an id.
#[inline]
pub(super) fn write(out: &mut Vec<u8>, input: usize, line: u64, left_out: bool, id: &str) {
    let parts = [left_out.into(), id.len() as u64, input as u64, line];
    let [flag, length, number, line] = parts;
    // Never all ones, because the highest number of an input does not fit.
    if is_short(length, number, line) {
        let head = flag | (length | (number | line << INPUT_BITS) << LENGTH_BITS) << 1;
        out.extend_from_slice(&head.to_le_bytes());
    } else {
        out.extend_from_slice(&LARGE.to_le_bytes());
        out.extend(parts.iter().flat_map(|part| part.to_le_bytes()));
    }
    out.extend_from_slice(id.as_bytes());
}

/// Whether the place of a record and the length of its id fit in eight bytes.
#[inline]
fn is_short(length: u64, input: u64, line: u64) -> bool {
    length >> LENGTH_BITS == 0 && input + 1 < 1 << INPUT_BITS && line >> LINE_BITS == 0
}

impl Head {
    /// How many bytes its entry has.
    pub(super) fn entry(&self) -> u64 {
        let length = self.length as u64;
        let parts = if is_short(length, self.input as u64, self.line) { 1 } else { 5 };
        parts * size_of::<u64>() as u64 + length
    }

    pub(super) fn read(entry: &mut impl Read) -> io::Result<Head> {
        let mut next = || {
            let mut part = [0; 8];
            entry.read_exact(&mut part)?;
            Ok::<u64, io::Error>(u64::from_le_bytes(part))
        };
        let low = |part: u64, bits: u32| part & ((1 << bits) - 1);
        let [flag, length, input, line] = match next()? {
            LARGE => [next()?, next()?, next()?, next()?],
            head => [
                low(head, 1),
                low(head >> 1, LENGTH_BITS),
                low(head >> (1 + LENGTH_BITS), INPUT_BITS),
                head >> (1 + LENGTH_BITS + INPUT_BITS),
            ],
        };
        Ok(Head { input: input as usize, line, left_out: flag == 1, length: length as usize })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_parts_come_back_whatever_their_size() {
        for length in [0, 1, 300, (1 << LENGTH_BITS) - 1, 1 << LENGTH_BITS, 70_000] {
            for input in [0, 1, (1 << INPUT_BITS) - 2, (1 << INPUT_BITS) - 1, 1 << 20] {
                for line in [0, 1, (1 << LINE_BITS) - 1, 1 << LINE_BITS, u64::MAX] {
                    for left_out in [false, true] {
                        let (mut bytes, id) = (Vec::new(), "x".repeat(length));
                        write(&mut bytes, input, line, left_out, &id);
                        let all = bytes.len() as u64;
                        let mut rest = &bytes[..];
                        let head = Head::read(&mut rest).unwrap();
                        assert_eq!(head, Head { input, line, left_out, length });
                        assert_eq!((rest, head.entry()), (id.as_bytes(), all));
                    }
                }
            }
        }
    }
}
