//! The index by registers of 64 bytes: a block is one register, and what each byte of it is comes
//! out as bits. It is written as assembly, because Rust 1.88 does not yet offer these instructions
//! as functions. Only registers from the sixteenth on are used, whose contents slow nothing else.

use std::arch::asm;

use super::avx2::within;
use super::block::{BLOCK, Block};
use super::sweep::Sweep;

/// A proof that the processor has all that is used here.
#[derive(Clone, Copy, Debug)]
pub(super) struct Avx512(());

/// What blocks are compared with and looked up in.
#[repr(C, align(64))]
struct Tables {
    space: [u8; BLOCK],
    quote: [u8; BLOCK],
    backslash: [u8; BLOCK],
    /// By the lowest four bits of a byte: the mark or the white space that it may be.
    marks: [u8; BLOCK],
    spaces: [u8; BLOCK],
    /// 0, 1, 2 and so on.
    numbers: [u8; BLOCK],
}

static TABLES: Tables = Tables {
    space: [b' '; BLOCK],
    quote: [b'"'; BLOCK],
    backslash: [b'\\'; BLOCK],
    marks: four_times(super::avx2::MARKS),
    spaces: four_times(super::avx2::SPACES),
    numbers: numbers(),
};

const fn four_times(table: &[u8; 16]) -> [u8; BLOCK] {
    let mut all = [0; BLOCK];
    let mut i = 0;
    while i < BLOCK {
        all[i] = table[i % 16];
        i += 1;
    }
    all
}

const fn numbers() -> [u8; BLOCK] {
    let mut all = [0; BLOCK];
    let mut i = 0;
    while i < BLOCK {
        all[i] = i as u8;
        i += 1;
    }
    all
}

impl Avx512 {
    pub fn detect() -> Option<Avx512> {
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
    pub fn sweep(self, sweep: &mut Sweep, stretch: &[u8], room: &mut [u32]) -> usize {
        // SAFETY: there is a proof only where the processor has these features.
        unsafe { self.sweep_blocks(sweep, stretch, room) }
    }

    /// What is carried from block to block is copied, so that it can stay in registers.
    #[target_feature(enable = "avx2,bmi1,pclmulqdq,popcnt")]
    fn sweep_blocks(self, carried: &mut Sweep, stretch: &[u8], room: &mut [u32]) -> usize {
        let mut sweep = *carried;
        let mut count = 0;
        for bytes in stretch.chunks(BLOCK) {
            let Some(room) = room[count..].first_chunk_mut() else {
                break;
            };
            let block = self.block(bytes);
            let quotes = sweep.quotes(&block);
            let tokens = sweep.tokens(&block, quotes, within(quotes));
            count += self.write(room, sweep.next(&block), tokens);
        }
        *carried = sweep;
        count
    }

    /// At most 64 bytes; where there are fewer, white space stands behind them.
    #[inline(always)]
    fn block(self, bytes: &[u8]) -> Block {
        let missing = BLOCK.saturating_sub(bytes.len()) as u32;
        let (quotes, backslashes, controls, marks, spaces, high);
        // SAFETY: of the memory behind `bytes` nothing is read, since the load leaves out what is
        // missing; the tables are as long and as aligned as the instructions want them; there is a
        // proof that the processor knows these instructions.
        unsafe {
            asm!(
                "kmovq k1, {present}",
                "vmovdqa64 zmm16, [{tables}]",
                "vmovdqa64 zmm17, zmm16",
                "vmovdqu8 zmm17 {{k1}}, [{bytes}]",
                "vpcmpeqb k1, zmm17, [{tables} + 64]",
                "vpcmpeqb k2, zmm17, [{tables} + 128]",
                "vpcmpub k3, zmm17, zmm16, 1",
                "vmovdqa64 zmm18, [{tables} + 192]",
                "vpshufb zmm18, zmm18, zmm17",
                "vporq zmm16, zmm16, zmm17",
                "vpcmpeqb k4, zmm16, zmm18",
                "vmovdqa64 zmm18, [{tables} + 256]",
                "vpshufb zmm18, zmm18, zmm17",
                "vpcmpeqb k5, zmm17, zmm18",
                "vpmovb2m k6, zmm17",
                "kandnq k4, k3, k4",
                "kmovq {quotes}, k1",
                "kmovq {backslashes}, k2",
                "kmovq {controls}, k3",
                "kmovq {marks}, k4",
                "kmovq {spaces}, k5",
                "kmovq {high}, k6",
                present = in(reg) u64::MAX.unbounded_shr(missing),
                tables = in(reg) &raw const TABLES,
                bytes = in(reg) bytes.as_ptr(),
                quotes = lateout(reg) quotes,
                backslashes = lateout(reg) backslashes,
                controls = lateout(reg) controls,
                marks = lateout(reg) marks,
                spaces = lateout(reg) spaces,
                high = lateout(reg) high,
                out("zmm16") _, out("zmm17") _, out("zmm18") _,
                out("k1") _, out("k2") _, out("k3") _, out("k4") _, out("k5") _, out("k6") _,
                options(pure, readonly, nostack, preserves_flags),
            );
        }
        Block { quotes, backslashes, controls, marks, spaces, high }
    }

    /// Writes a place for each bit of `tokens`, counted from `base`, and returns how many there
    /// are. Few blocks have more than sixteen.
    #[inline(always)]
    fn write(self, room: &mut [u32; BLOCK], base: u32, tokens: u64) -> usize {
        let count = tokens.count_ones() as usize;
        self.write_quarter::<0>(room, base, tokens);
        if count > 16 {
            self.write_quarter::<1>(room, base, tokens);
            if count > 32 {
                self.write_quarter::<2>(room, base, tokens);
                self.write_quarter::<3>(room, base, tokens);
            }
        }
        count
    }

    /// Writes the places that belong in one quarter of the room, and anything in its slots for
    /// which there are none.
    #[inline(always)]
    fn write_quarter<const QUARTER: usize>(self, room: &mut [u32; BLOCK], base: u32, tokens: u64) {
        // SAFETY: the quarter that is written lies within the room, the table is as long and as
        // aligned as the instructions want it, and there is a proof that the processor knows them.
        unsafe {
            asm!(
                "kmovq k1, {tokens}",
                "vmovdqa64 zmm16, [{numbers}]",
                "vpcompressb zmm16 {{k1}} {{z}}, zmm16",
                "vextracti32x4 xmm16, zmm16, {quarter}",
                "vpmovzxbd zmm16, xmm16",
                "vpbroadcastd zmm17, {base:e}",
                "vpaddd zmm16, zmm16, zmm17",
                "vmovdqu64 [{room} + 64 * {quarter}], zmm16",
                tokens = in(reg) tokens,
                numbers = in(reg) &raw const TABLES.numbers,
                quarter = const QUARTER,
                base = in(reg) base,
                room = in(reg) room.as_mut_ptr(),
                out("zmm16") _, out("zmm17") _, out("k1") _,
                options(nostack, preserves_flags),
            );
        }
    }
}
