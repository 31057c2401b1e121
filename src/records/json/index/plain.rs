//! The index by means that every processor has.

use super::block::{BLOCK, Block};
use super::room::Room;
use super::shape::{Shape, within};
use super::sweep::Sweep;

/// Sweeps over the next stretch, and puts its tokens into the room.
pub(super) fn sweep(sweep: &mut Sweep, stretch: &[u8], room: &mut Room) {
    for bytes in stretch.chunks(BLOCK) {
        let mut padded = [b' '; BLOCK];
        padded[..bytes.len()].copy_from_slice(bytes);
        let block = block(&padded);
        let quotes = sweep.quotes(&block);
        let tokens = sweep.tokens(&block, quotes, within(quotes));
        write(room, &padded, sweep.next(), tokens);
    }
}

/// Writes the tokens of a block that begins at `base`.
fn write(room: &mut Room, bytes: &[u8; BLOCK], base: u32, tokens: u64) {
    let Some((places, kinds)) = room.next() else {
        return;
    };
    let count = tokens.count_ones() as usize;
    let mut rest = tokens;
    for (place, kind) in places.iter_mut().zip(kinds).take(count) {
        let offset = rest.trailing_zeros();
        *place = base + offset;
        *kind = bytes[offset as usize % BLOCK];
        rest &= rest - 1;
    }
    room.keep(count);
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
fn block(bytes: &[u8; BLOCK]) -> Block {
    let kinds = bytes.map(kinds);
    Block {
        quotes: gathered(&kinds, 0),
        backslashes: gathered(&kinds, 1),
        marks: gathered(&kinds, 3),
        spaces: gathered(&kinds, 4),
        rare: gathered(&kinds, 2),
        high: gathered(&kinds, 7),
    }
}

/// What a byte is, a bit for each kind.
#[inline(always)]
fn kinds(byte: u8) -> u8 {
    // A brace and its bracket are one bit apart.
    let folded = byte | 0x20;
    let mark = (folded == b'{') | (folded == b'}') | (byte == b':') | (byte == b',');
    let space = (byte == b' ') | (byte == b'\n') | (byte == b'\r') | (byte == b'\t');
    u8::from(byte == b'"')
        | u8::from(byte == b'\\') << 1
        | u8::from(!(0x20..0x80).contains(&byte)) << 2
        | u8::from(mark) << 3
        | u8::from(space) << 4
        | byte & 0x80
}

/// One kind of all bytes, a bit for each byte. The product moves the bits of eight bytes to its
/// top, and no two of them meet on the way.
#[inline(always)]
fn gathered(kinds: &[u8; BLOCK], kind: u32) -> u64 {
    let eights = kinds.as_chunks::<8>().0.iter().enumerate();
    eights.fold(0, |all, (i, eight)| {
        let ones = u64::from_le_bytes(*eight) >> kind & 0x0101_0101_0101_0101;
        all | (ones.wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * i)
    })
}
