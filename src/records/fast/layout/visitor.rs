//! Where a walk leaves what it finds.

use crate::records::fast::tokens::{Next, Tokens};

/// Where a walk leaves what it finds: the slots of a record, or the row of an event.
pub(in crate::records::fast) trait Visitor<'a> {
    type Use: Copy;

    /// Takes the value at a token, and skips it.
    fn visit(&mut self, wanted: Self::Use, tokens: &Tokens<'a, '_>, at: u32) -> Next;
}
