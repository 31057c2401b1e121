use super::eight::Kinds;
use super::key::Piece;
use super::member::{Member, Value};
use super::pattern::{Pattern, SINGLE};
use super::walk::Sink;
use crate::eval::fast::Declined;
use crate::records::fast::tokens::{Next, Tokens};

/// Some members of an object, one after the other, as they were once written: token by token, the
/// wanted ones all single values. The next object mostly has them in the same way, and then all of
/// them are known again in one go.
#[derive(Clone, Debug)]
pub(in crate::records::fast) struct Stretch<U> {
    /// How many members it has.
    pub members: usize,
    /// How many tokens it has, with the comma or brace behind it.
    pub length: u32,
    /// Whether that is a brace.
    pub closes: bool,
    /// A bit for each name among them that is wanted.
    pub names: u64,
    kinds: Vec<Kinds>,
    /// By the number of the token within the stretch.
    keys: Vec<(u32, Piece)>,
    /// The values that are wanted, likewise, and what for.
    pub wanted: Vec<(u32, U)>,
    /// The other values that have to be looked at.
    singles: Vec<u32>,
}

impl<U: Copy> Stretch<U> {
    /// Members whose values are written like this.
    pub fn of<'m>(
        all: impl Iterator<Item = (&'m Member<U>, &'m Pattern)>,
        closes: bool,
    ) -> Stretch<U>
    where
        U: 'm,
    {
        let (mut members, mut names, mut kinds) = (0, 0, Vec::new());
        let (mut keys, mut wanted_at, mut singles) = (Vec::new(), Vec::new(), Vec::new());
        for (member, pattern) in all {
            members += 1;
            names |= member.bit;
            keys.extend(member.key.pieces().map(|piece| (kinds.len() as u32, piece)));
            kinds.extend(*b"\":");
            match member.value {
                Value::Wanted(wanted) => wanted_at.push((kinds.len() as u32, wanted)),
                Value::Unwanted | Value::Within(_) => {
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
        let (kinds, wanted) = (Kinds::all(&kinds), wanted_at);
        Stretch { members, length, closes, names, kinds, keys, wanted, singles }
    }

    /// Whether the same members begin at a token, and what is not wanted of them is right too.
    #[inline(always)]
    pub fn is_at(&self, tokens: &Tokens<'_, '_>, at: u32) -> bool {
        let mut eighth = at;
        for kinds in &self.kinds {
            if !kinds.are_at(tokens, eighth) {
                return false;
            }
            eighth += 8;
        }
        let Some(places) = tokens.places(at, self.length) else { return false };
        let mut keys = self.keys.iter();
        keys.all(|(key, piece)| {
            places.get(*key as usize).is_some_and(|quote| piece.is_at(tokens.whole(), *quote))
        }) && self.singles.iter().all(|single| tokens.skip_single(at + single).is_ok())
    }

    /// Takes what is wanted of them, and passes over them.
    #[inline(always)]
    pub fn take<'a, S: Sink<'a, Use = U>>(
        &self,
        tokens: &Tokens<'a, '_>,
        at: u32,
        sink: &mut S,
    ) -> Next {
        for (value, wanted) in &self.wanted {
            let value = at + value;
            if sink.take(*wanted, tokens, value)? != value + 1 {
                return Err(Declined);
            }
        }
        Ok(at + self.length)
    }
}
