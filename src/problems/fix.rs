//! Fixes: changes to a rule file that would solve a problem, and how certain each is.

use std::ops::Range;

use super::Span;

/// How sure it is that a fix says what was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Confidence {
    /// A person has to check it: for example, a name that was probably meant.
    Likely,
    /// It means the same, written as the language writes it. `flywheel check --fix` makes it.
    Safe,
}

impl Confidence {
    /// The stable word for it in output.
    pub fn word(self) -> &'static str {
        match self {
            Confidence::Likely => "likely",
            Confidence::Safe => "safe",
        }
    }
}

/// What to write in place of a stretch of a rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty if something is added.
    pub span: Span,
    /// What it is replaced with; empty if something is removed.
    pub text: String,
}

/// A change of the rule file that fixes a problem. All its edits belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// All of them are made, or none.
    pub edits: Vec<Edit>,
    /// Whether a person has to look at it.
    pub confidence: Confidence,
}

impl Fix {
    /// A fix that means the same.
    pub fn safe(span: Span, text: impl Into<String>) -> Fix {
        Fix::new(Confidence::Safe, span, text)
    }

    /// A fix that probably says what was meant.
    pub fn likely(span: Span, text: impl Into<String>) -> Fix {
        Fix::new(Confidence::Likely, span, text)
    }

    /// A fix of one edit.
    pub fn new(confidence: Confidence, span: Span, text: impl Into<String>) -> Fix {
        Fix { edits: vec![Edit { span, text: text.into() }], confidence }
    }
}

/// A text with stretches of it replaced, given by their bytes and in their order. One that begins before
/// the last one ends is left out, and so is one that the text does not have.
pub fn made<'e>(text: &str, edits: impl IntoIterator<Item = (Range<usize>, &'e str)>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (range, with) in edits {
        let Some(before) = text.get(done..range.start) else { continue };
        if text.get(range.clone()).is_none() {
            continue;
        }
        out.push_str(before);
        out.push_str(with);
        done = range.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

impl Edit {
    /// What is replaced, in bytes, and with what.
    pub fn parts(&self) -> (Range<usize>, &str) {
        (self.span.range(), &self.text)
    }

    /// The edit as a person would make it in a text: without a second space next to one that is
    /// there, and without a gap where something is removed.
    pub fn tidy(source: &str, range: Range<usize>, text: &str) -> (Range<usize>, String) {
        let (Some(before), Some(after)) = (source.get(..range.start), source.get(range.end..))
        else {
            return (range, text.to_owned());
        };
        let opens = before.is_empty() || before.ends_with([' ', '\t', '\n', '(']);
        let closes = after.is_empty() || after.starts_with([' ', '\t', '\n', '\r', ')', ',', ';']);
        let text = if opens { text.trim_start() } else { text };
        let text = if closes { text.trim_end() } else { text };
        let mut range = range;
        // A `;` clings to what is before it, but for one at the beginning of a line.
        let clinging = before.trim_end_matches(' ');
        if text.starts_with([';', ',']) && !clinging.ends_with('\n') {
            range.start = clinging.len();
        }
        let line_ends = after.is_empty() || after.starts_with(['\n', '\r']);
        if text.is_empty() && opens && after.starts_with(' ') {
            range.end += 1;
        } else if text.is_empty() && line_ends {
            range.start = before.trim_end_matches([' ', '\t']).len();
        }
        (range, text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::Edit;

    #[test]
    fn edits_are_made_in_order() {
        let edits = [(0..1, "A"), (0..2, "no"), (1..1, "-"), (3..4, ""), (4..9, "no")];
        assert_eq!(super::made("abcd", edits), "A-bc");
    }

    fn made(source: &str, what: &str, with: &str) -> String {
        let start = source.find(what).expect("it is there");
        let (range, text) = Edit::tidy(source, start..start + what.len(), with);
        format!("{}{text}{}", &source[..range.start], &source[range.end..])
    }

    #[test]
    fn an_edit_leaves_no_holes_and_no_double_spaces() {
        assert_eq!(made("NPS == 9", "==", " is"), "NPS is 9");
        assert_eq!(made("NPS==9", "==", " is "), "NPS is 9");
        assert_eq!(made("when !vip", "!", " not "), "when not vip");
        assert_eq!(made("move to B }", "}", ""), "move to B");
        assert_eq!(made("3 purchases { move", "{", ""), "3 purchases move");
        assert_eq!(made("3 purchases: move", ":", " "), "3 purchases move");
        assert_eq!(made("give a and send b", "and", ";"), "give a; send b");
    }
}
