use super::memo::Memo;
use super::tokens::{Member, Next, Token, Tokens};
use crate::eval::quick::Odd;
use crate::records::tree::Node;
use crate::values::Names;

/// So many keys of one object can be wanted.
const MOST: usize = 64;

/// What is wanted of a value, as [`Node`] has it, made for quick looks.
#[derive(Clone, Debug)]
pub(super) struct Shape<U> {
    uses: Vec<U>,
    names: Names,
    /// What is wanted under each of the names.
    under: Vec<Shape<U>>,
    indexes: Vec<(usize, Shape<U>)>,
    /// Whether one thing is wanted, and nothing inside it.
    single: bool,
}

/// Where a walk leaves what it finds.
pub(super) trait Sink<'a> {
    type Use: Copy;

    /// Takes the value at a token, and passes over it.
    fn take(&mut self, wanted: Self::Use, tokens: &Tokens<'a, '_>, token: Token) -> Next;
}

impl<U: Copy> Shape<U> {
    /// `None` where too much is wanted.
    pub fn of(node: &Node<U>) -> Option<Shape<U>> {
        if node.keys.len() > MOST {
            return None;
        }
        let under = node.keys.iter().map(|(_, node)| Shape::of(node));
        let indexes = node.indexes.iter().map(|(index, node)| Some((*index, Shape::of(node)?)));
        Some(Shape {
            uses: node.uses.clone(),
            names: Names::new(node.keys.iter().map(|(name, _)| &**name)),
            under: under.collect::<Option<_>>()?,
            indexes: indexes.collect::<Option<_>>()?,
            single: node.uses.len() == 1 && !node.has_children(),
        })
    }

    /// The names that are wanted.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// What the value of a name is wanted for, if that is one thing.
    pub fn only_use(&self, name: usize) -> Option<U> {
        let under = &self.under[name];
        under.uses.first().copied().filter(|_| under.single)
    }

    /// Walks over the object at a token, gives the sink what is wanted and checks the rest.
    #[inline(always)]
    pub fn object<'a, S: Sink<'a, Use = U>>(
        &self,
        tokens: &Tokens<'a, '_>,
        at: usize,
        memo: &mut Memo<U>,
        sink: &mut S,
    ) -> Next {
        if tokens.kind(at + 1) == b'}' {
            return Ok(at + 2);
        }
        memo.begin();
        let (start, mut at) = (at, at + 1);
        let mut seen = 0u64;
        loop {
            if let Some(stretch) = memo.stretch() {
                let (members, names) = (stretch.members, stretch.names);
                let next = stretch.walk(tokens, at, sink);
                memo.came(next.is_some().then_some(members));
                if let Some(next) = next {
                    if seen & names != 0 {
                        return Err(Odd);
                    }
                    seen |= names;
                    at = next?;
                    match tokens.kind(at - 1) {
                        b',' => continue,
                        _ => {
                            memo.look_back(self, tokens, start);
                            return Ok(at);
                        }
                    }
                }
            }
            let Member { name, value, mut behind } = tokens.member(at, &self.names, memo)?;
            // Most values are single tokens.
            let single = value.at + 1;
            at = match name {
                None => tokens.skip(value)?,
                Some(place) => {
                    let bit = 1 << (place % MOST);
                    if seen & bit != 0 {
                        return Err(Odd);
                    }
                    seen |= bit;
                    self.under[place].value(tokens, value, sink)?
                }
            };
            if at != single {
                behind = tokens.kind(at);
            }
            at += 1;
            match behind {
                b',' => {}
                b'}' => {
                    memo.look_back(self, tokens, start);
                    return Ok(at);
                }
                _ => return Err(Odd),
            }
        }
    }

    #[inline(always)]
    fn value<'a, S: Sink<'a, Use = U>>(
        &self,
        tokens: &Tokens<'a, '_>,
        token: Token,
        sink: &mut S,
    ) -> Next {
        match self.uses.first() {
            Some(wanted) if self.single => sink.take(*wanted, tokens, token),
            _ => self.within(tokens, token, sink),
        }
    }

    /// The same where several things are wanted, or something inside.
    #[inline(never)]
    fn within<'a, S: Sink<'a, Use = U>>(
        &self,
        tokens: &Tokens<'a, '_>,
        token: Token,
        sink: &mut S,
    ) -> Next {
        let mut end = Err(Odd);
        for wanted in &self.uses {
            end = Ok(sink.take(*wanted, tokens, token)?);
        }
        match token.kind {
            _ if self.under.is_empty() && self.indexes.is_empty() => end,
            b'{' if self.indexes.is_empty() => {
                self.object(tokens, token.at, &mut Memo::never(), sink)
            }
            b'[' if self.under.is_empty() => self.list(tokens, token, sink),
            b'n' => tokens.word(token, b"null"),
            b'"' if tokens.inside(token)?.is_empty() => Ok(token.at + 1),
            _ => Err(Odd),
        }
    }

    fn list<'a, S: Sink<'a, Use = U>>(
        &self,
        tokens: &Tokens<'a, '_>,
        token: Token,
        sink: &mut S,
    ) -> Next {
        let mut index = 0;
        tokens.each(token, |token| {
            let wanted = self.indexes.iter().find(|(wanted, _)| *wanted == index);
            index += 1;
            match wanted {
                Some((_, shape)) => shape.value(tokens, token, sink),
                None => tokens.skip(token),
            }
        })
    }
}
