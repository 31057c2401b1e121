//! What a few objects have in common, from which the layout of the next ones is learned.

use super::action::Action;
use super::expected::Expected;
use super::key::Key;
use super::member::Member;
use super::pattern::Pattern;
use super::run::KnownRun;
use super::wanted::{Wanted, bit};
use crate::records::fast::tokens::Tokens;

/// What some objects in the same place have in common: a few are looked at before anything is made
/// of it, for the first one may be out of the ordinary.
#[derive(Clone, Debug)]
pub(super) struct Sampler<U> {
    /// All members that any of them had, in order.
    members: Vec<Sampled<U>>,
    objects: usize,
    /// How many tokens they had.
    tokens: u32,
}

/// A member of some of the objects.
#[derive(Clone, Debug)]
struct Sampled<U> {
    member: Member<U>,
    /// How all of its values are written.
    pattern: Option<Pattern>,
    /// How many of the objects had it, and of how many it was the last member.
    count: usize,
    last: usize,
}

/// This many objects are looked at, or this many where they are large.
const ENOUGH: usize = 32;
const LARGE: usize = 4;
/// They are large if together they have more tokens.
const MANY: u32 = 1 << 15;
/// What this many of them have, or lack, is out of the ordinary.
const FEW: usize = 1;
/// Objects of more members are no records of anything.
const MOST: usize = 256;

impl<U: Copy> Sampler<U> {
    /// Nothing was looked at so far.
    pub(super) fn new() -> Sampler<U> {
        Sampler { members: Vec::new(), objects: 0, tokens: 0 }
    }

    /// Whether enough has been seen.
    pub(super) fn is_done(&self) -> bool {
        self.objects >= if self.tokens > MANY { LARGE } else { ENOUGH }
    }

    /// Looks at the object that begins at a token, which has been walked over.
    pub(super) fn look_at(&mut self, wanted: &Wanted<U>, tokens: &Tokens<'_, '_>, mut at: u32) {
        self.objects += 1;
        let mut place = 0;
        loop {
            at += 1;
            let Ok(end) = tokens.skip(at + 2) else { return };
            self.tokens = self.tokens.saturating_add(end - at);
            if let Some(key) = Key::of(tokens.whole(), tokens.place(at), tokens.place(at + 1)) {
                let found = Sampled::of(key, wanted, tokens, at, end);
                place = self.meet(found, place);
            }
            at = end;
            if tokens.kind(at) != b',' {
                return;
            }
        }
    }

    /// Takes in a member that is after those before a place, and says what is after it.
    fn meet(&mut self, found: Sampled<U>, place: usize) -> usize {
        let is_it = |sampled: &Sampled<U>| sampled.member.key == found.member.key;
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

    /// What the next objects are to be expected to have.
    pub(super) fn members(mut self) -> Vec<Expected<U>> {
        self.members.retain(|sampled| sampled.count > FEW);
        let places = 0..self.members.len();
        places.map(|place| self.expected(place)).collect()
    }

    fn expected(&self, place: usize) -> Expected<U> {
        let sampled = &self.members[place];
        Expected { member: sampled.member.clone(), run: self.run_from(place).map(Box::new) }
    }

    /// The run that begins with the member at a place, if one does.
    fn run_from(&self, place: usize) -> Option<KnownRun<U>> {
        let sampled = &self.members[place];
        let is_usual = self.is_usual(sampled);
        // It is part of the run that began before. A member that is often missing is part of no
        // other run, but may begin one with what follows where it is there.
        let is_within = is_usual && place > 0 && self.is_usual(&self.members[place - 1]);
        if is_within || sampled.pattern.is_none() {
            return None;
        }
        let members = self.together(place);
        let last = members.last().filter(|_| is_usual || members.len() > 1)?;
        let closes = last.last > FEW;
        Some(KnownRun::of(members.iter().filter_map(Sampled::written), closes))
    }

    /// Whether all of the objects had a member that was written alike, or nearly all.
    fn is_usual(&self, sampled: &Sampled<U>) -> bool {
        sampled.pattern.is_some() && sampled.count + FEW >= self.objects
    }

    /// The members from a place on that mostly follow each other.
    fn together(&self, first: usize) -> &[Sampled<U>] {
        let behind = &self.members[first + 1..];
        let usual = behind.iter().take_while(|sampled| self.is_usual(sampled)).count();
        let run = &self.members[first..=first + usual];
        match run {
            // Whether a comma or a brace is after it has to be sure.
            [others @ .., last] if last.last > FEW && last.last + FEW < last.count => others,
            _ => run,
        }
    }
}

impl<U: Copy> Sampled<U> {
    /// The member from one token to the one after it.
    fn of(key: Key, wanted: &Wanted<U>, tokens: &Tokens<'_, '_>, at: u32, end: u32) -> Sampled<U> {
        let (name, first) = (tokens.within_quotes(tokens.token(at)), at + 2);
        let (bit, action) = match wanted.names.find_in(tokens.whole(), name.start, name.end) {
            Some(name) => (bit(name), wanted.action(name)),
            None => (0, Action::Skip),
        };
        let pattern = match action {
            Action::Skip => Pattern::of(tokens, first, end),
            Action::Take(_) => (end == first + 1).then(Pattern::single),
            Action::Enter(_) => None,
        };
        let last = usize::from(tokens.kind(end) == b'}');
        Sampled { member: Member { key, bit, action }, pattern, count: 1, last }
    }

    fn written(&self) -> Option<(&Member<U>, &Pattern)> {
        Some((&self.member, self.pattern.as_ref()?))
    }
}
