//! The words and marks of a text that reads without mistakes, each with the comments next to it.

use std::borrow::Cow;

use super::line::Line;

/// What a token is; only what the layout depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or keyword.
    Word,
    /// `12`, `1_000.5` or `5%`.
    Number,
    /// `2026-01-31`, perhaps with a time.
    Date,
    /// `$1,200.50`.
    Money,
    /// A text in quotation marks.
    Text,
    Mark,
}

/// A comment with a line of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Comment<'t> {
    pub text: &'t str,
    /// How many characters are before it on its line.
    pub column: usize,
    /// Whether an empty line is before it.
    pub gap: bool,
}

/// A place where a long line may be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Break {
    /// Lower levels break first, all of a level at once.
    pub level: u8,
    /// How much deeper the new line begins than the one that is broken.
    pub deeper: usize,
    /// Whether as much as fits stays together on a line.
    pub fill: bool,
    /// How wide the line may be without being broken here.
    pub limit: usize,
}

/// A word or mark, the comments next to it, and what the tree says of it.
#[derive(Clone, Debug)]
pub(super) struct Token<'t> {
    pub kind: Kind,
    pub text: Cow<'t, str>,
    pub start: usize,
    pub column: usize,
    /// The comments on the lines before it.
    pub above: Vec<Comment<'t>>,
    /// Whether an empty line is right before it.
    pub gap: bool,
    /// The comment after it on its line.
    pub beside: Option<&'t str>,
    /// The kind of line that it begins.
    pub begins: Option<Line>,
    pub may_break: Option<Break>,
    /// The column of a table that it begins.
    pub stop: Option<u8>,
    /// Whether it is the name of a function, which its bracket follows at once.
    pub call: bool,
    /// Whether it is a `-` between two values, not a sign.
    pub operator: bool,
    pub dropped: bool,
    /// A mark to be written before it.
    pub before: Option<&'static str>,
    /// A mark to be written after it.
    pub after: Option<&'static str>,
    /// How many more spaces than usual are before it.
    pub pad: usize,
}

impl Token<'_> {
    pub(super) fn is(&self, text: &str) -> bool {
        self.text == text && self.kind != Kind::Text
    }

    /// How many characters it takes on a line.
    pub(super) fn width(&self) -> usize {
        self.text.chars().count()
    }
}

/// All tokens of a text, and the comments after the last.
pub(super) struct Tokens<'t> {
    pub tokens: Vec<Token<'t>>,
    pub tail: Vec<Comment<'t>>,
}

/// What a token is that stands for itself alone.
pub(super) fn mark<'t>(text: &'static str, start: usize) -> Token<'t> {
    token(Kind::Mark, text, start, 0)
}

fn token(kind: Kind, text: &str, start: usize, column: usize) -> Token<'_> {
    Token {
        kind,
        text: Cow::Borrowed(text),
        start,
        column,
        above: Vec::new(),
        gap: false,
        beside: None,
        begins: None,
        may_break: None,
        stop: None,
        call: false,
        operator: false,
        dropped: false,
        before: None,
        after: None,
        pad: 0,
    }
}

/// Reads a text that has no mistakes.
pub(super) fn scan(text: &str) -> Tokens<'_> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut waiting = Vec::new();
    // How many lines ended since the last token or comment, and how many characters of the line at hand
    // are before a place in it.
    let (mut ended, mut column, mut counted) = (0, 0, 0);
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if first == '\n' || first == '\r' {
            at += if rest.starts_with("\r\n") { 2 } else { 1 };
            (ended, column, counted) = (ended + 1, 0, at);
            continue;
        }
        if matches!(first, ' ' | '\t' | '\u{feff}') {
            at += first.len_utf8();
            continue;
        }
        column += text[counted..at].chars().count();
        counted = at;
        if first == '#' {
            let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
            let comment = rest[..end].trim_end();
            match tokens.last_mut() {
                Some(last) if ended == 0 => last.beside = Some(comment),
                Some(_) | None => {
                    waiting.push(Comment { text: comment, column, gap: ended > 1 });
                }
            }
            at += end;
        } else {
            let (kind, length) = measure(rest, first);
            let mut next = token(kind, &rest[..length], at, column);
            next.above = std::mem::take(&mut waiting);
            next.gap = ended > 1;
            tokens.push(next);
            at += length;
        }
        ended = 0;
    }
    Tokens { tokens, tail: waiting }
}

/// What begins here, and how many bytes it has.
fn measure(rest: &str, first: char) -> (Kind, usize) {
    match first {
        '"' => (Kind::Text, quoted(rest)),
        '$' | '€' | '£' => {
            let sign = first.len_utf8();
            let digits = &rest[sign..];
            (Kind::Money, sign + thousands(digits).unwrap_or_else(|| number(digits)))
        }
        _ if first.is_ascii_digit() => match date(rest) {
            Some(length) => (Kind::Date, length),
            None => {
                let length = number(rest);
                let percent = usize::from(rest[length..].starts_with('%'));
                (Kind::Number, length + percent)
            }
        },
        _ if is_word(first) => (Kind::Word, run(rest, is_word)),
        _ => {
            let long = ["<=", ">=", "!="].iter().any(|mark| rest.starts_with(mark));
            (Kind::Mark, if long { 2 } else { first.len_utf8() })
        }
    }
}

/// Whether a character can be in a name. A text without mistakes has no other letters.
fn is_word(character: char) -> bool {
    let mark = character.is_whitespace() || "≥≤≠€£".contains(character);
    character.is_ascii_alphanumeric() || character == '_' || (!character.is_ascii() && !mark)
}

fn run(rest: &str, belongs: fn(char) -> bool) -> usize {
    rest.find(|character| !belongs(character)).unwrap_or(rest.len())
}

fn digits(rest: &str) -> usize {
    run(rest, |character| character.is_ascii_digit())
}

fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        if character == '"' && !escaped {
            return at + 1;
        }
        escaped = character == '\\' && !escaped;
    }
    rest.len()
}

/// `1_000.50`.
fn number(rest: &str) -> usize {
    let whole = run(rest, |character| character.is_ascii_digit() || character == '_');
    match rest[whole..].strip_prefix('.').map(digits) {
        Some(fraction) if fraction > 0 => {
            let fraction = run(&rest[whole + 1..], |c| c.is_ascii_digit() || c == '_');
            whole + 1 + fraction
        }
        Some(_) | None => whole,
    }
}

/// `1,200.50`, where it is written so.
fn thousands(rest: &str) -> Option<usize> {
    let mut at = digits(rest);
    if !(1..=3).contains(&at) || !rest[at..].starts_with(',') {
        return None;
    }
    while rest[at..].strip_prefix(',').is_some_and(|group| digits(group) >= 3) {
        at += 4;
        if digits(&rest[at..]) > 0 {
            return None;
        }
    }
    let fraction = rest[at..].strip_prefix('.').map_or(0, digits);
    (rest[..at].contains(',')).then_some(if fraction > 0 { at + 1 + fraction } else { at })
}

/// `2026-01-31T09:00:00Z`.
fn date(rest: &str) -> Option<usize> {
    let mut at = digits(rest);
    if at != 4 {
        return None;
    }
    for _ in 0..2 {
        let length = digits(rest[at..].strip_prefix('-')?);
        if !(1..=2).contains(&length) {
            return None;
        }
        at += 1 + length;
    }
    if rest[at..].starts_with(['T', 't']) {
        at += run(&rest[at..], |character| {
            character.is_ascii_alphanumeric() || matches!(character, ':' | '.' | '+' | '-')
        });
    }
    Some(at)
}
