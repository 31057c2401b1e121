use super::member::Member;
use super::stretch::Stretch;
use super::tokens::Tokens;

/// The stretch that is being learned.
pub(super) struct Run<U> {
    stretch: Stretch<U>,
    /// Its first token, and its first member.
    at: u32,
    first: usize,
}

impl<U: Copy> Run<U> {
    /// Nothing yet.
    pub fn new() -> Run<U> {
        Run { stretch: Stretch::new(), at: 0, first: 0 }
    }

    /// Takes in a member that is known now, from one token to the one behind it.
    pub fn push(
        &mut self,
        members: &mut Vec<Member<U>>,
        member: Member<U>,
        tokens: &Tokens<'_, '_>,
        at: u32,
        end: u32,
    ) {
        if self.stretch.members == 0 {
            (self.at, self.first) = (at, members.len());
        }
        if !self.stretch.push(&member, tokens, at, end) {
            self.end(members, tokens);
        }
        members.push(member);
    }

    /// Whatever comes next is no part of it.
    pub fn end(&mut self, members: &mut [Member<U>], tokens: &Tokens<'_, '_>) {
        let mut stretch = std::mem::replace(&mut self.stretch, Stretch::new());
        if stretch.members > 0
            && let Some(first) = members.get_mut(self.first)
        {
            stretch.close(tokens, self.at);
            first.stretch = Some(Box::new(stretch));
        }
    }
}
