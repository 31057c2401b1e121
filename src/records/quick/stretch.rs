use super::key::Key;
use super::shape::{Shape, Sink};
use super::tokens::{Next, Tokens};
use crate::eval::quick::Odd;

/// Some members of an object, one after the other, as they were once written: token by token, all
/// single values or objects without lists. The next object mostly has them in the same way, and
/// then only what is wanted of them is looked at.
#[derive(Clone, Debug)]
pub(super) struct Stretch<U> {
    /// How many tokens it has, with the comma or bracket at its end.
    pub length: usize,
    /// How many members it has.
    pub members: usize,
    /// A bit for each name among them that is wanted.
    pub names: u64,
    /// What each eight tokens have to begin with, and which of their first bytes count: of
    /// numbers, for one, they do not.
    kinds: Vec<(u64, u64)>,
    /// The keys, by the number of the token within the stretch.
    keys: Vec<(usize, Key)>,
    /// The values that have to be looked at, likewise, and what for.
    values: Vec<(usize, Option<U>)>,
}

/// A member of an object that was walked over.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member<U> {
    /// Its key, and what its value is wanted for.
    pub key: Key,
    pub name: Option<(usize, U)>,
    /// Its first token, and the comma or bracket behind it.
    pub at: usize,
    pub end: usize,
}

impl<U: Copy> Stretch<U> {
    /// Takes the members that begin at a token if they are written in the same way; else `None`.
    #[inline(always)]
    pub fn walk<'a, S: Sink<'a, Use = U>>(
        &self,
        tokens: &Tokens<'a, '_>,
        at: usize,
        sink: &mut S,
    ) -> Option<Next> {
        if !self.fits(tokens, at) {
            return None;
        }
        for (value, wanted) in &self.values {
            let token = tokens.token(at + value);
            let next = match wanted {
                Some(wanted) => sink.take(*wanted, tokens, token),
                None => tokens.skip(token),
            };
            if next != Ok(token.at + 1) {
                return Some(Err(Odd));
            }
        }
        Some(Ok(at + self.length))
    }

    #[inline(always)]
    fn fits(&self, tokens: &Tokens<'_, '_>, at: usize) -> bool {
        let mut eighth = at;
        for (kinds, counts) in &self.kinds {
            match tokens.eight(eighth) {
                Some(eight) if (eight ^ kinds) & counts == 0 => eighth += 8,
                Some(_) | None => return false,
            }
        }
        self.keys.iter().all(|(key, is)| {
            tokens.two_places(at + key).is_some_and(|[quote, colon]| {
                is.is_at(tokens.whole(), quote as usize + 1, colon as usize)
            })
        })
    }

    /// Learns from members that follow each other.
    pub fn of(members: &[Member<U>], tokens: &Tokens<'_, '_>) -> Option<Stretch<U>> {
        let (first, last) = (members.first()?, members.last()?);
        let (start, end) = (first.at, last.end + 1);
        let bits = members.iter().filter_map(|member| member.name);
        let mut values = Vec::new();
        for member in members {
            match member.name {
                Some((_, wanted)) => values.push((member.at + 2 - start, Some(wanted))),
                None => {
                    let others = (member.at + 2..member.end).filter(|at| tokens.is_plain(*at));
                    values.extend(others.map(|at| (at - start, None)));
                }
            }
        }
        let eighths = (start..end).step_by(8).map(|eighth| {
            (eighth..end.min(eighth + 8)).rev().fold((0, 0), |(kinds, counts), at| {
                let (kind, mask) =
                    if tokens.is_plain(at) { (0, 0) } else { (tokens.kind(at), 0xff) };
                (kinds << 8 | u64::from(kind), counts << 8 | mask)
            })
        });
        Some(Stretch {
            length: end - start,
            members: members.len(),
            names: bits.fold(0, |bits, (name, _)| bits | 1 << name),
            kinds: eighths.collect(),
            keys: members.iter().map(|member| (member.at - start, member.key)).collect(),
            values,
        })
    }
}

impl<U: Copy> Member<U> {
    /// The member of this key that begins at a token. `None` where it can be no part of a stretch.
    pub fn of(
        (key, name): (Key, Option<usize>),
        shape: &Shape<U>,
        tokens: &Tokens<'_, '_>,
        at: usize,
        end: usize,
    ) -> Option<Self> {
        let name = match name {
            Some(name) if end == at + 3 => Some((name, shape.only_use(name)?)),
            Some(_) => return None,
            None => None,
        };
        let has_list = (at..end).any(|at| tokens.kind(at) == b'[');
        (!has_list).then_some(Member { key, name, at, end })
    }
}
