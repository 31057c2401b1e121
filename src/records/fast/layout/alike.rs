//! Objects in a list that are written alike, which are found before any of them is read.

use super::run::KnownRun;
use crate::records::fast::tokens::Tokens;

/// Objects that follow each other in a list and are all written as those before, each as one known run.
pub(in crate::records::fast) struct Alike<'s, U> {
    run: &'s KnownRun<U>,
    first: u32,
    pub count: usize,
}

impl<'s, U: Copy> Alike<'s, U> {
    /// All that begin at a token, if any do.
    #[inline(always)]
    pub(super) fn find(run: &'s KnownRun<U>, tokens: &Tokens<'_, '_>, first: u32) -> Alike<'s, U> {
        let mut alike = Alike { run, first, count: 0 };
        let mut at = first;
        while tokens.kind(at) == b'{' && run.is_at(tokens, at + 1) {
            alike.count += 1;
            at += alike.stride();
            if tokens.kind(at - 1) != b',' {
                break;
            }
        }
        alike
    }

    /// From one to the next it is this many tokens.
    #[inline(always)]
    pub(crate) fn stride(&self) -> u32 {
        // There is a brace before its members, and a comma after them.
        self.run.length + 2
    }

    /// The first token within the first of them.
    #[inline(always)]
    pub(crate) fn within(&self) -> u32 {
        self.first + 1
    }

    /// The token after the last of them.
    #[inline(always)]
    pub(crate) fn behind(&self) -> u32 {
        self.first + self.count as u32 * self.stride() - 1
    }

    /// What is wanted of each of them, and how many tokens it is from the first one within.
    #[inline(always)]
    pub(crate) fn wanted(&self) -> &'s [(u32, U)] {
        &self.run.wanted
    }
}
