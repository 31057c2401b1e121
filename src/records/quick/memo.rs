use super::key::Key;
use super::shape::Shape;
use super::stretch::{Member, Stretch};
use super::tokens::Tokens;

/// The members of an earlier object in the same place, in order: the next one mostly has the same,
/// and then its keys need not be looked up. It changes how soon something is found, never what.
#[derive(Clone, Debug)]
pub(super) struct Memo<U> {
    members: Vec<Known<U>>,
    /// The member that should come next.
    next: usize,
    /// How many objects came since this was learned, and how many stretches of them otherwise.
    objects: u32,
    missed: u32,
    /// How often it may still learn for nothing.
    hope: u32,
}

#[derive(Clone, Debug)]
struct Known<U> {
    /// Unless it is unusual.
    key: Option<Key>,
    /// Which of the wanted names it is.
    name: Option<usize>,
    /// What begins with it.
    stretch: Option<Stretch<U>>,
}

/// After so many that came otherwise, if they are not few, the order is learned anew.
const PATIENCE: u32 = 64;
/// What is learned should be right for so many objects.
const LASTING: u32 = 1000;
/// So often it may be wrong sooner.
const HOPE: u32 = 10;
/// A stretch of more members is not worth it.
const LONG: usize = 64;

impl<U: Copy> Memo<U> {
    /// Nothing is known yet.
    pub fn new() -> Memo<U> {
        Memo { members: Vec::new(), next: 0, objects: 0, missed: 0, hope: HOPE }
    }

    /// Nothing will ever be known: for an object that is not worth it.
    pub fn never() -> Memo<U> {
        Memo { hope: 0, ..Memo::new() }
    }

    /// Another object begins.
    #[inline(always)]
    pub fn begin(&mut self) {
        self.next = 0;
        self.objects = self.objects.saturating_add(1);
    }

    /// What should come next.
    #[inline(always)]
    pub fn stretch(&self) -> Option<&Stretch<U>> {
        self.members.get(self.next)?.stretch.as_ref()
    }

    /// It came, or not.
    #[inline(always)]
    pub fn came(&mut self, members: Option<usize>) {
        match members {
            Some(members) => self.next += members,
            None => self.missed = self.missed.saturating_add(1),
        }
    }

    /// Which name the key is that stands from `start` to the colon, if it comes as it came before.
    /// One key may have been left out.
    #[inline(always)]
    pub fn name(&mut self, text: &[u8], start: usize, colon: usize) -> Option<Option<usize>> {
        let known = self.members.get(self.next..)?;
        let is = |known: &Known<U>| known.key.is_some_and(|key| key.is_at(text, start, colon));
        match known.iter().take(2).position(is) {
            Some(ahead) => {
                self.next += ahead + 1;
                Some(known[ahead].name)
            }
            None => {
                // What is unusual is passed, whatever it was.
                self.next += usize::from(known.first().is_some_and(|known| known.key.is_none()));
                None
            }
        }
    }

    /// Learns from the object that was walked over, from its first token to the one behind it, if
    /// nothing is known yet or too much came otherwise.
    #[inline(always)]
    pub fn look_back(&mut self, shape: &Shape<U>, tokens: &Tokens<'_, '_>, at: usize) {
        let often = self.missed > PATIENCE && self.missed > self.objects / 4;
        if self.hope > 0 && (self.members.is_empty() || often) {
            self.learn(shape, tokens, at);
        }
    }

    #[inline(never)]
    fn learn(&mut self, shape: &Shape<U>, tokens: &Tokens<'_, '_>, mut at: usize) {
        // Where every object comes otherwise, it is better to know nothing.
        let hope = if self.objects < LASTING { self.hope - 1 } else { HOPE };
        *self = Memo { hope, ..Memo::new() };
        if hope == 0 {
            return;
        }
        let mut run: Vec<Member<U>> = Vec::new();
        let mut begun = 0;
        loop {
            at += 1;
            let Ok(end) = tokens.skip(tokens.token(at + 2)) else { break };
            let (start, colon) = (tokens.place(at) + 1, tokens.place(at + 1));
            let key = Key::of(tokens.whole(), start, colon);
            let name = key.and_then(|_| shape.names().find_in(tokens.whole(), start, colon - 1));
            let member = key.and_then(|key| Member::of((key, name), shape, tokens, at, end));
            let member = member.filter(|_| run.len() < LONG);
            if member.is_none() {
                self.note(begun, &run, tokens);
                run.clear();
                begun = self.members.len() + 1;
            }
            run.extend(member);
            self.members.push(Known { key, name, stretch: None });
            at = end;
            if tokens.kind(at) != b',' {
                break;
            }
        }
        self.note(begun, &run, tokens);
    }

    fn note(&mut self, begun: usize, run: &[Member<U>], tokens: &Tokens<'_, '_>) {
        if let Some(known) = self.members.get_mut(begun) {
            known.stretch = Stretch::of(run, tokens);
        }
    }
}
