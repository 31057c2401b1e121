//! Events that are written alike, which are found before any of them is read.

use super::list::List;
use crate::eval::fast::Rows;
use crate::records::fast::layout::KnownRun;
use crate::records::fast::tokens::{Next, Tokens};

/// Events that follow each other and are all written as those before.
pub(super) struct Alike<'s> {
    run: &'s KnownRun<usize>,
    first: u32,
    pub count: usize,
}

impl<'s> Alike<'s> {
    /// All that begin at a token, if any do.
    #[inline(always)]
    pub(super) fn find(run: &'s KnownRun<usize>, tokens: &Tokens<'_, '_>, first: u32) -> Alike<'s> {
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
    fn stride(&self) -> u32 {
        // There is a brace before its members, and a comma after them.
        self.run.length + 2
    }

    /// Takes what is wanted of them, slot by slot.
    #[inline(always)]
    pub(super) fn take<'a>(
        &self,
        list: &List,
        rows: &mut Rows<'a>,
        tokens: &Tokens<'a, '_>,
    ) -> Next {
        let (members, stride) = (self.first + 1, self.stride());
        let behind = self.first + self.count as u32 * stride - 1;
        let mut more = rows.more(self.count, self.run.wanted.iter().map(|(_, slot)| *slot));
        for (value, slot) in &self.run.wanted {
            list.kinds[*slot].take_each(tokens, members + value, stride, more.column(*slot))?;
        }
        more.end();
        Ok(behind)
    }
}
