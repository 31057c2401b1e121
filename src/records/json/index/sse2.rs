//! The index by registers of 16 bytes, which all x86-64 processors have.

use std::arch::x86_64::*;

use super::block::{BLOCK, Block};
use super::plain;
use super::room::Room;
use super::shape::{Shape, within};
use super::sweep::{Sweep, by_blocks};

/// A proof that the processor has all that is used here.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sse2(());

/// A block in registers.
type Registers = [__m128i; 4];

impl Sse2 {
    pub(super) fn detect() -> Option<Sse2> {
        is_x86_feature_detected!("sse2").then_some(Sse2(()))
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

#[target_feature(enable = "sse2")]
fn sweep(sweep: &mut Sweep, stretch: &[u8], room: &mut Room) {
    let write = |bytes: &[u8; BLOCK], base, tokens| plain::write(room, bytes, base, tokens);
    by_blocks(sweep, stretch, |bytes| block(bytes), within, write);
}

#[inline]
#[target_feature(enable = "sse2")]
fn load(bytes: &[u8; BLOCK]) -> Registers {
    let at = bytes.as_ptr().cast::<__m128i>();
    // SAFETY: there are 64 bytes, and these loads need no alignment.
    [0, 1, 2, 3].map(|quarter| unsafe { _mm_loadu_si128(at.add(quarter)) })
}

#[target_feature(enable = "sse2")]
fn shape(bytes: &[u8; BLOCK]) -> Shape {
    let bytes = load(bytes);
    Shape {
        quotes: equal(bytes, b'"'),
        backslashes: equal(bytes, b'\\'),
        brackets: bits(bytes.map(|bytes| brackets(bytes))),
        line_ends: equal(bytes, b'\n'),
    }
}

#[inline]
#[target_feature(enable = "sse2")]
fn block(bytes: &[u8; BLOCK]) -> Block {
    let bytes = load(bytes);
    // As numbers with signs, what is not ASCII is below all that is.
    let rare = bits(bytes.map(|bytes| _mm_cmpgt_epi8(all(0x20), bytes)));
    let (quotes, backslashes) = (equal(bytes, b'"'), equal(bytes, b'\\'));
    let (marks, spaces) = (bits(bytes.map(|bytes| marks(bytes))), equal(bytes, b' '));
    if rare == 0 {
        return Block { quotes, backslashes, marks, spaces, rare, high: 0 };
    }
    // All other white space is rare.
    let spaces = spaces | equal(bytes, b'\n') | equal(bytes, b'\r') | equal(bytes, b'\t');
    Block { quotes, backslashes, marks, spaces, rare, high: bits(bytes) }
}

/// A bracket, with one bit more, is the same as its brace.
#[inline]
#[target_feature(enable = "sse2")]
fn brackets(bytes: __m128i) -> __m128i {
    let folded = _mm_or_si128(bytes, all(0x20));
    _mm_or_si128(_mm_cmpeq_epi8(folded, all(b'{')), _mm_cmpeq_epi8(folded, all(b'}')))
}

#[inline]
#[target_feature(enable = "sse2")]
fn marks(bytes: __m128i) -> __m128i {
    let others = _mm_or_si128(_mm_cmpeq_epi8(bytes, all(b':')), _mm_cmpeq_epi8(bytes, all(b',')));
    _mm_or_si128(brackets(bytes), others)
}

/// A bit for each byte that is this one.
#[inline]
#[target_feature(enable = "sse2")]
fn equal(bytes: Registers, byte: u8) -> u64 {
    bits(bytes.map(|bytes| _mm_cmpeq_epi8(bytes, all(byte))))
}

#[inline]
#[target_feature(enable = "sse2")]
fn all(byte: u8) -> __m128i {
    _mm_set1_epi8(byte as i8)
}

/// The highest bits of 64 bytes.
#[inline]
#[target_feature(enable = "sse2")]
fn bits(bytes: Registers) -> u64 {
    let [a, b, c, d] = bytes.map(|bytes| u64::from(_mm_movemask_epi8(bytes) as u16));
    a | b << 16 | c << 32 | d << 48
}
