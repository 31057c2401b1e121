use super::key::{Key, ShortKey};
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
    short_keys: Vec<(u32, ShortKey)>,
    /// The values that are wanted, likewise, and what for.
    pub wanted: Vec<(u32, U)>,
    /// The other numbers and words.
    pub plain: Vec<u32>,
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
            short_keys: Vec::new(),
            wanted: Vec::new(),
            plain: Vec::new(),
        }
    }

    /// Takes in the member from one token to the one behind it. Says whether it could.
    pub fn push(&mut self, member: &Member<U>, tokens: &Tokens<'_, '_>, at: u32, end: u32) -> bool {
        let value = at + 2;
        let here = self.length + 2;
        match &member.value {
            Value::Wanted(wanted) if end == value + 1 => self.wanted.push((here, *wanted)),
            Value::Unwanted if end == value + 1 => {
                self.plain.extend(tokens.is_plain(value).then_some(here));
            }
            Value::Object(_) => {
                let plain = (value..end).filter(|at| tokens.is_plain(*at));
                self.plain.extend(plain.map(|plain| here + plain - value));
            }
            Value::Wanted(_) | Value::Unwanted | Value::Within(_) => return false,
        }
        self.members += 1;
        self.names |= member.bit;
        match member.key.short() {
            Some(key) => self.short_keys.push((self.length, key)),
            None => self.keys.push((self.length, member.key)),
        }
        self.length += end + 1 - at;
        self.closes = tokens.kind(end) == b'}';
        true
    }

    /// All has been taken in, from this token on.
    pub fn close(&mut self, tokens: &Tokens<'_, '_>, at: u32) {
        self.kinds = Kinds::all(tokens, at, at + self.length);
    }

    /// Whether the same members begin at a token.
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
        let key = |at: &u32| places.get(*at as usize).map(|quote| quote + 1);
        let text = tokens.whole();
        self.short_keys.iter().all(|(at, is)| key(at).is_some_and(|key| is.is_at(text, key)))
            && self.keys.iter().all(|(at, is)| key(at).is_some_and(|key| is.is_at(text, key)))
    }

    /// Takes what is wanted of them, and passes over them.
    #[inline(always)]
    pub fn take<'a, S: Sink<'a, Use = U>>(
        &self,
        tokens: &Tokens<'a, '_>,
        at: u32,
        sink: &mut S,
    ) -> Next {
        for plain in &self.plain {
            tokens.skip_plain(at + plain)?;
        }
        for (value, wanted) in &self.wanted {
            let value = at + value;
            if sink.take(*wanted, tokens, value)? != value + 1 {
                return Err(Odd);
            }
        }
        Ok(at + self.length)
    }
}
