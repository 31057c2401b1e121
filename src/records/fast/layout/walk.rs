use super::learned::Memo;
use super::member::{Member, Value};
use crate::eval::fast::Declined;
use crate::records::fast::tokens::{Next, Tokens};
use crate::records::plain::Node;
use crate::values::Names;

/// So many keys of one object can be wanted.
const MOST: usize = 64;

/// What is wanted of a value, as [`Node`] has it, made to be looked up fast.
#[derive(Clone, Debug)]
pub(in crate::records::fast) struct Shape<U> {
    uses: Vec<U>,
    names: Names,
    /// What is wanted under each of the names.
    under: Vec<Shape<U>>,
    indexes: Vec<(usize, Shape<U>)>,
}

/// Where a walk leaves what it finds.
pub(in crate::records::fast) trait Sink<'a> {
    type Use: Copy;

    /// Takes the value at a token, and passes over it.
    fn take(&mut self, wanted: Self::Use, tokens: &Tokens<'a, '_>, at: u32) -> Next;
}

impl<U: Copy> Shape<U> {
    /// The shape of a node whose uses become those of the walk. `None` where too much is wanted.
    pub fn of<V: Copy>(node: &Node<V>, used: &impl Fn(V) -> U) -> Option<Shape<U>> {
        if node.keys.len() > MOST {
            return None;
        }
        let under = node.keys.iter().map(|(_, node)| Shape::of(node, used));
        let indexes =
            node.indexes.iter().map(|(index, node)| Some((*index, Shape::of(node, used)?)));
        Some(Shape {
            uses: node.uses.iter().copied().map(used).collect(),
            names: Names::new(node.keys.iter().map(|(name, _)| &**name)),
            under: under.collect::<Option<_>>()?,
            indexes: indexes.collect::<Option<_>>()?,
        })
    }

    /// The names that are wanted.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// What is wanted under each of the names.
    pub fn under(&self) -> &[Shape<U>] {
        &self.under
    }

    /// The bit of a name, and what is to be done with its value.
    pub fn expected(&self, name: usize) -> (u64, Value<U>) {
        let under = &self.under[name];
        let value = match under.uses[..] {
            [wanted] if under.is_leaf() => Value::Wanted(wanted),
            _ => Value::Within(name),
        };
        (bit(name), value)
    }

    fn is_leaf(&self) -> bool {
        self.under.is_empty() && self.indexes.is_empty()
    }

    /// Walks over the object at a token, gives the sink what is wanted and checks the rest.
    #[inline(always)]
    pub fn object<'a, S: Sink<'a, Use = U>>(
        &self,
        tokens: &Tokens<'a, '_>,
        begun: u32,
        memo: &mut Memo<U>,
        sink: &mut S,
    ) -> Next {
        let Memo { members, under, .. } = memo;
        let (mut at, mut known, mut seen) = (begun + 1, &members[..], 0);
        let mut otherwise = 0;
        if tokens.kind(at) == b'}' {
            return Ok(at + 1);
        }
        loop {
            let closes;
            (at, closes) = match known {
                [Member { stretch: Some(stretch), .. }, ..] if stretch.is_at(tokens, at) => {
                    known = known.get(stretch.members..).unwrap_or_default();
                    seen = once(seen, stretch.names)?;
                    (stretch.take(tokens, at, sink)?, stretch.closes)
                }
                [member, rest @ ..] if member.is_at(tokens, at) => {
                    otherwise += u64::from(member.stretch.is_some());
                    known = rest;
                    seen = once(seen, member.bit)?;
                    let end = self.known(&member.value, tokens, at + 2, under, sink)?;
                    tokens.comma_or_brace(end)?
                }
                _ => {
                    if let Some(left_out) = left_out(known, tokens, at) {
                        known = &known[left_out..];
                        continue;
                    }
                    otherwise += 1;
                    (at, seen) = self.member(tokens, at, seen, under, sink)?;
                    tokens.comma_or_brace(at)?
                }
            };
            if closes {
                break;
            }
        }
        memo.passed(1, otherwise);
        if otherwise > 0 {
            memo.look_back(self, tokens, begun);
        }
        Ok(at)
    }

    /// Passes over the value of a member that is known.
    #[inline(always)]
    fn known<'a, S: Sink<'a, Use = U>>(
        &self,
        value: &Value<U>,
        tokens: &Tokens<'a, '_>,
        at: u32,
        under: &mut [Memo<U>],
        sink: &mut S,
    ) -> Next {
        match value {
            Value::Unwanted => tokens.skip(at),
            Value::Wanted(wanted) => sink.take(*wanted, tokens, at),
            Value::Within(name) => self.under[*name].value(tokens, at, &mut under[*name], sink),
        }
    }

    /// Walks over a member that is not known. Says what follows, and which names came.
    #[inline(never)]
    fn member<'a, S: Sink<'a, Use = U>>(
        &self,
        tokens: &Tokens<'a, '_>,
        at: u32,
        mut seen: u64,
        under: &mut [Memo<U>],
        sink: &mut S,
    ) -> Result<(u32, u64), Declined> {
        let value = tokens.key(at)?;
        let key = tokens.token(at);
        let name = match tokens.inside(key) {
            Ok(key) => self.names.find_in(tokens.whole(), key.start, key.end),
            Err(Declined) => tokens.unescaped(key, |key| self.names.find(key))?,
        };
        let at = match name {
            None => tokens.skip(value)?,
            Some(name) => {
                seen = once(seen, bit(name))?;
                self.under[name].value(tokens, value, &mut under[name], sink)?
            }
        };
        Ok((at, seen))
    }

    /// Takes a value for all that it is wanted for.
    #[inline(never)]
    fn value<'a, S: Sink<'a, Use = U>>(
        &self,
        tokens: &Tokens<'a, '_>,
        at: u32,
        memo: &mut Memo<U>,
        sink: &mut S,
    ) -> Next {
        let mut end = Err(Declined);
        for wanted in &self.uses {
            end = Ok(sink.take(*wanted, tokens, at)?);
        }
        let token = tokens.token(at);
        match token.kind {
            _ if self.is_leaf() => end,
            b'{' if self.indexes.is_empty() => self.object(tokens, at, memo, sink),
            b'[' if self.under.is_empty() => self.list(tokens, at, sink),
            b'n' => tokens.word(token, b"null"),
            b'"' if tokens.inside(token)?.is_empty() => Ok(at + 1),
            _ => Err(Declined),
        }
    }

    fn list<'a, S: Sink<'a, Use = U>>(
        &self,
        tokens: &Tokens<'a, '_>,
        at: u32,
        sink: &mut S,
    ) -> Next {
        let mut index = 0;
        tokens.each(at, |at| {
            let wanted = self.indexes.iter().find(|(wanted, _)| *wanted == index);
            index += 1;
            match wanted {
                Some((_, shape)) => shape.value(tokens, at, &mut Memo::for_once(shape), sink),
                None => tokens.skip(at),
            }
        })
    }
}

/// So many members may be left out in a row.
const LEFT_OUT: usize = 8;

/// How many members were left out before the one at a token, which is known.
#[inline(never)]
fn left_out<U>(known: &[Member<U>], tokens: &Tokens<'_, '_>, at: u32) -> Option<usize> {
    let some = known.get(..LEFT_OUT.min(known.len()))?;
    some.iter().position(|member| member.is_at(tokens, at))
}

/// Notes that the name of a bit came, which it may do only once.
#[inline(always)]
fn once(seen: u64, bit: u64) -> Result<u64, Declined> {
    if seen & bit == 0 { Ok(seen | bit) } else { Err(Declined) }
}

fn bit(name: usize) -> u64 {
    1 << (name % MOST)
}
