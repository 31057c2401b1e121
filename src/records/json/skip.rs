//! Skips values that nobody wants, and checks them.

use super::{Found, MAX_DEPTH, Scanner, SyntaxFault, SyntaxFaultKind};

/// For each open bracket, a bit: whether it is an object's.
struct Nest {
    objects: [u64; MAX_DEPTH / 64 + 1],
}

impl Nest {
    #[inline]
    fn set(&mut self, depth: usize, object: bool) {
        let (word, bit) = (depth / 64, depth % 64);
        self.objects[word] = (self.objects[word] & !(1 << bit)) | (u64::from(object) << bit);
    }

    #[inline]
    fn is_object(&self, depth: usize) -> bool {
        self.objects[depth / 64] >> (depth % 64) & 1 == 1
    }
}

impl Scanner<'_> {
    /// Checks the value that comes, whatever it is, and skips it. It does not call itself,
    /// so that no nesting can exhaust the stack.
    #[inline]
    pub(crate) fn skip(&mut self) -> Result<(), SyntaxFault> {
        match self.found()? {
            Found::Object | Found::List => self.skip_nested(),
            Found::Null | Found::YesNo(_) | Found::Number(_) | Found::Text(_) => Ok(()),
        }
    }

    fn skip_nested(&mut self) -> Result<(), SyntaxFault> {
        let base = self.depth;
        let mut nest = Nest { objects: [0; MAX_DEPTH / 64 + 1] };
        loop {
            if self.opened(&mut nest)? {
                continue;
            }
            // A value has just ended: close what ends with it, until another one comes.
            loop {
                if self.depth == base {
                    return Ok(());
                }
                if self.goes_on(&nest)? {
                    break;
                }
            }
        }
    }

    /// Takes a single value or an empty list or object: false. Else steps in, up to the first
    /// value within: true.
    #[inline]
    fn opened(&mut self, nest: &mut Nest) -> Result<bool, SyntaxFault> {
        let (object, close) = match self.found()? {
            Found::Object => (true, b'}'),
            Found::List => (false, b']'),
            Found::Null | Found::YesNo(_) | Found::Number(_) | Found::Text(_) => return Ok(false),
        };
        self.enter()?;
        nest.set(self.depth, object);
        if self.peek() == Some(close) {
            self.leave();
            return Ok(false);
        }
        if object {
            self.key()?;
        }
        Ok(true)
    }

    /// After a value within brackets: another one comes (true), or the bracket closes (false).
    #[inline]
    fn goes_on(&mut self, nest: &Nest) -> Result<bool, SyntaxFault> {
        let object = nest.is_object(self.depth);
        match self.peek() {
            Some(b',') => {
                self.set_at(self.at() + 1);
                if object {
                    self.key()?;
                } else {
                    self.element()?;
                }
                Ok(true)
            }
            Some(b'}') if object => {
                self.leave();
                Ok(false)
            }
            Some(b']') if !object => {
                self.leave();
                Ok(false)
            }
            Some(_) => Err(self.fault(SyntaxFaultKind::Comma)),
            None => Err(self.fault(SyntaxFaultKind::Ended)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skip(json: &str) -> Result<(), SyntaxFault> {
        let mut scanner = Scanner::new(json);
        scanner.skip()?;
        scanner.end()
    }

    #[test]
    fn takes_what_json_is() {
        for json in [
            "null",
            " true ",
            "[]",
            "{}",
            "-0",
            "1e9",
            "1.5E-3",
            "[[],{},[{}]]",
            "[1,2 , 3]",
            r#"{"a":{"b":[1,{"c":"\ud800"}]},"":0}"#,
            "\"é\u{2028}\"",
        ] {
            assert_eq!(skip(json), Ok(()), "{json}");
        }
    }

    #[test]
    fn refuses_what_it_is_not() {
        let cases = [
            ("", 0, SyntaxFaultKind::Ended),
            ("[1", 2, SyntaxFaultKind::Ended),
            ("nul", 0, SyntaxFaultKind::Ended),
            ("nulx", 0, SyntaxFaultKind::Value),
            ("[1,]", 3, SyntaxFaultKind::LastComma),
            ("{\"a\":1,}", 7, SyntaxFaultKind::LastComma),
            ("[,1]", 1, SyntaxFaultKind::Value),
            ("[1 2]", 3, SyntaxFaultKind::Comma),
            ("[1}", 2, SyntaxFaultKind::Comma),
            ("{\"a\" 1}", 5, SyntaxFaultKind::Colon),
            ("{a:1}", 1, SyntaxFaultKind::Key),
            ("01", 0, SyntaxFaultKind::Number),
            ("1.", 2, SyntaxFaultKind::Ended),
            ("[1.]", 1, SyntaxFaultKind::Number),
            ("-", 1, SyntaxFaultKind::Ended),
            ("[1_000]", 1, SyntaxFaultKind::Number),
            ("\"\t\"", 1, SyntaxFaultKind::Control),
            ("\"\\x\"", 1, SyntaxFaultKind::Escape),
            ("\"\\u12g4\"", 1, SyntaxFaultKind::Escape),
            ("1 2", 2, SyntaxFaultKind::More),
            ("\u{a0}1", 0, SyntaxFaultKind::Value),
        ];
        for (json, at, kind) in cases {
            assert_eq!(skip(json), Err(SyntaxFault { at, kind }), "{json}");
        }
    }

    #[test]
    fn a_hundred_thousand_brackets_are_too_deep_and_512_are_not() {
        let deep = |n: usize| "[".repeat(n) + &"]".repeat(n);
        assert_eq!(skip(&deep(MAX_DEPTH)), Ok(()));
        let fault = SyntaxFault { at: MAX_DEPTH, kind: SyntaxFaultKind::TooDeep };
        assert_eq!(skip(&deep(MAX_DEPTH + 1)), Err(fault));
        assert_eq!(skip(&"[".repeat(100_000)), Err(fault));
        assert_eq!(skip(&"{\"a\":".repeat(100_000)).unwrap_err().kind, SyntaxFaultKind::TooDeep);
    }
}
