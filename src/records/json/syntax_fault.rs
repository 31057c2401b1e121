//! Where a text stops being JSON, and how that is said.

use crate::records::fault::{Fault, FaultKind};
use crate::records::words::cut;

/// A place where the text stops being JSON. Small, so that carrying it costs the fast path nothing;
/// the words are made when somebody wants to read them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SyntaxFault {
    /// The byte at which it shows.
    pub at: usize,
    pub kind: SyntaxFaultKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SyntaxFaultKind {
    /// The text ends in the middle of something.
    Ended,
    /// Something that does not start a value, where one is expected.
    Value,
    /// In an object, something other than a key in quotes.
    Key,
    /// No colon after a key.
    Colon,
    /// Neither a comma nor the closing bracket after a value.
    Comma,
    /// A comma with nothing after it.
    LastComma,
    /// A number that is not in JSON's form.
    Number,
    /// A backslash with something after it that JSON does not know.
    Escape,
    /// A raw control character within a text.
    Control,
    /// Brackets within brackets beyond the limit.
    TooDeep,
    /// Something follows after the end of the value.
    More,
}

impl SyntaxFault {
    /// The fault in words. `text` is what was being read.
    pub(crate) fn fault(self, text: &str) -> Fault {
        let kind = match self.kind {
            SyntaxFaultKind::TooDeep => FaultKind::TooDeep,
            SyntaxFaultKind::Ended
            | SyntaxFaultKind::Value
            | SyntaxFaultKind::Key
            | SyntaxFaultKind::Colon
            | SyntaxFaultKind::Comma
            | SyntaxFaultKind::LastComma
            | SyntaxFaultKind::Number
            | SyntaxFaultKind::Escape
            | SyntaxFaultKind::Control
            | SyntaxFaultKind::More => FaultKind::Syntax,
        };
        Fault { kind, path: None, message: self.message(text), offset: self.at }
    }

    fn message(self, text: &str) -> String {
        let rest = text.get(self.at..).unwrap_or("");
        let here = shown(rest);
        match self.kind {
            SyntaxFaultKind::Ended => {
                "the record ends too early: a closing quotation mark or bracket may be missing"
                    .to_owned()
            }
            SyntaxFaultKind::Value => no_value(rest),
            SyntaxFaultKind::Key if rest.starts_with('\'') => {
                "names need double quotes, not single quotes".to_owned()
            }
            SyntaxFaultKind::Key => format!("expected a name in double quotes before {here}"),
            SyntaxFaultKind::Colon => {
                format!("a colon is missing before {here}")
            }
            SyntaxFaultKind::Comma => {
                format!("a comma or a closing bracket is missing before {here}")
            }
            SyntaxFaultKind::LastComma => {
                format!("there is an extra comma before {here}")
            }
            SyntaxFaultKind::Number => no_number(rest),
            SyntaxFaultKind::Escape => {
                format!("{} is not a valid JSON escape", cut(escape(rest)))
            }
            SyntaxFaultKind::Control => {
                format!("a text contains {here}, which JSON requires to be escaped")
            }
            SyntaxFaultKind::TooDeep => {
                format!("brackets are nested more than {} levels deep", super::MAX_DEPTH)
            }
            SyntaxFaultKind::More if rest.starts_with('{') => {
                "another record starts on the same line; put each record on its own line".to_owned()
            }
            SyntaxFaultKind::More => format!("there is {here} after the end of the record"),
        }
    }
}

/// What is at the start of the text, as a message shows it: a word, a bracket, a mark.
fn shown(rest: &str) -> String {
    let Some(first) = rest.chars().next() else {
        return "the end".to_owned();
    };
    match first {
        '\n' | '\r' => "a line break".to_owned(),
        '\t' => "a tab".to_owned(),
        '\0' => "a null byte (is the file UTF-16 or damaged?)".to_owned(),
        _ if first.is_control() || first == '\u{feff}' => format!("U+{:04X}", u32::from(first)),
        _ if is_word(first) => cut(word(rest)),
        _ => first.to_string(),
    }
}

fn no_value(rest: &str) -> String {
    let hint = match word(rest) {
        "NaN" | "Infinity" | "-Infinity" => "JSON has no such number; write null",
        "None" | "undefined" | "nil" | "NULL" | "Null" => "write null",
        "True" | "TRUE" => "write true",
        "False" | "FALSE" => "write false",
        _ if rest.starts_with('\'') => "text needs double quotes, not single quotes",
        _ if rest.starts_with('/') => "JSON has no comments",
        _ if rest.starts_with('+') => "write numbers without a plus sign",
        _ if rest.starts_with('.') => "numbers start with a digit: write 0.5, not .5",
        _ => return format!("expected a value, but found {}", shown(rest)),
    };
    format!("{}: {hint}", shown(rest))
}

fn no_number(rest: &str) -> String {
    let word = word(rest);
    let digits = word.trim_start_matches('-').as_bytes();
    let hint = match digits {
        [b'0', b'0'..=b'9', ..] => ": remove the leading zero",
        [b'I' | b'N', ..] => ": write null",
        _ if word.contains('_') => ": remove the underscores",
        _ => "",
    };
    format!("{} is not a valid JSON number{hint}", cut(word))
}

/// The backslash and what belongs to it.
fn escape(rest: &str) -> &str {
    let length = if rest.starts_with("\\u") { 6 } else { 2 };
    let end = rest.char_indices().nth(length).map_or(rest.len(), |(i, _)| i);
    rest[..end].split('"').next().unwrap_or("")
}

fn word(rest: &str) -> &str {
    &rest[..rest.find(|c| !is_word(c)).unwrap_or(rest.len())]
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '+' | '-' | '.')
}
