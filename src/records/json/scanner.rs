//! A reader of one JSON text, from its start to its end.

use super::{Found, RawText, SyntaxFault, SyntaxFaultKind};

/// Brackets may be this deep within each other.
pub(crate) const MAX_DEPTH: usize = 512;

/// A place in a JSON text, and the steps to go on from it. A copy of it is a way back.
#[derive(Clone, Debug)]
pub(crate) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    pub(super) depth: usize,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a str) -> Scanner<'a> {
        Scanner { text, at: 0, depth: 0 }
    }

    /// How many bytes were passed.
    #[inline]
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    #[inline]
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    #[inline]
    pub(super) fn set_at(&mut self, at: usize) {
        self.at = at;
    }

    /// The next byte that is not white space, which the scanner now stands before.
    #[inline]
    pub(crate) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other.copied(),
            }
        }
    }

    /// Takes a single value, or says that a list or an object comes.
    #[inline]
    pub(crate) fn found(&mut self) -> Result<Found<'a>, SyntaxFault> {
        match self.peek() {
            Some(b'"') => Ok(Found::Text(self.string()?)),
            Some(b'-' | b'0'..=b'9') => Ok(Found::Number(self.number()?)),
            Some(b'{') => Ok(Found::Object),
            Some(b'[') => Ok(Found::List),
            Some(b'n') => self.word("null").map(|()| Found::Null),
            Some(b't') => self.word("true").map(|()| Found::YesNo(true)),
            Some(b'f') => self.word("false").map(|()| Found::YesNo(false)),
            Some(_) => Err(self.fault(SyntaxFaultKind::Value)),
            None => Err(self.fault(SyntaxFaultKind::Ended)),
        }
    }

    /// Steps into the list or object that comes.
    #[inline]
    pub(crate) fn enter(&mut self) -> Result<(), SyntaxFault> {
        if self.depth == MAX_DEPTH {
            return Err(self.fault(SyntaxFaultKind::TooDeep));
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    /// Steps out over the closing bracket that comes.
    #[inline]
    pub(super) fn leave(&mut self) {
        self.depth -= 1;
        self.at += 1;
    }

    /// The key of the next value of the object that was entered, now before the value;
    /// `None` when the object has ended. `first` is true at the start and kept up here.
    #[inline]
    pub(crate) fn next_key(
        &mut self,
        first: &mut bool,
    ) -> Result<Option<RawText<'a>>, SyntaxFault> {
        match self.peek() {
            Some(b'}') => {
                self.leave();
                Ok(None)
            }
            Some(b',') if !*first => {
                self.at += 1;
                self.key().map(Some)
            }
            _ if *first => {
                *first = false;
                self.key().map(Some)
            }
            Some(_) => Err(self.fault(SyntaxFaultKind::Comma)),
            None => Err(self.fault(SyntaxFaultKind::Ended)),
        }
    }

    /// Whether the list that was entered has another element, now before it.
    #[inline]
    pub(crate) fn next_element(&mut self, first: &mut bool) -> Result<bool, SyntaxFault> {
        match self.peek() {
            Some(b']') => {
                self.leave();
                Ok(false)
            }
            Some(b',') if !*first => {
                self.at += 1;
                self.element()?;
                Ok(true)
            }
            _ if *first => {
                *first = false;
                Ok(true)
            }
            Some(_) => Err(self.fault(SyntaxFaultKind::Comma)),
            None => Err(self.fault(SyntaxFaultKind::Ended)),
        }
    }

    /// Nothing but white space is left.
    pub(crate) fn end(&mut self) -> Result<(), SyntaxFault> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.fault(SyntaxFaultKind::More)),
        }
    }

    /// A key and its colon.
    #[inline]
    pub(super) fn key(&mut self) -> Result<RawText<'a>, SyntaxFault> {
        match self.peek() {
            Some(b'"') => {}
            Some(b'}') => return Err(self.fault(SyntaxFaultKind::LastComma)),
            Some(_) => return Err(self.fault(SyntaxFaultKind::Key)),
            None => return Err(self.fault(SyntaxFaultKind::Ended)),
        }
        let key = self.string()?;
        match self.peek() {
            Some(b':') => {
                self.at += 1;
                Ok(key)
            }
            Some(_) => Err(self.fault(SyntaxFaultKind::Colon)),
            None => Err(self.fault(SyntaxFaultKind::Ended)),
        }
    }

    /// After a comma in a list, an element has to come.
    #[inline]
    pub(super) fn element(&mut self) -> Result<(), SyntaxFault> {
        match self.peek() {
            Some(b']' | b',') => Err(self.fault(SyntaxFaultKind::LastComma)),
            Some(_) | None => Ok(()),
        }
    }

    fn word(&mut self, word: &'static str) -> Result<(), SyntaxFault> {
        let rest = &self.text.as_bytes()[self.at..];
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(());
        }
        let cut_off = word.as_bytes().starts_with(rest);
        Err(self.fault(if cut_off { SyntaxFaultKind::Ended } else { SyntaxFaultKind::Value }))
    }

    #[cold]
    pub(super) fn fault(&self, kind: SyntaxFaultKind) -> SyntaxFault {
        SyntaxFault { at: self.at, kind }
    }
}
