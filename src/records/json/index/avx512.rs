//! The index by registers of 64 bytes: a block is one register, and what each byte of it is comes
//! out as bits.

use std::arch::x86_64::*;

use super::avx2::{MARKS, SPACES, within};
use super::block::{BLOCK, Block};
use super::room::Room;
use super::shape::Shape;
use super::sweep::Sweep;

/// A proof that the processor has all that is used here.
#[derive(Clone, Copy, Debug)]
pub(super) struct Avx512(());

impl Avx512 {
    pub(super) fn detect() -> Option<Avx512> {
        let found = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512vbmi2")
            && is_x86_feature_detected!("avx2")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("pclmulqdq")
            && is_x86_feature_detected!("popcnt");
        found.then_some(Avx512(()))
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

/// What is carried from block to block is copied, so that it can stay in registers.
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi2,avx2,bmi1,pclmulqdq,popcnt")]
fn sweep(carried: &mut Sweep, stretch: &[u8], room: &mut Room) {
    let mut sweep = *carried;
    let mut rest = stretch;
    while !rest.is_empty() {
        let bytes;
        (bytes, rest) = match rest.split_first_chunk() {
            Some((bytes, rest)) => (whole(bytes), rest),
            None => (load(rest), &[][..]),
        };
        let block = block(bytes);
        let quotes = sweep.quotes(&block);
        let tokens = sweep.tokens(&block, quotes, within(quotes));
        write(room, bytes, sweep.next(), tokens);
    }
    *carried = sweep;
}

#[inline]
#[target_feature(enable = "avx512f")]
fn whole(bytes: &[u8; BLOCK]) -> __m512i {
    // SAFETY: there are 64 bytes, and this load needs no alignment.
    unsafe { _mm512_loadu_si512(bytes.as_ptr().cast()) }
}

/// At most 64 bytes; where there are fewer, white space is after them.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn load(bytes: &[u8]) -> __m512i {
    let missing = BLOCK.saturating_sub(bytes.len()) as u32;
    let present = u64::MAX.unbounded_shr(missing);
    // SAFETY: the load leaves out what is missing, and needs no alignment.
    unsafe { _mm512_mask_loadu_epi8(all(b' '), present, bytes.as_ptr().cast()) }
}

#[target_feature(enable = "avx512f,avx512bw")]
fn shape(bytes: &[u8; BLOCK]) -> Shape {
    let bytes = whole(bytes);
    // A bracket, with one bit more, is the same as its brace.
    let folded = _mm512_or_si512(bytes, all(0x20));
    Shape {
        quotes: _mm512_cmpeq_epi8_mask(bytes, all(b'"')),
        backslashes: _mm512_cmpeq_epi8_mask(bytes, all(b'\\')),
        brackets: _mm512_cmpeq_epi8_mask(folded, all(b'{'))
            | _mm512_cmpeq_epi8_mask(folded, all(b'}')),
        line_ends: _mm512_cmpeq_epi8_mask(bytes, all(b'\n')),
    }
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn block(bytes: __m512i) -> Block {
    // A bracket, with one bit more, is the same as its brace.
    let folded = _mm512_or_si512(bytes, all(0x20));
    // As numbers with signs, what is not ASCII is below all that is.
    let rare = _mm512_cmplt_epi8_mask(bytes, all(0x20));
    Block {
        quotes: _mm512_cmpeq_epi8_mask(bytes, all(b'"')),
        backslashes: _mm512_cmpeq_epi8_mask(bytes, all(b'\\')),
        marks: _mm512_cmpeq_epi8_mask(folded, looked_up(MARKS, bytes)),
        spaces: _mm512_cmpeq_epi8_mask(bytes, looked_up(SPACES, bytes)),
        rare,
        high: if rare == 0 { 0 } else { _mm512_movepi8_mask(bytes) },
    }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn all(byte: u8) -> __m512i {
    _mm512_set1_epi8(byte as i8)
}

/// For each byte what the table has at its lowest four bits, and 0 for a byte that is not ASCII.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn looked_up(table: &[u8; 16], bytes: __m512i) -> __m512i {
    let table = i128::from_le_bytes(*table);
    let table = _mm_set_epi64x((table >> 64) as i64, table as i64);
    _mm512_shuffle_epi8(_mm512_broadcast_i32x4(table), bytes)
}

/// Writes the tokens of a block that begins at `base`. Slots are written whether or not there are
/// as many tokens: this costs less than a branch that nobody can foresee. Few blocks have more
/// than 24.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi2,popcnt")]
fn write(room: &mut Room, bytes: __m512i, base: u32, tokens: u64) {
    let Some((places, kinds)) = room.next() else {
        return;
    };
    let count = tokens.count_ones() as usize;
    let base = _mm512_set1_epi32(base as i32);
    let offsets = _mm512_maskz_compress_epi8(tokens, numbers());
    let firsts = _mm512_maskz_compress_epi8(tokens, bytes);
    // SAFETY: there are 64 slots, and these stores need no alignment.
    unsafe {
        let quarter: *mut __m512i = places.as_mut_ptr().cast();
        _mm256_storeu_si256(kinds.as_mut_ptr().cast(), _mm512_castsi512_si256(firsts));
        _mm512_storeu_si512(quarter, sums(base, _mm512_castsi512_si128(offsets)));
        let second = sums(base, _mm512_extracti32x4_epi32::<1>(offsets));
        _mm256_storeu_si256(quarter.add(1).cast(), _mm512_castsi512_si256(second));
        if count > 24 {
            _mm512_storeu_si512(kinds.as_mut_ptr().cast(), firsts);
            _mm512_storeu_si512(quarter.add(1), second);
            _mm512_storeu_si512(
                quarter.add(2),
                sums(base, _mm512_extracti32x4_epi32::<2>(offsets)),
            );
            _mm512_storeu_si512(
                quarter.add(3),
                sums(base, _mm512_extracti32x4_epi32::<3>(offsets)),
            );
        }
    }
    room.keep(count);
}

#[inline]
#[target_feature(enable = "avx512f")]
fn sums(base: __m512i, offsets: __m128i) -> __m512i {
    _mm512_add_epi32(base, _mm512_cvtepu8_epi32(offsets))
}

/// 0, 1, 2 and so on.
#[inline]
#[target_feature(enable = "avx512f")]
fn numbers() -> __m512i {
    const NUMBERS: [u8; BLOCK] = {
        let mut all = [0; BLOCK];
        let mut i = 0;
        while i < BLOCK {
            all[i] = i as u8;
            i += 1;
        }
        all
    };
    // SAFETY: there are 64 bytes, and this load needs no alignment.
    unsafe { _mm512_loadu_si512(NUMBERS.as_ptr().cast()) }
}
