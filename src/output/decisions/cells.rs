//! Cells of CSV, for tools or for people with a spreadsheet.

use super::csv::{cell, next};
use super::shown::Written;
use crate::values::Decimal;

/// How texts are put into cells.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cells {
    /// As they are.
    Exact,
    /// A text that a spreadsheet would run as a formula gets an apostrophe before it.
    Harmless,
}

impl Cells {
    /// The first cell of a row.
    #[inline]
    pub(super) fn first(self, out: &mut Vec<u8>, text: &str) {
        match self {
            Cells::Harmless if is_formula(text) => cell(out, &format!("'{text}")),
            Cells::Exact | Cells::Harmless => cell(out, text),
        }
    }

    /// The next cell, with the comma before it.
    pub(super) fn next(self, out: &mut Vec<u8>, text: &str) {
        out.push(b',');
        self.first(out, text);
    }

    /// The next cell of a value that is shown; empty if it is unknown.
    pub(super) fn shown(self, out: &mut Vec<u8>, value: Option<Written<'_>>) {
        match value {
            None => out.push(b','),
            Some(Written::Plain(text)) => next(out, &text),
            Some(Written::Text(text)) => self.next(out, &text),
            Some(Written::List(texts)) => self.next(out, &texts.join("; ")),
        }
    }
}

/// Whether a spreadsheet would run a text instead of showing it. A negative number is none.
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '@', '-', '\t', '\r']) && Decimal::parse(text.as_bytes()).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_made_harmless() {
        for (text, harmless) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+49 30 1234", "'+49 30 1234"),
            ("-x", "'-x"),
            ("-5.20", "-5.20"),
            ("\t=1", "'\t=1"),
            ("a=1", "a=1"),
            ("", ""),
        ] {
            let (mut exact, mut out) = (Vec::new(), Vec::new());
            Cells::Harmless.first(&mut out, text);
            assert_eq!(String::from_utf8(out).unwrap(), harmless);
            Cells::Exact.first(&mut exact, text);
            assert!(!String::from_utf8(exact).unwrap().contains('\''));
        }
    }
}
