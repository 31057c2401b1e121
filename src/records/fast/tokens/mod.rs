//! The tokens of a record, whose places are known before anything is read, and the steps from one
//! to the next.

mod skip;
mod text;

use std::ops::Range;

use bumpalo::Bump;

use crate::eval::fast::Declined;
use crate::records::json::Index;

/// A key and its colon, as the kinds of two tokens.
const KEY: [u8; 2] = *b"\":";

/// The tokens of a record. A walk holds the number of the one that it has come to, and every step
/// checks that they are as JSON has them, and declines where they do not. The number is handed from
/// step to step rather than kept here, so that it never leaves its register.
#[derive(Clone, Debug)]
pub(in crate::records::fast) struct Tokens<'a, 'i> {
    text: &'a str,
    /// Where the tokens begin, and then where the text ends.
    places: &'i [u32],
    /// The first byte of each token, and then zeros.
    kinds: &'i [u8],
    /// Where the backslashes are.
    escapes: Range<u32>,
    /// Where texts are kept that are not in the record as they are.
    texts: &'a Bump,
}

/// The token to go on with.
pub(in crate::records::fast) type Next = Result<u32, Declined>;

/// A token, where it begins, and where the one after it does.
#[derive(Clone, Copy)]
pub(in crate::records::fast) struct Token {
    pub at: u32,
    /// Its first byte; 0 at the end.
    pub kind: u8,
    pub start: u32,
    pub behind: u32,
}

impl<'a, 'i> Tokens<'a, 'i> {
    pub(super) fn new(
        text: &'a str,
        index: &'i Index,
        escapes: Range<u32>,
        texts: &'a Bump,
    ) -> Tokens<'a, 'i> {
        Tokens { text, places: index.places(), kinds: index.kinds(), escapes, texts }
    }

    /// Texts without escapes, whose places are given with those of what is around them.
    pub(super) fn of_cells(
        text: &'a str,
        places: &'i [u32],
        kinds: &'i [u8],
        texts: &'a Bump,
    ) -> Tokens<'a, 'i> {
        Tokens { text, places, kinds, escapes: 0..0, texts }
    }

    /// All of the text.
    #[inline(always)]
    pub(super) fn whole(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    /// A token by its number.
    #[inline(always)]
    pub(super) fn token(&self, at: u32) -> Token {
        let from = at as usize;
        // There is nothing after the last of the sentinels, which no walk comes to.
        let places = self.places.get(from..from + 2).and_then(|places| places.first_chunk());
        let [start, behind] = places.copied().unwrap_or_default();
        Token { at, kind: self.kind(at), start, behind }
    }

    /// The first byte of a token; 0 at the end.
    #[inline(always)]
    pub(super) fn kind(&self, at: u32) -> u8 {
        self.kinds.get(at as usize).copied().unwrap_or_default()
    }

    /// Where a token begins.
    #[inline(always)]
    pub(super) fn place(&self, at: u32) -> u32 {
        self.places.get(at as usize).copied().unwrap_or_default()
    }

    /// Where this many tokens begin.
    #[inline(always)]
    pub(super) fn places(&self, at: u32, count: u32) -> Option<&'i [u32]> {
        self.places.get(at as usize..at as usize + count as usize)
    }

    /// The first bytes of this many times eight tokens.
    #[inline(always)]
    pub(super) fn eights(&self, at: u32, count: usize) -> Option<&'i [[u8; 8]]> {
        let from = at as usize;
        self.kinds.get(from..from + 8 * count).map(|kinds| kinds.as_chunks().0)
    }

    /// Whether a token is a number or a word.
    pub(super) fn is_plain(&self, at: u32) -> bool {
        !matches!(self.kind(at), b'{' | b'}' | b'[' | b']' | b':' | b',' | b'"')
    }

    /// Whether a key and its colon are here.
    #[inline(always)]
    pub(super) fn is_key(&self, at: u32) -> bool {
        let from = at as usize;
        self.kinds.get(from..from + 2) == Some(&KEY)
    }
}
