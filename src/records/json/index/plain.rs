//! The index by means that every processor has.

use super::block::{BLOCK, Block};
use super::room::Room;
use super::shape::{Shape, within};
use super::sweep::{Sweep, by_blocks};

/// So many slots are written in one go.
const SLOTS: usize = 8;

/// What a byte is, a bit for each kind.
const QUOTE: u32 = 0;
const BACKSLASH: u32 = 1;
const RARE: u32 = 2;
const MARK: u32 = 3;
const SPACE: u32 = 4;
const HIGH: u32 = 7;

/// Sweeps over the next stretch, and puts its tokens into the room.
pub(super) fn sweep(sweep: &mut Sweep, stretch: &[u8], room: &mut Room) {
    by_blocks(sweep, stretch, block, within, |bytes, base, tokens| {
        write(room, bytes, base, tokens)
    });
}

/// Writes the tokens of a block that begins at `base`. Eight slots are written whether or not there are
/// as many, and the next eight go over what is too much: this costs less than a branch for each token, which nobody
/// can foresee.
#[inline(always)]
pub(super) fn write(room: &mut Room, bytes: &[u8; BLOCK], base: u32, tokens: u64) {
    let Some((places, kinds)) = room.next() else {
        return;
    };
    let mut rest = tokens;
    let slots = places.as_chunks_mut::<SLOTS>().0.iter_mut().zip(kinds.as_chunks_mut().0);
    for (places, kinds) in slots {
        let kinds: &mut [u8; SLOTS] = kinds;
        for (place, kind) in places.iter_mut().zip(kinds) {
            let offset = rest.trailing_zeros();
            *place = base + offset;
            *kind = bytes[offset as usize % BLOCK];
            rest &= rest.wrapping_sub(1);
        }
        if rest == 0 {
            break;
        }
    }
    room.keep(tokens.count_ones() as usize);
}

/// The shape of a block.
pub(super) fn shape(bytes: &[u8; BLOCK]) -> Shape {
    let kinds = bytes.map(|byte| {
        let folded = byte | 0x20;
        u8::from(byte == b'"')
            | u8::from(byte == b'\\') << 1
            | u8::from((folded == b'{') | (folded == b'}')) << 2
            | u8::from(byte == b'\n') << 3
    });
    Shape {
        quotes: gathered(&kinds, 0),
        backslashes: gathered(&kinds, 1),
        brackets: gathered(&kinds, 2),
        line_ends: gathered(&kinds, 3),
    }
}

/// All kinds of a byte are worked out in one go, which a compiler can do for many bytes at once;
/// then each kind is gathered.
#[inline(always)]
fn block(bytes: &[u8; BLOCK]) -> Block {
    let kinds = bytes.map(kinds);
    let block = Block {
        quotes: gathered(&kinds, QUOTE),
        marks: gathered(&kinds, MARK),
        spaces: gathered(&kinds, SPACE),
        backslashes: 0,
        rare: 0,
        high: 0,
    };
    let words = kinds.as_chunks().0.iter().map(|eight| u64::from_le_bytes(*eight));
    if words.fold(0, |any, word| any | word) & (each(BACKSLASH) | each(RARE)) == 0 {
        return block;
    }
    unusual(bytes, &kinds, block)
}

/// A block with backslashes, with control characters, or with what is not ASCII.
#[cold]
#[inline(never)]
fn unusual(bytes: &[u8; BLOCK], kinds: &[u8; BLOCK], usual: Block) -> Block {
    let spaces = bytes.map(|byte| u8::from(matches!(byte, b' ' | b'\n' | b'\r' | b'\t')));
    Block {
        spaces: gathered(&spaces, 0),
        backslashes: gathered(kinds, BACKSLASH),
        rare: gathered(kinds, RARE),
        high: gathered(kinds, HIGH),
        ..usual
    }
}

/// What a byte is. Of white space, only the space itself is not rare.
#[inline(always)]
fn kinds(byte: u8) -> u8 {
    // A brace and its bracket are one bit apart.
    let folded = byte | 0x20;
    let mark = (folded == b'{') | (folded == b'}') | (byte == b':') | (byte == b',');
    u8::from(byte == b'"') << QUOTE
        | u8::from(byte == b'\\') << BACKSLASH
        | u8::from(!(0x20..0x80).contains(&byte)) << RARE
        | u8::from(mark) << MARK
        | u8::from(byte == b' ') << SPACE
        | byte & 1 << HIGH
}

/// The bit of a kind in each of eight bytes.
#[inline(always)]
const fn each(kind: u32) -> u64 {
    0x0101_0101_0101_0101 << kind
}

/// One kind of all bytes, a bit for each byte. The product moves the bits of eight bytes to its
/// top, and no two of them meet on the way.
#[inline(always)]
fn gathered(kinds: &[u8; BLOCK], kind: u32) -> u64 {
    let mut all = [0; 8];
    for (bits, eight) in all.iter_mut().zip(kinds.as_chunks().0) {
        let ones = u64::from_le_bytes(*eight) & each(kind);
        *bits = (ones.wrapping_mul(0x0102_0408_1020_4080 >> kind) >> 56) as u8;
    }
    u64::from_le_bytes(all)
}
