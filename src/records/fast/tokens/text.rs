//! What a token says.

use std::borrow::Cow;
use std::ops::Range;

use super::{Next, Token, Tokens};
use crate::eval::fast::Declined;
use crate::records::json::{RawText, is_space};
use crate::values::folded;

impl<'a> Tokens<'a, '_> {
    /// Where a token is, up to the white space before the one after it.
    #[inline(always)]
    pub(crate) fn range(&self, token: Token) -> Range<usize> {
        let (start, mut end) = (token.start as usize, token.behind as usize);
        while end > start && is_space(self.whole()[end - 1]) {
            end -= 1;
        }
        start..end
    }

    /// Where a text is, without its quotes.
    #[inline(always)]
    pub(crate) fn within_quotes(&self, token: Token) -> Range<usize> {
        let behind = token.behind as usize;
        // Mostly no white space is after it.
        let end = match self.whole().get(behind.wrapping_sub(1)) {
            Some(b'"') => behind - 1,
            Some(_) | None => self.range(token).end.wrapping_sub(1),
        };
        token.start as usize + 1..end
    }

    /// The same of one whose escapes would count. One that has any is declined.
    #[inline(always)]
    pub(crate) fn inside(&self, token: Token) -> Result<Range<usize>, Declined> {
        let inside = self.within_quotes(token);
        let reached = token.start < self.escapes.end && (self.escapes.start as usize) < inside.end;
        if reached && self.has_escape(&inside) {
            return Err(Declined);
        }
        Ok(inside)
    }

    #[cold]
    fn has_escape(&self, inside: &Range<usize>) -> bool {
        let inside = self.whole().get(inside.clone()).unwrap_or_default();
        memchr::memchr(b'\\', inside).is_some()
    }

    /// What stands from one place to another, both next to ASCII.
    #[inline(always)]
    pub(crate) fn slice(&self, range: Range<usize>) -> Result<&'a str, Declined> {
        self.text.get(range).ok_or(Declined)
    }

    /// A text, with escapes as what they stand for.
    #[inline(always)]
    pub(crate) fn text(&self, token: Token) -> Result<&'a str, Declined> {
        match self.inside(token) {
            Ok(inside) => self.slice(inside),
            Err(Declined) => self.unescaped(token, |text| &*self.texts.alloc_str(text)),
        }
    }

    /// A text as if its case did not matter. One that is not ASCII is declined.
    pub(crate) fn folded(&self, text: &'a str) -> Result<&'a str, Declined> {
        if !text.is_ascii() {
            return Err(Declined);
        }
        Ok(match folded(text) {
            Cow::Borrowed(text) => text,
            Cow::Owned(text) => self.texts.alloc_str(&text),
        })
    }

    /// What is found of a text with escapes, once they are what they stand for.
    #[cold]
    #[inline(never)]
    pub(crate) fn unescaped<T>(
        &self,
        token: Token,
        find: impl FnOnce(&str) -> T,
    ) -> Result<T, Declined> {
        let raw = self.slice(self.within_quotes(token))?;
        let text = RawText { raw, escaped: true, cell: false }.decode().ok_or(Declined)?;
        Ok(find(&text))
    }

    /// Skips a word, which has to be this one.
    #[inline(always)]
    pub(crate) fn word(&self, token: Token, word: &[u8]) -> Next {
        if self.whole().get(self.range(token)) == Some(word) {
            Ok(token.at + 1)
        } else {
            Err(Declined)
        }
    }
}
