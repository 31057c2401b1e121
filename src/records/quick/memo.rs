use super::key::Key;
use super::member::{Member, Value};
use super::run::Run;
use super::shape::{Shape, bit};
use super::stretch::Stretch;
use super::tokens::Tokens;

/// The members of an earlier object in the same place, in order: the next one mostly has the same,
/// and then its keys need not be looked up. It changes how soon something is found, never what.
#[derive(Clone, Debug)]
pub(super) struct Memo<U> {
    pub members: Vec<Member<U>>,
    /// The same for the objects under its names.
    pub under: Vec<Memo<U>>,
    /// How many objects came since this was learned, and how many members of them otherwise.
    objects: u64,
    missed: u64,
    /// How often it may still learn for nothing.
    hope: u32,
}

/// After so many that came otherwise, if they are not few, the order is learned anew.
const PATIENCE: u64 = 256;
/// What is learned should be right for so many objects.
const LASTING: u64 = 1000;
/// So often it may be wrong sooner.
const HOPE: u32 = 10;

impl<U: Copy> Memo<U> {
    /// Nothing is known yet.
    pub fn new(shape: &Shape<U>) -> Memo<U> {
        let under = shape.under().iter().map(Memo::new).collect();
        Memo { members: Vec::new(), under, objects: 0, missed: 0, hope: HOPE }
    }

    /// So many objects more were passed, and so many of their members came otherwise.
    #[inline(always)]
    pub fn passed(&mut self, objects: usize, otherwise: u64) {
        self.objects += objects as u64;
        self.missed += otherwise;
    }

    /// How all of an object was written that came before.
    pub fn whole(&self) -> Option<&Stretch<U>> {
        self.members.first()?.stretch.as_deref().filter(|stretch| stretch.closes)
    }

    /// Learns from the object that was walked over, from its first token to the one behind it, if
    /// nothing is known yet or too much came otherwise.
    pub fn look_back(&mut self, shape: &Shape<U>, tokens: &Tokens<'_, '_>, at: u32) {
        let often = self.missed > PATIENCE && self.missed > self.objects;
        if self.hope > 0 && (self.members.is_empty() || often) {
            self.learn(shape, tokens, at);
        }
    }

    #[inline(never)]
    fn learn(&mut self, shape: &Shape<U>, tokens: &Tokens<'_, '_>, mut at: u32) {
        // Where every object comes otherwise, it is better to know nothing.
        self.hope = if self.objects < LASTING { self.hope - 1 } else { HOPE };
        (self.objects, self.missed) = (0, 0);
        self.members.clear();
        if self.hope == 0 {
            return;
        }
        let mut run = Run::new();
        loop {
            at += 1;
            let Ok(end) = tokens.skip(at + 2) else { return };
            let (start, colon) = (tokens.place(at) + 1, tokens.place(at + 1));
            match Key::of(tokens.whole(), start, colon) {
                None => run.end(&mut self.members, tokens),
                Some(key) => {
                    let (first, last) = (start as usize, colon as usize - 1);
                    let (bit, value) = match shape.names().find_in(tokens.whole(), first, last) {
                        Some(name) => (bit(name), shape.expected(name)),
                        None => (0, Value::unwanted(tokens, at + 2, end)),
                    };
                    let member = Member { key, bit, value, stretch: None };
                    run.push(&mut self.members, member, tokens, at, end);
                }
            }
            at = end;
            if tokens.kind(at) != b',' {
                break;
            }
        }
        run.end(&mut self.members, tokens);
    }
}
