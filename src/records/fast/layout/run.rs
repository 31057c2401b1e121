//! Members that mostly follow each other, written alike.

use super::action::Action;
use super::eight_kinds::EightKinds;
use super::key::{Piece, ShortPiece};
use super::member::Member;
use super::pattern::{Pattern, SINGLE};
use super::visitor::Visitor;
use crate::eval::fast::Declined;
use crate::records::fast::tokens::{Next, Tokens};

/// Some members of an object, one after the other, as they were once written: token by token, the
/// wanted ones all single values. The next object mostly has them in the same way, and then all of
/// them are known again in one go.
#[derive(Clone, Debug)]
pub(in crate::records::fast) struct KnownRun<U> {
    /// How many members it has.
    pub(super) members: usize,
    /// How many tokens it has, with the comma or brace after it.
    pub length: u32,
    /// Whether that is a brace.
    pub(super) closes: bool,
    /// A bit for each name among them that is wanted.
    pub(super) names: u64,
    /// What kinds its tokens have, eight at a time.
    kinds: Vec<EightKinds>,
    /// The bytes of its keys, each by the number of the token within the run: those of short pieces, and
    /// all others.
    short_keys: Vec<(u32, ShortPiece)>,
    keys: Vec<(u32, Piece)>,
    /// The values that are wanted, likewise, and what for.
    pub wanted: Vec<(u32, U)>,
    /// The values that nobody wants and that may be any single token: they have to be checked.
    singles: Vec<u32>,
}

impl<U: Copy> KnownRun<U> {
    /// Members whose values are written like this.
    pub(super) fn of<'m>(
        all: impl Iterator<Item = (&'m Member<U>, &'m Pattern)>,
        closes: bool,
    ) -> KnownRun<U>
    where
        U: 'm,
    {
        let (mut members, mut names, mut kinds) = (0, 0, Vec::new());
        let (mut short_keys, mut keys) = (Vec::new(), Vec::new());
        let (mut wanted_at, mut singles) = (Vec::new(), Vec::new());
        for (member, pattern) in all {
            members += 1;
            names |= member.bit;
            for piece in member.key.pieces() {
                let at = kinds.len() as u32;
                match piece.short() {
                    Some(short) => short_keys.push((at, short)),
                    None => keys.push((at, piece)),
                }
            }
            kinds.extend(*b"\":");
            match member.action {
                Action::Take(wanted) => wanted_at.push((kinds.len() as u32, wanted)),
                Action::Skip | Action::Enter(_) => {
                    let at = (kinds.len() as u32..).zip(&pattern.kinds);
                    singles.extend(at.filter(|(_, kind)| **kind == SINGLE).map(|(at, _)| at));
                }
            }
            kinds.extend(&pattern.kinds);
            kinds.push(b',');
        }
        if let Some(end) = kinds.last_mut() {
            *end = if closes { b'}' } else { b',' };
        }
        let length = kinds.len() as u32;
        let (kinds, wanted) = (EightKinds::all(&kinds), wanted_at);
        KnownRun { members, length, closes, names, kinds, short_keys, keys, wanted, singles }
    }

    /// Whether the same members begin at a token, in the same order and form, with nothing wrong in
    /// what is not wanted of them.
    #[inline(always)]
    pub(crate) fn is_at(&self, tokens: &Tokens<'_, '_>, at: u32) -> bool {
        let Some(eights) = tokens.eights(at, self.kinds.len()) else { return false };
        if !self.kinds.iter().zip(eights).all(|(kinds, eight)| kinds.are(*eight)) {
            return false;
        }
        let Some(places) = tokens.places(at, self.length) else { return false };
        let (text, place) = (tokens.whole(), |key: u32| places.get(key as usize).copied());
        self.short_keys
            .iter()
            .all(|(key, piece)| place(*key).is_some_and(|at| piece.is_at(text, at)))
            && self
                .keys
                .iter()
                .all(|(key, piece)| place(*key).is_some_and(|at| piece.is_at(text, at)))
            && self.singles.iter().all(|single| tokens.skip_single(at + single).is_ok())
    }

    /// Takes what is wanted of them, and skips them.
    #[inline(always)]
    pub(crate) fn take<'a, V: Visitor<'a, Use = U>>(
        &self,
        tokens: &Tokens<'a, '_>,
        at: u32,
        visitor: &mut V,
    ) -> Next {
        for (value, wanted) in &self.wanted {
            let value = at + value;
            if visitor.visit(*wanted, tokens, value)? != value + 1 {
                return Err(Declined);
            }
        }
        Ok(at + self.length)
    }
}
