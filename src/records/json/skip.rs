//! Passes over values that nobody wants, and checks them.

use super::{Flaw, FlawKind, Found, MAX_DEPTH, Scanner};

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
    /// Checks the value that comes, whatever it is, and passes over it. It does not call itself,
    /// so that no nesting can exhaust the stack.
    #[inline]
    pub fn skip(&mut self) -> Result<(), Flaw> {
        match self.found()? {
            Found::Object | Found::List => self.skip_nested(),
            Found::Null | Found::YesNo(_) | Found::Number(_) | Found::Text(_) => Ok(()),
        }
    }

    fn skip_nested(&mut self) -> Result<(), Flaw> {
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
    fn opened(&mut self, nest: &mut Nest) -> Result<bool, Flaw> {
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
    fn goes_on(&mut self, nest: &Nest) -> Result<bool, Flaw> {
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
            Some(_) => Err(self.flaw(FlawKind::Comma)),
            None => Err(self.flaw(FlawKind::Ended)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skip(json: &str) -> Result<(), Flaw> {
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
            ("", 0, FlawKind::Ended),
            ("[1", 2, FlawKind::Ended),
            ("nul", 0, FlawKind::Ended),
            ("nulx", 0, FlawKind::Value),
            ("[1,]", 3, FlawKind::LastComma),
            ("{\"a\":1,}", 7, FlawKind::LastComma),
            ("[,1]", 1, FlawKind::Value),
            ("[1 2]", 3, FlawKind::Comma),
            ("[1}", 2, FlawKind::Comma),
            ("{\"a\" 1}", 5, FlawKind::Colon),
            ("{a:1}", 1, FlawKind::Key),
            ("01", 0, FlawKind::Number),
            ("1.", 2, FlawKind::Ended),
            ("[1.]", 1, FlawKind::Number),
            ("-", 1, FlawKind::Ended),
            ("[1_000]", 1, FlawKind::Number),
            ("\"\t\"", 1, FlawKind::Control),
            ("\"\\x\"", 1, FlawKind::Escape),
            ("\"\\u12g4\"", 1, FlawKind::Escape),
            ("1 2", 2, FlawKind::More),
            ("\u{a0}1", 0, FlawKind::Value),
        ];
        for (json, at, kind) in cases {
            assert_eq!(skip(json), Err(Flaw { at, kind }), "{json}");
        }
    }

    #[test]
    fn a_hundred_thousand_brackets_are_too_deep_and_512_are_not() {
        let deep = |n: usize| "[".repeat(n) + &"]".repeat(n);
        assert_eq!(skip(&deep(MAX_DEPTH)), Ok(()));
        let flaw = Flaw { at: MAX_DEPTH, kind: FlawKind::TooDeep };
        assert_eq!(skip(&deep(MAX_DEPTH + 1)), Err(flaw));
        assert_eq!(skip(&"[".repeat(100_000)), Err(flaw));
        assert_eq!(skip(&"{\"a\":".repeat(100_000)).unwrap_err().kind, FlawKind::TooDeep);
    }
}
