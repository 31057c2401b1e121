//! The index by registers of 32 bytes, as nearly all x86-64 processors have them.

use std::arch::x86_64::*;

use super::block::{BLOCK, Block};
use super::room::Room;
use super::shape::Shape;
use super::sweep::{Sweep, by_blocks};

/// A proof that the processor has all that is used here.
#[derive(Clone, Copy, Debug)]
pub(super) struct Avx2(());

/// For the lowest four bits of a byte the mark that it may be. A bracket, with one bit more, is the
/// same as its brace.
pub(super) const MARKS: &[u8; 16] = b"\0\0\0\0\0\0\0\0\0\0:{,}\0\0";

/// For the lowest four bits of a byte the white space that it may be, or a byte that ends in other
/// bits.
pub(super) const SPACES: &[u8; 16] = b" \0\x01\x01\x01\x01\x01\x01\x01\t\n\x01\x01\r\x01\x01";

impl Avx2 {
    pub(super) fn detect() -> Option<Avx2> {
        let found = is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("pclmulqdq")
            && is_x86_feature_detected!("popcnt");
        found.then_some(Avx2(()))
    }

    #[inline]
    pub(super) fn sweep(self, sweep: &mut Sweep, stretch: &[u8], room: &mut Room) {
        // SAFETY: there is a proof only where the processor has these features.
        unsafe { self::sweep(sweep, stretch, room) }
    }

    #[inline]
    pub(super) fn shape(self, bytes: &[u8; BLOCK]) -> Shape {
        // SAFETY: as above.
        unsafe { self::shape(bytes) }
    }
}

#[target_feature(enable = "avx2,bmi1,pclmulqdq,popcnt")]
fn sweep(sweep: &mut Sweep, stretch: &[u8], room: &mut Room) {
    let write = |bytes: &[u8; BLOCK], base, tokens| write(room, bytes, base, tokens);
    by_blocks(sweep, stretch, |bytes| block(bytes), |quotes| within(quotes), write);
}

/// A bit for each byte that an odd number of quotes is before or on: a product without
/// carries with all ones.
#[inline]
#[target_feature(enable = "avx2,pclmulqdq")]
pub(super) fn within(quotes: u64) -> u64 {
    let quotes = _mm_cvtsi64_si128(quotes as i64);
    let product = _mm_clmulepi64_si128::<0>(quotes, _mm_set1_epi8(-1));
    _mm_cvtsi128_si64(product) as u64
}

#[inline]
#[target_feature(enable = "avx2")]
fn load(bytes: &[u8; BLOCK]) -> [__m256i; 2] {
    let at = bytes.as_ptr().cast::<__m256i>();
    // SAFETY: there are 64 bytes, and these loads need no alignment.
    unsafe { [_mm256_loadu_si256(at), _mm256_loadu_si256(at.add(1))] }
}

#[target_feature(enable = "avx2")]
fn shape(bytes: &[u8; BLOCK]) -> Shape {
    let [low, high] = load(bytes);
    Shape {
        quotes: bits(equal(low, b'"'), equal(high, b'"')),
        backslashes: bits(equal(low, b'\\'), equal(high, b'\\')),
        brackets: bits(brackets(low), brackets(high)),
        line_ends: bits(equal(low, b'\n'), equal(high, b'\n')),
    }
}

/// A bracket, with one bit more, is the same as its brace.
#[inline]
#[target_feature(enable = "avx2")]
fn brackets(bytes: __m256i) -> __m256i {
    let folded = _mm256_or_si256(bytes, _mm256_set1_epi8(0x20));
    _mm256_or_si256(equal(folded, b'{'), equal(folded, b'}'))
}

#[inline]
#[target_feature(enable = "avx2")]
fn block(bytes: &[u8; BLOCK]) -> Block {
    let [low, high] = load(bytes);
    let rare = bits(rare(low), rare(high));
    Block {
        quotes: bits(equal(low, b'"'), equal(high, b'"')),
        backslashes: bits(equal(low, b'\\'), equal(high, b'\\')),
        marks: bits(marks(low), marks(high)),
        spaces: bits(spaces(low), spaces(high)),
        rare,
        high: if rare == 0 { 0 } else { bits(low, high) },
    }
}

#[inline]
#[target_feature(enable = "avx2")]
fn equal(bytes: __m256i, byte: u8) -> __m256i {
    _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(byte as i8))
}

#[inline]
#[target_feature(enable = "avx2")]
fn rare(bytes: __m256i) -> __m256i {
    // As numbers with signs, what is not ASCII is below all that is.
    _mm256_cmpgt_epi8(_mm256_set1_epi8(0x20), bytes)
}

#[inline]
#[target_feature(enable = "avx2")]
fn marks(bytes: __m256i) -> __m256i {
    let folded = _mm256_or_si256(bytes, _mm256_set1_epi8(0x20));
    _mm256_cmpeq_epi8(folded, looked_up(MARKS, bytes))
}

#[inline]
#[target_feature(enable = "avx2")]
fn spaces(bytes: __m256i) -> __m256i {
    _mm256_cmpeq_epi8(bytes, looked_up(SPACES, bytes))
}

/// For each byte what the table has at its lowest four bits, and 0 for a byte that is not ASCII.
#[inline]
#[target_feature(enable = "avx2")]
fn looked_up(table: &[u8; 16], bytes: __m256i) -> __m256i {
    let table = i128::from_le_bytes(*table);
    let table = _mm_set_epi64x((table >> 64) as i64, table as i64);
    _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(table), bytes)
}

/// The highest bits of 64 bytes.
#[inline]
#[target_feature(enable = "avx2")]
fn bits(low: __m256i, high: __m256i) -> u64 {
    let [low, high] = [_mm256_movemask_epi8(low), _mm256_movemask_epi8(high)];
    u64::from(low as u32) | u64::from(high as u32) << 32
}

/// Writes the tokens of a block that begins at `base`. A table has the places of eight bits at a
/// time. Eight slots are written whether or not there are as many, and the next eight go over what
/// is too much: this costs less than a branch that nobody can foresee.
#[inline]
#[target_feature(enable = "avx2,bmi1,popcnt")]
fn write(room: &mut Room, bytes: &[u8; BLOCK], base: u32, tokens: u64) {
    let Some((places, kinds)) = room.next() else {
        return;
    };
    let (places, kinds) = (places.as_mut_ptr(), kinds.as_mut_ptr());
    let base = _mm256_set1_epi32(base as i32);
    for (eight, bytes) in bytes.as_chunks().0.iter().enumerate() {
        let start = 8 * eight;
        let before = (tokens & ((1 << start) - 1)).count_ones() as usize;
        let offsets = _mm_cvtsi64_si128(OFFSETS[usize::from((tokens >> start) as u8)]);
        let bytes = _mm_cvtsi64_si128(i64::from_le_bytes(*bytes));
        let base = _mm256_add_epi32(base, _mm256_set1_epi32(start as i32));
        let sums = _mm256_add_epi32(base, _mm256_cvtepu8_epi32(offsets));
        // SAFETY: at most as many bits as `start` are before, so that eight slots are left.
        unsafe {
            _mm256_storeu_si256(places.add(before).cast(), sums);
            _mm_storel_epi64(kinds.add(before).cast(), _mm_shuffle_epi8(bytes, offsets));
        }
    }
    room.keep(tokens.count_ones() as usize);
}

/// For each byte, which of its bits are ones: a number in each byte, the first lowest.
static OFFSETS: [i64; 256] = offsets();

const fn offsets() -> [i64; 256] {
    let mut all = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let (mut bit, mut found) = (0, 0);
        while bit < 8 {
            if byte >> bit & 1 == 1 {
                all[byte] |= bit << (8 * found);
                found += 1;
            }
            bit += 1;
        }
        byte += 1;
    }
    all
}
