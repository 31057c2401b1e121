use super::key::Key;
use super::kinds::Kinds;
use super::member::{Member, Value};
use super::shape::Sink;
use super::tokens::{Next, Tokens};
use crate::eval::quick::Odd;

/// Some members of an object, one after the other, as they were once written: token by token, all
/// single values or objects without lists. The next object mostly has them in the same way, and
/// then all of them are known again in one go.
#[derive(Clone, Debug)]
pub(super) struct Stretch<U> {
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
    keys: Vec<(u32, Key)>,
    /// The values that are wanted, likewise, and what for.
    pub wanted: Vec<(u32, U)>,
    /// The other numbers and words. There may be a text in their place.
    plain: Vec<u32>,
}

impl<U: Copy> Stretch<U> {
    /// Nothing yet.
    pub fn new() -> Stretch<U> {
        Stretch {
            members: 0,
            length: 0,
            closes: false,
            names: 0,
            kinds: Vec::new(),
            keys: Vec::new(),
            wanted: Vec::new(),
            plain: Vec::new(),
        }
    }

    /// Takes in the member from one token to the one behind it. Says whether it could.
    pub fn push(&mut self, member: &Member<U>, tokens: &Tokens<'_, '_>, at: u32, end: u32) -> bool {
        let value = at + 2;
        let here = self.length + 2;
        match &member.value {
            Value::Wanted { bit, wanted } if end == value + 1 => {
                self.names |= bit;
                self.wanted.push((here, *wanted));
            }
            Value::Unwanted if end == value + 1 => {
                self.plain.extend(tokens.is_plain(value).then_some(here));
            }
            Value::Object(_) => {
                let plain = (value..end).filter(|at| tokens.is_plain(*at));
                self.plain.extend(plain.map(|plain| here + plain - value));
            }
            Value::Wanted { .. } | Value::Unwanted | Value::Within { .. } => return false,
        }
        self.members += 1;
        self.keys.push((self.length, member.key));
        self.length += end + 1 - at;
        self.closes = tokens.kind(end) == b'}';
        true
    }

    /// All has been taken in, from this token on.
    pub fn close(&mut self, tokens: &Tokens<'_, '_>, at: u32) {
        self.kinds = Kinds::all(tokens, at, at + self.length);
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
        keys.all(|(key, is)| {
            places.get(*key as usize).is_some_and(|quote| is.is_at(tokens.whole(), quote + 1))
        }) && self.plain.iter().all(|plain| tokens.skip_single(at + plain).is_ok())
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
                return Err(Odd);
            }
        }
        Ok(at + self.length)
    }
}
