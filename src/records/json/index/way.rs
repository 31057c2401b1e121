//! Which way to look at a block, by the processor at hand.

#[cfg(target_arch = "x86_64")]
use super::avx2::Avx2;
#[cfg(target_arch = "x86_64")]
use super::avx512::Avx512;
use super::block::BLOCK;
use super::plain;
use super::room::Room;
use super::shape::Shape;
#[cfg(target_arch = "x86_64")]
use super::sse2::Sse2;
use super::sweep::Sweep;

/// The ways to look at a block, of which a processor may have some.
#[derive(Clone, Copy, Debug)]
pub(super) enum Way {
    Plain,
    #[cfg(target_arch = "x86_64")]
    Sse2(Sse2),
    #[cfg(target_arch = "x86_64")]
    Avx2(Avx2),
    #[cfg(target_arch = "x86_64")]
    Avx512(Avx512),
}

impl Way {
    /// The fastest that this processor has.
    pub(super) fn best() -> Way {
        Way::all().next().unwrap_or(Way::Plain)
    }

    /// All that this processor has, the fastest first.
    pub(super) fn all() -> impl Iterator<Item = Way> {
        let all = [
            #[cfg(target_arch = "x86_64")]
            Avx512::detect().map(Way::Avx512),
            #[cfg(target_arch = "x86_64")]
            Avx2::detect().map(Way::Avx2),
            #[cfg(target_arch = "x86_64")]
            Sse2::detect().map(Way::Sse2),
            Some(Way::Plain),
        ];
        all.into_iter().flatten()
    }

    /// The shape of a block.
    #[inline]
    pub(super) fn shape(self, bytes: &[u8; BLOCK]) -> Shape {
        match self {
            Way::Plain => plain::shape(bytes),
            #[cfg(target_arch = "x86_64")]
            Way::Sse2(sse2) => sse2.shape(bytes),
            #[cfg(target_arch = "x86_64")]
            Way::Avx2(avx2) => avx2.shape(bytes),
            #[cfg(target_arch = "x86_64")]
            Way::Avx512(avx512) => avx512.shape(bytes),
        }
    }

    /// Sweeps over the next stretch of a text, and puts its tokens into the room.
    #[inline]
    pub(super) fn sweep(self, sweep: &mut Sweep, stretch: &[u8], room: &mut Room) {
        match self {
            Way::Plain => plain::sweep(sweep, stretch, room),
            #[cfg(target_arch = "x86_64")]
            Way::Sse2(sse2) => sse2.sweep(sweep, stretch, room),
            #[cfg(target_arch = "x86_64")]
            Way::Avx2(avx2) => avx2.sweep(sweep, stretch, room),
            #[cfg(target_arch = "x86_64")]
            Way::Avx512(avx512) => avx512.sweep(sweep, stretch, room),
        }
    }
}
