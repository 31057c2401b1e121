use super::key::Key;
use super::member::{Member, Value};
use super::pattern::Pattern;
use super::run::Stretch;
use super::walk::Shape;
use crate::records::fast::tokens::Tokens;

/// What some objects in the same place have in common: a few are looked at before anything is made
/// of it, for the first one may be out of the ordinary.
#[derive(Clone, Debug)]
pub(super) struct Study<U> {
    /// All members that any of them had, in order.
    members: Vec<Studied<U>>,
    objects: usize,
    /// How many tokens they had.
    tokens: u32,
}

/// A member of some of the objects.
#[derive(Clone, Debug)]
struct Studied<U> {
    member: Member<U>,
    /// How all of its values are written.
    pattern: Option<Pattern>,
    /// How many of the objects had it, and of how many it was the last member.
    count: usize,
    last: usize,
}

/// So many objects are looked at, or so many where they are large.
const ENOUGH: usize = 32;
const LARGE: usize = 4;
/// They are large if together they have more tokens.
const MANY: u32 = 1 << 15;
/// What so many of them have, or lack, is out of the ordinary.
const FEW: usize = 1;
/// Objects of more members are no records of anything.
const MOST: usize = 256;

impl<U: Copy> Study<U> {
    /// Nothing was looked at so far.
    pub fn new() -> Study<U> {
        Study { members: Vec::new(), objects: 0, tokens: 0 }
    }

    /// Whether enough has been seen.
    pub fn is_done(&self) -> bool {
        self.objects >= if self.tokens > MANY { LARGE } else { ENOUGH }
    }

    /// Looks at the object that begins at a token, which has been walked over.
    pub fn look_at(&mut self, shape: &Shape<U>, tokens: &Tokens<'_, '_>, mut at: u32) {
        self.objects += 1;
        let mut place = 0;
        loop {
            at += 1;
            let Ok(end) = tokens.skip(at + 2) else { return };
            self.tokens = self.tokens.saturating_add(end - at);
            if let Some(key) = Key::of(tokens.whole(), tokens.place(at), tokens.place(at + 1)) {
                let found = Studied::of(key, shape, tokens, at, end);
                place = self.meet(found, place);
            }
            at = end;
            if tokens.kind(at) != b',' {
                return;
            }
        }
    }

    /// Takes in a member that stands behind those before a place, and says what is behind it.
    fn meet(&mut self, found: Studied<U>, place: usize) -> usize {
        let is_it = |studied: &Studied<U>| studied.member.key == found.member.key;
        match self.members.iter().position(is_it) {
            Some(known) if known >= place => {
                let member = &mut self.members[known];
                let pattern = member.pattern.take().zip(found.pattern);
                member.pattern = pattern.and_then(|(one, other)| one.with(&other));
                member.count += 1;
                member.last += found.last;
                known + 1
            }
            // Other objects have it elsewhere.
            Some(_) => place,
            None if self.members.len() < MOST => {
                self.members.insert(place, found);
                place + 1
            }
            None => place,
        }
    }

    /// What objects are to be expected to have.
    pub fn members(mut self) -> Vec<Member<U>> {
        self.members.retain(|studied| studied.count > FEW);
        let mut members: Vec<_> =
            self.members.iter().map(|studied| studied.member.clone()).collect();
        let mut within = false;
        for (first, studied) in self.members.iter().enumerate() {
            // What often lacks may begin what follows where it is there, but is no part of others.
            let (was_within, is_usual) = (within, self.is_usual(studied));
            within = is_usual;
            if (is_usual && was_within) || studied.pattern.is_none() {
                continue;
            }
            let run = self.run(first);
            if let [.., last] = run
                && (is_usual || run.len() > 1)
            {
                let closes = last.last > FEW;
                let stretch = Stretch::of(run.iter().filter_map(Studied::written), closes);
                members[first].stretch = Some(Box::new(stretch));
            }
        }
        members
    }

    /// Whether all of the objects had a member that was written alike, or nearly all.
    fn is_usual(&self, studied: &Studied<U>) -> bool {
        studied.pattern.is_some() && studied.count + FEW >= self.objects
    }

    /// The members from one on that mostly follow each other.
    fn run(&self, first: usize) -> &[Studied<U>] {
        let behind = &self.members[first + 1..];
        let usual = behind.iter().take_while(|studied| self.is_usual(studied)).count();
        let run = &self.members[first..=first + usual];
        match run {
            // Whether a comma or a brace stands behind it has to be sure.
            [others @ .., last] if last.last > FEW && last.last + FEW < last.count => others,
            _ => run,
        }
    }
}

impl<U: Copy> Studied<U> {
    /// The member from one token to the one behind it.
    fn of(key: Key, shape: &Shape<U>, tokens: &Tokens<'_, '_>, at: u32, end: u32) -> Studied<U> {
        let (name, first) = (tokens.within_quotes(tokens.token(at)), at + 2);
        let (bit, value) = match shape.names().find_in(tokens.whole(), name.start, name.end) {
            Some(name) => shape.expected(name),
            None => (0, Value::Unwanted),
        };
        let pattern = match value {
            Value::Unwanted => Pattern::of(tokens, first, end),
            Value::Wanted(_) => (end == first + 1).then(Pattern::single),
            Value::Within(_) => None,
        };
        let last = usize::from(tokens.kind(end) == b'}');
        Studied { member: Member { key, bit, value, stretch: None }, pattern, count: 1, last }
    }

    fn written(&self) -> Option<(&Member<U>, &Pattern)> {
        Some((&self.member, self.pattern.as_ref()?))
    }
}
